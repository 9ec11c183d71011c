"""Reads ``kind_allow``: what of the engine's machine pages may reach."""

from __future__ import annotations

from kindsphinx.core.permissions import Permissions


def permissions(value: object) -> Permissions:
    """Read the setting, a list or names with commas between them.

    :raises ValueError: for what is no permission.
    """
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, (list, tuple, set, frozenset)) or not all(
        isinstance(each, str) for each in names
    ):
        raise ValueError("a list of permissions is needed: ['host-network', 'mounts:/data']")
    return Permissions.parse(each.strip() for each in names if each.strip())
