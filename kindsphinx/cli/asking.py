"""Asks about one difference after the other, as ``git add --patch`` does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kindsphinx.reporting.columns import visible
from kindsphinx.reporting.paint import Paint, Style
from kindsphinx.reporting.status_line import write_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.cli.left_by_run import LeftPage
    from kindsphinx.cli.outside import Outside
    from kindsphinx.core.accepting import Place
    from kindsphinx.core.drift import Difference

_QUESTION: Final = "Take it? [y,n,q,?] "
_HELP: Final = """\
y - take it
n - leave it
q - leave it and all that follow
"""


class Asking:
    """What somebody at a terminal wants to be taken."""

    def __init__(self, outside: Outside, paint: Paint) -> None:
        self._outside = outside
        self._paint = paint
        self.is_over = False
        """Whether nothing more is to be asked."""

    def wants(self, page: LeftPage, place: Place, difference: Difference) -> bool:
        """Return whether a difference is to be taken."""
        if self.is_over:
            return False
        write_text(
            self._outside.stdout, "".join(f"{line}\n" for line in self._shown(page, place, difference))
        )
        while (answer := self._answer()) not in {"y", "n", "q"}:
            write_text(self._outside.stdout, _HELP)
        self.is_over = answer == "q"
        return answer == "y"

    def _answer(self) -> str:
        write_text(self._outside.stdout, _QUESTION)
        line = self._outside.stdin.readline()
        if not line:
            write_text(self._outside.stdout, "\n")
            return "q"
        return line.decode(errors="replace").strip().lower()[:1]

    def _shown(self, page: LeftPage, place: Place, difference: Difference) -> Iterator[str]:
        line = place.expected_line or place.line
        if not place.met and difference.expected_line is not None:
            line += difference.expected_line
        where = f"{page.path(place.file)}:{line}:"
        yield f"{self._paint(where, Style.STRONG)} {difference.drift}: {visible(difference.sentence)}"
        first, _, _ = place.command.partition("\n")
        yield f"    $ {visible(first)}"
        if not place.met:
            kept = page.new.find(place.interaction)
            yield from self._line("-", place.expected, difference.expected_line, Style.ERROR)
            yield from self._line("+", kept.output if kept else None, difference.actual_line, Style.FINE)

    def _line(self, mark: str, text: str | None, number: int | None, style: Style) -> Iterator[str]:
        lines = (text or "").split("\n")
        if number is not None and number < len(lines):
            yield self._paint(f"    {mark} {visible(lines[number])}", style)
