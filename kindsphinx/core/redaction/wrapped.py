"""Finds tokens that a program has broken into lines, whatever they are the tokens of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kindsphinx.core.redaction.shapes import TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGINNING: Final = re.compile(r"(?<![\w.-])eyJ[\w.-]{5,}(?=\n)")
_LINE: Final = re.compile(r"\n[ \t]*(?P<part>(?!eyJ)[\w.-]+)(?=\n|\Z)")
_WHOLE: Final = re.compile(r"eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}")


def find_wrapped_tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a token goes over several lines, all of one length but the last, and what it is."""
    for first in _BEGINNING.finditer(text):
        if _WHOLE.fullmatch(first[0]):
            continue
        parts, end = [first[0]], first.end()
        width = 0
        while line := _LINE.match(text, end):
            part = line["part"]
            # the first line may have begun with something else
            width = width or max(len(part), len(first[0]))
            if len(part) > width:
                break
            parts.append(part)
            end = line.end()
            if len(part) < width:
                break
        if len(parts) > 1 and _WHOLE.fullmatch("".join(parts)):
            yield first.start(), end, TOKEN
