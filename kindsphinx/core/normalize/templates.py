"""Reads templates by which kubectl prints a line for each thing: its fields are the columns of a table."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize.header import Header

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Part = tuple[str, str]
    """``text`` and what it is, or ``field`` and its path."""

_TEMPLATE: Final = re.compile(
    r"\bkubectl\s[^|;&]*?\s(?:(?:-o|--output)[ =]?(?:jsonpath|(?P<go>go-template))=|(?P<old>--template)[ =])"
    r"(?:'(?P<single>[^']*)'|\"(?P<double>(?:[^\"\\]|\\.)*)\")"
    r"[^|;&]*(?:\|\s*(?:e?grep|sort|head|tail)\b[^|;&]*)*",
)
_PATH_PART: Final = re.compile(r"\{(?P<inner>(?:\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^{}\"'])*)\}|(?P<text>[^{]+)")
_GO_PART: Final = re.compile(
    r"\{\{ *(?P<inner>(?:\"(?:[^\"\\]|\\.)*\"|[^{}\"])*?) *\}\}|(?P<text>(?:(?!\{\{).)+)", re.DOTALL
)
_JQ: Final = re.compile(
    r"\bkubectl\s[^|;&]*\s(?:-o|--output)[ =]?json\s*\|\s*jq\s+(?:-[a-z]*r[a-z]*|--raw-output)\s+'\.items\[\]"
    r"(?:(?P<one>\.[\w.]+)"
    r"| *\| *(?:\"(?P<text>(?:[^\"\\]|\\.)+)\"|\[(?P<list>[^\[\]|]+)\] *\| *@(?P<form>[tc]sv)"
    r"|(?P<other>\.[\w.]+)))"
    r" *'\s*(?:\|\s*(?:e?grep|sort|head|tail)\b[^|;&]*)*$"
)
_INTERPOLATED: Final = re.compile(r"\\\(([^()]*)\)")
_TEXT: Final = re.compile(r"([\"'])(?P<text>.*)\1", re.DOTALL)
_RANGE: Final = re.compile(r"range +(?P<path>\S.*)")
_FIELD: Final = re.compile(r"\$?\.[\w.*@?()\[\]=<>!'\"\\/-]+")
_NAME: Final = re.compile(r"[A-Za-z_][\w-]*")
_ITEMS: Final = frozenset({".items", ".items[*]", ".items[]"})
_ESCAPES: Final = {r"\n": "\n", r"\t": "\t", r"\"": '"', r"\\": "\\"}
_ESCAPE: Final = re.compile(r"\\[nt\"\\]")
_NAMES: Final = {"name": "NAME", "namespace": "NAMESPACE"}
_WORD: Final = r"(\S*?)"
_ANY: Final = r"(<no value>|.*?)"


@lru_cache(maxsize=1024)
def header_of_template(command: str) -> Header | None:
    """Return the columns of what *command* prints, if its template has one line for each item."""
    if jq := _JQ.search(command):
        return _header(_of_jq(jq))
    match = _TEMPLATE.search(command)
    if match is None or command[match.end() :].strip():
        return None
    template = match["single"] if match["single"] is not None else _unescaped(match["double"])
    pattern = _GO_PART if match["go"] or match["old"] else _PATH_PART
    parts = _row(list(pattern.finditer(template)))
    return _header(parts) if parts else None


def _of_jq(match: re.Match[str]) -> list[Part]:
    """Return what jq prints for each of the items: one of its fields, a text with some, or a list of them."""
    if one := match["one"] or match["other"]:
        return [("field", one), ("text", "\n")]
    if match["list"]:
        paths = [path.strip() for path in match["list"].split(",")]
        between = "," if match["form"] == "csv" else "\t"
        parts = [part for path in paths for part in (("field", path), ("text", between))]
        return [*parts[:-1], ("text", "\n")]
    pieces = _INTERPOLATED.split(_unescaped(match["text"]))
    parts = [("field" if at % 2 else "text", piece) for at, piece in enumerate(pieces) if piece]
    return [*parts, ("text", "\n")]


def _row(found: Sequence[re.Match[str]]) -> list[Part] | None:
    """Return what is printed for each of the items; ``None`` if there is anything else."""
    row: list[Part] = []
    depth = 0
    for match, following in zip(found, [*found[1:], None], strict=True):
        inner = match["inner"]
        ranged = _RANGE.fullmatch(inner) if inner is not None else None
        if inner == "end":
            depth -= 1
        elif ranged:
            depth += 1
            if depth == 1 and ranged["path"] not in _ITEMS:
                return None
            if depth == 2:  # noqa: PLR2004 - a list of each thing's own is one of its values
                row += _list(ranged["path"], following)
        elif depth == 1:
            part = _part(match)
            if part is None:
                return None
            row.append(part)
        elif depth == 0 and (text := _part(match)) and text != ("text", "\n"):
            return None
    return row if depth == 0 else None


def _list(path: str, first: re.Match[str] | None) -> Iterator[Part]:
    """Yield the blanks with which each element of a list begins, and the list as one value."""
    part = _part(first) if first else None
    if part and part[0] == "text" and part[1].isspace():
        yield part
    yield "field", path


def _part(match: re.Match[str]) -> Part | None:
    if match["inner"] is None:
        return "text", _unescaped(match["text"]) if "{{" not in match.string else match["text"]
    if quoted := _TEXT.fullmatch(match["inner"]):
        return "text", _unescaped(quoted["text"])
    return ("field", match["inner"]) if _FIELD.fullmatch(match["inner"]) else None


def _header(parts: Sequence[Part]) -> Header | None:
    texts, paths = [""], list[str]()
    for kind, value in parts:
        if kind == "text":
            texts[-1] += value
        elif paths and not texts[-1]:
            return None  # two values with nothing between them
        else:
            paths.append(value)
            texts.append("")
    *between, last = texts
    if not paths or (between[0] + last).count("\n") != 1 or any("\n" in text for text in between[1:]):
        return None
    names = list(_column_names(paths))
    cells = [_WORD if name in _NAMES.values() else _ANY for name in names]
    line = re.escape(between[0].strip("\n")) + cells[0]
    for text, cell in zip(between[1:], cells[1:], strict=True):
        # blanks at the end of a line are gone, and what is empty behind them
        line += f"(?:{re.escape(text)}{cell})?" if text.isspace() else re.escape(text) + cell
    return Header(
        columns=tuple(names),
        starts=(0,) * len(names),
        pattern=re.compile(line + re.escape(last.rstrip())),
    )


def _column_names(paths: Sequence[str]) -> Iterator[str]:
    """Yield what each column is called: the last field of its path, or all of it where that is taken."""
    seen = set()
    for path in paths:
        fields = _NAME.findall(path)
        last = fields[-1] if fields else path
        name = _NAMES.get(last, last) if fields[:-1] in ([], ["metadata"]) else last
        yield path if name in seen else name
        seen.add(name)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: _ESCAPES[match[0]], text)
