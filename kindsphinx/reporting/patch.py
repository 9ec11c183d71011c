"""Shows what would become of files, as ``git apply`` takes it."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from kindsphinx.reporting.columns import visible
from kindsphinx.reporting.paint import Paint, Style

if TYPE_CHECKING:
    from collections.abc import Iterator

_NONE: Final = "/dev/null"
_STYLES: Final = {"-": Style.ERROR, "+": Style.FINE, "@": Style.FRAME}
_HEADS: Final = ("--- ", "+++ ")


def patch_text(name: str, old: str | None, new: str) -> str:
    """Return a unified diff of the file *name*; nothing if it does not change.

    :param old: its text; ``None`` if there is no such file yet.
    """
    before, after = _lines(old or ""), _lines(new)
    names = _NONE if old is None else f"a/{name}", f"b/{name}"
    return "".join(_ended(difflib.unified_diff(before, after, *names)))


def painted_patch(text: str, paint: Paint) -> str:
    """Return a patch for a terminal: coloured, and with a sign for each control character."""
    if not paint.color:
        return text
    return "".join(f"{_painted(line, paint)}\n" for line in text.split("\n")[:-1])


def _painted(line: str, paint: Paint) -> str:
    style = Style.STRONG if line.startswith(_HEADS) else _STYLES.get(line[:1])
    shown = visible(line.rstrip("\r"))
    return paint(shown, style) if style else shown


def _lines(text: str) -> list[str]:
    """Return the lines with their ends; only a newline ends one."""
    *lines, last = text.split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
