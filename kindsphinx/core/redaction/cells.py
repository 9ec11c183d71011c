"""Puts a fixed text in place of a secret, so that the columns beside it stay where they are."""

from __future__ import annotations

import re
from typing import Final

REDACTED: Final = "<redacted>"
_GAP: Final = 2
"""Blanks at least between two cells, or they would be taken for one."""
_NEXT_CELL: Final = re.compile(rf" {{{_GAP},}}(?=\S)")


def replace_spans(text: str, spans: list[tuple[int, int]], *, keep_lines: bool = False) -> str:
    """Return *text* with :data:`REDACTED` in place of *spans*, which are sorted and do not overlap.

    Where another cell of the line follows, it keeps its column.

    :param keep_lines: whether it stands on each line of a span, so that there are as many lines as before.
    """
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts.append(text[at:start])
        replaced, at = _instead(text, start, end)
        lines = text.count("\n", start, end) if keep_lines else 0
        parts.append(f"{REDACTED}\n" * lines + replaced)
    return "".join([*parts, text[at:]])


def _instead(text: str, start: int, end: int) -> tuple[str, int]:
    """Return what stands instead, and where the text goes on behind it."""
    gap = _NEXT_CELL.match(text, end)
    line = text.rfind("\n", start, end) + 1
    if gap is None or line:
        return REDACTED, end
    room = gap.end() - start
    mark = REDACTED if len(REDACTED) + _GAP <= room else f"{REDACTED[: room - _GAP - 1]}>"
    return mark.ljust(room), gap.end()
