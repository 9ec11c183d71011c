"""Reads a recording file; whatever is wrong with the file is a problem, never an exception."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kindsphinx.core.problems import Problem, Severity
from kindsphinx.core.recording.model import FORMAT, Interaction, Provenance, Recording
from kindsphinx.core.recording.plain import Fields, Items, Text, UnreadableError, load_plain

if TYPE_CHECKING:
    from kindsphinx.core.recording.plain import Value

CODE_DAMAGED = "recording"
CODE_EDITED = "edited"
SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes; no page prints more."""

_CONFLICT = re.compile(r"^(?:<{7}|[|]{7}|={7}|>{7})(?:[ \r]|$)", re.MULTILINE)
_VERSION = re.compile(r"[1-9][0-9]{0,8}")
_EXIT_CODE = re.compile(r"-?[0-9]{1,9}")
_HOW = (
    "record this page again (python -m kindsphinx record {docname}), or restore the file from version control"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """What a recording file holds: a recording, nothing, or something unreadable."""

    recording: Recording | None = None
    problem: Problem | None = None
    """Why there is no recording although there is a file, or why the recording is not as it was taken."""


def read_recording(data: bytes, docname: str) -> Loaded:
    """Return the recording that *data* holds, and what is wrong with it."""
    how = _HOW.format(docname=docname)
    try:
        recording, digest, line = _parse(data)
    except UnreadableError as error:
        message = f"the recording {error}: {how}"
        return Loaded(problem=Problem(message=message, code=CODE_DAMAGED, line=error.line))
    if digest == recording.digest:
        return Loaded(recording=recording)
    message = f"the recording was edited after it was taken (its digest does not fit): {how}"
    problem = Problem(message=message, code=CODE_EDITED, line=line, severity=Severity.WARNING)
    return Loaded(recording=recording, problem=problem)


def _parse(data: bytes) -> tuple[Recording, str, int]:
    if len(data) > SIZE_LIMIT:
        raise UnreadableError("is larger than 64 MiB", 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError("is not UTF-8", data.count(b"\n", 0, error.start) + 1) from None
    if conflict := _CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        raise UnreadableError("has conflict markers of a merge", line)
    top = _fields(load_plain(text), "the file")
    _check_format(top)
    digest = _text(top, "digest")
    recording = Recording(
        provenance=_provenance(top.get("provenance")),
        sources=_words(top.get("sources"), "sources"),
        interactions=tuple(
            _interaction(_fields(each, "an interaction")) for each in _items(top, "interactions")
        ),
    )
    return recording, str(digest), digest.line


def _check_format(top: Fields) -> None:
    version = _text(top, "format")
    if not _VERSION.fullmatch(version):
        raise UnreadableError(f"has no format number but {str(version)!r}", version.line)
    if int(version) > FORMAT:
        raise UnreadableError(
            f"has format {version}, which a newer kindsphinx wrote (this one reads {FORMAT}): "
            "upgrade kindsphinx, or else",
            version.line,
        )


def _interaction(plain: Fields) -> Interaction:
    own = plain.get("provenance")
    return Interaction(
        id=str(_text(plain, "id")),
        fingerprint=str(_text(plain, "fingerprint")),
        command=str(_text(plain, "command")),
        output=str(_text(plain, "output")),
        exit_code=_exit_code(plain),
        duration=_duration(plain),
        provenance=None if own is None else _provenance(own),
    )


def _provenance(value: Value | None) -> Provenance:
    if value is None or value == "":
        return Provenance()
    plain = _fields(value, "“provenance”")
    known = {each.name for each in fields(Provenance)} - {"node_images"}
    texts = {key: str(_text(plain, key)) for key in plain if key in known}
    return Provenance(**texts, node_images=_words(plain.get("node_images"), "node_images"))


def _words(value: Value | None, what: str) -> dict[str, str]:
    if value is None or value == "":
        return {}
    plain = _fields(value, f"“{what}”")
    return {key: str(_text(plain, key)) for key in plain}


def _fields(value: Value, what: str) -> Fields:
    if not isinstance(value, Fields):
        raise UnreadableError(f"is damaged: {what} is no mapping", value.line)
    return value


def _items(plain: Fields, key: str) -> Items:
    value = plain.get(key)
    if not isinstance(value, Items):
        raise UnreadableError(f"is damaged: “{key}” is no list", plain.line if value is None else value.line)
    return value


def _text(plain: Fields, key: str) -> Text:
    value = plain.get(key)
    if not isinstance(value, Text):
        line = plain.line if value is None else value.line
        raise UnreadableError(f"is damaged: “{key}” is missing or no text", line)
    return value


def _exit_code(plain: Fields) -> int:
    text = _text(plain, "exit_code")
    if not _EXIT_CODE.fullmatch(text):
        raise UnreadableError("is damaged: “exit_code” is no whole number", text.line)
    return int(text)


def _duration(plain: Fields) -> float:
    text = _text(plain, "duration")
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        raise UnreadableError("is damaged: “duration” is no number of seconds", text.line)
    return seconds
