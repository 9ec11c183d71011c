from __future__ import annotations

import re

import pytest

from kindsphinx.core.permissions import Permissions


@pytest.mark.parametrize(
    ("names", "asked", "expected"),
    [
        ((), "privileged", False),
        (("privileged",), "privileged", True),
        (("privileged",), "unconfined", True),
        (("privileged",), "gpus", True),
        (("privileged",), "host-network", False),
        (("unconfined",), "privileged", False),
        (("host-pid",), "host-pid", True),
    ],
    ids=str,
)
def test_a_permission_is_given_by_its_name(
    names: tuple[str, ...],
    asked: str,
    expected: bool,  # noqa: FBT001 - a value of the table
) -> None:
    """Privileged containers are no better confined than those without confinement."""
    assert Permissions.parse(names).allow(asked) is expected


def test_values_are_those_of_one_permission() -> None:
    """Capabilities are written as docker writes them."""
    permissions = Permissions.parse(
        ["mounts:/b", "mounts:/a", "capabilities:cap_net_admin", "devices:/dev/kvm"]
    )

    assert permissions.values("mounts") == ("/a", "/b")
    assert permissions.values("capabilities") == ("NET_ADMIN",)
    assert permissions.values("devices") == ("/dev/kvm",)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("mount:/data", "'mount:/data' is no permission: did you mean 'mounts'?"),
        ("mounts", "'mounts' lacks what it allows: 'mounts:/PATH'"),
        ("mounts:data", "'mounts:data' lacks what it allows: 'mounts:/PATH'"),
        ("capabilities:", "'capabilities:' lacks what it allows: 'capabilities:NAME'"),
        (
            "everything",
            "'everything' is no permission: there are privileged, unconfined, gpus, host-network,",
        ),
        ("privileged:yes", "'privileged:yes' is no permission: did you mean 'privileged'?"),
    ],
)
def test_what_is_no_permission_is_told(name: str, message: str) -> None:
    """With what may be meant."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        Permissions.parse([name])
