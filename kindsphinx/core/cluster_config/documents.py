"""Find the configurations in a text that may have other documents, too."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config.reading import shown_lines
from kindsphinx.core.cluster_config.recognize import is_cluster_config

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SEPARATOR: Final = re.compile(r"---(?:\s+(?:#.*|(?P<content>.*)))?")
_PLACEHOLDER: Final = re.compile(r"""[\s-]*(?:["']?[\w./-]+["']?:\s+)?(?:\.{3}|…)\s*(?:#.*)?""")


def configurations_in(data: str | bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each configuration in *data*, with the number of lines before it.

    kind reads the first document of a file only; a listing has several where its author shows them together,
    and each is meant. A document in which ``...`` stands for a line, an item or a value is a fragment, and no
    configuration.
    """
    lines = shown_lines(data)
    starts = [0, *_separators(lines)]
    for start, end in pairwise([*starts, len(lines)]):
        document = lines[start:end]
        whole = data if len(starts) == 1 else "\n".join(document)
        if is_cluster_config(whole) and not any(map(_PLACEHOLDER.fullmatch, document)):
            yield start, whole.encode("utf-8", "surrogatepass") if isinstance(whole, str) else whole


def _separators(lines: Sequence[str]) -> Iterator[int]:
    """Yield where documents begin that have others before them: directives and comments are none."""
    has_content = False
    for at, line in enumerate(lines):
        separator = _SEPARATOR.fullmatch(line)
        if separator and has_content:
            yield at
        if separator:
            has_content = bool(separator["content"])
        elif line.strip() and not line.lstrip().startswith(("#", "%")):
            has_content = True
