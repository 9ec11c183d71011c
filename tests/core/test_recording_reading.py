"""Whatever is wrong with a recording file is a problem at a line, never an exception."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
import yaml

from kindsphinx.core.problems import Severity
from kindsphinx.core.recording import Recording, plain
from kindsphinx.core.recording.reader import CODE_DAMAGED, CODE_EDITED, read_recording
from kindsphinx.core.recording.writer import write_recording
from tests.core.recordings import DOCNAME, ORDINARY

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]
TEXT = write_recording(ORDINARY, DOCNAME).decode()
HOW = (
    "record this page again (python -m kindsphinx record guide/web), or restore the file from version control"
)
HEAD = 'format: 1\ndigest: "0"\n'
ONE = '- {id: a, fingerprint: "0", command: a, output: "", exit_code: 0, duration: 1}'


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__, autouse=True)
def _loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with each of PyYAML's parsers."""
    monkeypatch.setattr(plain, "_Loader", request.param)


def _changed(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def _spoilt(old: str, new: str, message: str) -> tuple[str, int, str]:
    """Return a damaged file, the line where *new* ends, and what is said of it."""
    text = _changed(old, new)
    return text, text[: text.index(new) + len(new)].count("\n") + 1, message


DAMAGED = {
    "nothing": ("", 1, "is empty"),
    "comments alone": ("# a\n", 1, "is empty"),
    "text": ("hello\n", 1, "is damaged: the file is no mapping"),
    "list": ("\n- a\n", 2, "is damaged: the file is no mapping"),
    "binary": ("format: 1\na: \0\n", 2, "is no YAML: it has the control character '\\x00'"),
    "open quotation mark": ('format: 1\ndigest: "abc\n', None, "is no YAML: "),
    "open bracket": ("format: 1\n\nx: [a\n", None, "is no YAML: "),
    "wrong indentation": _spoilt("    fingerprint", "   fingerprint", "is no YAML: "),
    "tab for indentation": ("format: 1\nx:\n\ta: b\n", 3, "is no YAML: "),
    "unknown alias": (HEAD + "interactions: *a\n", 3, "has an alias"),
    "alias": (HEAD + "interactions: [&a b, *a]\n", 3, "has an alias"),
    "merge key": (HEAD + "<<: *a\n", 3, "has an alias"),
    "deep": ("[" * 50 + "]" * 50, 1, "nests too deeply"),
    "very deep": ("[" * 5000, 1, ""),
    "key twice": (HEAD + "digest: b\n", 3, "has a key twice, or one that is no word"),
    "list as key": ("? [a]\n: b\n", 1, "has a key twice, or one that is no word"),
    "second document": (TEXT + "--- a\n", TEXT.count("\n") + 1, "has more than one document"),
    "no format": ('digest: "0"\ninteractions: []\n', 1, "“format” is missing"),
    "no version": ("format: one\n", 1, "has no format number but 'one'"),
    "version in other digits": ("format: \u0661\n", 1, "has no format number but"),
    "version 0": ("format: 0\n", 1, "has no format number but '0'"),
    "endless version": ("format: " + "9" * 5000 + "\n", 1, "has no format number but"),
    "no digest": ("format: 1\ninteractions: []\n", 1, "“digest” is missing or no text"),
    "digest that is a list": ("format: 1\ndigest: []\n", 2, "“digest” is missing or no text"),
    "no interactions": (HEAD, 1, "“interactions” is no list"),
    "interactions that are a text": (HEAD + "interactions: a\n", 3, "“interactions” is no list"),
    "interaction that is a text": (HEAD + "interactions:\n- a\n", 4, "an interaction is no mapping"),
    "interaction without an id": _spoilt(
        "- id: kubectl-get-nodes", "- nr: kubectl-get-nodes", "“id” is missing or no text"
    ),
    "output that is a list": _spoilt('output: ""', "output: []", "“output” is missing or no text"),
    "exit code that is a word": _spoilt("exit_code: 1", "exit_code: no", "“exit_code” is no whole number"),
    "exit code with a fraction": _spoilt("exit_code: 1", "exit_code: 1.5", "“exit_code” is no whole number"),
    "exit code that is no number": _spoilt(
        "exit_code: 1", "exit_code: nan", "“exit_code” is no whole number"
    ),
    "endless exit code": _spoilt("exit_code: 1", "exit_code: 1e400", "“exit_code” is no whole number"),
    "duration that is a word": _spoilt("duration: 5.0", "duration: long", "“duration” is no number"),
    "duration that is no number": _spoilt("duration: 5.0", "duration: nan", "“duration” is no number"),
    "endless duration": _spoilt("duration: 5.0", "duration: inf", "“duration” is no number"),
    "duration below 0": _spoilt("duration: 5.0", "duration: -1", "“duration” is no number"),
    "provenance that is a list": (HEAD + "provenance: []\n", 3, "“provenance” is no mapping"),
    "version that is a list": (HEAD + "provenance: {kind: []}\n", 3, "“kind” is missing or no text"),
    "sources that are a list": (HEAD + "sources: [a]\n", 3, "“sources” is no mapping"),
    "own provenance that is a text": _spoilt(
        'provenance:\n      architecture: "linux/arm64"', "provenance: a", "“provenance” is no mapping"
    ),
}


@pytest.mark.parametrize(("text", "line", "message"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_told_at_its_line(text: str, line: int | None, message: str) -> None:
    """With what to do; there is no recording then."""
    loaded = read_recording(text.encode(), DOCNAME)

    assert loaded.recording is None
    assert loaded.problem
    assert (loaded.problem.code, loaded.problem.severity) == (CODE_DAMAGED, Severity.ERROR)
    assert loaded.problem.message.startswith("the recording ")
    assert message in loaded.problem.message
    assert loaded.problem.message.endswith(HOW)
    assert line in {None, loaded.problem.line}


MERGES = {
    "two sides": "<<<<<<< HEAD\n{line}=======\n{line}>>>>>>> branch\n",
    "the base as well": "<<<<<<< HEAD\n{line}||||||| 1a2b3c\n{line}=======\n{line}>>>>>>> branch\n",
    "one marker left": "{line}>>>>>>> branch\n",
    "separator left": "{line}=======\n",
    "base left": "{line}|||||||\n",
}


@pytest.mark.parametrize("merge", MERGES.values(), ids=MERGES)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_markers_of_a_merge_are_told(merge: str, end: str) -> None:
    """At the first one that is left."""
    line = "    command: kubectl get nodes\n"
    text = _changed(line, merge.format(line=line))
    first = next(at for at, each in enumerate(text.split("\n"), 1) if each[:7] in {c * 7 for c in "<|=>"})

    loaded = read_recording(text.replace("\n", end).encode(), DOCNAME)

    assert loaded.problem
    assert "has conflict markers of a merge" in loaded.problem.message
    assert loaded.problem.line == first


def test_a_newer_format_is_not_guessed_at() -> None:
    """It asks for an upgrade, and offers what else can be done."""
    loaded = read_recording(_changed("format: 1", "format: 2").encode(), DOCNAME)

    assert loaded.problem
    assert loaded.problem.line == 4
    assert loaded.problem.message == (
        "the recording has format 2, which a newer kindsphinx wrote (this one reads 1): "
        f"upgrade kindsphinx, or else: {HOW}"
    )


def test_what_a_newer_release_adds_is_passed_over() -> None:
    """Fields that nobody knows yet do no harm while the format is the same."""
    text = _changed("provenance:\n", 'later: [a]\nprovenance:\n  helm: "v4"\n')

    assert read_recording(text.encode(), DOCNAME).recording == ORDINARY


def test_another_encoding_is_told_at_its_line() -> None:
    """Recordings are UTF-8."""
    before, character, after = TEXT.partition("名")

    loaded = read_recording(before.encode() + character.encode("gbk") + after.encode(), DOCNAME)

    assert loaded.problem
    assert "is not UTF-8" in loaded.problem.message
    assert loaded.problem.line == before.count("\n") + 1


def test_an_endless_file_is_not_read() -> None:
    """No page prints as much."""
    loaded = read_recording(b"#" * (64 * 1024 * 1024 + 1), DOCNAME)

    assert loaded.problem
    assert "is larger than 64 MiB" in loaded.problem.message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("v1.34.0\n    exit_code", "v1.35.0\n    exit_code"),
        ("command: kubectl get nodes", "command: kubectl get pods"),
        ("exit_code: 1", "exit_code: 0"),
        ("id: cat-eof", "id: cat"),
        ("712b8135570ac087", "712b8135570ac088"),
        ('output: ""', 'output: "\\ud800"'),
    ],
    ids=["output", "command", "exit code", "id", "fingerprint", "half a character"],
)
def test_an_edit_by_hand_shows(old: str, new: str) -> None:
    """The page still has its recording, if it can be read, and a problem at the line of the digest."""
    loaded = read_recording(_changed(old, new).encode(), DOCNAME)

    assert loaded.problem
    if loaded.recording is None:
        assert "ud800" in new
        return
    assert loaded.recording != ORDINARY
    assert (loaded.problem.code, loaded.problem.line, loaded.problem.severity) == (
        CODE_EDITED,
        5,
        Severity.WARNING,
    )


def test_prose_around_the_values_may_change() -> None:
    """Comments, the style of quotation marks, the width of the indentation: what was printed is the same."""
    text = _changed('digest: "', "# seen\ndigest: '").replace('0bee1c2"', "0bee1c2'")

    assert read_recording(text.encode(), DOCNAME).problem is None


def test_the_least_that_a_recording_has() -> None:
    """Provenance and sources may be missing; empty ones are as good as none."""
    for more in ("", "provenance:\nsources:\n", "provenance: {}\nsources: {}\n"):
        loaded = read_recording(f"{HEAD}{more}interactions:\n{ONE}\n".encode(), DOCNAME)

        assert loaded.recording
        assert loaded.recording.find("a")
        assert loaded.recording.find("b") is None


@pytest.mark.parametrize("seed", range(200))
def test_no_damage_is_an_exception(seed: int) -> None:
    """Bytes cut, flipped, doubled, moved: the file is read, or it has a problem at one of its lines."""
    chance = random.Random(seed)  # noqa: S311 - chance that repeats itself is what a test wants
    data = bytearray(TEXT.encode())
    for _ in range(chance.choice([1, 1, 2, 8])):
        at, size = chance.randrange(len(data)), chance.choice([1, 1, 7, 60, 900])
        piece = data[at : at + size]
        data[at : at + size] = chance.choice(
            [
                b"",
                piece * 2,
                bytes(each ^ 1 << chance.randrange(8) for each in piece),
                chance.randbytes(size),
                data[:at],
            ]
        )
        data = data or bytearray(b"x")

    loaded = read_recording(bytes(data), DOCNAME)

    assert loaded.recording or loaded.problem
    if loaded.problem:
        assert 1 <= loaded.problem.line <= len(bytes(data).splitlines()) + 1
    else:
        assert loaded.recording
        assert loaded.recording.interactions == ORDINARY.interactions or _only_times_differ(loaded.recording)


def _only_times_differ(recording: Recording) -> bool:
    """Return whether the digest rightly finds nothing: it covers neither durations nor provenance."""
    return [replace(each, duration=0.0, provenance=None) for each in recording.interactions] == [
        replace(each, duration=0.0, provenance=None) for each in ORDINARY.interactions
    ]
