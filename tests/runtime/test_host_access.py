from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from kindsphinx.core.permissions import Permissions
from kindsphinx.runtime.proxy import HostAccess
from kindsphinx.runtime.proxy.call import RefusedError
from kindsphinx.runtime.scratch import Scratch
from tests.runtime.contract_proxy_host import OUTSIDE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("permission", "host"), OUTSIDE, ids=str)
def test_a_permission_lets_a_page_have_what_its_refusal_names(permission: str, host: dict[str, Any]) -> None:
    """One is enough, and none but that."""
    allowed = HostAccess(permissions=Permissions.parse([permission]))

    allowed.check_container({"HostConfig": host})

    with pytest.raises(RefusedError, match=permission):
        HostAccess().check_container({"HostConfig": host})


@pytest.mark.parametrize("folder", ["work", "home", "temporary"])
def test_a_page_mounts_its_own_folders(tmp_path: Path, folder: str) -> None:
    """And what is in them."""
    scratch = Scratch(tmp_path / "scratch")
    access = HostAccess(folders=scratch.of_the_page)

    access.check_container({"HostConfig": {"Binds": [f"{getattr(scratch, folder)}/data:/data"]}})

    with closing(scratch), pytest.raises(RefusedError, match="outside its working directory"):
        access.check_container({"HostConfig": {"Binds": [f"{scratch.root}:/data"]}})


def test_a_link_leads_where_it_leads(tmp_path: Path) -> None:
    """One in the working directory does not make the machine's files the page's, nor does one to it."""
    own, other = tmp_path / "own", tmp_path / "other"
    own.mkdir()
    other.mkdir()
    (own / "out").symlink_to(other)
    (tmp_path / "in").symlink_to(own)
    access = HostAccess(folders=(tmp_path / "in",))

    access.check_container({"HostConfig": {"Binds": [f"{own}:/data"]}})

    for path in (own / "out", own / "out" / "deeper", own / ".." / "other", f"{own}er"):
        with pytest.raises(RefusedError, match="outside its working directory"):
            access.check_container({"HostConfig": {"Binds": [f"{path}:/data"]}})


def test_what_is_below_an_allowed_path_is_allowed() -> None:
    """What has only its beginning is not."""
    access = HostAccess(permissions=Permissions.parse(["mounts:/usr/share"]))

    access.check_volume({"DriverOpts": {"type": "none", "o": "bind", "device": "/usr/share/doc"}})

    with pytest.raises(RefusedError, match="mounts:/usr/shared"):
        access.check_volume({"DriverOpts": {"type": "none", "o": "bind", "device": "/usr/shared"}})


def test_privileged_includes_what_is_less() -> None:
    """Devices and capabilities, but not the machine's namespaces, and none of its files."""
    access = HostAccess(permissions=Permissions.parse(["privileged"]))

    access.check_container({"HostConfig": {"CapAdd": ["SYS_ADMIN"], "Devices": [{"PathOnHost": "/dev/kvm"}]}})

    for host in ({"PidMode": "host"}, {"Binds": ["/etc:/data"]}):
        with pytest.raises(RefusedError, match="kind_allow"):
            access.check_container({"HostConfig": host})
