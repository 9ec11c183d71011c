"""The proxy's contract against the engine that is there."""

from __future__ import annotations

import os
import secrets
from contextlib import closing, suppress
from functools import partial
from typing import TYPE_CHECKING

import pytest
from docker import APIClient
from docker.errors import APIError

from kindsphinx.runtime.endpoint import find_endpoint
from tests.runtime.contract_proxy_containers import ContainersContract
from tests.runtime.contract_proxy_endpoints import EndpointsContract
from tests.runtime.contract_proxy_host import HostContract
from tests.runtime.contract_proxy_images import ImagesContract
from tests.runtime.contract_proxy_loans import LoansContract
from tests.runtime.contract_proxy_things import ThingsContract
from tests.runtime.two_sides import two_sides

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.runtime.two_sides import Api, TwoSides

pytestmark = pytest.mark.live


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[TwoSides]:
    """Both sides of the caller's engine, with names that nobody else uses, which are all gone afterwards."""
    endpoint = find_endpoint(os.environ)
    prefix = f"px-{secrets.token_hex(3)}-"
    with closing(APIClient(endpoint.url, version="auto")) as host:
        before = {each["Name"] for each in host.volumes()["Volumes"] or ()}
        try:
            with two_sides(endpoint, tmp_path, prefix, version="auto") as sides:
                yield sides
        finally:
            _remove_all(host, prefix, before)


class TestContainers(ContainersContract):
    """Against a real engine."""


class TestThings(ThingsContract):
    """Against a real engine."""


class TestEndpoints(EndpointsContract):
    """Against a real engine."""


class TestHost(HostContract):
    """Against a real engine."""


class TestImages(ImagesContract):
    """Against a real engine."""


class TestLoans(LoansContract):
    """Against a real engine."""


def _remove_all(host: Api, prefix: str, volumes_before: set[str]) -> None:
    for container in host.containers(all=True, filters={"name": prefix}):
        _try(partial(host.remove_container, container["Id"], v=True, force=True))
    for network in host.networks(names=[prefix]):
        _try(partial(host.remove_network, network["Id"]))
    for tag in (tag for each in host.images() for tag in each["RepoTags"] or () if tag.startswith(prefix)):
        _try(partial(host.remove_image, tag, force=True))
    volumes = host.volumes(filters={"label": "io.kindsphinx.project=guide"})["Volumes"] or ()
    named = [each for each in host.volumes()["Volumes"] or () if each["Name"].startswith(prefix)]
    for volume in (*named, *volumes):
        if volume["Name"] not in volumes_before:
            _try(partial(host.remove_volume, volume["Name"]))


def _try(remove: Callable[[], object]) -> None:
    with suppress(APIError):
        remove()
