"""Where a running page stands: which command, since when, and how much is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kindsphinx.core.durations import in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from kindsphinx.core.blocks import Command, RunBlock, Scenario
    from kindsphinx.core.ports import Output


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One command of a page that has ended, after all its tries."""

    docname: str
    block: str
    command: str
    place: str
    """Which it is of how many, e.g. ``2/14``."""
    seconds: float
    """From the start of the first try to the end of the last."""
    tries: int
    exit_code: int | None
    """``None`` where the command did not come to its end."""

    @property
    def facts(self) -> str:
        """Return how it went, in words: ``12 s, 3 tries, exit code 1``."""
        facts = [in_words(self.seconds)]
        if self.tries > 1:
            facts.append(f"{self.tries} tries")
        if self.exit_code is None:
            facts.append("did not come to its end")
        elif self.exit_code:
            facts.append(f"exit code {self.exit_code}")
        return ", ".join(facts)


@dataclass(kw_only=True, slots=True)
class _Page:
    docname: str = ""
    total: int = 0
    expected: float = 0.0
    start: float
    position: int = 0
    passed: float = 0.0
    """What the commands before the current one were expected to take."""


@dataclass(kw_only=True, slots=True)
class _Current:
    block: RunBlock
    command: Command
    expected: float
    start: float
    try_start: float | None
    """``None`` between tries and after the last."""
    seconds: float = 0.0
    """Until the end of the last try."""
    tries: int = 1
    exit_code: int | None = None
    is_told: bool = False


class Pace:
    """Follows the events of one page after the other and tells each finished step once."""

    def __init__(self, *, clock: Callable[[], float], on_step: Callable[[Step], None]) -> None:
        self._clock = clock
        self._on_step = on_step
        self._page = _Page(start=clock())
        self._current: _Current | None = None

    def page_started(self, scenario: Scenario, *, expected: float) -> None:
        """Begin a page; *expected* are the seconds it took when recorded, 0 if unknown."""
        self.settle()
        total = sum(len(block.commands) for block in scenario.whole.runs)
        self._page = _Page(docname=scenario.docname, total=total, expected=expected, start=self._clock())
        self._current = None

    def command_started(self, block: RunBlock, command: Command, *, expected: float) -> None:
        """Begin a command, or another try of the same."""
        now, before = self._clock(), self._current
        if before is not None and (before.block.id, before.command) == (block.id, command):
            before.tries += 1
            before.try_start, before.exit_code = now, None
            return
        self.settle()
        self._page.position += 1
        self._page.passed += before.expected if before is not None else 0.0
        self._current = _Current(block=block, command=command, expected=expected, start=now, try_start=now)

    def command_finished(self, output: Output) -> None:
        """End a try; if it cannot be followed by another one, the step is told now."""
        current = self._current
        if current is None:
            return
        current.seconds, current.exit_code = self._clock() - current.start, output.exit_code
        current.try_start = None
        if not current.block.retry:
            self.settle()

    def settle(self) -> None:
        """Tell the step that will not be tried again, once; also one that did not come to its end."""
        current = self._current
        if current is None or current.is_told:
            return
        if current.try_start is not None:
            current.seconds, current.try_start = self._clock() - current.start, None
        current.is_told = True
        self._on_step(self._step(current))

    @property
    def docname(self) -> str:
        """Return which page it is; empty before the first."""
        return self._page.docname

    @property
    def place(self) -> str:
        """Return which command of how many it is, e.g. ``2/14``."""
        return f"{self._page.position}/{self._page.total}"

    @property
    def tries(self) -> int:
        """Return which try of the command it is; 0 before the first command."""
        return self._current.tries if self._current else 0

    @property
    def page_seconds(self) -> float:
        """Return for how long the page has been running."""
        return self._clock() - self._page.start

    @property
    def command_seconds(self) -> float | None:
        """Return for how long this try of the command has been running; ``None`` if none is."""
        start = self._current.try_start if self._current else None
        return None if start is None else self._clock() - start

    @property
    def left(self) -> float | None:
        """Return how many seconds of the recorded time are left; ``None`` if unknown."""
        if not self._page.expected:
            return None
        return max(0.0, self._page.expected - self._page.passed - self._worked_off())

    def _step(self, current: _Current) -> Step:
        return Step(
            docname=self._page.docname,
            block=current.block.id,
            command=current.command.text,
            place=self.place,
            seconds=current.seconds,
            tries=current.tries,
            exit_code=current.exit_code,
        )

    def _worked_off(self) -> float:
        """Return how much of the current command's recorded time is over; all of it when it has ended."""
        expected = self._current.expected if self._current else 0.0
        running = self.command_seconds
        return expected if running is None else min(running, expected)
