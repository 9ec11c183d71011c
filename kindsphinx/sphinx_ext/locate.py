"""Finds where something of a directive stands in the file that its author wrote.

What docutils and MyST know of a place is a line at best, and a wrong one within tables, cut includes and
nested parsers. So the directive's own text is searched in the file, and the line that they give decides only
between equal directives.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kindsphinx.core.problems import Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.util.docutils import SphinxDirective

TAB = 8
"""How far docutils makes tabs reach."""
_FILES = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where a directive stands, and each line of its content."""

    source: str
    line: int
    """Of the line with the directive's name, counted from 1."""
    lines: tuple[str, ...]
    """Of the whole file; empty if there is none."""
    content: tuple[str, ...]
    content_lines: tuple[int, ...]
    """The line of the file for each line of the content."""

    def of_argument(self, word: str) -> Location:
        """Return where *word* stands in the line that opens the directive."""
        # without a blank line below the directive, its content is taken for the argument
        elsewhere = bool(word) and word not in self._text(self.line) and word in self._text(self.line + 1)
        return self._at(self.line + elsewhere, word, after=r"::|\}")

    def of_option(self, name: str, word: str = "") -> Location:
        """Return where *word* stands in the value of the option *name*, or the option itself."""
        opening = re.compile(rf"^\W*{re.escape(name)}\s*:", re.IGNORECASE)
        end = self.content_lines[0] if self.content_lines else len(self.lines) + 1
        for number in range(self.line + 1, min(end, len(self.lines) + 1)):
            found = opening.search(self.lines[number - 1])
            if found:
                return self._in_option(number, name, word)
        return self.of_argument("")

    def of_content(self, line: int, column: int = 1) -> Location:
        """Return where a line and a column of the content stand in the file, all counted from 1."""
        if not self.content_lines:
            return self.of_argument("")
        number = self.content_lines[min(line, len(self.content_lines)) - 1]
        text = self.content[line - 1] if line <= len(self.content) else ""
        start = _column_of(self._text(number), text.rstrip())
        return Location(source=self.source, line=number, column=start + column - 1)

    def raw_content(self) -> tuple[str, ...]:
        """Return the content with its tabs, which docutils has made blanks of."""
        if len(self.content_lines) != len(self.content):
            return self.content
        return tuple(
            _with_tabs(self._text(number), text)
            for number, text in zip(self.content_lines, self.content, strict=True)
        )

    def _in_option(self, number: int, name: str, word: str) -> Location:
        # the value may go on in the lines below the option's name
        for later in range(number, min(number + 5, len(self.lines)) + 1):
            text = self._text(later)
            start = text.lower().find(name.lower()) + len(name) if later == number else 0
            if word and (at := text.find(word, start)) >= 0:
                return Location(source=self.source, line=later, column=at + 1)
        return Location(source=self.source, line=number, column=_column_of(self._text(number), name))

    def _at(self, number: int, word: str, *, after: str) -> Location:
        text = self._text(number)
        opening = re.search(after, text)
        at = text.find(word, opening.end() if opening else 0) if word else -1
        if at < 0:
            at = len(text) - len(text.lstrip())
        return Location(source=self.source, line=number, column=at + 1)

    def _text(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


def locate(directive: SphinxDirective) -> Place:
    """Return the place of *directive* in the file that it was written in."""
    source, hint = absolute_path(directive.get_source_info()[0]), directive.get_source_info()[1]
    content = tuple(directive.content)
    lines = read_lines(source)
    opening = re.compile(rf"(?:\.\.\s+{re.escape(directive.name)}::|\{{{re.escape(directive.name)}\}})")
    marks = [*_option_marks(directive), *(line.strip() for line in content)]
    openings = [number for number, line in enumerate(lines, start=1) if opening.search(line)]
    candidates = [number for number in openings if _has(lines[number - 1], directive.arguments)] or openings
    if not candidates:
        return _without_file(source, hint, directive, content)
    taken = _taken(directive, source)

    def unlikely(at: int) -> tuple[bool, bool, bool, int]:
        # an include that is cut at the top counts too few lines, never too many
        return (at != hint, at in taken, at < hint, abs(at - hint))

    # most often the first is the one; to follow all of them takes long on a long page
    candidates.sort(key=unlikely)
    followed = ((number, _follow(lines, number, content)) for number in candidates)
    found = next((each for each in followed if _matches(lines, *each, marks, content)), None)
    number, places = found or (candidates[0], _follow(lines, candidates[0], content))
    taken.add(number)
    return Place(source=source, line=number, lines=lines, content=content, content_lines=places)


def _taken(directive: SphinxDirective, source: str) -> set[int]:
    """Return the lines of *source* at which directives of this page have been found before."""
    cache = directive.env.current_document
    if "kind_located" not in cache:
        cache["kind_located"] = {}
    files: dict[str, set[int]] = cache["kind_located"]
    return files.setdefault(source, set())


def find_word(source: str, line: int, word: str) -> Location:
    """Return where *word* stands in *source* near *line*, as a role or a node knows it."""
    return find_pattern(source, line, re.compile(re.escape(word)))


def find_pattern(source: str, line: int, pattern: re.Pattern[str]) -> Location:
    """Return where *pattern* is met in *source* near *line*."""
    lines = read_lines(source)
    for number in _outwards(line, len(lines)):
        found = pattern.search(lines[number - 1])
        if found:
            return Location(source=source, line=number, column=found.start() + 1)
    return Location(source=source, line=max(line, 1))


def _outwards(line: int, count: int, reach: int = 40) -> Iterator[int]:
    for distance in range(reach):
        for number in (line + distance, line - distance) if distance else (line,):
            if 1 <= number <= count:
                yield number


def _follow(lines: Sequence[str], opening: int, content: Sequence[str]) -> tuple[int, ...]:
    """Return the line of each line of *content* below the line *opening*, as far as it is there."""
    places: list[int] = []
    number = _last_option(lines, opening)
    for text in content:
        wanted = text.strip().expandtabs(TAB)
        number += 1
        # only before the first line of the content are there others
        while not places and number <= len(lines) and wanted not in lines[number - 1].expandtabs(TAB):
            number += 1
        places.append(min(number, max(len(lines), 1)))
    return tuple(places)


def _last_option(lines: Sequence[str], opening: int) -> int:
    """Return the line of the last option, or *opening*; MyST has options between dashes, too."""
    number = opening
    dashes = number < len(lines) and lines[number].strip().startswith("---")
    while dashes and number + 1 < len(lines) and not lines[number + 1].strip().startswith("---"):
        number += 1
    while not dashes and number < len(lines) and re.match(r"[\s|>]*:[\w-]+:(?:\s|$)", lines[number]):
        number += 1
    return number


def _matches(
    lines: Sequence[str], opening: int, places: Sequence[int], marks: Sequence[str], content: Sequence[str]
) -> bool:
    if any(
        text.strip().expandtabs(TAB) not in lines[number - 1].expandtabs(TAB)
        for number, text in zip(places, content, strict=True)
    ):
        return False
    end = places[-1] if places else opening + len(marks) + 1
    region = "\n".join(lines[opening - 1 : end]).expandtabs(TAB)
    return all(mark.expandtabs(TAB) in region for mark in marks)


def _option_marks(directive: SphinxDirective) -> Iterator[str]:
    for name, value in directive.options.items():
        yield name
        if value:
            yield str(value).partition("\n")[0]


def _has(line: str, arguments: Sequence[str]) -> bool:
    return all(word in line for argument in arguments for word in argument.partition("\n")[0].split())


def _without_file(source: str, hint: int, directive: SphinxDirective, content: tuple[str, ...]) -> Place:
    """Return the place as docutils knows it: the text is in no file, or was changed while it was read."""
    first = max(directive.content_offset, 0) + 1
    places = tuple(range(first, first + len(content)))
    if items := getattr(directive.content, "items", None):
        places = tuple(
            (offset if offset is not None else first + at) + 1 for at, (_, offset) in enumerate(items)
        )
    return Place(source=source, line=max(hint, 1), lines=(), content=content, content_lines=places)


def _with_tabs(raw: str, text: str) -> str:
    """Return the part of the line *raw* that *text* was made of, or *text* if it was not."""
    start = raw.expandtabs(TAB).find(text) if "\t" in raw and text else -1
    if start < 0:
        return text
    columns = [len(raw[:at].expandtabs(TAB)) for at in range(len(raw) + 1)]
    end = start + len(text)
    return raw[columns.index(start) : columns.index(end)] if {start, end} <= set(columns) else text


def _column_of(line: str, text: str) -> int:
    at = line.find(text) if text else -1
    if at < 0:
        at = len(line) - len(line.lstrip())
    return at + 1


def absolute_path(source: str | None) -> str:
    """Return the path of a source; docutils gives that of an included file from the current folder."""
    if source and Path(source).is_file():
        # without “..”, and without following links, as Sphinx shows the paths of pages
        return os.path.abspath(source)  # noqa: PTH100
    return source or ""


def read_lines(source: str) -> tuple[str, ...]:
    """Return the lines of a file; none if it cannot be read."""
    path = Path(source)
    try:
        stat = path.stat()
    except (OSError, ValueError):
        return ()
    return _read_cached(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=_FILES)
def _read_cached(path: Path, _changed: int, _size: int) -> tuple[str, ...]:
    try:
        text = path.read_text("utf-8-sig", errors="replace")
    except OSError:
        return ()
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
