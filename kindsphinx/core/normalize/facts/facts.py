"""Takes structured output apart into facts: what of which thing has what value, and where it is printed."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

from kindsphinx.core.normalize.cron_jobs import PASSING, starts_often
from kindsphinx.core.normalize.facts.identities import element_names, is_ordered
from kindsphinx.core.normalize.facts.json_tree import json_documents
from kindsphinx.core.normalize.facts.passing_jobs import usual_once
from kindsphinx.core.normalize.facts.things import NOTHING, Thing, thing_of
from kindsphinx.core.normalize.facts.tree import Fields, Items, Scalar
from kindsphinx.core.normalize.facts.values import normalized_values
from kindsphinx.core.normalize.fields import DROPPED
from kindsphinx.core.normalize.normalizers import normalize_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kindsphinx.core.normalize.facts.tree import Node

_SIMPLE: Final = re.compile(r"[\w-]+(?: [\w-]+)*")
_WITHOUT_ORDER: Final = "the order of "
ORDER_BETWEEN: Final = ", "
LINE_OF_TEXT: Final = ", line "
"""What stands between the path of a text and the number of one of its lines."""
_Name = TypeVar("_Name", str, Thing)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One value of a structured output."""

    thing: Thing
    path: str
    """Where it stands in its thing, normalized: ``spec.containers[web].image``."""
    name: str
    """The field that has it: ``image``."""
    value: str
    """As printed."""
    line: int
    """The printed line, from 0."""
    is_order: bool = False
    """Whether it says no value, but in which order the elements of a list stand."""
    is_alike: bool = False
    """Whether it is chance which of several values alike is beside which."""


@dataclass(slots=True)
class _Place:
    """Where in a tree something stands."""

    thing: Thing = NOTHING
    path: str = ""
    name: str = ""
    alike: bool = False

    def field(self, name: str) -> _Place:
        if not name:
            return self
        step = _normalized(name)
        if self.path:
            step = f"{self.path}.{step}" if _SIMPLE.fullmatch(step) else f"{self.path}[{step}]"
        return _Place(self.thing, step, name, self.alike)

    def element(self, called: str, *, alike: bool = False) -> _Place:
        return _Place(self.thing, f"{self.path}[{called}]", self.name, self.alike or alike)

    def part(self, suffix: str) -> _Place:
        return _Place(self.thing, self.path + suffix, self.name, self.alike)


def facts_of(
    documents: Sequence[Node], things: Sequence[Thing] | None = None, *, name: str = ""
) -> list[Fact]:
    """Return what *documents* say, each fact once, as it is printed.

    :param things: what each of them is about, where they do not say it themselves.
    :param name: the field that a single one is the value of, where that is known.
    """
    if things is not None:
        return list(_of_things(documents, things))
    if len(documents) == 1:
        return list(_facts(documents[0], _Place(name=name)))
    return list(_of_elements(Items(tuple(documents), 0), _Place()))


def _facts(node: Node, place: _Place) -> Iterator[Fact]:
    if isinstance(node, Scalar):
        yield from _of_scalar(node, place)
    elif isinstance(node, Fields):
        yield from _of_fields(node, place)
    elif not node.nodes:
        yield _fact(place, "[]", node.line)
    elif all(isinstance(each, Scalar) for each in node.nodes):
        yield from _of_scalars(node, place)
    else:
        yield from _of_elements(node, place)


def _of_scalar(node: Scalar, place: _Place) -> Iterator[Fact]:
    if node.text.startswith("{") and (document := _embedded(node)):
        yield from _facts(document, place)
        return
    lines = node.text.rstrip("\n").split("\n")
    if len(lines) == 1:
        yield _fact(place, lines[0], node.line)
        return
    for number, line in enumerate(lines):
        yield _fact(place.part(f"{LINE_OF_TEXT}{number + 1}"), line, node.line + number * node.spread)


def _embedded(node: Scalar) -> Fields | None:
    """Return what JSON in a value says, as ``kubectl apply`` keeps what it was given."""
    try:
        found = json_documents(node.text, line=node.line)
    except (ValueError, RecursionError):
        return None
    return found[0] if len(found) == 1 and isinstance(found[0], Fields) and found[0].pairs else None


def _of_fields(node: Fields, place: _Place) -> Iterator[Fact]:
    if not (place.path or place.thing.name) and (thing := thing_of(node)):
        place = _Place(thing=thing)
    if not node.pairs:
        yield _fact(place, "{}", node.line)
    elif _is_keyed_by_chance(node):
        yield from _of_elements(Items(tuple(each for _, each in node.pairs), node.line, is_set=True), place)
    else:
        dropped = DROPPED if place.path or place.thing.kind != "cronjob" else _dropped_of_cron_job(node)
        for name, each in node.pairs:
            if name not in dropped:
                yield from _facts(each, place.field(name))


def _dropped_of_cron_job(node: Fields) -> frozenset[str]:
    spec = node.get("spec")
    schedule = spec.text("schedule") if isinstance(spec, Fields) else node.text("Schedule")
    return DROPPED | PASSING if starts_often(schedule.strip('"')) else DROPPED


def _of_scalars(node: Items, place: _Place) -> Iterator[Fact]:
    texts = [each for each in node.nodes if isinstance(each, Scalar)]
    alike = False
    if not is_ordered(place.name):
        texts.sort(key=lambda each: (_normalized(each.text), each.text))
        alike = len({_normalized(each.text) for each in texts}) < len(texts)
    for number, each in enumerate(texts):
        yield from _of_scalar(each, place.element(str(number), alike=alike))


def _of_elements(node: Items, place: _Place) -> Iterator[Fact]:
    """Yield what the elements say: each under its name, those that are called alike one beside the other."""
    things = [thing_of(each) if isinstance(each, Fields) else None for each in node.nodes]
    if all(things):
        yield from _of_things(node.nodes, [thing for thing in things if thing])
        return
    names = element_names(node.nodes)
    if names is None:
        for number, each in enumerate(node.nodes):
            yield from _facts(each, place.element(str(number)))
        return
    if not node.is_set and is_ordered(place.name) and len(set(names)) == len(names) > 1:
        yield Fact(
            thing=place.thing,
            path=_WITHOUT_ORDER + (place.path or "what is listed"),
            name=place.name,
            value=ORDER_BETWEEN.join(names),
            line=node.line,
            is_order=True,
        )
    for name, group in _grouped(names, node.nodes):
        if len(group) == 1:
            yield from _facts(group[0], place.element(name))
            continue
        several = [list(_facts(each, place.element(name, alike=True))) for each in group]
        for number, found in enumerate(_in_order(several), 1):
            called = f"{place.path}[{name}]"
            yield from (
                replace(each, path=f"{called}({number}){each.path.removeprefix(called)}") for each in found
            )


def _of_things(nodes: Sequence[Node], things: Sequence[Thing]) -> Iterator[Fact]:
    for thing, group in _grouped(things, nodes):
        if len(group) == 1:
            yield from _facts(group[0], _Place(thing))
            continue
        several = usual_once([list(_facts(node, _Place(thing, alike=True))) for node in group])
        for number, found in enumerate(_in_order(several), 1):
            one = replace(thing, number=number)
            yield from found if number == 1 else (replace(each, thing=one) for each in found)


def _grouped(names: Iterable[_Name], nodes: Sequence[Node]) -> Iterator[tuple[_Name, list[Node]]]:
    groups: dict[_Name, list[Node]] = defaultdict(list)
    for name, node in zip(names, nodes, strict=True):
        groups[name].append(node)
    yield from groups.items()


def _in_order(several: Sequence[list[Fact]]) -> Iterator[list[Fact]]:
    """Yield elements that are called alike in an order that hangs on what they say, as it is compared."""
    values = iter(normalized_values([fact for found in several for fact in found]))
    contents = [sorted((fact.path, next(values)) for fact in found) for found in several]
    for number in sorted(range(len(several)), key=contents.__getitem__):
        yield several[number]


def _is_keyed_by_chance(node: Fields) -> bool:
    """Return whether the names in a mapping are ids, as those of the containers in a network."""
    return all(_normalized(name) == "<container-id>" for name, _ in node.pairs)


def _fact(place: _Place, value: str, line: int) -> Fact:
    return Fact(
        thing=place.thing,
        path=place.path,
        name=place.name,
        value=value,
        line=line,
        is_alike=place.alike,
    )


@lru_cache(maxsize=16_384)
def _normalized(text: str) -> str:
    return normalize_cell(text.replace("\n", " "))
