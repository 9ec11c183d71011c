"""Which lines of a text a listing shows, and which of them it marks."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field

_PART = re.compile(r"(\d*)\s*(-?)\s*(\d*)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """What an author selects of a listing; an empty text selects nothing."""

    lines: str = ""
    """As ``1-3,8`` or ``5-``."""
    start_at: str = ""
    end_before: str = ""
    dedent: int | None = None
    """How many blanks go; -1 for as many as all lines have."""
    emphasize: str = ""
    emphasize_lines: str = ""
    """By the numbers of the lines that are shown."""
    marked: frozenset[int] = frozenset()
    """What is emphasized where the author emphasizes nothing, by the numbers of the whole text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wrong:
    """A part of a selection that selects nothing."""

    option: str
    word: str
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """The lines that are shown."""

    text: str
    emphasized: tuple[int, ...]
    """Counted from 1 within the text."""
    first: int
    """The number that the first line has in the whole text."""
    wrong: tuple[Wrong, ...]


@dataclass(slots=True)
class _Lines:
    numbers: list[int]
    all: list[str]
    wrong: list[Wrong] = field(default_factory=list)

    def complain(self, option: str, word: str, message: str) -> None:
        self.wrong.append(Wrong(option=option, word=word, message=f"“{option}”: {message}"))


def select(text: str, selection: Selection) -> Listing:
    """Return what *selection* shows of *text*; a part of it that selects nothing changes nothing."""
    lines = text.splitlines()
    shown = _Lines(numbers=list(range(1, len(lines) + 1)), all=lines)
    _cut(shown, selection)
    if selection.lines:
        wanted = set(_numbers(shown, "lines", selection.lines, len(lines)))
        shown.numbers = [number for number in shown.numbers if number in wanted] or shown.numbers
    chosen = [lines[number - 1] for number in shown.numbers]
    marked = _marked(shown, chosen, selection)
    return Listing(
        text="\n".join(_dedented(shown, chosen, selection.dedent)) + "\n" * bool(chosen),
        emphasized=tuple(marked),
        first=shown.numbers[0] if shown.numbers else 1,
        wrong=tuple(shown.wrong),
    )


def _cut(shown: _Lines, selection: Selection) -> None:
    if selection.start_at:
        at = _find(shown, selection.start_at, "start-at")
        shown.numbers = shown.numbers[at:] if at is not None else shown.numbers
    if selection.end_before:
        # the line that the listing starts at may have the text, too
        at = _find(shown, selection.end_before, "end-before", first=1)
        shown.numbers = shown.numbers[:at] if at is not None else shown.numbers


def _find(shown: _Lines, text: str, option: str, *, first: int = 0) -> int | None:
    for at, number in enumerate(shown.numbers[first:], start=first):
        if text in shown.all[number - 1]:
            return at
    which = "no line below the first one shown" if first else "no line"
    shown.complain(option, text, f"{which} has the text “{text}”")
    return None


def _numbers(shown: _Lines, option: str, text: str, count: int) -> list[int]:
    """Return the line numbers that *text* means."""
    found: list[int] = []
    for part in text.split(","):
        match = _PART.fullmatch(part.strip())
        if not match or not (match[1] or match[3]):
            shown.complain(
                option, part.strip(), f"“{part.strip()}” is no line number, nor a range such as 2-5"
            )
            continue
        first = int(match[1] or 1)
        last = int(match[3] or count) if match[2] else first
        if first < 1 or first > count or last > count or last < first:
            shown.complain(
                option, part.strip(), f"there is no line “{part.strip()}”, the last one is {count}"
            )
        found.extend(range(max(first, 1), min(last, count) + 1))
    return found


def _marked(shown: _Lines, chosen: list[str], selection: Selection) -> list[int]:
    if not selection.emphasize and not selection.emphasize_lines:
        return [at for at, number in enumerate(shown.numbers, start=1) if number in selection.marked]
    marked = set()
    if selection.emphasize_lines:
        marked |= set(_numbers(shown, "emphasize-lines", selection.emphasize_lines, len(chosen)))
    if selection.emphasize:
        found = {at for at, line in enumerate(chosen, start=1) if selection.emphasize in line}
        if not found:
            text = selection.emphasize
            shown.complain("emphasize", text, f"no line that is shown has the text “{text}”")
        marked |= found
    return sorted(marked)


def _dedented(shown: _Lines, chosen: list[str], blanks: int | None) -> list[str]:
    if blanks is None:
        return chosen
    if blanks < 0:
        return textwrap.dedent("\n".join(chosen)).split("\n") if chosen else []
    if any(line[:blanks].strip() for line in chosen):
        shown.complain("dedent", str(blanks), f"a line has less than {blanks} blanks at its start")
    return [line[blanks:] for line in chosen]
