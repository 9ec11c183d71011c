"""Takes secrets out of what is told of a run: outcomes, and the errors behind tracebacks."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from kindsphinx.core.freshness import interaction_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kindsphinx.core.diff import Diff
    from kindsphinx.core.outcome import Outcome
    from kindsphinx.core.page_plan import PagePlan
    from kindsphinx.core.ports import Redactor
    from kindsphinx.core.recording import Interaction


@contextmanager
def errors_redacted(secrets: Redactor) -> Iterator[None]:
    """Take the secrets out of an exception that is raised within, and of those that led to it."""
    try:
        yield
    except Exception as error:
        cause: BaseException | None = error
        seen: set[int] = set()
        while cause and id(cause) not in seen:
            seen.add(id(cause))
            cause.args = tuple(secrets.redact(each) if isinstance(each, str) else each for each in cause.args)
            cause = cause.__cause__ or cause.__context__
        raise


def redacted(outcomes: Iterable[Outcome], plan: PagePlan, secrets: Redactor) -> list[Outcome]:
    """Return *outcomes* without the secrets that are known by now.

    What a block prints that publishes them on purpose is kept.
    """
    revealed = {block.id for block in plan.scenario.runs if block.reveal}
    return [each if each.block in revealed else _outcome(each, secrets) for each in outcomes]


def remarked(
    outcomes: Iterable[Outcome], plan: PagePlan, taken: Iterable[Interaction], secrets: Redactor
) -> list[Outcome]:
    """Return *outcomes*, the first of each block with a remark for each value that it prints all the same.

    The first of all has one for each cluster whose values are not known.
    """
    texts = {each.id: each.output for each in taken}
    remarks = {
        block.id: tuple(
            _remark(what)
            for what in secrets.ordinary("\n".join(texts.get(each, "") for each in interaction_ids(block)))
        )
        for block in plan.scenario.runs
        if not block.reveal
    }
    unknown = tuple(map(_silence, secrets.silent()))
    return [
        replace(each, remarks=(*remarks.pop(each.block, ()), *(() if at else unknown)))
        for at, each in enumerate(outcomes)
    ]


def _silence(cluster: str) -> str:
    return (
        f"the values of Secrets in the cluster {cluster} are not known, as it has not answered in this run: "
        "look through what was recorded for them"
    )


def _remark(what: str) -> str:
    return (
        f"the value of {what} is printed and published: it is too short or too usual a word to be taken out; "
        "give it a longer value, or write “:reveal:” if it may be read by everybody"
    )


def _outcome(outcome: Outcome, secrets: Redactor) -> Outcome:
    return replace(
        outcome,
        message=secrets.redact(outcome.message),
        output=secrets.redact(outcome.output),
        diff=_diff(outcome.diff, secrets) if outcome.diff else None,
    )


def _diff(diff: Diff, secrets: Redactor) -> Diff:
    texts = secrets.redact_lines(line.text for line in diff.lines)
    differences, torn = (
        tuple(replace(each, sentence=secrets.redact(each.sentence)) for each in found)
        for found in (diff.differences, diff.torn)
    )
    lines = tuple(
        line if line.text == text else replace(line, text=text, types=None)
        for line, text in zip(diff.lines, texts, strict=True)
    )
    return replace(diff, lines=lines, differences=differences, torn=torn)
