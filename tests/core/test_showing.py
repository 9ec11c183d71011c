"""What a page shows of a block: its recording, or what its author wrote, and in how far that is verified."""

from __future__ import annotations

import pytest

from kindsphinx.core.blocks import Action, Command, RunBlock
from kindsphinx.core.freshness import BlockState, Freshness
from kindsphinx.core.recording import Interaction
from kindsphinx.core.showing import prompted, show_block
from tests.fakes.project import at, block, command, creation

MISSING = BlockState(freshness=Freshness.MISSING)
STEPS = " • Writing configuration 📜  ...\n ✓ Writing configuration 📜\n"


def _fresh(*answers: tuple[str, str], reason: str = "") -> BlockState:
    kept = tuple(
        Interaction(id=text, fingerprint="f", command=text, exit_code=0, output=output, duration=1)
        for text, output in answers
    )
    return BlockState(
        freshness=Freshness.STALE if reason else Freshness.FRESH, reason=reason, interactions=kept
    )


def _shown(run: RunBlock, state: BlockState, instead: str = "") -> tuple[str, str]:
    shown = show_block(run, state, instead=instead)
    return shown.transcript(commands=True, output=True), shown.doubt


def test_a_recording_is_shown_below_its_commands() -> None:
    """And nothing is in doubt."""
    state = _fresh(("one", "1\n"), ("two", "2\n\n"))

    assert _shown(block("one", "two"), state) == ("$ one\n1\n$ two\n2\n\n", "")


def test_the_output_is_cut_where_the_expectation_is() -> None:
    """All else of the recording is shown."""
    run = block(command("seq 4", expected="1\n...\n4\n"))

    assert _shown(run, _fresh(("seq 4", "1\n2\n3\n4\n"))) == ("$ seq 4\n1\n...\n4\n", "")


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        pytest.param(creation(), " ✓ Writing configuration 📜\n", id="creation"),
        pytest.param(block("kind create cluster"), " ✓ Writing configuration 📜\n", id="kind"),
        pytest.param(block("cat log"), STEPS, id="another-program"),
    ],
)
def test_steps_of_kind_are_shown_once(run: RunBlock, expected: str) -> None:
    """What another program prints is shown as it is."""
    text = run.commands[0].text

    shown, _ = _shown(run, _fresh((text, STEPS)))

    assert shown == f"$ {text}\n{expected}"


def test_a_stale_recording_is_shown_with_what_changed() -> None:
    """It is the best that there is."""
    state = _fresh(("one", "1\n"), reason="a.yaml changed")

    assert _shown(block("one"), state) == ("$ one\n1\n", "its recording is stale: a.yaml changed")


def test_the_output_of_another_command_is_not_shown() -> None:
    """What the author expects of this one is."""
    run = block(command("one", expected="1\n"), "two")
    state = _fresh(("uno", "x\n"), ("two", "2\n"), reason="the command was “uno”")

    assert _shown(run, state)[0] == "$ one\n1\n$ two\n2\n"


UNRECORDED = {
    "expected": (block(command("one", expected="1\n")), "", "$ one\n1\n"),
    "nothing-expected": (block("one", "two"), "", "$ one\n$ two\n"),
    "output-file": (block("one", "two"), "2\n", "$ one\n$ two\n2\n"),
    "expectation-beats-the-file": (block(command("one", expected="1\n"), "two"), "2\n", "$ one\n1\n$ two\n"),
}


@pytest.mark.parametrize("case", UNRECORDED)
def test_without_a_recording_the_author_is_believed(case: str) -> None:
    """With the reason why nobody has verified it."""
    run, instead, text = UNRECORDED[case]

    assert _shown(run, MISSING, instead) == (text, "it has no recording yet")


def test_what_is_never_run_has_its_authors_reason() -> None:
    """Whatever is recorded."""
    run = block(command("one", expected="1\n"), no_run="it costs money")

    assert _shown(run, _fresh(("one", "x\n"))) == ("$ one\n1\n", "it costs money")


@pytest.mark.parametrize(
    ("commands", "output", "expected"),
    [
        pytest.param(True, True, "$ one\n1\n", id="both"),
        pytest.param(True, False, "$ one\n", id="commands"),
        pytest.param(False, True, "1\n", id="output"),
        pytest.param(False, False, "", id="nothing"),
    ],
)
def test_a_transcript_has_the_parts_that_are_wanted(*, commands: bool, output: bool, expected: str) -> None:
    """Nothing of it is the empty text."""
    shown = show_block(block("one"), _fresh(("one", "1\n")))

    assert shown.transcript(commands=commands, output=output) == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(Command(text="one", location=at(1)), ("$ one",), id="one-line"),
        pytest.param(
            Command(text="for a in b; do\n\n  c\ndone", location=at(1)),
            ("$ for a in b; do", ">", ">   c", "> done"),
            id="several-lines",
        ),
        pytest.param(
            Command(text="one \\\n  two", location=at(1), written=("# one \\", "  two")),
            ("# one \\", "  two"),
            id="as-written",
        ),
    ],
)
def test_a_command_stands_behind_its_prompts(made: Command, expected: tuple[str, ...]) -> None:
    """In its author's form, if it has one."""
    assert prompted(made) == expected


def test_a_deletion_is_shown_as_it_is() -> None:
    """It has no steps."""
    run = block("kind delete cluster --name dev", action=Action.DELETE)

    assert _shown(run, _fresh((run.commands[0].text, "Deleted nodes: [a]\n")))[0].endswith(
        "Deleted nodes: [a]\n"
    )
