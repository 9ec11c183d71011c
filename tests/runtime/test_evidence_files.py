"""What is kept of other programs' files is text, bounded, and without secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.redaction import Survivor
from kindsphinx.runtime import evidence_files
from kindsphinx.runtime.evidence_files import EvidenceFiles
from tests.fakes.secrets import FakeSecrets

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "Tr0ub4dor-and-3"


@pytest.fixture
def secrets() -> FakeSecrets:
    """Return a book that knows one value."""
    book = FakeSecrets([SECRET])
    book.learn()
    return book


@pytest.fixture
def files(tmp_path: Path, secrets: FakeSecrets) -> EvidenceFiles:
    """Return what writes below ``kept``."""
    return EvidenceFiles(tmp_path / "kept", secrets)


def _take(files: EvidenceFiles, folder: Path, **contents: bytes) -> dict[str, bytes]:
    """Let there be files, and return those that are kept."""
    (folder / "logs").mkdir()
    paths = [folder / "logs" / name for name in contents]
    for path, data in zip(paths, contents.values(), strict=True):
        path.write_bytes(data)
    files.take_over(folder, paths)
    return {path.name: path.read_bytes() for path in sorted(files.root.glob("logs/*"))}


def test_a_secret_is_taken_out(files: EvidenceFiles, tmp_path: Path) -> None:
    """All else stays as it is, also what is no Unicode."""
    kept = _take(files, tmp_path, log=f"password {SECRET}\n".encode() + b"\xff\n")

    assert kept == {"log": b"password <redacted>\n\xff\n"}


def test_what_is_no_text_is_left_out(files: EvidenceFiles, tmp_path: Path) -> None:
    """A secret in it may be compressed; what is empty, or there already, is not missed."""
    kept = _take(files, tmp_path, journal=b"\0\1\2", empty=b"\n", one=b"same\n", two=b"same\n")

    assert kept == {"one": b"same\n"}
    assert files.left_out == ["logs/journal: it is no text in which secrets could be found"]


def test_of_a_long_file_the_end_is_kept(files: EvidenceFiles, tmp_path: Path) -> None:
    """From the beginning of a line on."""
    lines = b"".join(b"line %d\n" % at for at in range(60_000))

    kept = _take(files, tmp_path, log=lines)["log"]

    first, _, rest = kept.partition(b"\n")
    assert first == b"[the beginning is left out]"
    assert lines.endswith(b"\n" + rest)
    assert len(rest) <= evidence_files.FILE_BYTES


def test_one_line_without_an_end_is_left_out(files: EvidenceFiles, tmp_path: Path) -> None:
    """Half a secret would not be found in half a line."""
    kept = _take(files, tmp_path, line=b"x" * (evidence_files.FILE_BYTES + 1))

    assert kept == {}


def test_a_folder_does_not_grow_without_limit(files: EvidenceFiles, tmp_path: Path) -> None:
    """What comes last is left out, and named."""
    each = evidence_files.FILE_BYTES - 10
    many = evidence_files.ALL_BYTES // each + 1
    files.secrets = _Nothing()

    kept = _take(files, tmp_path, **{f"log{at:02}": b"%02d\n" % at * (each // 3) for at in range(many)})

    assert sum(map(len, kept.values())) <= evidence_files.ALL_BYTES
    assert files.left_out == [f"logs/log{many - 1:02}: there are 4 MiB already"]


def test_there_is_a_time_for_it(tmp_path: Path, secrets: FakeSecrets) -> None:
    """What has not been looked through is not kept."""
    files = EvidenceFiles(tmp_path / "kept", secrets, seconds=0.0)

    assert _take(files, tmp_path, log=b"text\n") == {}
    assert files.left_out == ["logs/log: there was no time left to look for secrets in it"]


def test_a_file_in_which_a_secret_survives_is_not_written(files: EvidenceFiles, tmp_path: Path) -> None:
    """The place is told, not the value."""
    files.secrets = _Blind()

    assert _take(files, tmp_path, log=b"a\nb " + SECRET.encode()) == {}
    assert files.left_out == ["logs/log: it would publish a secret (line 2, column 3: Secret default/db)"]


class _Nothing(FakeSecrets):
    """Knows no secret, fast."""

    def redact(self, text: str) -> str:
        return text

    def survivors(self, text: str) -> tuple[Survivor, ...]:
        return ()


class _Blind(_Nothing):
    """Takes nothing out, and finds it."""

    def survivors(self, text: str) -> tuple[Survivor, ...]:
        at = text.find(SECRET)
        return (Survivor.at(text, at, "Secret default/db"),) if at >= 0 else ()
