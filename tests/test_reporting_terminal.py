"""A terminal shows the page, the command, what it is doing, and how long that takes."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.outcome import Status
from kindsphinx.reporting import TerminalProgress
from tests.fakes.pages import a_block, a_page, an_interaction, an_outcome, an_output
from tests.fakes.screen import FakeClock, Screen

if TYPE_CHECKING:
    from collections.abc import Iterator

CREATE = a_block("create-dev", "kind create cluster --config kind-config.yaml")
NODES = a_block("nodes", "kubectl get nodes", line=10)
PAGE = a_page(CREATE, NODES)
NEVER = 3600.0
RUNS: list[Run] = []


@pytest.fixture(autouse=True)
def _end_runs() -> Iterator[None]:
    """Leave no thread behind."""
    yield
    while RUNS:
        RUNS.pop().progress.close()


class Run:
    """A run of PAGE in front of a screen, whose clock a test moves."""

    def __init__(self, *, columns: int = 80, color: bool = False) -> None:
        self.screen = Screen(columns=columns)
        self.clock = FakeClock()
        self.progress = TerminalProgress(
            self.screen,
            color=color,
            clock=self.clock,
            columns=lambda: self.screen.columns,
            tick_seconds=NEVER,
        )
        RUNS.append(self)

    def start(self, *, expected: float = 0.0) -> None:
        """Let the page begin and its first command run."""
        self.progress.page_started(PAGE, expected=expected)
        self.progress.command_started(CREATE, CREATE.commands[0], expected=expected * 0.9)

    def print(self, text: str, *, after: float = 1.0) -> None:
        """Let the command print something."""
        self.clock.pass_by(after)
        self.progress.printed(text)


def test_status_shows_place_block_command_and_elapsed_time() -> None:
    """While a command runs, the last line says which, and for how long."""
    run = Run()
    run.start()

    run.clock.pass_by(75)
    run.progress.tick()

    assert run.screen.kept == ["guide/nodes: 2 commands"]
    assert run.screen.status == "  1/2 create-dev $ kind create cluster --config kind-config.yaml  1:15"


def test_status_says_what_is_left_of_the_recorded_time() -> None:
    """With a recording, the remaining time counts down, and stands still where a command is late."""
    run = Run()
    run.start(expected=100)
    lefts = []

    for seconds in (30, 50, 30):
        run.clock.pass_by(seconds)
        run.progress.tick()
        lefts.append(run.screen.status.rpartition("  ")[2])

    assert lefts == ["0:30, 1:10 left", "1:20, 0:20 left", "1:50, 0:10 left"]
    assert run.screen.kept == ["guide/nodes: 2 commands, 1 min 40 s when recorded"]


def test_kinds_step_is_shown_live_in_the_same_line() -> None:
    """The step that kind is at stands in the status, without kind's marks, and nothing is left behind."""
    run = Run(columns=100)
    run.start()

    run.print('Creating cluster "dev" ...\n')
    run.print(" • Preparing nodes 📦 📦   ...\n")
    preparing = run.screen.status
    run.print(" ✓ Preparing nodes 📦 📦 \n • Writing configuration 📜  ...\n")

    assert preparing.endswith("· Preparing nodes 📦 📦  0:02")
    assert run.screen.status.endswith("· Writing configuration 📜  0:03")
    assert run.screen.kept == ["guide/nodes: 2 commands"]


def test_finished_command_leaves_one_line_with_its_duration() -> None:
    """What has ended stands above the status, with exit code where that is not 0."""
    run = Run()
    run.start()
    run.clock.pass_by(100)

    run.progress.command_finished(an_output())
    run.progress.command_started(NODES, NODES.commands[0], expected=0)
    run.clock.pass_by(0.4)
    run.progress.command_finished(an_output(exit_code=1))

    assert run.screen.kept[1:] == [
        "  1/2 $ kind create cluster --config kind-config.yaml  1 min 40 s",
        "  2/2 $ kubectl get nodes  0.4 s, exit code 1",
    ]


def test_repeated_command_leaves_one_line_for_all_tries() -> None:
    """A command with ``retry`` is shown with its tries, and told once."""
    run = Run()
    pods = a_block("pods", "kubectl get pods", retry=30)
    page = a_page(pods)
    run.progress.page_started(page, expected=0)
    for _ in range(3):
        run.progress.command_started(pods, pods.commands[0], expected=0)
        during = run.screen.status
        run.clock.pass_by(1)
        run.progress.command_finished(an_output())
        run.progress.waiting("trying again")
        run.clock.pass_by(1)

    run.progress.page_finished(page, (an_outcome(Status.PASSED),))

    assert "(try 3)" in during
    assert run.screen.kept[1:] == [
        "  1/1 $ kubectl get pods  5.0 s, 3 tries",
        "guide/nodes: 1 passed in 6.0 s",
    ]


def test_page_ends_with_a_line_that_stays_and_an_empty_status() -> None:
    """When a page has ended the terminal is as a shell wants it."""
    run = Run()
    run.start()
    run.progress.command_finished(an_output())
    run.progress.taken(PAGE, an_interaction("create-dev"))
    run.progress.waiting("removing what the page made")
    waiting = run.screen.status
    run.clock.pass_by(61)

    run.progress.page_finished(PAGE, (an_outcome(Status.FAILED), an_outcome(Status.PASSED)))
    run.progress.tick()

    assert waiting.startswith("guide/nodes: removing what the page made")
    assert run.screen.kept[-1] == "guide/nodes: 1 failed, 1 passed in 1 min 1 s"
    assert run.screen.status == ""


def test_interrupted_run_leaves_an_empty_status() -> None:
    """Ctrl-C, like every exception, clears the line, and nothing draws it again."""
    run = Run()

    with pytest.raises(KeyboardInterrupt), run.progress:  # noqa: PT012 - the interruption comes in a run
        run.start()
        raise KeyboardInterrupt
    run.progress.tick()

    assert run.screen.status == ""
    assert run.screen.kept == ["guide/nodes: 2 commands"]


@pytest.mark.parametrize("columns", [1, 5, 12, 20, 33, 47, 60, 79, 200])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    """However narrow, with wide characters too, nothing wraps: a wrapped line cannot be rewritten."""
    run = Run(columns=columns)
    run.start(expected=200)

    run.print(" • Waiting ≤ 30s for control-plane = Ready ⏳  ...\n")
    run.print("正在创建一个有很多节点的集群 请稍等片刻 这需要很长时间才能完成🕹️🕹️🕹️\n")
    run.progress.command_finished(an_output())
    run.progress.page_finished(PAGE, (an_outcome(Status.PASSED),))

    assert run.screen.status == ""


def test_narrow_terminal_still_shows_command_output_and_time() -> None:
    """At 50 columns the block is left out, then the command is cut in favour of what it is doing."""
    run = Run(columns=50)
    run.start()

    run.print(" • Installing CNI 🔌  ...\n")

    assert run.screen.status == "  1/2 $ kind create cl… · Installing CNI 🔌  0:01"


def test_terminal_that_becomes_narrower_is_followed() -> None:
    """The width is asked for at every change."""
    run = Run()
    run.start()

    run.screen.columns = 30
    run.screen.rows[-1] = ""
    run.clock.pass_by(1)
    run.progress.tick()

    assert run.screen.status == "  1/2 $ kind create cl…  0:01"


def test_fast_output_is_not_drawn_piece_by_piece() -> None:
    """A thousand lines within a moment cost a few writes, each of them one whole line: nothing flickers."""
    run = Run()
    run.start()
    before = len(run.screen.writes)

    for number in range(1000):
        run.print(f"line {number}\n", after=0.001)

    writes = run.screen.writes[before:]
    assert len(writes) <= 11
    assert all(each.startswith("\r") and each.endswith("\x1b[K") for each in writes)


def test_output_cannot_move_the_cursor() -> None:
    """Escape sequences of a command are not passed on, nor half of one."""
    run = Run()
    run.start()

    run.print("\x1b[2J\x1b[1;31mred\x1b[0m\x07 line\x1b[3")

    assert "· red  line" in run.screen.status


@pytest.mark.parametrize(
    ("status", "style"), [(Status.PASSED, "\x1b[32m"), (Status.ERROR, "\x1b[31m")], ids=["green", "red"]
)
def test_colour_tells_how_the_page_went(status: Status, style: str) -> None:
    """Green is well and red is not; the words say it too."""
    run = Run(color=True)
    run.start()

    run.progress.page_finished(PAGE, (an_outcome(status),))

    assert style in run.screen.writes[-1]
    assert "\x1b[0m" in run.screen.writes[-1]


def test_time_goes_on_while_a_command_prints_nothing() -> None:
    """A thread draws the line anew, and ends with the page."""
    run = Run()
    progress = TerminalProgress(run.screen, color=False, clock=run.clock, tick_seconds=0.01)
    progress.page_started(PAGE, expected=0)
    progress.command_started(CREATE, CREATE.commands[0], expected=0)
    run.clock.pass_by(42)

    deadline = time.monotonic() + 60
    while not run.screen.status.endswith("  0:42") and time.monotonic() < deadline:
        time.sleep(0.01)
    ticked = run.screen.status
    progress.close()

    assert ticked.endswith("  0:42")
    assert run.screen.status == ""


def test_thread_ends_quietly_when_the_terminal_is_gone() -> None:
    """A window that was closed causes no traceback of a thread."""
    run = Run()
    progress = TerminalProgress(run.screen, clock=run.clock, tick_seconds=0.01)
    before = set(threading.enumerate())
    progress.page_started(PAGE, expected=0)
    (thread,) = set(threading.enumerate()) - before

    run.screen.close()
    run.clock.pass_by(5)
    thread.join(timeout=5)

    assert not thread.is_alive()
