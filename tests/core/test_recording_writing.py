"""A recording is written for people to review, and reads back equal, whatever its commands printed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest
import yaml

from kindsphinx.core.errors import MissingProgramError, RecordingError
from kindsphinx.core.recording import Interaction, Provenance, Recording, layout, plain
from kindsphinx.core.recording.layout import laid_out
from kindsphinx.core.recording.reader import Loaded, read_recording
from kindsphinx.core.recording.writer import write_recording
from tests.core.recordings import DOCNAME, ORDINARY, random_recording

WRITTEN = Path(__file__).with_name("recording_samples") / "ordinary.yaml"
LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]
SEEDS = range(60)


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__)
def _loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with each of PyYAML's parsers: Windows and macOS may have the slow one only."""
    monkeypatch.setattr(plain, "_Loader", request.param)


def _of(*, command: str = "pwd", output: str = "/work\n", duration: float = 1.0) -> Recording:
    """Return a recording of one interaction."""
    interaction = Interaction(
        id="a", fingerprint="0f", command=command, exit_code=0, output=output, duration=duration
    )
    return Recording(provenance=Provenance(), interactions=(interaction,))


def test_a_recording_is_made_for_review() -> None:
    """One file as it is: outputs as they were printed, line by line, in every script."""
    assert write_recording(ORDINARY, DOCNAME).decode() == WRITTEN.read_text(encoding="utf-8")


def test_the_digest_stays_as_it_is() -> None:
    """A golden value: one that changes makes every recording of every project look edited."""
    assert ORDINARY.digest == "3098d6f7b0bee1c2"


@pytest.mark.usefixtures("_loader")
@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_was_printed_reads_back(seed: int) -> None:
    """Emoji, tabs, carriage returns, what looks like YAML or a merge conflict: each text comes back equal."""
    recording = random_recording(seed)

    assert read_recording(write_recording(recording, DOCNAME), DOCNAME) == Loaded(recording=recording)


@pytest.mark.usefixtures("_loader")
@pytest.mark.parametrize("seed", SEEDS)
def test_both_parsers_read_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written where libyaml is installed is read where it is not."""
    recording = random_recording(seed)
    data = write_recording(recording, DOCNAME)
    monkeypatch.setattr(plain, "_Loader", LOADERS[0])

    assert read_recording(data, DOCNAME).recording == recording


LITERAL = {
    "lines": "a\nb\n",
    "no newline at the end": "a\nb",
    "blank lines": "a\n\nb\n\n\n",
    "indented": "  a\nb\n",
    "blank line first": "\n  a\n",
    "tabs": "a\tb\n\tc\n",
    "looks like YAML": "---\na: b\n- c\n# d\n...\n",
    "looks like a merge": "<<<<<<< a\n=======\n>>>>>>> b\n",
    "emoji": " ✓ Preparing nodes 📦 👩\u200d👩\u200d👧 ⚠\ufe0f\n",
    "Chinese": "你好\u3000世界\n",
}


@pytest.mark.parametrize("output", LITERAL.values(), ids=LITERAL)
def test_outputs_stand_there_as_they_were_printed(output: str) -> None:
    """Each line is a line of the file, indented and otherwise unchanged."""
    data = write_recording(_of(output=output), DOCNAME).decode()

    assert all(f"\n      {line}\n" in data for line in output.split("\n") if line)


def test_a_single_line_of_quotation_marks_is_not_escaped() -> None:
    """A command is quoted so that it reads as it was typed."""
    data = write_recording(_of(command='echo "你好 😀" it\'s'), DOCNAME).decode()

    assert "command: 'echo \"你好 😀\" it''s'\n" in data


def _trimmed_lines(data: bytes) -> bytes:
    """Return what the hook trailing-whitespace of pre-commit-hooks makes of a file."""
    lines = []
    for line in data.splitlines(keepends=True):
        end = b"\r\n" if line.endswith(b"\r\n") else line[-1:] if line.endswith((b"\n", b"\r")) else b""
        lines.append(line.removesuffix(end).rstrip() + end)
    return b"".join(lines)


def _one_end(data: bytes) -> bytes:
    """Return what the hook end-of-file-fixer of pre-commit-hooks makes of a file."""
    return data.rstrip(b"\r\n") + b"\n" if data.strip(b"\r\n") else b""


@pytest.mark.parametrize("seed", SEEDS)
def test_hooks_that_trim_blanks_find_nothing(seed: int) -> None:
    """No line of a recording ends in a blank, and its last line ends in one newline."""
    data = write_recording(random_recording(seed), DOCNAME)

    assert _one_end(_trimmed_lines(data)) == data


@pytest.mark.usefixtures("_loader")
@pytest.mark.parametrize("seed", SEEDS)
def test_windows_line_ends_change_nothing(seed: int) -> None:
    """Git may check a recording out with CRLF."""
    recording = random_recording(seed)
    data = write_recording(recording, DOCNAME).replace(b"\n", b"\r\n")

    assert read_recording(b"\xef\xbb\xbf" + data, DOCNAME) == Loaded(recording=recording)


@pytest.mark.live
@pytest.mark.parametrize(
    "tool",
    [
        ("npx", "--yes", "prettier@3", "--write"),
        ("npx", "--yes", "prettier@3", "--prose-wrap=always", "--write"),
    ],
    ids=["preserve", "wrap"],
)
def test_prettier_changes_no_recording(tool: tuple[str, ...], tmp_path: Path) -> None:
    """It leaves an ordinary one as it is, byte for byte, and of any other one its meaning."""
    _need(tool[0])
    recordings = {"ordinary.yaml": ORDINARY} | {f"{seed}.yaml": random_recording(seed) for seed in SEEDS}
    for name, recording in recordings.items():
        (tmp_path / name).write_bytes(write_recording(recording, DOCNAME))

    subprocess.run([*tool, "."], cwd=tmp_path, check=True, capture_output=True, timeout=300)

    assert (tmp_path / "ordinary.yaml").read_bytes() == WRITTEN.read_bytes()
    for name, recording in recordings.items():
        assert read_recording((tmp_path / name).read_bytes(), DOCNAME) == Loaded(recording=recording)


@pytest.mark.live
def test_yamllint_has_nothing_to_say(tmp_path: Path) -> None:
    """However strict it is."""
    _need("yamllint")
    for seed in SEEDS:
        (tmp_path / f"{seed}.yaml").write_bytes(write_recording(random_recording(seed), DOCNAME))

    done = subprocess.run(
        ["yamllint", "--strict", "."], cwd=tmp_path, check=False, capture_output=True, timeout=60
    )

    assert (done.returncode, done.stdout) == (0, b"")


def _need(program: str) -> None:
    if which(program) is None:
        pytest.skip(f"{program} is not installed")


@pytest.mark.parametrize("duration", [float("nan"), float("inf"), -1.0], ids=str)
def test_what_would_not_read_back_is_not_written(duration: float) -> None:
    """A number that no clock shows is refused before it is in a file."""
    with pytest.raises(RecordingError, match=f"the recording of {DOCNAME} could not be written"):
        write_recording(_of(duration=duration), DOCNAME)


def test_a_writer_that_changes_a_text_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written is read back and compared before anybody relies on it."""
    monkeypatch.setattr(layout, "laid_out", lambda each: laid_out(each).replace("/work", "/home"))

    with pytest.raises(RecordingError, match="its digest does not fit"):
        write_recording(_of(), DOCNAME)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading needs PyYAML only, recording one package more."""
    monkeypatch.delitem(sys.modules, "kindsphinx.core.recording.layout")
    monkeypatch.setitem(sys.modules, "ruamel.yaml", None)

    with pytest.raises(MissingProgramError, match=r"pip install 'kindsphinx\[record\]'"):
        write_recording(ORDINARY, DOCNAME)
