"""Says whether what a command printed is what its page promises."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kindsphinx.core.capturing import why_not_captured
from kindsphinx.core.comparing import USUAL, missing_texts
from kindsphinx.core.diff import compare
from kindsphinx.core.drift import Drift
from kindsphinx.core.errors import CommandTimeoutError, KindSphinxError, RunnerError
from kindsphinx.core.expectation import without_elided
from kindsphinx.core.outcome import Status

if TYPE_CHECKING:
    from kindsphinx.core.blocks import Command
    from kindsphinx.core.capturing import Capture
    from kindsphinx.core.coherence import Ledger
    from kindsphinx.core.diff import Diff
    from kindsphinx.core.ports import Output
    from kindsphinx.core.problems import Location
    from kindsphinx.core.recording import Interaction


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What is wrong with how a command went, if anything is."""

    status: Status = Status.PASSED
    message: str = ""
    diff: Diff | None = None
    line: int | None = None
    """The line of the page's expectation that differs first, counted from 0."""
    location: Location | None = None
    """Where the page says what is not so, if that is neither in its command nor in what it expects."""
    ends_page: str = ""
    """Why the rest of the page cannot be run after this, in a few words; empty if it can."""
    drift: Drift | None = None
    """What kind of difference is wrong; ``None`` where nothing is, or the command could not be run."""
    cosmetic: tuple[str, ...] = ()
    """What differs in volatile values only, in sentences, where that was asked for."""

    @property
    def is_right(self) -> bool:
        """Return whether nothing is wrong."""
        return self.status is Status.PASSED


RIGHT = Verdict()


def judge_output(  # noqa: PLR0913 - what is judged, and by whose word
    command: Command,
    output: Output,
    *,
    exit_codes: tuple[int, ...],
    recorded: Interaction | None,
    is_last: bool = True,
    ledger: Ledger | None = None,
    cosmetic: bool = False,
) -> Verdict:
    """Return what is wrong with *output*: its exit code, then the author's expectation, then the recording.

    :param recorded: what it is compared with besides the expectation; ``None`` if that is not wanted.
    :param ledger: what is known of the values of the page.
    :param cosmetic: whether volatile values are told, too.
    """
    right = RIGHT
    if output.exit_code not in exit_codes:
        message = _wrong_exit_code(output.exit_code, exit_codes, is_last=is_last)
        ending = f"a command ended with {output.exit_code}"
        return _failed(message, Drift.STATUS, ends_page=ending)
    if command.comparison.contained:
        return _containing(command, output, recorded)
    if command.expected is not None:
        below = command.expected_location
        diff = compare(
            command.expected,
            output.text,
            command=command.text,
            comparison=command.comparison,
            ledger=ledger,
            line=below.line if below else 0,
            cosmetic=cosmetic,
        )
        right = _right(diff)
        if not diff.equal:
            message = "the output differs from what the page expects"
            return _failed(message, diff.drift, diff=diff, line=diff.first_line)
    if recorded is None:
        return right
    return _against_recording(command, output, recorded, ledger, cosmetic=cosmetic)


def judge_error(error: KindSphinxError) -> Verdict:
    """Return what it means that a command did not come to its end: its own fault if its shell is gone."""
    if isinstance(error, CommandTimeoutError):
        return _failed(str(error), Drift.STATUS, ends_page="a command took too long")
    if isinstance(error, RunnerError):
        return _failed(str(error), Drift.STATUS, ends_page="a command ended the shell")
    return Verdict(status=Status.ERROR, message=str(error), ends_page="a command could not be run")


def nothing_captured(capture: Capture, output: str, *, command: str) -> Verdict:
    """Return that *output* has not what a later command, or the prose, takes from it."""
    why = why_not_captured(capture, output, command=command)
    verdict = _failed(
        f"“capture” finds nothing for {capture.name} in the output: {why}",
        Drift.STRUCTURE,
        ends_page=f"there is no value for {capture.name}",
    )
    return replace(verdict, location=capture.location)


def same_but_volatile(
    old: Interaction, new: Interaction, *, asked: Command | None = None, ledger: Ledger | None = None
) -> bool:
    """Return whether two interactions differ at most in values that differ in every run.

    :param asked: the command as its author wrote it; what the expectation leaves out may differ.
    :param ledger: what is known of the values of the page, to which those of these interactions are added.
    """
    fixed = ("id", "fingerprint", "command", "exit_code")
    if any(getattr(old, name) != getattr(new, name) for name in fixed):
        return False
    expected, comparison = (asked.expected, asked.comparison) if asked else (None, USUAL)
    if comparison.contained:
        return not any(missing_texts(comparison.contained, each.output) for each in (old, new))
    before, after = (
        without_elided(expected, each.output, command=new.command, comparison=comparison)
        for each in (old, new)
    )
    same = compare(
        before, after, command=new.command, comparison=comparison, ellipsis=False, ledger=ledger
    ).equal
    if ledger:
        ledger.keep(new.command)
    return same


def _against_recording(
    command: Command, output: Output, recorded: Interaction, ledger: Ledger | None, *, cosmetic: bool
) -> Verdict:
    # what the author leaves out is not promised, neither by the page nor by its recording
    old, new = (
        without_elided(command.expected, text, command=command.text, comparison=command.comparison)
        for text in (recorded.output, output.text)
    )
    diff = compare(
        old,
        new,
        command=recorded.command,
        comparison=command.comparison,
        ellipsis=False,
        ledger=ledger,
        line=command.location.line,
        cosmetic=cosmetic,
    )
    if not diff.equal:
        return _failed("the output differs from the recording", diff.drift, diff=diff)
    return _as_recorded(output, recorded, right=_right(diff))


def _containing(command: Command, output: Output, recorded: Interaction | None) -> Verdict:
    missing = missing_texts(command.comparison.contained, output.text)
    if missing:
        texts = ", ".join(f"“{text}”" for text in missing)
        return _failed(f"the output does not contain {texts}", Drift.STRUCTURE)
    return RIGHT if recorded is None else _as_recorded(output, recorded)


def _right(diff: Diff) -> Verdict:
    return Verdict(cosmetic=tuple(each.sentence for each in diff.differences)) if diff.differences else RIGHT


def _as_recorded(output: Output, recorded: Interaction, *, right: Verdict = RIGHT) -> Verdict:
    if output.exit_code != recorded.exit_code:
        message = f"the command ended with {output.exit_code}, in the recording with {recorded.exit_code}"
        return _failed(message, Drift.STATUS)
    return right


def _failed(
    message: str,
    drift: Drift | None,
    *,
    diff: Diff | None = None,
    line: int | None = None,
    ends_page: str = "",
) -> Verdict:
    return Verdict(
        status=Status.FAILED, message=message, drift=drift, diff=diff, line=line, ends_page=ends_page
    )


def _wrong_exit_code(code: int, allowed: tuple[int, ...], *, is_last: bool) -> str:
    wanted = " or ".join(map(str, allowed))
    said = f"the command ended with {code}, not with {wanted}"
    if not is_last:
        # “exit-code” is about the last command of a block
        return f"{said}: if that is right, end the block with it, and add “:exit-code: {code}”"
    return f"{said}: if that is right, add “:exit-code: {code}” to the block" if allowed == (0,) else said
