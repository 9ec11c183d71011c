"""Outcomes in words, the same for every entrance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.core.drift import Drift, worst_first
from kindsphinx.core.durations import in_words
from kindsphinx.core.outcome import Status
from kindsphinx.reporting.paint import Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kindsphinx.core.diff import Diff
    from kindsphinx.core.drift import Difference
    from kindsphinx.core.outcome import Outcome
    from kindsphinx.reporting.paint import Paint

RULE = "*" * 70
"""What Sphinx and doctest draw above each failure."""
_HEAD = 20
_TAIL = 40
_MOST = 20
"""So many differences are told in sentences; the lines have all of them."""
_STYLES = {"    - ": Style.ERROR, "    + ": Style.FINE}
"""How the lines of a difference begin."""
_ORDER = (Status.FAILED, Status.ERROR, Status.PASSED, Status.RECORDED, Status.SKIPPED)


def describe(outcome: Outcome) -> str:
    """Return the report of one outcome, lines without a line end behind the last.

    What went well and what was skipped takes one line; volatile values that are to be told follow.
    Below a failure or an error stand the command, the difference or the end of what was printed, and how it
    ended.
    """
    if not outcome.is_bad:
        told = (f"    {Drift.COSMETIC}: {sentence}" for sentence in outcome.cosmetic)
        return "\n".join([_headline(outcome), *told])
    return "\n".join([RULE, _headline(outcome), *_details(outcome)])


def summary(outcomes: Iterable[Outcome], seconds: float) -> str:
    """Return how a run of *seconds* went as a whole: ``1 failed, 12 passed on 2 pages in 4 min 2 s``."""
    outcomes = tuple(outcomes)
    pages = len({each.docname for each in outcomes})
    where = f" on {_number(pages, 'page')}" if pages else ""
    return f"{counts(outcomes)}{where} in {in_words(seconds)}"


def counts(outcomes: Sequence[Outcome]) -> str:
    """Return how many blocks went how: ``1 failed, 2 errors, 12 passed``; what went wrong comes first."""
    found = {status: sum(each.status is status for each in outcomes) for status in _ORDER}
    words = [_counted(status, number) for status, number in found.items() if number]
    return ", ".join(words) or "nothing was run"


def not_run(blocks: int, pages: int) -> str:
    """Return that nothing was run, and how to run it."""
    return f"{_number(blocks, 'live block')} on {_number(pages, 'page')} not run; -D kind_execute=on"


def first_line(command: str) -> str:
    """Return *command* for one line, as a prompt shows it: ``$ kubectl apply -f - <<EOF …``."""
    first, newline, _ = command.strip().partition("\n")
    return f"$ {first.rstrip()}" + (" …" if newline else "")


def painted_report(text: str, paint: Paint) -> str:
    """Return the report *text* of an outcome for a terminal: headline and difference coloured."""
    if not paint.color:
        return text
    lines = text.split("\n")
    return "\n".join(_painted(line, before, paint) for before, line in zip(["", *lines], lines, strict=False))


def _painted(line: str, before: str, paint: Paint) -> str:
    if before == RULE:
        return paint(line, Style.ERROR)
    style = _STYLES.get(line[:6])
    return paint(line, style) if style else line


def _headline(outcome: Outcome) -> str:
    place = str(outcome.location) if outcome.location else outcome.docname
    what = first_sentence(outcome) or outcome.message or _how_long(outcome) or "no reason is known"
    name = outcome.block if outcome.block and not outcome.is_bad else ""
    return ": ".join(filter(None, (place, str(outcome.status), name, what)))


def first_sentence(outcome: Outcome) -> str:
    """Return what a person would say of the worst difference, and how many there are besides."""
    differences = _worst_first(outcome.diff)
    if not differences:
        return ""
    others = len(differences) - 1
    more = f" (and {_number(others, 'difference')} more)" if others else ""
    return differences[0].sentence + more


def _worst_first(diff: Diff | None) -> list[Difference]:
    """Return what differs, the worst first; only volatile values are no difference."""
    return worst_first(each for each in diff.differences if each.drift is not Drift.COSMETIC) if diff else []


def _how_long(outcome: Outcome) -> str:
    if outcome.is_bad or outcome.status is Status.SKIPPED:
        return ""
    tries = f", {outcome.tries} tries" if outcome.tries > 1 else ""
    return in_words(outcome.duration) + tries


def _details(outcome: Outcome) -> Iterator[str]:
    if outcome.since:
        yield f"Since the recording: {', '.join(outcome.since)}"
    yield f"in block {outcome.block} of {outcome.docname}" if outcome.block else f"in {outcome.docname}"
    if outcome.command:
        yield from _titled("Command:", _prompted(outcome.command))
    if outcome.diff:
        if outcome.message:
            yield f"{outcome.message[0].upper()}{outcome.message[1:]}:"
        yield from (f"    {each.drift}: {each.sentence}" for each in _worst_first(outcome.diff)[:_MOST])
        yield from _titled(_legend(outcome), _difference(outcome.diff))
    elif outcome.output.strip():
        yield from _titled("Printed:", _shortened(outcome.output.rstrip().splitlines()))
    elif outcome.command:
        yield "Printed: nothing"
    ending = _ending(outcome)
    if ending:
        yield ending


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield title
    yield from (f"    {line}".rstrip() for line in lines)


def _prompted(command: str) -> Iterator[str]:
    for at, line in enumerate(command.splitlines()):
        yield f"{'> ' if at else '$ '}{line}"


def _legend(outcome: Outcome) -> str:
    """Say what the marks of the difference mean; the judge's message tells the two sides apart."""
    side = "recorded" if "recording" in outcome.message else "expected by the page"
    return f"Difference (- {side}, + printed now):"


def _difference(diff: Diff) -> list[str]:
    return diff.text(context=3).splitlines()


def _shortened(lines: list[str]) -> list[str]:
    """Keep the head, where the cause often stands, and the longer tail, where the end does."""
    left_out = len(lines) - _HEAD - _TAIL
    if left_out <= 1:
        return lines
    return [*lines[:_HEAD], f"[… {left_out} lines left out …]", *lines[-_TAIL:]]


def _ending(outcome: Outcome) -> str:
    facts = []
    if outcome.exit_code is not None:
        facts.append(f"exit code {outcome.exit_code}")
    if outcome.tries > 1:
        facts.append(f"{outcome.tries} tries")
    if outcome.duration:
        facts.append(in_words(outcome.duration))
    return f"Ended with {', '.join(facts)}" if facts else ""


def _counted(status: Status, number: int) -> str:
    return _number(number, "error") if status is Status.ERROR else f"{number} {status}"


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
