"""Paints words for a terminal."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TextIO

from kindsphinx.reporting.status_line import is_terminal, wants_color

if TYPE_CHECKING:
    from collections.abc import Mapping


class Style(StrEnum):
    """How a word looks, as the number of a terminal's sequence."""

    STRONG = "1"
    ERROR = "1;31"
    WARNING = "1;33"
    FINE = "32"
    FRAME = "34"
    """What stands around a quotation."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paint:
    """Paints, or leaves words as they are."""

    color: bool

    def __call__(self, text: str, style: Style) -> str:
        """Return *text*, which has no sequences of its own, in *style*."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.color and text else text


def paint_for(stream: TextIO, environ: Mapping[str, str] = os.environ) -> Paint:
    """Return what paints for *stream*: a terminal where nobody has forbidden it."""
    return Paint(color=is_terminal(stream, environ) and wants_color(environ))
