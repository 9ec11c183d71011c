"""Shows a run on a terminal: finished commands above, the one that is running in the last line."""

from __future__ import annotations

import contextlib
import textwrap
import threading
import time
from typing import TYPE_CHECKING, Self, TextIO

from kindsphinx.reporting.columns import clip, plain, width
from kindsphinx.reporting.last_line import LastLine
from kindsphinx.reporting.log import closing, opening
from kindsphinx.reporting.pace import Pace
from kindsphinx.reporting.status_line import StatusLine
from kindsphinx.reporting.words import first_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from kindsphinx.core.blocks import Command, RunBlock, Scenario
    from kindsphinx.core.outcome import Outcome
    from kindsphinx.core.ports import Output
    from kindsphinx.core.recording import Interaction
    from kindsphinx.reporting.pace import Step

_BOLD, _RED, _GREEN = "1", "31", "32"
_REDRAW_SECONDS = 0.1
"""What is printed faster is shown by the next piece or the next tick."""


class TerminalProgress:
    """Keeps the last line of a terminal up to date, also while a command prints nothing.

    A context manager: however the run ends, the line is cleared at its end.
    """

    def __init__(
        self,
        stream: TextIO,
        *,
        color: bool = True,
        clock: Callable[[], float] = time.monotonic,
        columns: Callable[[], int] | None = None,
        tick_seconds: float = 0.5,
    ) -> None:
        self._clock = clock
        self._color = color
        self._tick_seconds = tick_seconds
        self._line = StatusLine(stream, columns=columns)
        self._pace = Pace(clock=clock, on_step=self._keep_step)
        self._last = LastLine()
        self._doing: tuple[str, ...] = ()
        """What the line shows, in words from long to short; empty while nothing runs."""
        self._drawn_at = float("-inf")
        self._lock = threading.RLock()
        self._stop: threading.Event | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def page_started(self, scenario: Scenario, *, expected: float) -> None:
        """Say which page begins, and how long it took when it was recorded."""
        with self._lock:
            self._pace.page_started(scenario, expected=expected)
            self._line.keep(opening(scenario, expected=expected), style=self._style(_BOLD))
            self._show(f"{scenario.docname}: preparing")
        self._start_ticking()

    def command_started(self, block: RunBlock, command: Command, *, expected: float) -> None:
        """Show the command, its block, and how often it was tried."""
        with self._lock:
            self._pace.command_started(block, command, expected=expected)
            self._last = LastLine()
            tries = f" (try {self._pace.tries})" if self._pace.tries > 1 else ""
            shown = first_line(command.text) + tries
            self._show(f"  {self._pace.place} {block.id} {shown}", f"  {self._pace.place} {shown}")

    def printed(self, text: str) -> None:
        """Show the last line that was printed: of kind, the step that it is at."""
        with self._lock:
            self._last.feed(text)
            if self._clock() - self._drawn_at >= _REDRAW_SECONDS:
                self.tick()

    def command_finished(self, output: Output) -> None:
        """Keep a line that says how long the command took, unless it may be tried again."""
        with self._lock:
            self._pace.command_finished(output)
            self._last = LastLine()
            self._show(self._pace.docname)

    def waiting(self, message: str) -> None:
        """Show what is waited for."""
        with self._lock:
            self._last = LastLine()
            self._show(f"{self._pace.docname}: {message}")

    def notice(self, message: str) -> None:
        """Keep it, in as many lines as it takes."""
        with self._lock:
            for line in textwrap.wrap(f"{self._pace.docname}: {message}", self._line.room):
                self._line.keep(line)

    def taken(self, scenario: Scenario, interaction: Interaction) -> None:
        """Do nothing: the recording shows it."""

    def retaken(self, scenario: Scenario, interactions: tuple[Interaction, ...]) -> None:
        """Do nothing, for the same reason."""

    def page_finished(self, scenario: Scenario, outcomes: tuple[Outcome, ...]) -> None:
        """Keep a line that says how the page went."""
        bad = any(each.is_bad for each in outcomes)
        with self._lock:
            self._pace.settle()
            self.close()
            text = closing(scenario, outcomes, seconds=self._pace.page_seconds)
            self._line.keep(text, style=self._style(_RED if bad else _GREEN))

    def tick(self) -> None:
        """Draw the line anew: time has passed."""
        with self._lock:
            if self._doing:
                self._drawn_at = self._clock()
                self._line.show(self._composed(self._line.room))

    def close(self) -> None:
        """Clear the line and draw no more, until another page begins."""
        if self._stop is not None:
            self._stop.set()
            self._stop = None
        with self._lock:
            self._doing = ()
            self._line.clear()

    def _show(self, *doing: str) -> None:
        self._doing = tuple(map(plain, doing))
        self.tick()

    def _keep_step(self, step: Step) -> None:
        facts = f"  {step.facts}"
        command = f"  {step.place} {first_line(step.command)}"
        self._line.keep(clip(plain(command), self._line.room - width(facts)) + facts)

    def _composed(self, room: int) -> str:
        """Return what runs, what it printed last, and the times, in *room* columns."""
        times = self._times()
        space = room - width(times) - 2
        if space < width(times):
            return self._doing[-1]
        detail = f" · {self._last.text}" if self._last.text else ""
        fitting = (each for each in self._doing if width(each + detail) <= space)
        doing = next(fitting, self._doing[-1])
        doing = clip(doing, max(space // 2, space - width(detail)))
        return f"{clip(doing + detail, space)}  {times}"

    def _times(self) -> str:
        running = self._pace.command_seconds
        if running is None:
            running = self._pace.page_seconds
        left = self._pace.left
        return _clock_time(running) + (f", {_clock_time(left)} left" if left is not None else "")

    def _style(self, style: str) -> str:
        return style if self._color else ""

    def _start_ticking(self) -> None:
        if self._stop is None:
            self._stop = threading.Event()
            threading.Thread(target=self._keep_ticking, args=(self._stop,), daemon=True).start()

    def _keep_ticking(self, stop: threading.Event) -> None:
        # a terminal that is gone is found out by the run itself, at its next line
        with contextlib.suppress(OSError, ValueError):
            while not stop.wait(self._tick_seconds):
                self.tick()


def _clock_time(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"
