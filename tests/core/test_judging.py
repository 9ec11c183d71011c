"""An output is judged by its exit code, the author's expectation, and the recording."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kindsphinx.core.comparing import Comparison, Mode
from kindsphinx.core.errors import CommandTimeoutError, EngineError, RunnerError
from kindsphinx.core.judging import RIGHT, judge_error, judge_output, same_but_volatile
from kindsphinx.core.outcome import Status
from kindsphinx.core.ports import Output
from kindsphinx.core.recording import Interaction
from tests.fakes.project import command


def _printed(text: str = "", exit_code: int = 0) -> Output:
    return Output(text=text, exit_code=exit_code, duration=0)


def _recorded(output: str = "", exit_code: int = 0) -> Interaction:
    return Interaction(
        id="ls", fingerprint="f00", command="ls", exit_code=exit_code, output=output, duration=1
    )


@pytest.mark.parametrize(
    ("expected", "recorded"),
    [(None, None), ("a\nb\n", None), (None, "a\nb\n"), ("a\n...", "a\nb\n")],
    ids=["nothing", "expectation", "recording", "both"],
)
def test_an_output_as_promised_is_right(expected: str | None, recorded: str | None) -> None:
    """What nobody promised is not judged."""
    kept = None if recorded is None else _recorded(recorded)

    verdict = judge_output(
        command("ls", expected=expected), _printed("a\nb\n"), exit_codes=(0,), recorded=kept
    )

    assert verdict is RIGHT


@pytest.mark.parametrize(
    ("code", "allowed", "message"),
    [
        (1, (0,), "the command ended with 1, not with 0: if that is right, add “:exit-code: 1” to the block"),
        (0, (1,), "the command ended with 0, not with 1"),
        (3, (1, 2), "the command ended with 3, not with 1 or 2"),
    ],
)
def test_a_wrong_exit_code_ends_the_page(code: int, allowed: tuple[int, ...], message: str) -> None:
    """It is told before any difference, with what to write if it is meant."""
    verdict = judge_output(
        command("ls", expected="x\n"), _printed("a\n", code), exit_codes=allowed, recorded=_recorded("y\n")
    )

    assert (verdict.status, verdict.message) == (Status.FAILED, message)
    assert verdict.ends_page == f"a command ended with {code}"


def test_the_expectation_is_told_before_the_recording() -> None:
    """The author's word is nearer than an older run; the line is the one of the page that differs."""
    verdict = judge_output(
        command("ls", expected="a\nb\n"), _printed("a\nc\n"), exit_codes=(0,), recorded=_recorded("a\nb\n")
    )

    assert verdict.message == "the output differs from what the page expects"
    assert verdict.line == 1
    assert verdict.diff
    assert not verdict.ends_page


@pytest.mark.parametrize(
    ("expected", "printed", "recorded"),
    [
        ("took ... units\n", "took 7 units\n", "took 9 units\n"),
        ("...\n", "7\n", "9\n8\n"),
        ("one\n...\n", "one\nseven\n", "one\ntwo\nthree\n"),
    ],
    ids=["part of a line", "everything", "lines"],
)
def test_what_the_author_leaves_out_may_differ_from_the_recording(
    expected: str, printed: str, recorded: str
) -> None:
    """Else a command whose output really varies could never pass."""
    verdict = judge_output(
        command("ls", expected=expected), _printed(printed), exit_codes=(0,), recorded=_recorded(recorded)
    )

    assert verdict is RIGHT


def test_what_the_author_says_may_not_differ_from_the_recording() -> None:
    """What is left out elsewhere does not hide it."""
    verdict = judge_output(
        command("ls", expected="...\na\n"), _printed("x\na\n"), exit_codes=(0,), recorded=_recorded("x\nb\n")
    )

    assert verdict.message == "the output differs from the recording"
    assert verdict.line is None
    assert verdict.diff
    assert not verdict.ends_page


def test_the_advice_for_an_earlier_command_is_another() -> None:
    """``exit-code`` is about the last command of a block."""
    verdict = judge_output(command("ls"), _printed("", 1), exit_codes=(0,), recorded=None, is_last=False)

    assert "end the block with it" in verdict.message


def test_dots_in_a_recording_are_text() -> None:
    """A command that printed ``...`` left nothing out."""
    verdict = judge_output(command("ls"), _printed("a\nb\n"), exit_codes=(0,), recorded=_recorded("...\n"))

    assert verdict.diff


def test_another_exit_code_than_recorded_differs() -> None:
    """Both may be allowed, but the page shows one of them."""
    verdict = judge_output(command("ls"), _printed("", 2), exit_codes=(1, 2), recorded=_recorded("", 1))

    assert verdict.message == "the command ended with 2, in the recording with 1"
    assert not verdict.ends_page


@pytest.mark.parametrize(
    ("error", "status", "reason"),
    [
        (CommandTimeoutError("t"), Status.FAILED, "a command took too long"),
        (RunnerError("r"), Status.FAILED, "a command ended the shell"),
        (EngineError("e"), Status.ERROR, "a command could not be run"),
    ],
    ids=["timeout", "shell", "engine"],
)
def test_what_the_command_did_to_its_shell_is_a_failure(
    error: CommandTimeoutError | RunnerError | EngineError, status: Status, reason: str
) -> None:
    """What the engine did not do is an error."""
    verdict = judge_error(error)

    assert (verdict.status, verdict.message, verdict.ends_page) == (status, str(error), reason)


@pytest.mark.parametrize(
    ("new", "same"),
    [
        (replace(_recorded("a\n"), duration=99), True),
        (_recorded("b\n"), False),
        (_recorded("a\n", 1), False),
        (replace(_recorded("a\n"), id="x"), False),
        (replace(_recorded("a\n"), fingerprint="x"), False),
        (replace(_recorded("a\n"), command="x"), False),
    ],
    ids=["same", "output", "exit code", "id", "fingerprint", "command"],
)
def test_interactions_differ_in_all_but_volatile_values(new: Interaction, same: bool) -> None:  # noqa: FBT001 - a column of a table
    """How long a command took is volatile."""
    assert same_but_volatile(_recorded("a\n"), new) is same


CONTAINING = Comparison(contained=("web  1/1", "ready"))


@pytest.mark.parametrize(
    ("printed", "message"),
    [
        ("pod web   1/1   5m\nall ready\n", ""),
        ("pod web   0/1   5m\n", "the output does not contain “web  1/1”, “ready”"),
        ("pod web\n1/1 ready", "the output does not contain “web  1/1”"),
    ],
    ids=["both", "none", "over a line's end"],
)
def test_with_contained_texts_nothing_else_is_judged(printed: str, message: str) -> None:
    """Neither the expectation nor the recording; several blanks count as one."""
    asked = replace(command("ls", expected="something else\n"), comparison=CONTAINING)

    verdict = judge_output(asked, _printed(printed), exit_codes=(0,), recorded=_recorded("another\n"))

    assert verdict.message == message
    assert verdict.is_right is not bool(message)


def test_with_contained_texts_the_exit_code_is_still_judged() -> None:
    """As it was recorded."""
    asked = replace(command("ls"), comparison=Comparison(contained=("a",)))

    verdict = judge_output(asked, _printed("a\n", 1), exit_codes=(0, 1), recorded=_recorded("a\n"))

    assert verdict.message == "the command ended with 1, in the recording with 0"


TAKEN = {
    "usual": (Comparison(), "up 5m\n", "up 7m\n", True),
    "exact": (Comparison(mode=Mode.EXACT), "up 5m\n", "up 7m\n", False),
    "ignored lines": (Comparison(ignored_lines=("^up",)), "up 5m\na\n", "up since\na\n", True),
    "contained": (Comparison(contained=("up",)), "up and a\n", "b is up\n", True),
    "contained no more": (Comparison(contained=("up",)), "up and a\n", "b is down\n", False),
    "left open by a regex": (Comparison(mode=Mode.REGEX), "n=12 a\n", "n=7 a\n", True),
    "not left open": (Comparison(mode=Mode.REGEX), "n=12 a\n", "n=7 b\n", False),
}


@pytest.mark.parametrize(("comparison", "old", "new", "same"), TAKEN.values(), ids=TAKEN)
def test_a_recording_is_taken_anew_where_something_counts(
    comparison: Comparison, old: str, new: str, *, same: bool
) -> None:
    """What the author does not promise leaves no diff of a recording."""
    asked = replace(command("ls", expected=r"n=\d+ a"), comparison=comparison)

    assert same_but_volatile(_recorded(old), _recorded(new), asked=asked) is same


CUTS = {
    "none, then some": ("a\n...\nb\n", Mode.AUTO, "a\nb\n", "a\nx\nb\n"),
    "some, then none": ("a\n...\nb\n", Mode.AUTO, "a\nx\ny\nb\n", "a\nb\n"),
    "on other sides": ("b\n...\n", Mode.UNORDERED, "a\nb\nc\n", "b\na\nc\n"),
    "keys of JSON": ('{"b": 1, "...": "..."}', Mode.JSON, '{"b": 1, "a": "x"}', '{"c": {}, "b": 1}'),
    "items of JSON": ('["...", 1]', Mode.JSON, "[1]", "[3, 2, 1]"),
    "a value of JSON": ('{"a": "...", "b": 1}', Mode.JSON, '{"b": 1, "a": "x"}', '{"a": "y", "b": 1}'),
}


@pytest.mark.parametrize(("expected", "mode", "old", "new"), CUTS.values(), ids=CUTS)
def test_what_a_page_leaves_out_is_not_compared_with_its_recording(
    expected: str, mode: Mode, old: str, new: str
) -> None:
    """However much of it there was, and is."""
    asked = replace(command("ls", expected=expected), comparison=Comparison(mode=mode))

    assert judge_output(asked, _printed(new), exit_codes=(0,), recorded=_recorded(old)) is RIGHT
    assert same_but_volatile(_recorded(old), _recorded(new), asked=asked)
