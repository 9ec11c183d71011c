"""The releases of kind, and what differs between them."""

from __future__ import annotations

import re
from typing import Final

NEWEST_KIND: Final = "v0.33.0"
"""The newest kind whose verdicts are known."""

_IMAGES: Final = {
    (0, 33): "kindest/node:v1.37.0@sha256:a1ed56cfb0e7b93589bdf97c8cd566405a265939e3620fc4f5de89adff580ae5",
    (0, 32): "kindest/node:v1.36.1",
    (0, 31): "kindest/node:v1.35.0",
    (0, 30): "kindest/node:v1.34.0@sha256:7416a61b42b1662ca6ca89f02028ac133a309a2a30ba309614e8ec94d976dc5a",
    (0, 29): "kindest/node:v1.33.1",
    (0, 28): "kindest/node:v1.33.1",
    (0, 27): "kindest/node:v1.32.2@sha256:f226345927d7e348497136874b6d207e0b32cc52154ad8323129352923a3142f",
    (0, 17): "kindest/node:v1.25.3",
}
"""Release -> the image of nodes that name none; those in between have the one of the next older."""
_NUMBERS: Final = re.compile(r"v?([0-9]{1,6})\.([0-9]{1,6})")
_RELEASE: Final = re.compile(rf"{_NUMBERS.pattern}(?:\.[0-9]{{1,6}}(?:[-+][0-9A-Za-z.+-]*)?)?")
_STRICT_ADDRESSES: Final = (0, 32)


def default_image(kind_version: str) -> str:
    """Return the image that the kind of *kind_version* gives to nodes that name none."""
    numbers = release(kind_version)
    return _IMAGES[max((known for known in _IMAGES if known <= numbers), default=min(_IMAGES))]


def checks_listen_addresses(kind_version: str) -> bool:
    """Return whether the kind of *kind_version* refuses a ``listenAddress`` that is no IP address."""
    return release(kind_version) >= _STRICT_ADDRESSES


def is_release(version: str) -> bool:
    """Return whether *version* is written as versions of kind are: ``v0.30.0``, or shorter ``0.30``."""
    return bool(_RELEASE.fullmatch(version))


def release(version: str) -> tuple[int, int]:
    """Return the first two numbers of *version*; those of the newest kind if it has none."""
    found = _NUMBERS.match(version) or _NUMBERS.match(NEWEST_KIND)
    return (int(found[1]), int(found[2])) if found else (0, 0)
