"""The releases of kind, and what differs between them."""

from __future__ import annotations

import re
from functools import lru_cache
from math import inf
from typing import Final

NEWEST_KIND: Final = "v0.33.0"
"""The newest kind whose verdicts are known."""
OLDEST_KIND: Final = "v0.6.0"
"""The first kind that reads ``kind.x-k8s.io/v1alpha4``."""

_IMAGES: Final = {
    (0, 33, 0): ("1.37.0", "a1ed56cfb0e7b93589bdf97c8cd566405a265939e3620fc4f5de89adff580ae5"),
    (0, 32, 0): ("1.36.1", "3489c7674813ba5d8b1a9977baea8a6e553784dab7b84759d1014dbd78f7ebd5"),
    (0, 31, 0): ("1.35.0", "452d707d4862f52530247495d180205e029056831160e22870e37e3f6c1ac31f"),
    (0, 30, 0): ("1.34.0", "7416a61b42b1662ca6ca89f02028ac133a309a2a30ba309614e8ec94d976dc5a"),
    (0, 29, 0): ("1.33.1", "050072256b9a903bd914c0b2866828150cb229cea0efe5892e2b644d5dd3b34f"),
    (0, 28, 0): ("1.33.1", "8d866994839cd096b3590681c55a6fa4a071fdaf33be7b9660e5697d2ed13002"),
    (0, 27, 0): ("1.32.2", "f226345927d7e348497136874b6d207e0b32cc52154ad8323129352923a3142f"),
    (0, 26, 0): ("1.32.0", "c48c62eac5da28cdadcf560d1d8616cfa6783b58f0d94cf63ad1bf49600cb027"),
    (0, 25, 0): ("1.31.2", "18fbefc20a7113353c7b75b5c869d7145a6abd6269154825872dc59c1329912e"),
    (0, 24, 0): ("1.31.0", "53df588e04085fd41ae12de0c3fe4c72f7013bba32a20e7325357a1ac94ba865"),
    (0, 23, 0): ("1.30.0", "047357ac0cfea04663786a612ba1eaba9702bef25227a794b52890dd8bcd692e"),
    (0, 22, 0): ("1.29.2", "51a1434a5397193442f0be2a297b488b6c919ce8a3931be0ce822606ea5ca245"),
    (0, 21, 0): ("1.29.1", "a0cc28af37cf39b019e2b448c54d1a3f789de32536cb5a5db61a49623e527144"),
    (0, 20, 0): ("1.27.3", "3966ac761ae0136263ffdb6cfd4db23ef8a83cba8a463690e98317add2c9ba72"),
    (0, 19, 0): ("1.27.1", "b7d12ed662b873bd8510879c1846e87c7e676a79fefc93e17b2a52989d3ff42b"),
    (0, 18, 0): ("1.26.3", "61b92f38dff6ccc29969e7aa154d34e38b89443af1a2c14e6cfbd2df6419c66f"),
    (0, 17, 0): ("1.25.3", "f52781bc0d7a19fb6c405c2af83abfeb311f130707a0e219175677e366cc45d1"),
    (0, 16, 0): ("1.25.2", "9be91e9e9cdf116809841fc77ebdb8845443c4c72fe5218f3ae9eb57fdb4bace"),
    (0, 15, 0): ("1.25.0", "428aaa17ec82ccde0131cb2d1ca6547d13cf5fdabcc0bbecf749baa935387cbf"),
    (0, 14, 0): ("1.24.0", "0866296e693efe1fed79d5e6c7af8df71fc73ae45e3679af05342239cdc5bc8e"),
    (0, 13, 0): ("1.24.0", "406fd86d48eaf4c04c7280cd1d2ca1d61e7d0d61ddef0125cb097bc7b82ed6a1"),
    (0, 12, 0): ("1.23.4", "0e34f0d0fd448aa2f2819cfd74e99fe5793a6e4938b328f657c8e3f81ee0dfb9"),
    (0, 11, 1): ("1.21.1", "69860bda5563ac81e3c0057d654b5253219618a22ec3a346306239bba8cfa1a6"),
    (0, 11, 0): ("1.21.1", "fae9a58f17f18f06aeac9772ca8b5ac680ebbed985e266f711d936e91d113bad"),
    (0, 10, 0): ("1.20.2", "8f7ea6e7642c0da54f04a7ee10431549c0257315b3a634f6ef2fecaaedb19bab"),
    (0, 9, 0): ("1.19.1", "98cf5288864662e37115e362b23e4369c8c4a408f99cbc06e58ac30ddc721600"),
    (0, 8, 0): ("1.18.2", "7b27a6d0f2517ff88ba444025beae41491b016bc6af573ba467b70c5e8e0d85f"),
    (0, 7, 0): ("1.17.0", "9512edae126da271b66b990b6fff768fbb7cd786c7d39e86bdf55906352fdf62"),
    (0, 6, 1): ("1.16.3", "70ce6ce09bee5c34ab14aec2b84d6edb260473a60638b1b095470a3a0f95ebec"),
    (0, 6, 0): ("1.16.3", "bced4bc71380b59873ea3917afe9fb35b00e174d22f50c7cab9188eac2b0fb88"),
}
"""Release -> Kubernetes and digest of the image of nodes that name none.

They are those of kind's pkg/apis/config/defaults/image.go.
Each release that has an image of its own is there, from the first that reads this configuration.
"""
_NUMBERS: Final = re.compile(r"v?([0-9]{1,6})\.([0-9]{1,6})")
_RELEASE: Final = re.compile(rf"{_NUMBERS.pattern}(?:\.([0-9]{{1,6}})(?:[-+][0-9A-Za-z.+-]*)?)?")
_STRICT_ADDRESSES: Final = (0, 32)


@lru_cache(maxsize=64)
def default_image(kind_version: str) -> str:
    """Return the image that the kind of *kind_version* gives to nodes that name none.

    ``v0.11`` means the last of its releases; a release that is not known has the image of the one before.
    """
    found = _RELEASE.match(kind_version)
    patch = float(found[3]) if found and found[3] else inf
    numbers = (*release(kind_version), patch)
    kubernetes, digest = _IMAGES[max((known for known in _IMAGES if known <= numbers), default=min(_IMAGES))]
    return f"kindest/node:v{kubernetes}@sha256:{digest}"


def known_releases() -> list[tuple[int, int, int]]:
    """Return the releases of kind that have a default image of their own, the newest first."""
    return list(_IMAGES)


def checks_listen_addresses(kind_version: str) -> bool:
    """Return whether the kind of *kind_version* refuses a ``listenAddress`` that is no IP address."""
    return release(kind_version) >= _STRICT_ADDRESSES


def is_release(version: str) -> bool:
    """Return whether *version* is written as versions of kind are: ``v0.30.0``, or shorter ``0.30``."""
    return bool(_RELEASE.fullmatch(version))


def is_too_old(version: str) -> bool:
    """Return whether the kind of *version* does not read this configuration at all."""
    return release(version) < release(OLDEST_KIND)


def is_newer_than_known(version: str) -> bool:
    """Return whether nothing is known of the kind of *version* yet, not even its minor number."""
    return release(version) > release(NEWEST_KIND)


@lru_cache(maxsize=64)
def release(version: str) -> tuple[int, int]:
    """Return the first two numbers of *version*; those of the newest kind if it has none."""
    found = _NUMBERS.match(version) or _NUMBERS.match(NEWEST_KIND)
    return (int(found[1]), int(found[2])) if found else (0, 0)
