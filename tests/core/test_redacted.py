"""Secrets that become known late, or stand where they should not, do not get out either."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.errors import EngineError, RecordingError
from kindsphinx.core.outcome import RecordMode
from kindsphinx.core.redacted import errors_redacted
from kindsphinx.core.redaction import Secret, SecretBook
from kindsphinx.core.store import RecordingStore
from tests.core.recordings import DOCNAME, ORDINARY
from tests.fakes.project import Project, block, command, statuses
from tests.fakes.runtime import FakeRuntime
from tests.fakes.secrets import FakeSecrets

if TYPE_CHECKING:
    from pathlib import Path

    from kindsphinx.core.recording import Interaction
    from tests.fakes.runtime import Answers

PASSWORD = "tQ8zz-hello-4711"
FILLER = "not-printed-4711"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project."""
    return Project(tmp_path)


def runtime(answers: Answers, *values: str) -> FakeRuntime:
    """Return a runtime whose page has these secrets, one more after each command."""
    return FakeRuntime(answers=answers, secrets=FakeSecrets(values))


def test_what_was_printed_before_it_was_known_is_taken_out(project: Project) -> None:
    """From the recording, and from the journal as soon as it is known."""
    world = runtime({"a": f"it is {PASSWORD}\n"}, FILLER, PASSWORD)

    outcomes = project.run(block("a"), block("b"), runtime=world)

    assert statuses(outcomes) == ["a recorded", "b recorded"]
    assert project.outputs() == {"a": "it is <redacted>\n", "b": ""}
    assert "retake guide/web ['it is <redacted>\\n']" in project.progress.lines


def test_what_was_revealed_before_it_was_known_may_be_published(project: Project) -> None:
    """The author has said so."""
    world = runtime({"a": f"it is {PASSWORD}\n"}, FILLER, PASSWORD)

    outcomes = project.run(replace(block("a"), reveal=True), block("b"), runtime=world)

    assert statuses(outcomes) == ["a recorded", "b recorded"]
    assert project.outputs()["a"] == f"it is {PASSWORD}\n"


def test_an_outcome_tells_nothing_that_became_known_later(project: Project) -> None:
    """Neither its difference, nor its sentence, nor what was printed."""
    expecting = block(command("a", expected="it is this\n"))
    world = runtime({"a": f"it is {PASSWORD}\nand {PASSWORD}\n"}, FILLER, PASSWORD)

    outcomes = project.run(expecting, block("b"), runtime=world, mode=RecordMode.NONE)

    assert outcomes[0].diff
    assert PASSWORD not in repr([*outcomes[0].diff.lines, outcomes[0].diff.differences, outcomes[0]])
    assert "+ and <redacted>" in outcomes[0].diff.text()


def test_an_error_tells_no_secret(project: Project) -> None:
    """It may quote what a program has said."""
    world = runtime({"b": EngineError(f"failed with {PASSWORD}")}, PASSWORD)

    outcomes = project.run(block("a"), block("b"), runtime=world)

    assert outcomes[-1].message == "failed with <redacted>"


def test_a_traceback_tells_no_secret() -> None:
    """Neither that of the exception, nor that of its cause."""
    known = FakeSecrets([PASSWORD])
    known.learn()

    with pytest.raises(ValueError, match=r"^wrong: <redacted>$") as caught, errors_redacted(known):
        raise ValueError(f"wrong: {PASSWORD}") from KeyError(PASSWORD, 1)

    assert caught.value.__cause__
    assert caught.value.__cause__.args == ("<redacted>", 1)


@pytest.mark.parametrize(
    ("printed", "reveal", "told"),
    [
        ("it is admin", False, True),
        ("it is YWRtaW4=", False, True),
        ("it is badminton", False, False),
        ("it is admin", True, False),
    ],
    ids=["word", "base64", "within a word", "revealed"],
)
def test_an_ordinary_value_is_told(project: Project, printed: str, *, reveal: bool, told: bool) -> None:
    """Once, for the block that prints it."""
    made = replace(block("a"), reveal=reveal)

    outcomes = project.run(made, block("b"), runtime=runtime({"a": f"{printed}\n"}, "admin"))

    assert ["Secret default/adm, key" in "".join(each.remarks) for each in outcomes] == [told, False]
    assert project.outputs()["a"] == f"{printed}\n"


def test_a_cluster_that_never_tells_its_secrets_is_told(project: Project) -> None:
    """Once on the page: what it prints of them is published."""
    world = FakeRuntime(secrets=FakeSecrets(silent=("dev",)))

    outcomes = project.run(block("a"), block("b"), runtime=world)

    assert ["in the cluster dev are not known" in "".join(each.remarks) for each in outcomes] == [True, False]


def a_guard(*values: str) -> SecretBook:
    """Return what knows these values."""
    book = SecretBook()
    book.add(Secret(value=each.encode(), what="Secret a/b, c") for each in values)
    return book


@pytest.mark.parametrize("verb", ["save", "copy"])
def test_a_file_with_a_secret_is_not_written(tmp_path: Path, verb: str) -> None:
    """The message has its place; the file is as it was."""
    recording = replace(ORDINARY, interactions=_printing(f"it is\n{PASSWORD}\n"))
    source = RecordingStore(tmp_path / "source")
    source.save(DOCNAME, recording)
    store = RecordingStore(tmp_path / "store", guard=a_guard(PASSWORD).survivors)
    line = source.path(DOCNAME).read_text().splitlines().index(f"      {PASSWORD}") + 1

    with pytest.raises(RecordingError) as refused:
        store.save(DOCNAME, recording) if verb == "save" else store.copy(DOCNAME, source)

    assert f"{store.path(DOCNAME)} is not written" in str(refused.value)
    assert f"line {line}, column 7: Secret a/b, c" in str(refused.value)
    assert not store.path(DOCNAME).exists()


def test_a_file_with_many_secrets_names_some(tmp_path: Path) -> None:
    """And says how many more there are."""
    values = [f"{PASSWORD}-{at}-x" for at in range(9)]
    store = RecordingStore(tmp_path, guard=a_guard(*values).survivors)

    with pytest.raises(RecordingError, match="; and 4 more"):
        store.save(DOCNAME, replace(ORDINARY, interactions=_printing("\n".join(values) + "\n")))


def test_a_run_ends_with_an_error_where_a_secret_would_be_published(project: Project) -> None:
    """As where a page gives a block a name that is one."""
    named = replace(block("a"), id=PASSWORD)

    outcomes = project.run(named, block("b"), runtime=runtime({}, PASSWORD))

    assert outcomes[-1].status == "error"
    assert "is not written, as it would publish a secret: line " in outcomes[-1].message
    assert project.committed == project.taken == b""


def _printing(text: str) -> tuple[Interaction, ...]:
    return (replace(ORDINARY.interactions[0], output=text),)
