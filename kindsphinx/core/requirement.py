"""Judges whether programs have the versions that a project asks for."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

REQUIRABLE: Final = ("kind", "kubectl", "engine", "architecture")
"""What is known before anything is created."""

_COMPARISON: Final = re.compile(r"(?P<how>[<>]=?|[=!]=)\s*v?(?P<version>\d+(?:\.\d+)*)(?P<rest>\S*)")
_NUMBERS: Final = re.compile(r"\d+(?:\.\d+)*")
_LIKE_COMPARISON: Final = re.compile(r"[<>=!~^]")


def wrong_with_requirement(text: str) -> str:
    """Return what is wrong with a requirement; empty if it is one, as ``>=1.33, <1.36`` or ``0.30.*``."""
    parts = _parts(text)
    if not parts:
        return "it is empty"
    for part in parts:
        match = _COMPARISON.fullmatch(part)
        if (match and match["rest"]) or (not match and _LIKE_COMPARISON.match(part)):
            return f"{part!r} is no requirement: write >=1.33, ==0.30.0, !=0.31.0, or 0.30.*"
    return ""


def is_met(text: str, found: str) -> bool:
    """Return whether *found*, a version with or without the name of its program, is what *text* asks for."""
    return bool(found) and all(_is_met(part, found) for part in _parts(text))


def unmet_requirements(required: Mapping[str, str], found: Mapping[str, str]) -> str:
    """Return in one sentence what is wanted and not *found*; empty if all is."""
    told = [
        f"{name} {wanted} is wanted, {found.get(name) or 'none that tells its version'} is there"
        for name, wanted in required.items()
        if not is_met(wanted, found.get(name, ""))
    ]
    return f"kind_requires is not met: {'; '.join(told)}" if told else ""


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _is_met(part: str, found: str) -> bool:
    name, _, version = found.rpartition(" ")
    match = _COMPARISON.fullmatch(part)
    if match is None:
        forms = (found, name, version, version.removeprefix("v"))
        wanted = part.casefold()
        return any(
            fnmatchcase(form.casefold(), pattern)
            for form in filter(None, forms)
            for pattern in (wanted, f"{wanted}.*", wanted.removeprefix("v"))
        )
    ours, theirs = _aligned(_numbers(version), _numbers(match["version"]))
    return {
        "<": ours < theirs,
        "<=": ours <= theirs,
        ">": ours > theirs,
        ">=": ours >= theirs,
        "==": ours == theirs,
        "!=": ours != theirs,
    }[match["how"]]


def _numbers(version: str) -> list[int]:
    match = _NUMBERS.search(version)
    return [int(each) for each in match[0].split(".")] if match else []


def _aligned(*versions: Iterable[int]) -> list[list[int]]:
    """Return versions of one length: 1.33 is 1.33.0."""
    lists = [list(each) for each in versions]
    length = max(map(len, lists))
    return [each + [0] * (length - len(each)) for each in lists]
