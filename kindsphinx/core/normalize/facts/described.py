"""Reads what ``kubectl describe`` prints: sections within sections, lists, and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize.events import is_chance
from kindsphinx.core.normalize.facts.things import Thing
from kindsphinx.core.normalize.facts.tree import Fields, Items, Scalar
from kindsphinx.core.normalize.fields import DROPPED
from kindsphinx.core.normalize.header import GAP, Header, split_rows
from kindsphinx.core.normalize.identities import MINUTE, generated_names, identifiers
from kindsphinx.core.normalize.kinds import is_named, kind_called
from kindsphinx.core.normalize.normalizers import normalize_cell
from kindsphinx.core.normalize.rows import is_underline
from kindsphinx.core.normalize.volatile import VolatileType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kindsphinx.core.normalize.facts.tree import Node

    Line = tuple[int, str]
    """A printed line and its number."""

_DESCRIBED: Final = re.compile(
    r"\bdescribe\s+(?:-(?:n|-namespace|l|-selector|-context|-kubeconfig)[= ]\S+\s+|-\S+\s+)*"
    r"(?P<resource>[a-z]+)(?:\.[\w.-]+)?(?:[\s/]|$)"
)
_PAGER: Final = re.compile(r"\|\s*(?:cat|less|more)\s*$")
_FIRST: Final = re.compile(r"Name: +\S")
_KEY: Final = re.compile(r"(?P<key>[^\s:<(\[{][^:]*?):(?:(?P<gap>\s+)(?P<value>\S.*))?\s*$")
_PAIR: Final = re.compile(r"(?P<key>[\w./-]+)(?:=|: )(?P<value>.*)")
_BLANKS: Final = re.compile(" {2,}")
_LISTS_OF_PAIRS: Final = frozenset({"Labels", "Annotations"})
_ITEM: Final = "- "
"""What begins an element of a list."""
_AGE: Final = "Age"
_EVENTS: Final = "Events"
_CONDITIONS: Final = "Conditions"
_PODS: Final = "Non-terminated Pods"
_RULE: Final = "----"
_PLAIN_HEADING: Final = re.compile(r"Type +Status")
_TIMED: Final = re.compile(rf"-{MINUTE}(?:-[a-z0-9]{{5}})?(?![\w-])")
"""The name of a job that a CronJob has made: what is said of it tells how late it is."""
_NO_PART: Final = str.maketrans({"[": "(", "]": ")"})


@dataclass(kw_only=True, slots=True)
class _Section:
    """What stands under a key, while its lines are read."""

    key: str
    indent: int
    line: int
    values: list[Scalar] = field(default_factory=list)
    """What stands behind the key, and beneath that."""
    column: int = 0
    """Where the value begins; 0 if there is none behind the key."""
    inner: list[_Section] = field(default_factory=list)
    texts: list[Scalar] = field(default_factory=list)
    """Lines that have no key."""
    table: Node | None = None

    def node(self) -> Node:
        """Return what stands under the key."""
        if self.table is not None:
            return self.table
        if not self.inner and not self.texts:
            return _of_values(self.key, self.values, self.line)
        if all(each.key == _ITEM for each in self.inner) and not (self.values or self.texts):
            return Items(tuple(each.node() for each in self.inner), self.line, is_set=True)
        pairs: list[tuple[str, Node]] = []
        if self.values:
            pairs.append(("", _of_values(self.key, self.values, self.line)))
        pairs += _named_once((each.key, each.node()) for each in self.inner)
        if self.texts and not pairs:
            return Items(tuple(self.texts), self.line)
        if self.texts:
            pairs.append(("text", Items(tuple(self.texts), self.line)))
        return Fields(tuple(pairs), self.line)


def described(text: str, command: str) -> tuple[list[Thing], list[Node]] | None:
    """Return the things that *text* describes, and what it says of each; ``None`` if it is no description."""
    command = _PAGER.sub("", command)
    match = _DESCRIBED.search(command)
    if match is None or "|" in command:
        return None
    lines = text.split("\n")
    begins = [number for number, line in enumerate(lines) if _FIRST.match(line)]
    if not begins or any(lines[: begins[0]]):
        return None
    things, nodes = [], []
    for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        section = _read(lines, begin, end)
        things.append(_thing(section, kind_called(match["resource"])))
        nodes.append(section.node())
    return things, nodes


def _thing(section: _Section, kind: str) -> Thing:
    said = {each.key: each.values[0].text for each in section.inner[:2] if each.values}
    name = said.get("Name", "")
    return Thing(
        kind=kind,
        name=name if is_named(kind) else generated_names(identifiers(name)),
        namespace=said.get("Namespace", ""),
    )


def _read(lines: Sequence[str], begin: int, end: int) -> _Section:
    """Return the sections in the lines from *begin* to *end*."""
    root = _Section(key="", indent=-2, line=begin)
    stack = [root]
    number = begin
    while number < end:
        line = lines[number].rstrip()
        below = lines[number + 1].rstrip() if number + 1 < end else ""
        indent = len(line) - len(line.lstrip())
        if not line.strip("= "):
            number += 1
        elif stack[-1].column and indent == stack[-1].column:
            stack[-1].values.append(Scalar(line.strip(), number))
            number += 1
        else:
            if line.startswith(f"{_EVENTS}:"):
                indent = -1
            elif below and not below.strip("="):
                indent, line = -1, f"{line}:"
            while indent <= stack[-1].indent:
                stack.pop()
            number = _take(stack, lines, (number, line, indent), end)
    return root


def _take(stack: list[_Section], lines: Sequence[str], here: tuple[int, str, int], end: int) -> int:
    """Put what begins with a line under the last of the sections in *stack*; return where the next begins."""
    number, line, indent = here
    below = lines[number + 1].rstrip() if number + 1 < end else ""
    if below == _RULE and line.endswith(":"):
        stop = _end_of_text(lines, number + 2, end)
        text = "\n".join(lines[number + 2 : stop]).rstrip("\n")
        section = _Section(key=line.strip()[:-1], indent=indent, line=number)
        section.values.append(Scalar(text, number + 2, spread=True))
        stack[-1].inner.append(section)
        return stop
    underlined = is_underline(below) and GAP in line.strip()
    if underlined or (stack[-1].key == _CONDITIONS and _PLAIN_HEADING.fullmatch(line.strip())):
        first = number + 1 + underlined
        stop = _end_of_table(lines, first, end, indent)
        rows = [(at, lines[at]) for at in range(first, stop)]
        stack[-1].table = _table(stack[-1].key, (number, line), rows, _about(stack[0]))
        return stop
    _put(stack, line, indent, number)
    return number + 1


def _end_of_text(lines: Sequence[str], begin: int, end: int) -> int:
    """Return where the text ends that ``kubectl describe configmap`` prints below a rule."""
    for at in range(begin, end - 1):
        below = lines[at + 1].rstrip()
        if lines[at] and ((lines[at].endswith(":") and below == _RULE) or (below and not below.strip("="))):
            return at
    return end


def _put(stack: list[_Section], line: str, indent: int, number: int) -> None:
    """Put a line under the last of the sections in *stack*, or open another."""
    match = _KEY.fullmatch(line.strip())
    if match and match["key"].startswith(_ITEM):
        item = _Section(key=_ITEM, indent=indent, line=number)
        stack[-1].inner.append(item)
        stack.append(item)
        _put(stack, line.replace(_ITEM, " " * len(_ITEM), 1), indent + len(_ITEM), number)
        return
    if match is None:
        stack[-1].texts.append(Scalar(_BLANKS.sub(GAP, line.strip()), number))
        return
    section = _Section(key=match["key"], indent=indent, line=number)
    if match["value"] is not None:
        section.values.append(Scalar(_BLANKS.sub(GAP, match["value"]), number))
        section.column = indent + match.start("value")
    stack[-1].inner.append(section)
    stack.append(section)


def _end_of_table(lines: Sequence[str], begin: int, end: int, indent: int) -> int:
    margin = " " * indent
    return next(
        (at for at in range(begin, end) if not lines[at].strip() or not lines[at].startswith(margin)), end
    )


def _about(root: _Section) -> str:
    """Return what is described as an event names it, if it is of the system: ``pod/etcd-dev``."""
    said = {each.key: each.values[0].text for each in root.inner if each.values}
    return f"pod/{said.get('Name', '')}" if said.get("Namespace") == "kube-system" else ""


def _table(key: str, first: Line, rows: Sequence[Line], about: str) -> Node:
    number, heading = first
    columns = tuple(split_rows([heading])[0])
    starts, at = [], 0
    for column in columns:
        at = heading.index(column, at)
        starts.append(at)
        at += len(column)
    header = Header(columns=columns, starts=tuple(starts))
    cells = [(line, header.cells(text) or [text.strip()]) for line, text in rows]
    said = [(line, dict(zip(columns, row, strict=False))) for line, row in cells]
    if key == _EVENTS:
        events = tuple(_events(said, about))
        return Fields(events, number) if events else Scalar("<none>", number)
    if key == _PODS:
        said = [(line, row) for line, row in said if not _is_placed(row)]
    return Items(tuple(_row(line, row) for line, row in said), number, is_set=True)


def _is_placed(cells: dict[str, str]) -> bool:
    """Return whether it is Kubernetes' choice that a pod is on this node and not on another."""
    name = generated_names(cells.get("Name", ""))
    return cells.get("Namespace") != "kube-system" or VolatileType.HASH.mark in name


def _row(line: int, cells: dict[str, str]) -> Node:
    pairs = [(name, Scalar(cell, line)) for name, cell in cells.items() if name != _AGE]
    return Fields(tuple(pairs), line)


def _events(rows: Sequence[tuple[int, dict[str, str]]], about: str) -> Iterator[tuple[str, Node]]:
    """Yield each event once, whenever and however often it was seen."""
    seen = set()
    for line, cells in rows:
        reason, message = cells.get("Reason", ""), cells.get("Message", "")
        name = f"{reason}: {normalize_cell(message)}".translate(_NO_PART)
        timed = cells.get("Type") == "Normal" and _TIMED.search(message)
        if name in seen or timed or is_chance(reason, message, about=about):
            continue
        seen.add(name)
        yield name, Scalar(f"{cells.get('Type', '')} from {cells.get('From', '')}", line)


def _of_values(key: str, values: Sequence[Scalar], line: int) -> Node:
    if not values:
        return Scalar("", line)
    pairs = [_PAIR.fullmatch(each.text) for each in values] if key in _LISTS_OF_PAIRS else [None]
    if all(pairs):
        found = [
            (pair["key"], Scalar(pair["value"], each.line))
            for pair, each in zip(pairs, values, strict=True)
            if pair and pair["key"] not in DROPPED
        ]
        return Fields(tuple(found), line) if found else Scalar("<none>", line)
    return values[0] if len(values) == 1 else Items(tuple(values), line)


def _named_once(pairs: Iterator[tuple[str, Node]]) -> Iterator[tuple[str, Node]]:
    """Yield *pairs* with a number behind a name that was there already, such as that of a second port."""
    count: dict[str, int] = {}
    for name, node in pairs:
        count[name] = count.get(name, 0) + 1
        yield (f"{name} {count[name]}" if count[name] > 1 else name), node
