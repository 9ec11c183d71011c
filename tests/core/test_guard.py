"""What is about to be written or reported is refused where a secret has survived in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.errors import EngineError
from kindsphinx.core.outcome import RecordMode, Status
from kindsphinx.core.ports import Output
from tests.fakes.project import Project, block, command, statuses
from tests.fakes.runtime import FakeRuntime
from tests.fakes.secrets import BlindSecrets

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from tests.fakes.runtime import Answers

PASSWORD = "tQ8zz-hello-4711"
FAILS = Output(text=f"no\n  {PASSWORD}\n", exit_code=1, duration=1)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project."""
    return Project(tmp_path)


def runtime(answers: Answers, *, values: tuple[str, ...] = (PASSWORD,), **more: Any) -> FakeRuntime:  # noqa: ANN401 - fields of FakeRuntime
    """Return a runtime whose redaction takes nothing out."""
    return FakeRuntime(answers=answers, secrets=BlindSecrets(values), **more)


def test_a_journal_is_not_written(project: Project) -> None:
    """The place is told, and whose secret it is; nothing of the page is recorded."""
    outcomes = project.run(block("a"), runtime=runtime({"a": f"it is\n{PASSWORD}\n"}))

    assert statuses(outcomes) == ["page error"]
    assert outcomes[0].message == (
        "the journal of guide/web, with what a has printed, is not written, as it would publish a secret: "
        "line 2, column 1: Secret default/tQ8, key. Do not print it, or write “:reveal:” where it may be "
        "read by everybody"
    )
    assert not [line for line in project.progress.lines if line.startswith("take")]
    assert project.committed == project.taken == b""


def test_a_journal_is_not_written_anew(project: Project) -> None:
    """Where it has become known late."""
    world = runtime({"a": f"{PASSWORD}\n"}, values=("not-printed-4711", PASSWORD))
    world.secrets = _ChangesAll(("not-printed-4711", PASSWORD))

    outcomes = project.run(block("a"), block("b"), runtime=world)

    assert outcomes[-1].message.startswith(
        "the journal of guide/web, with what a has printed, is not written"
    )
    assert not [line for line in project.progress.lines if line.startswith("retake")]


@pytest.mark.parametrize(
    ("made", "answer", "place"),
    [
        (block("a"), FAILS, "what was printed, line 2, column 3: Secret default/tQ8, key"),
        (block("a"), EngineError(f"no {PASSWORD}"), "the message, line 1, column 4: Secret default/tQ8, key"),
    ],
    ids=["printed", "message"],
)
def test_an_outcome_is_not_reported(project: Project, made: Any, answer: Any, place: str) -> None:  # noqa: ANN401 - blocks and answers
    """An error stands in its place, with the place of the secret."""
    [_, outcome] = project.run(block("first"), made, runtime=runtime({"a": answer}))

    assert outcome.status is Status.ERROR
    assert place in outcome.message
    assert PASSWORD not in repr(outcome)


def test_a_difference_is_not_reported(project: Project) -> None:
    """Neither its lines nor its sentences."""
    made = block(command("a", expected="x\n"))
    world = runtime({"a": f"it is {PASSWORD}\n"}, values=("", PASSWORD))

    outcomes = project.run(made, block("b"), runtime=world, mode=RecordMode.NONE)

    assert "the difference, line 2, column 7" in outcomes[0].message
    assert PASSWORD not in repr(outcomes)


def test_what_could_not_be_removed_is_not_reported_either(project: Project) -> None:
    """It is told after the page."""
    outcomes = project.run(block("a"), runtime=runtime({"a": ""}, left=(f"the volume {PASSWORD}",)))

    assert "the message, line 1" in outcomes[-1].message
    assert PASSWORD not in repr(outcomes)


def test_what_an_author_reveals_is_reported(project: Project) -> None:
    """Everybody may read it."""
    made = replace(block("a"), reveal=True)

    [outcome] = project.run(made, runtime=runtime({"a": FAILS}))

    assert outcome.output == FAILS.text


class _ChangesAll(BlindSecrets):
    """Changes what it is given, but for the secret."""

    def redact(self, text: str) -> str:
        """Return *text* with a mark for each time."""
        return text + "!" if text else text
