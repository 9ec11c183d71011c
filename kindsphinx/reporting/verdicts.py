"""What is told of configurations, to whomever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kindsphinx.core.problems import Problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """One file that was judged."""

    file: str
    """As the user names it, ``-`` for standard input."""
    data: bytes
    accepted: bool
    problems: tuple[Problem, ...]
    """Those of which something is to be said."""
    kind_message: str
    """What kind says of the whole, empty if it accepts."""


class VerdictReport(Protocol):
    """Tells somebody of one file after the other."""

    def add(self, judged: Judged) -> None:
        """Take a file that was judged."""
        ...

    def pass_over(self) -> None:
        """Note that there is a file which is no configuration."""
        ...

    def end(self) -> None:
        """Say how it was, all in all."""
        ...
