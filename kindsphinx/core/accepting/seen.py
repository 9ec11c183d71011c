"""What a run leaves of a page besides its recording: what the page expected, where, and of which files."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from kindsphinx.core.comparing import USUAL, ColumnRule, Comparison, Mode, Volatile
from kindsphinx.core.errors import RecordingError
from kindsphinx.core.fingerprint import file_digest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMAT: Final = 2
"""The version of the format that this release writes, and the only one that it reads."""
FOLDER: Final = "expected"
"""Where it is left, below the output of the builder."""
SUFFIX: Final = ".json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A command of a page, and what its author has written below it."""

    interaction: str
    """The id of its interaction in the recording."""
    command: str
    file: str
    """The file that it stands in, from the source folder, with ``/``."""
    line: int
    """Of the command, counted from 1."""
    expected: str | None = None
    expected_line: int = 0
    """Of the first expected line, counted from 1; 0 where nothing is expected."""
    expected_column: int = 1
    """Where that line begins, in characters, counted from 1."""
    prompt: str = "$"
    comparison: Comparison = USUAL
    met: bool = True
    """Whether the output is what is expected."""

    @property
    def last_line(self) -> int:
        """Return the last line of what is expected, or else that of the command."""
        if self.expected is None:
            return self.line
        return self.expected_line + self.expected.count("\n") - 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A page as it was when it was run."""

    docname: str
    source: str
    """The page's own file, from the source folder, with ``/``."""
    recordings: str
    """The folder of recordings, from the source folder."""
    digests: Mapping[str, str]
    """Each file of the source folder that the page is made of -> its digest; line ends do not count."""
    recording: str
    """The digest of the recording that was taken, as :attr:`.Recording.digest` gives it."""
    beside: str
    """The digest of the file beside the page when the run had ended; empty if there was none."""
    places: tuple[Place, ...]
    chosen: tuple[str, ...] = ()
    """What the sources of the page name that counts in its outputs: ports, networks."""


def seen_path(root: Path, docname: str) -> Path:
    """Return the file of a page in the folder *root*."""
    return root.joinpath(*docname.split("/")).with_name(docname.rpartition("/")[2] + SUFFIX)


def announced_path(path: Path) -> Path:
    """Return the file beside that of a page which says what it will be once it is accepted."""
    return path.with_name(f"{path.name}.next")


def digest_of(path: Path) -> str:
    """Return the digest of a file, whatever its line ends; empty if it is not there."""
    try:
        return file_digest(path.read_bytes())
    except OSError:
        return ""


def seen_to_json(seen: Seen) -> bytes:
    """Return what :func:`seen_from_json` reads.

    Functions that a project names for comparing are left out: they are nobody's to call who gets this from
    elsewhere.
    """
    plain = {"format": FORMAT, **asdict(seen)}
    for place in plain["places"]:
        del place["comparison"]["volatile"]["normalizers"]
    # what is no Unicode becomes \udcXX, which is what JSON calls it too
    return f"{json.dumps(plain, ensure_ascii=False, indent=1)}\n".encode(errors="backslashreplace")


def seen_from_json(data: bytes) -> Seen:
    """Return what a run left.

    :raises RecordingError: if it is nothing that a run of this release leaves; the text is a half sentence.
    """
    try:
        plain = json.loads(data)
        if plain.pop("format") != FORMAT:
            raise RecordingError("was left by another version of kindsphinx")
        places = tuple(_place(each) for each in plain.pop("places"))
        digests, chosen = dict(plain.pop("digests")), tuple(plain.pop("chosen"))
        seen = Seen(**plain, places=places, digests=digests, chosen=chosen)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise RecordingError(f"is damaged ({error})") from error
    if not _is_sound(seen):
        raise RecordingError("is damaged (a value is of another type)")
    return seen


def _place(plain: dict[str, Any]) -> Place:
    comparison = plain.pop("comparison")
    volatile = comparison.pop("volatile")
    known = Volatile(
        types=tuple((str(name), str(regex)) for name, regex in volatile["types"]),
        columns=tuple(ColumnRule(**each) for each in volatile["columns"]),
    )
    mode = Mode(comparison.pop("mode"))
    texts = {name: tuple(map(str, value)) for name, value in comparison.items()}
    return Place(**plain, comparison=Comparison(mode=mode, volatile=known, **texts))


def _is_sound(seen: Seen) -> bool:
    texts = [seen.docname, seen.source, seen.recordings, seen.recording, seen.beside, *seen.digests.values()]
    texts += seen.chosen
    numbers: list[object] = []
    for each in seen.places:
        texts += [each.interaction, each.command, each.file, each.prompt, each.expected or ""]
        numbers += [each.line, each.expected_line, each.expected_column]
    return all(isinstance(text, str) for text in texts) and all(type(number) is int for number in numbers)
