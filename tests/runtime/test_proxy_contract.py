from __future__ import annotations

from tests.runtime.contract_proxy_containers import ContainersContract
from tests.runtime.contract_proxy_endpoints import EndpointsContract
from tests.runtime.contract_proxy_host import HostContract
from tests.runtime.contract_proxy_images import ImagesContract
from tests.runtime.contract_proxy_loans import LoansContract
from tests.runtime.contract_proxy_things import ThingsContract


class TestContainers(ContainersContract):
    """Against the fake engine."""


class TestThings(ThingsContract):
    """Against the fake engine."""


class TestEndpoints(EndpointsContract):
    """Against the fake engine."""


class TestHost(HostContract):
    """Against the fake engine."""


class TestImages(ImagesContract):
    """Against the fake engine."""


class TestLoans(LoansContract):
    """Against the fake engine."""
