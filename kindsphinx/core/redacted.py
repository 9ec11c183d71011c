"""Takes secrets out of what is told of a run: outcomes, and the errors behind tracebacks."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from kindsphinx.core.freshness import interaction_ids
from kindsphinx.core.outcome import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kindsphinx.core.diff import Diff
    from kindsphinx.core.outcome import Outcome
    from kindsphinx.core.page_plan import PagePlan
    from kindsphinx.core.ports import Redactor
    from kindsphinx.core.recording import Interaction
    from kindsphinx.core.redaction import SecretBook


@contextmanager
def errors_redacted(secrets: SecretBook | Redactor) -> Iterator[None]:
    """Take the secrets out of an exception that is raised within, and of those that led to it."""
    try:
        yield
    except Exception as error:
        cause: BaseException | None = error
        seen: set[int] = set()
        while cause and id(cause) not in seen:
            seen.add(id(cause))
            cause.args = tuple(secrets.redact(each) if isinstance(each, str) else each for each in cause.args)
            notes = getattr(cause, "__notes__", [])
            notes[:] = map(secrets.redact, notes)
            cause = cause.__cause__ or cause.__context__
        raise


def redacted(outcomes: Iterable[Outcome], plan: PagePlan, secrets: Redactor) -> list[Outcome]:
    """Return *outcomes* without the secrets that are known by now.

    What a block prints that publishes them on purpose is kept.
    """
    revealed = {block.id for block in plan.scenario.runs if block.reveal}
    return [each if each.block in revealed else _outcome(each, secrets) for each in outcomes]


def guarded(outcomes: Iterable[Outcome], plan: PagePlan, secrets: Redactor) -> list[Outcome]:
    """Return *outcomes*, with an error in place of each in which a secret has survived.

    All reports are made of outcomes: files, terminal, annotations.
    """
    revealed = {block.id for block in plan.scenario.runs if block.reveal}
    return [each if each.block in revealed else _guarded(each, secrets) for each in outcomes]


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


def _guarded(outcome: Outcome, secrets: Redactor) -> Outcome:
    found = [
        f"{name}, line {each.line}, column {each.column}: {each.what}"
        for name, text in _texts(outcome)
        for each in secrets.survivors(text)
    ]
    if not found:
        return outcome
    message = (
        f"how this went is not reported, as that would publish a secret: {found[0]}. Do not print it, or "
        "write “:reveal:” where it may be read by everybody"
    )
    bare = replace(outcome, diff=None, drift=None, output="", cosmetic=())
    return replace(bare, status=Status.ERROR, message=message)


def _texts(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Yield the texts of an outcome that come from what was printed."""
    yield "the message", outcome.message
    yield "what was printed", outcome.output
    yield "what differs in volatile values", "\n".join(outcome.cosmetic)
    if outcome.diff:
        yield "the difference", "\n".join(line.text for line in outcome.diff.lines)
        yield "the difference in words", "\n".join(each.sentence for each in outcome.diff.differences)


def _outcome(outcome: Outcome, secrets: Redactor) -> Outcome:
    return replace(
        outcome,
        message=secrets.redact(outcome.message),
        output=secrets.redact(outcome.output),
        cosmetic=tuple(map(secrets.redact, outcome.cosmetic)),
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
