"""Writes a recording, and reads it back before anybody relies on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.core.errors import MissingProgramError, RecordingError
from kindsphinx.core.recording.reader import read_recording

if TYPE_CHECKING:
    from kindsphinx.core.recording.model import Recording

# yamllint is told to stay away from what programs printed
HEADER = """\
# yamllint disable
# What the commands of {docname} printed, taken from a real run by kindsphinx.
# Do not edit it: record the page again. Review it like any other change.
"""


def write_recording(recording: Recording, docname: str) -> bytes:
    """Return the file that holds *recording*.

    :raises MissingProgramError: if ruamel.yaml, of the extra ``record``, is not installed.
    :raises RecordingError: if what was written does not read back equal.
    """
    try:
        from kindsphinx.core.recording.layout import laid_out  # noqa: PLC0415 - an optional dependency
    except ImportError:
        raise MissingProgramError(
            "recording needs the package ruamel.yaml: pip install 'kindsphinx[record]'"
        ) from None
    data = (HEADER.format(docname=docname) + laid_out(recording)).encode()
    loaded = read_recording(data, docname)
    if loaded.problem or loaded.recording != recording:
        reason = loaded.problem.message if loaded.problem else "it reads back changed"
        raise RecordingError(f"the recording of {docname} could not be written: {reason}")
    return data
