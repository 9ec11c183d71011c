"""Reads the settings about what keeps pages apart from whoever runs them."""

from __future__ import annotations

from kindsphinx.core.isolation import checked_inheritance
from kindsphinx.core.permissions import Permissions


def permissions(value: object) -> Permissions:
    """Read ``kind_allow``: permissions, a list or with commas between them.

    :raises ValueError: for what is no permission.
    """
    return Permissions.parse(_names(value, "permissions", "['host-network', 'mounts:/data']"))


def inherited(value: object) -> tuple[str, ...]:
    """Read ``kind_inherit_environment``: names of variables, or their beginnings with ``*``.

    :raises ValueError: for what is no name, or never inherited.
    """
    return tuple(map(checked_inheritance, _names(value, "variables", "['CI', 'EXAMPLE_*']")))


def images(value: object) -> tuple[str, ...]:
    """Read ``kind_images``.

    :raises ValueError: for what is no list of images.
    """
    found = _names(value, "images", "['registry.example/team/app:1']")
    if wrong := [each for each in found if any(map(str.isspace, each))]:
        raise ValueError(f"{wrong[0]!r} is no image: its name has a blank")
    return found


def allowed_programs(value: object) -> tuple[str, ...]:
    """Read ``kind_allowed_programs``.

    :raises ValueError: for what is no list of programs.
    """
    found = _names(value, "programs", "['docker', 'kind', 'kubectl']")
    if wrong := [each for each in found if "/" in each or any(map(str.isspace, each))]:
        raise ValueError(f"{wrong[0]!r} is no program's name: write it without its folder and arguments")
    return found


def _names(value: object, what: str, example: str) -> tuple[str, ...]:
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, (list, tuple, set, frozenset)) or not all(
        isinstance(each, str) for each in names
    ):
        raise ValueError(f"a list of {what} is needed: {example}")
    return tuple(each.strip() for each in names if each.strip())
