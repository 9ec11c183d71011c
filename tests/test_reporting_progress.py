"""A log and a journal keep what a terminal only shows."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.blocks import Origin
from kindsphinx.core.errors import RecordingError
from kindsphinx.core.outcome import Status
from kindsphinx.core.problems import Location
from kindsphinx.reporting import JournalProgress, LogProgress, Several, TerminalProgress, progress_for
from kindsphinx.reporting.status_line import StatusLine, terminal_columns, write_text
from tests.fakes.pages import a_block, a_page, an_interaction, an_outcome, an_output
from tests.fakes.screen import FakeClock, Screen

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = a_block("script", "cat > x <<EOF\nx\nEOF", "kubectl apply -f x")
PODS = a_block("pods", "kubectl get pods", line=10, retry=30)
PAGE = a_page(SCRIPT, PODS)


class Run:
    """A run of PAGE in front of a log."""

    def __init__(self) -> None:
        self.stream = io.StringIO()
        self.clock = FakeClock()
        self.progress = LogProgress(self.stream, clock=self.clock)

    @property
    def lines(self) -> list[str]:
        """Return what the log has."""
        return self.stream.getvalue().splitlines()


def test_log_has_one_line_for_each_step() -> None:
    """Each command is one whole line: page, place, block, command, duration, and what was unusual."""
    run = Run()
    run.progress.page_started(PAGE, expected=250)
    run.progress.command_started(SCRIPT, SCRIPT.commands[0], expected=0)
    run.clock.pass_by(0.2)
    run.progress.command_finished(an_output())
    run.progress.command_started(SCRIPT, SCRIPT.commands[1], expected=0)
    run.progress.printed("created\n")
    run.clock.pass_by(72)
    run.progress.command_finished(an_output("created\n", exit_code=3))

    run.progress.page_finished(PAGE, (an_outcome(Status.FAILED), an_outcome(Status.SKIPPED)))

    assert run.lines == [
        "guide/nodes: 3 commands, 4 min 10 s when recorded",
        "guide/nodes: [1/3] script: $ cat > x <<EOF … (0.2 s)",
        "guide/nodes: [2/3] script: $ kubectl apply -f x (1 min 12 s, exit code 3)",
        "guide/nodes: 1 failed, 1 skipped in 1 min 12 s",
    ]


def test_log_tells_a_repeated_command_once() -> None:
    """The tries of a command are one step."""
    run = Run()
    run.progress.page_started(PAGE, expected=0)
    for _ in range(4):
        run.progress.command_started(PODS, PODS.commands[0], expected=0)
        run.clock.pass_by(3)
        run.progress.command_finished(an_output())
        run.progress.waiting("trying again: the output differs")

    run.progress.command_started(SCRIPT, SCRIPT.commands[0], expected=0)
    run.progress.command_finished(an_output())

    assert run.lines[1] == "guide/nodes: [1/3] pods: $ kubectl get pods (12 s, 4 tries)"
    assert len(run.lines) == 3


@pytest.mark.parametrize("tries", [1, 2])
def test_log_has_a_command_that_was_ended(tries: int) -> None:
    """Of a command that took too long, in its first try or a later one, the log says so."""
    run = Run()
    run.progress.page_started(PAGE, expected=0)
    for _ in range(tries - 1):
        run.progress.command_started(PODS, PODS.commands[0], expected=0)
        run.progress.command_finished(an_output(exit_code=1))
    run.progress.command_started(PODS, PODS.commands[0], expected=0)
    run.clock.pass_by(120)

    run.progress.page_finished(PAGE, (an_outcome(Status.FAILED),))

    counted = ", 2 tries" if tries == 2 else ""
    assert run.lines[1] == (
        f"guide/nodes: [1/3] pods: $ kubectl get pods (2 min 0 s{counted}, did not come to its end)"
    )


def test_log_begins_anew_with_each_page() -> None:
    """The next page counts its own commands; an end without a command is no step."""
    run = Run()
    one = a_block("one", "true")
    run.progress.page_started(PAGE, expected=0)
    run.progress.command_finished(an_output())
    run.progress.page_started(a_page(one, docname="other"), expected=0)
    run.progress.command_started(one, one.commands[0], expected=0)

    run.progress.command_finished(an_output())

    assert run.lines[1:] == ["other: 1 command", "other: [1/1] one: $ true (0.0 s)"]


def test_log_counts_the_commands_of_the_pages_before() -> None:
    """They are run as well, and the line that begins the page says whose they are."""
    run = Run()
    one = a_block("one", "true")
    origin = Origin(scenario=PAGE, location=Location(source="more.rst", line=3))
    page = replace(a_page(one, docname="more"), origin=origin)
    run.progress.page_started(page, expected=10)
    run.progress.command_started(SCRIPT, SCRIPT.commands[1], expected=0)

    run.progress.command_finished(an_output())

    assert run.lines == [
        "more: 1 command, after 3 of guide/nodes, 10 s when recorded",
        "more: [1/4] script: $ kubectl apply -f x (0.0 s)",
    ]


def test_journal_has_what_the_page_printed_so_far(tmp_path: Path) -> None:
    """Each interaction is on disk, as one line of JSON, as soon as it is taken."""
    journal = JournalProgress(tmp_path / "journal")
    journal.page_started(PAGE, expected=0)
    journal.taken(PAGE, an_interaction("one", output="数据 🙂\nnot text: \udcff\n"))

    journal.taken(PAGE, an_interaction("two"))

    lines = (tmp_path / "journal/guide/nodes.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["one", "two"]
    assert "数据 🙂" in lines[0]
    assert json.loads(lines[0]) == {
        "id": "one",
        "fingerprint": "f00",
        "command": "run one",
        "exit_code": 0,
        "output": "数据 🙂\nnot text: \udcff\n",
        "duration": 1.0,
    }


def test_journal_has_nothing_that_turned_out_to_be_secret(tmp_path: Path) -> None:
    """It is written anew, and goes on from there."""
    journal = JournalProgress(tmp_path)
    journal.page_started(PAGE, expected=0)
    journal.taken(PAGE, an_interaction("one", output="hunter2\n"))

    journal.retaken(PAGE, (an_interaction("one", output="<redacted>\n"),))
    journal.taken(PAGE, an_interaction("two"))

    lines = journal.path(PAGE.docname).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["output"] for line in lines] == ["<redacted>\n", ""]


def test_journal_begins_anew_with_its_page(tmp_path: Path) -> None:
    """A journal is of one run, and other pages keep theirs."""
    journal = JournalProgress(tmp_path)
    other = a_page(docname="v1.2")
    for page in (PAGE, other):
        journal.page_started(page, expected=0)
        journal.taken(page, an_interaction("one"))

    journal.page_started(PAGE, expected=0)

    assert journal.path("guide/nodes").read_bytes() == b""
    assert journal.path("v1.2") == tmp_path / "v1.2.jsonl"
    assert journal.path("v1.2").read_bytes()


def test_journal_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """What stands in the way is named."""
    (tmp_path / "journal").write_text("a file", encoding="utf-8")
    journal = JournalProgress(tmp_path / "journal")

    with pytest.raises(RecordingError, match=r"the journal .*nodes\.jsonl cannot be written: "):
        journal.page_started(PAGE, expected=0)
    with pytest.raises(RecordingError, match="cannot be written"):
        journal.taken(PAGE, an_interaction("one"))
    with pytest.raises(RecordingError, match="cannot be written"):
        journal.retaken(PAGE, ())


def test_several_are_told_the_same(tmp_path: Path) -> None:
    """A log and a journal get every event; so does a terminal, which is ended with the run."""
    log, screen = io.StringIO(), Screen(columns=120)
    terminal = TerminalProgress(screen, color=False, clock=FakeClock(), columns=lambda: 120)
    one = a_block("one", "true")
    page = a_page(one)

    with Several(LogProgress(log, clock=FakeClock()), terminal, JournalProgress(tmp_path)) as progress:
        progress.page_started(page, expected=0)
        progress.command_started(one, one.commands[0], expected=0)
        progress.printed("x\n")
        progress.command_finished(an_output("x\n"))
        progress.taken(page, an_interaction("one"))
        progress.retaken(page, (an_interaction("one"),))
        progress.waiting("removing")
        progress.notice("waiting for another run")
        progress.page_finished(page, (an_outcome(Status.PASSED),))
        progress.page_started(page, expected=0)

    told = (
        "guide/nodes: 1 command",
        "guide/nodes: waiting for another run",
        "guide/nodes: 1 passed in 0.0 s",
    )
    assert set(told) <= set(log.getvalue().splitlines())
    assert set(told) <= set(screen.kept)
    assert screen.status == ""
    assert (tmp_path / "guide/nodes.jsonl").exists()


@pytest.mark.parametrize(
    ("stream", "environ", "escapes"),
    [
        (io.StringIO, {"TERM": "xterm"}, ""),
        (Screen, {"TERM": "dumb"}, ""),
        (Screen, {"TERM": "xterm"}, "mK"),
        (Screen, {}, "mK"),
        (Screen, {"TERM": "xterm", "NO_COLOR": "1"}, "K"),
        (Screen, {"TERM": "xterm", "NO_COLOR": ""}, "mK"),
    ],
    ids=["a file", "a dumb terminal", "a terminal", "no TERM", "NO_COLOR", "empty NO_COLOR"],
)
def test_progress_fits_the_stream(
    stream: type[io.StringIO], environ: dict[str, str], escapes: str, tmp_path: Path
) -> None:
    """Only a terminal gets a line that is rewritten, and colours only where they are wanted."""
    out = stream()

    with progress_for(out, journal=tmp_path, environ=environ, clock=FakeClock()) as progress:
        progress.page_started(PAGE, expected=0)

    written = out.getvalue()
    assert "guide/nodes: 3 commands" in written
    assert ("\x1b[1m" in written, "\x1b[K" in written) == ("m" in escapes, "K" in escapes)
    assert (tmp_path / "guide/nodes.jsonl").exists()


def test_journal_is_a_matter_of_choice() -> None:
    """Without a folder there is no journal."""
    out = io.StringIO()

    with progress_for(out, journal=None, environ={}) as progress:
        progress.page_started(PAGE, expected=0)

    assert out.getvalue() == "guide/nodes: 3 commands\n"


def test_stream_that_knows_no_emoji_gets_question_marks() -> None:
    """An old console never ends a run."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")

    write_text(stream, "Preparing nodes 📦\n")

    assert raw.getvalue() == b"Preparing nodes ?\n"


def test_unknown_width_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream that is no file has no width of its own; COLUMNS is asked then."""
    monkeypatch.setenv("COLUMNS", "57")

    assert terminal_columns(io.StringIO()) == 57
    assert StatusLine(io.StringIO()).room == 56
