"""IP addresses and networks as Go's package net reads them."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final, TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network
_LENGTH: Final = re.compile(r"0*([0-9]{1,3})\Z")
_LONGEST: Final = 64
_MAPPED: Final = 96


@lru_cache(maxsize=256)
def parse_ip(text: str) -> Address | None:
    """Return what ``net.ParseIP`` makes of *text*: no zones, no leading zeros; mapped IPv4 is IPv4."""
    if len(text) > _LONGEST or "%" in text or not text.isascii():
        return None
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


@lru_cache(maxsize=256)
def parse_cidr(text: str) -> Network | None:
    """Return the network that ``net.ParseCIDR`` makes of *text*, a mapped one as that of IPv4 which it is."""
    written, slash, digits = text.partition("/")
    found = _LENGTH.match(digits)
    if not slash or not found or "%" in written or not written.isascii():
        return None
    try:
        network = ip_network((written, int(found[1])), strict=False)
    except ValueError:
        return None
    mapped = network.network_address.ipv4_mapped if isinstance(network, IPv6Network) else None
    return IPv4Network((mapped, network.prefixlen - _MAPPED)) if mapped else network
