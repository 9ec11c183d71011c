"""Normalizes the values of facts: by the fields that have them, else by what they look like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize.fields import NEVER, type_of
from kindsphinx.core.normalize.moments import ages
from kindsphinx.core.normalize.normalizers import normalize_cell, normalize_lines
from kindsphinx.core.normalize.volatile import VolatileType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kindsphinx.core.normalize.facts.facts import Fact

_PLAIN: Final = re.compile(r"[A-Za-z]*|\d{1,9}|\"\d*\"")
"""Values that nothing but their place could tell to be volatile."""
_BEHIND_LABEL: Final = ": "
_LABEL: Final = re.compile(r"[\w./-]+(?: [\w./-]+){0,3}")
_GIVEN: Final = "[kubectl.kubernetes.io/last-applied-configuration]"
"""What the page itself has applied."""
_CONTAINER: Final = re.compile(r"[^\[.]*(?:\.containerStatuses)?(?:\[[^\]]*\]|\.[^.]*)")
_CUT_ID: Final = re.compile(r"\b[0-9a-f]{10,20}…")
_REASONS: Final = frozenset({"reason", "Reason"})
_RESTARTS: Final = frozenset({"restartCount", "Restart Count"})
_PROVISIONED: Final = "pvc-<uid>"
_HOSTNAME: Final = re.compile(r"\.nodeAffinity\..*\[kubernetes\.io/hostname\]\.values\[")
_ON_HOST: Final = re.compile(r"(kubernetes\.io/hostname in )\[\S+\]")
_CRASHING: Final = frozenset({"CrashLoopBackOff", "Error"})


def _generated(value: str) -> str:
    return normalize_cell(value.rstrip("-")) + "-"


def _in_order(value: str) -> str:
    return ",".join(sorted(value.split(",")))


def _of_volumes(value: str) -> str:
    return _in_order(normalize_cell(_CUT_ID.sub("<container-id>", value)))


def _state(value: str) -> str:
    return ages(normalize_cell(value))


_FORMS: Final[Mapping[str, Callable[[str], str]]] = {
    "generateName": _generated,
    "Labels": _in_order,
    "Mounts": _of_volumes,
    "Status": _state,
}
"""Fields whose values have a form of their own."""


def normalized_values(facts: Sequence[Fact]) -> list[str]:
    """Return the value of each fact as it is compared: types in place of volatile values."""
    found = [_by_place(each) for each in facts]
    for at in _crashing(facts):
        found[at] = "<restarts>"
    unknown = [at for at, value in enumerate(found) if value is None]
    for at, value in zip(unknown, _by_form(facts[at] for at in unknown), strict=True):
        found[at] = value
    return [value or "" for value in found]


def _by_form(facts: Iterable[Fact]) -> Iterator[str]:
    """Yield the values of *facts* as they are compared, by what they look like beside their fields' names."""
    text = "\n".join(f"{_label(each.name)}{_BEHIND_LABEL}{each.value}" for each in facts)
    if text:
        for line in normalize_lines(text, durations=False).split("\n"):
            yield line.partition(_BEHIND_LABEL)[2]


def _label(name: str) -> str:
    return name if _LABEL.fullmatch(name) else "value"


def _by_place(fact: Fact) -> str | None:
    """Return a value as it is compared, where its place or its form decide; else ``None``."""
    if _GIVEN in fact.path:
        return fact.value
    thing = fact.thing
    found = type_of(fact.path, fact.name, fact.value, kind=thing.kind, is_of_system=thing.is_of_system)
    if found:
        return found.mark
    if thing.name == _PROVISIONED and (placed := _node_of_volume(fact)):
        return placed
    if fact.name in _FORMS:
        return _FORMS[fact.name](fact.value)
    if fact.is_order or fact.value == NEVER or _PLAIN.fullmatch(fact.value):
        return fact.value
    return None


def _node_of_volume(fact: Fact) -> str | None:
    """Return where a volume may be used that was made where Kubernetes had put the pod that claims it."""
    if _HOSTNAME.search(fact.path):
        return VolatileType.NODE.mark
    match = _ON_HOST.fullmatch(fact.value)
    return f"{match[1]}[{VolatileType.NODE.mark}]" if match else None


def _crashing(facts: Sequence[Fact]) -> Iterator[int]:
    """Yield the counters of restarts of containers that keep crashing."""
    crashing = {_of_container(each) for each in facts if each.value in _CRASHING and each.name in _REASONS}
    if crashing:
        restarts: Iterable[int] = (at for at, each in enumerate(facts) if each.name in _RESTARTS)
        yield from (at for at in restarts if _of_container(facts[at]) in crashing)


def _of_container(fact: Fact) -> tuple[object, str]:
    match = _CONTAINER.match(fact.path)
    return fact.thing, match[0] if match else fact.path
