"""Knows the addresses of services and pods: those of the usual networks, and of those a page configures."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# what Kubernetes gives to services, 10.96.0.0/12, and kind to pods
_OF_SERVICE: Final = re.compile(r"(?m)^10\.(?:9[6-9]|10\d|11[01])\.")
_OF_POD: Final = re.compile(r"(?m)^10\.244\.")
_CONFIGURED: Final = re.compile(
    r"\b(?P<of>pod|service)Subnet[\"']?\s*:\s*[\"']?(?P<networks>[0-9A-Fa-f.:/]+(?:, ?[0-9A-Fa-f.:/]+)*)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Networks:
    """The networks that clusters have besides the usual ones."""

    pods: tuple[Network, ...] = ()
    services: tuple[Network, ...] = ()

    def have_services(self, addresses: Sequence[str]) -> bool:
        """Return whether all *addresses* are such as services get."""
        return _are_of(_OF_SERVICE, self.services, addresses)

    def have_pods(self, addresses: Sequence[str]) -> bool:
        """Return whether all *addresses* are such as pods get."""
        return _are_of(_OF_POD, self.pods, addresses)


USUAL_NETWORKS: Final = Networks()


@lru_cache(maxsize=64)
def networks_in(sources: str) -> Networks:
    """Return the networks that the configurations in *sources* ask for: ``podSubnet``, ``serviceSubnet``."""
    found: dict[str, list[Network]] = {"pod": [], "service": []}
    for match in _CONFIGURED.finditer(sources):
        found[match["of"]] += _networks(match["networks"])
    return Networks(pods=tuple(found["pod"]), services=tuple(found["service"]))


def networks_named(sources: str) -> list[str]:
    """Return the places in *sources* that ask for networks, as they stand there."""
    return [match[0] for match in _CONFIGURED.finditer(sources)]


def _networks(text: str) -> Iterator[Network]:
    for part in text.split(","):
        try:
            yield ipaddress.ip_network(part.strip(), strict=False)
        except ValueError:
            # kind refuses it, and says so
            continue


def _are_of(usual: re.Pattern[str], networks: tuple[Network, ...], addresses: Sequence[str]) -> bool:
    if len(usual.findall("\n".join(addresses))) == len(addresses):
        return True
    return bool(networks) and all(usual.match(each) or _is_in(each, networks) for each in addresses)


def _is_in(address: str, networks: tuple[Network, ...]) -> bool:
    try:
        found = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return False
    return any(found in network for network in networks)
