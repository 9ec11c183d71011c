"""What is said of one field of a configuration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config.codes import ProblemCode


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldText:
    """The description of a field; its texts are reST of one line, in which only literals are marked up."""

    meaning: str
    since: str
    """The first release of kind that has it."""
    default: str = ""
    """What it is where it is not written; empty if it must be."""
    allowed: str = ""
    """What may be written, beyond the type and a closed list of words."""
    wrong: str = ""
    """What goes wrong, or surprises."""
    codes: tuple[ProblemCode, ...] = ()
    """Those of the problems that concern it alone, besides those that all fields have."""
    example: object = None
