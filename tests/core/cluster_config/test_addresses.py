"""Addresses and networks are read as Go reads them, not as Python does."""

from __future__ import annotations

import pytest

from kindsphinx.core.cluster_config.addresses import parse_cidr, parse_ip

ADDRESSES = {
    "127.0.0.1": "127.0.0.1",
    "::1": "::1",
    "0:0:0:0:0:0:0:1": "::1",
    "::ffff:127.0.0.1": "127.0.0.1",
    "::": "::",
    "10.0.0.01": None,
    "fe80::1%eth0": None,
    "localhost": None,
    "": None,
    " 1.2.3.4": None,
    "\uff11.2.3.4": None,
    "1" * 100: None,
}


@pytest.mark.parametrize(
    ("text", "expected"), ADDRESSES.items(), ids=[text[:20] or "nothing" for text in ADDRESSES]
)
def test_an_address_is_what_go_takes_for_one(text: str, expected: str | None) -> None:
    """There are no zones and no leading zeros, and a mapped address is one of IPv4."""
    found = parse_ip(text)

    assert (str(found) if found else None) == expected


NETWORKS = {
    "10.0.0.0/8": 4,
    "10.1.2.3/08": 4,
    "10.0.0.0/000008": 4,
    "0.0.0.0/0": 4,
    "fd00::/48": 6,
    "::ffff:10.0.0.0/104": 4,
    "::ffff:10.0.0.0/90": 6,
    "10.0.0.0": None,
    "10.0.0.0/33": None,
    "fd00::/129": None,
    "10.0.0.0/+8": None,
    "10.0.0.0/255.0.0.0": None,
    "10.0.0/8": None,
    "fe80::1%eth0/64": None,
    "10.0.0.0/1000000000": None,
    "/8": None,
}


@pytest.mark.parametrize(("text", "version"), NETWORKS.items(), ids=NETWORKS)
def test_a_network_is_what_go_takes_for_one(text: str, version: int | None) -> None:
    """Host bits may be set; the family is that of the masked address."""
    found = parse_cidr(text)

    assert (found.version if found else None) == version
