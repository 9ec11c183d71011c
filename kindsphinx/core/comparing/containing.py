"""Finds out whether an output has the texts that its page asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.core.normalize.reading import split

if TYPE_CHECKING:
    from collections.abc import Iterable


def missing_texts(texts: Iterable[str], output: str) -> tuple[str, ...]:
    """Return those of *texts* that no line of *output* has; several blanks count as one."""
    lines = [" ".join(line.split()) for line in split(output)]
    return tuple(text for text in texts if not any(" ".join(text.split()) in line for line in lines))
