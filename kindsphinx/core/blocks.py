"""What a page asks for: its blocks, in order, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from kindsphinx.core.comparing.comparison import USUAL, Comparison

if TYPE_CHECKING:
    from kindsphinx.core.capturing.capture import Capture
    from kindsphinx.core.problems import Location
    from kindsphinx.core.sharing.plan import Sharing


class Action(StrEnum):
    """What the commands of a block are there for."""

    RUN = "run"
    CREATE = "create"
    DELETE = "delete"


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """One command of a page and what its author expects of it."""

    text: str
    """As bash gets it; continuation lines are joined by newlines."""
    location: Location
    expected: str | None = None
    """The output written under the command, ``None`` where the author wrote none."""
    expected_location: Location | None = None
    """Where the output written under the command begins."""
    written: tuple[str, ...] = ()
    """The lines of the command as the page shows them, prompts included; empty for the usual form."""
    captured: tuple[Capture, ...] = ()
    """What it uses, as ``${NAME}``, of the values that blocks above capture."""
    comparison: Comparison = USUAL
    """How its output is compared with what is expected and recorded."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PageFile:
    """One file that lies in the working directory before the next command runs."""

    name: str
    """Relative to the working directory, with ``/``."""
    data: bytes
    """Its content; a text has LF line ends."""
    executable: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusterBlock:
    """A cluster configuration that a page shows."""

    id: str
    location: Location
    name: str
    """The cluster's name, which a page defines once."""
    file: PageFile
    """The configuration under the name that the creation command shows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FileBlock:
    """Files that a page shows and its commands use."""

    id: str
    location: Location
    files: tuple[PageFile, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RunBlock:
    """Commands of a page: its own, or those that create or delete a cluster."""

    id: str
    """Unique on the page: ``:name:``, else the slug of the first command and its occurrence."""
    location: Location
    commands: tuple[Command, ...]
    action: Action = Action.RUN
    cluster: str = ""
    """The cluster that the block is about; empty for none."""
    files: tuple[PageFile, ...] = ()
    """Written to the working directory before the first command."""
    exit_codes: tuple[int, ...] = (0,)
    """Those the last command may end with; the commands before it must end with 0."""
    timeout: float | None = None
    """Seconds for one try of one command; ``None`` for the setting's."""
    retry: float = 0.0
    """Seconds during which the last command is repeated until it does what is expected."""
    cleanup: bool = False
    reveal: bool = False
    """Whether secrets in what it prints are published on purpose."""
    platform: str = ""
    """``OS/ARCHITECTURE`` of the only engine that it runs on; empty for any."""
    no_run: str | None = None
    """The reason why the block is never run."""
    captures: tuple[Capture, ...] = ()
    """What is taken from the output of the last command."""


Block: TypeAlias = ClusterBlock | FileBlock | RunBlock


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """What a page goes on from: another page, whose blocks are run in the same environment before its own."""

    scenario: Scenario
    location: Location
    """Where the page says so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scenario:
    """The blocks of one document in order, which share one environment."""

    docname: str
    blocks: tuple[Block, ...]
    origin: Origin | None = None
    problems: tuple[str, ...] = ()
    """What is wrong in the page, each with its place; a page with any is not run."""
    sharing: Sharing | None = None
    """The cluster that it shares with other pages of its run."""

    @property
    def runs(self) -> tuple[RunBlock, ...]:
        """Return the blocks that have commands to run, in order."""
        return tuple(block for block in self.blocks if isinstance(block, RunBlock) and block.no_run is None)

    @property
    def foregoing(self) -> tuple[Scenario, ...]:
        """Return the pages that this one goes on from, in the order in which they are run."""
        before = self.origin.scenario if self.origin else None
        return (*before.foregoing, before) if before else ()

    @property
    def whole(self) -> Scenario:
        """Return the scenario with the blocks of the pages that it goes on from before its own."""
        before = tuple(block for each in self.foregoing for block in each.blocks)
        return replace(self, blocks=(*before, *self.blocks), origin=None)
