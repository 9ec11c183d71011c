"""What decoding finds wrong, with kind's words for it and enough to explain it in ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config.codes import ProblemCode
    from kindsphinx.core.cluster_config.reading.tree import Place
    from kindsphinx.core.cluster_config.shapes import Shape

Path: TypeAlias = tuple[str | int, ...]
"""Names of fields and indices of items, from the top."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One value that does not decode."""

    code: ProblemCode
    words: str
    """kind's own."""
    place: Place
    path: Path
    names_line: bool = True
    """Whether kind puts the line before its words."""
    aborts: bool = False
    """Whether kind stops at it, and says nothing of the others."""
    hidden: bool = False
    """Whether kind does not get to see it, as it stops or looks away before."""
    found: str = ""
    """The value, as the file has it."""
    tag: str = ""
    """The value's type, as kind's reader calls it."""
    shape: Shape | None = None
    """What belongs there."""

    @property
    def kind_message(self) -> str:
        """Return kind's words, as they stand in its list."""
        return f"line {self.place.line + 1}: {self.words}" if self.names_line else self.words


def kind_message_of(faults: list[Fault]) -> str:
    """Return what kind says of *faults*: where it stops, else all; empty if it sees none."""
    seen = [fault for fault in faults if not fault.hidden]
    if not seen:
        return ""
    for fault in seen:
        if fault.aborts:
            return fault.kind_message
    return "\n  ".join(["yaml: unmarshal errors:", *(fault.kind_message for fault in seen)])


def write_path(path: Path) -> str:
    """Return *path* as ``nodes[1].image``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")
