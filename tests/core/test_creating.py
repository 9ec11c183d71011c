"""A creation that fails is explained, and tried again where that can help."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kindsphinx.core.creations import Evidence
from kindsphinx.core.errors import CommandTimeoutError, EngineError
from kindsphinx.core.outcome import Status
from kindsphinx.core.ports import Output
from tests.fakes.project import Project, block, command, creation
from tests.fakes.runtime import FakeRuntime

if TYPE_CHECKING:
    from pathlib import Path

    from kindsphinx.core.blocks import RunBlock
    from tests.fakes.runtime import Answer

CREATE = "kind create cluster --name dev"
RACE = Output(text="Bind for 127.0.0.1:34631 failed: port is already allocated\n", exit_code=1, duration=1)
ABSENT = Output(text="pull access denied for kindest/none\n", exit_code=1, duration=1)
UNKNOWN = Output(text="ERROR: something new\n", exit_code=1, duration=1)
FOLDER = Evidence(folder="build/forensics/guide/web.1")


def _runtime(*answers: Answer, **more: Any) -> FakeRuntime:  # noqa: ANN401 - fields of FakeRuntime
    return FakeRuntime(answers={CREATE: answers}, **{"evidence": FOLDER, **more})


def _created(runtime: FakeRuntime) -> int:
    return sum(each.startswith("kind create cluster") for each in runtime.ran)


def test_what_may_not_last_is_tried_again(tmp_path: Path) -> None:
    """With room for it; the recording has only what succeeded, the report how often it was tried, and why."""
    project, runtime = Project(tmp_path), _runtime(RACE, "created\n")

    [outcome] = project.run(creation(), runtime=runtime)

    assert (outcome.status, outcome.tries, outcome.forensics) == (Status.RECORDED, 2, FOLDER.folder)
    assert project.outputs() == {"create-dev": "created\n"}
    assert [each.partition(" ")[0] for each in runtime.events if each[:3] in {"exa", "dis", "run"}] == [
        "run",
        "examine",
        "discard",
        "run",
    ]
    assert (
        "notice: no cluster was created, since something else took the port 34631, which kind had found "
        "free; it is tried again; what is known of it is in build/forensics/guide/web.1"
        in project.progress.lines
    )


def test_it_is_tried_again_once(tmp_path: Path) -> None:
    """By default; what fails then fails, and says how often it was tried."""
    runtime = _runtime(RACE)

    [outcome] = Project(tmp_path).run(creation(), runtime=runtime)

    assert (outcome.status, outcome.tries, _created(runtime)) == (Status.FAILED, 2, 2)
    assert "something else took the port" in outcome.message


@pytest.mark.parametrize(
    ("answer", "more"),
    [
        (ABSENT, {}),
        (UNKNOWN, {}),
        (CommandTimeoutError("it took too long", output=RACE.text), {}),
        (RACE, {"refuses": {"settle": EngineError("the cluster dev is not ready")}, "exit_codes": (1,)}),
        (RACE, {"refuses": {"discard": EngineError("the engine is gone")}}),
    ],
    ids=["lasting", "unknown", "timeout", "not ready", "no room"],
)
def test_nothing_else_is_tried_again(tmp_path: Path, answer: Answer, more: dict[str, Any]) -> None:
    """A creation takes minutes."""
    exit_codes = more.pop("exit_codes", (0,))
    runtime = _runtime(answer, **more)

    [outcome] = Project(tmp_path).run(creation(exit_codes=exit_codes), runtime=runtime)

    assert (outcome.is_bad, outcome.tries, _created(runtime)) == (True, 1, 1)
    assert outcome.forensics == FOLDER.folder


@pytest.mark.parametrize(
    "made",
    [
        block(f"mkdir new && {CREATE}"),
        block(f"{CREATE} | tee log"),
        creation(retry=0.001),
    ],
    ids=["more than it", "a pipe", "its author's tries"],
)
def test_only_a_creation_alone_is_tried_again(tmp_path: Path, made: RunBlock) -> None:
    """What else a command does may not be done twice."""
    text = made.commands[0].text
    runtime = FakeRuntime(answers={text: RACE}, evidence=FOLDER)

    [outcome] = Project(tmp_path).run(made, runtime=runtime)

    assert outcome.is_bad
    assert "discard" not in runtime.events


def test_a_creation_of_the_page_s_own_words_is_one(tmp_path: Path) -> None:
    """Whatever the block is called."""
    text = "kind create cluster --config - <<EOF\nkind: Cluster\nEOF"
    runtime = FakeRuntime(answers={text: [RACE, "created\n"]}, evidence=FOLDER)

    [outcome] = Project(tmp_path).run(block(text, id="own"), runtime=runtime)

    assert (outcome.status, outcome.tries) == (Status.RECORDED, 2)


def test_what_is_known_of_a_failure_is_told_with_it(tmp_path: Path) -> None:
    """The cause, what to do, and where the rest is."""
    [outcome] = Project(tmp_path).run(creation(), runtime=_runtime(ABSENT))

    assert outcome.forensics == "build/forensics/guide/web.1"
    assert outcome.message == (
        "the command ended with 1, not with 0: if that is right, add “:exit-code: 1” to the block; there is "
        "no such node image, or it may not be pulled: correct its name, or log in (docker login); what is "
        "known of it is in build/forensics/guide/web.1"
    )


def test_what_cannot_be_kept_is_told(tmp_path: Path) -> None:
    """With the reason."""
    runtime = _runtime(UNKNOWN, evidence=Evidence(problem="No space left on device"))

    [outcome] = Project(tmp_path).run(creation(), runtime=runtime)

    assert outcome.forensics == ""
    assert outcome.message.endswith("; what is known of it cannot be kept: No space left on device")


def test_a_creation_that_fails_as_its_page_says_needs_no_explanation(tmp_path: Path) -> None:
    """Nor does a command that creates nothing, or one that prints something else."""
    expected = replace(creation(), exit_codes=(1,))
    different = creation("two", commands=(command("kind create cluster --name two", expected="else\n"),))
    runtime = FakeRuntime(answers={CREATE: ABSENT, "false": UNKNOWN}, evidence=FOLDER)

    outcomes = Project(tmp_path).run(expected, different, block("false"), runtime=runtime)

    assert [each.forensics for each in outcomes] == ["", "", ""]
    assert not [each for each in runtime.events if each.startswith("examine")]


def test_a_clean_up_is_not_explained(tmp_path: Path) -> None:
    """It is run when the page has failed already."""
    late = block(CREATE, id="late", cleanup=True)
    runtime = FakeRuntime(answers={CREATE: ABSENT, "false": UNKNOWN}, evidence=FOLDER)

    Project(tmp_path).run(block("false"), late, runtime=runtime)

    assert _created(runtime) == 1
    assert not [each for each in runtime.events if each.startswith("examine")]
