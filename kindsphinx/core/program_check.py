"""Judges the programs that a command names, before anything runs."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kindsphinx.core.isolation import ADVICE, OTHER_ENGINES, Sudo, engine_advice
from kindsphinx.core.programs import BUILTINS, Named, functions_in, programs_in

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgramRules:
    """What a project says about programs."""

    sudo: Sudo
    allowed: frozenset[str] = frozenset()
    """The only programs that pages may name; all if it is empty."""
    engines: bool = False
    """Whether pages may use the programs of engines that kindsphinx does not stand in front of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WrongProgram:
    """A program that a page may not name."""

    line: int
    """The line of the command, from 0."""
    message: str


@dataclass(slots=True)
class ProgramCheck:
    """Follows the commands of a page, which may define functions and write scripts."""

    rules: ProgramRules
    own: set[str] = field(default_factory=set)
    """The page's own functions and files."""

    def follow(self, command: str) -> tuple[WrongProgram, ...]:
        """Return what a command names that it may not."""
        self.own |= functions_in(command)
        return tuple(self._wrong(command))

    def _wrong(self, command: str) -> Iterator[WrongProgram]:
        for named in programs_in(command):
            if named.name == "sudo" and "sudo" not in self.own:
                if self.rules.sudo is Sudo.REFUSE:
                    yield WrongProgram(line=named.line, message=ADVICE)
            elif named.name in OTHER_ENGINES and not (self.rules.engines or named.name in self.own):
                yield WrongProgram(line=named.line, message=engine_advice(named.name))
            elif self.rules.allowed and not self._is_allowed(named.name):
                yield WrongProgram(line=named.line, message=self._refusal(named))

    def _is_allowed(self, name: str) -> bool:
        return bool({name, name.rpartition("/")[2]} & {*self.rules.allowed, *BUILTINS}) or (
            name.removeprefix("./") in self.own
        )

    def _refusal(self, named: Named) -> str:
        if not named.name:
            return (
                "which program runs here cannot be told before it does: name it, since kind_allowed_programs "
                "says which may"
            )
        near = difflib.get_close_matches(named.name, self.rules.allowed, n=1)
        hint = f"did you mean “{near[0]}”?" if near else "use another, or add it there"
        return f"“{named.name}” is none of the programs that pages may use (kind_allowed_programs): {hint}"
