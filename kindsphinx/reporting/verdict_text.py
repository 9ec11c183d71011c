"""Verdicts for people: each problem with its line, and a mark under the token."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Final, TextIO

from kindsphinx.core.cluster_config import shown_lines
from kindsphinx.core.problems import Severity
from kindsphinx.reporting.columns import visible
from kindsphinx.reporting.excerpt import excerpt
from kindsphinx.reporting.paint import Paint, Style
from kindsphinx.reporting.status_line import terminal_columns, write_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kindsphinx.core.problems import Problem
    from kindsphinx.reporting.verdicts import Judged

_STANDARD_INPUT: Final = "<stdin>"
_STYLES: Final = {Severity.ERROR: Style.ERROR, Severity.WARNING: Style.WARNING}
_LONGEST_END: Final = 300
_NARROWEST: Final = 20
"""In fewer columns a quotation says nothing."""


class VerdictText:
    """Writes what is wrong in a file as soon as it is judged, and in the end a line that *counts*.

    A valid file is worth no line of its own.
    """

    def __init__(self, stream: TextIO, *, paint: Paint, counts: bool = True, columns: int = 0) -> None:
        self._stream = stream
        self._paint = paint
        self._counts = counts
        self._columns = columns or terminal_columns(stream)
        self._severities: list[list[Severity]] = []
        """Those of the problems of each file."""
        self._passed_over = 0

    def add(self, judged: Judged) -> None:
        """Write all problems of a file."""
        self._severities.append([each.severity for each in judged.problems for _ in range(each.count)])
        if judged.problems:
            file = _STANDARD_INPUT if judged.file == "-" else visible(judged.file)
            lines = shown_lines(judged.data)
            blocks = (self._block(each, file, lines) for each in judged.problems)
            write_text(self._stream, "".join(f"{block}\n\n" for block in blocks))

    def pass_over(self) -> None:
        """Count the file with those of which there is nothing to say."""
        self._passed_over += 1

    def end(self) -> None:
        """Count problems and files, unless there were none."""
        if self._counts and (self._severities or self._passed_over):
            write_text(self._stream, f"{self._last_line()}\n")

    def _block(self, problem: Problem, file: str, lines: Sequence[str]) -> str:
        return "\n".join([self._headline(problem, file), *self._quotation(problem, lines)])

    def _headline(self, problem: Problem, file: str) -> str:
        place = self._paint(f"{file}:{problem.line}:{problem.column}:", Style.STRONG)
        severity = self._paint(f"{problem.severity}:", _STYLES[problem.severity])
        return f"{place} {severity} {_told(problem.message)} [{problem.code}]"

    def _quotation(self, problem: Problem, lines: Sequence[str]) -> Iterator[str]:
        number = str(problem.line)
        margin = " " * len(number)
        line = lines[problem.line - 1] if problem.line <= len(lines) else ""
        if line:
            room = max(_NARROWEST, self._columns - len(f"  {number} | "))
            shown = excerpt(line, problem, room=room)
            mark = self._paint("^" * shown.length, _STYLES[problem.severity])
            yield f"  {self._paint(f'{number} |', Style.FRAME)} {shown.text}"
            yield f"  {margin} {self._paint('|', Style.FRAME)} {' ' * shown.indent}{mark}"
        if problem.kind_message:
            yield f"  {margin} {self._paint('=', Style.FRAME)} kind says: {_told(problem.kind_message)}"

    def _last_line(self) -> str:
        others = f"; {_counted(self._passed_over, 'other file')} passed over" if self._passed_over else ""
        if not self._severities:
            return f"no kind configuration{others}"
        found = Counter(chain.from_iterable(self._severities))
        numbers = " and ".join(_counted(found[each], str(each)) for each in Severity if found[each])
        worst = next((_STYLES[each] for each in Severity if found[each]), Style.FINE)
        return self._paint(f"{numbers or 'no problem'} in {self._files()}", worst) + others

    def _files(self) -> str:
        files = _counted(len(self._severities), "file")
        bad = sum(map(bool, self._severities))
        return files if bad in {0, len(self._severities)} else f"{bad} of {files}"


def _told(words: str) -> str:
    """Return *words* for one line; of a value that nobody reads to its end, its two ends are left."""
    if len(words) > 2 * _LONGEST_END:
        words = f"{words[:_LONGEST_END]}…{words[-_LONGEST_END:]}"
    return visible(words.rstrip())


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
