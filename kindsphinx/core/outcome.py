"""How a block of a page went."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kindsphinx.core.diff import Diff
    from kindsphinx.core.drift import Drift
    from kindsphinx.core.problems import Location


class Status(StrEnum):
    """The kinds of outcome."""

    PASSED = "passed"
    FAILED = "failed"
    """A difference, a wrong exit code, a timeout, or nothing to compare with."""
    ERROR = "error"
    """It could not be run."""
    SKIPPED = "skipped"
    RECORDED = "recorded"


class RecordMode(StrEnum):
    """When a recording is written."""

    NONE = "none"
    """Never: what is missing or stale fails."""
    NEW = "new"
    """Where the page has a block without a recording, or a stale one."""
    ALL = "all"
    """For every page that is run."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How one block, one command of it that went wrong, or a page as a whole, went."""

    docname: str
    block: str
    """The block's id; empty for the page as a whole."""
    status: Status
    location: Location | None = None
    command: str = ""
    """The command that the outcome is about: the one that went wrong, else the block's last."""
    message: str = ""
    """A sentence; empty where there is nothing to say."""
    diff: Diff | None = None
    drift: Drift | None = None
    """What kind of difference failed; ``None`` where nothing did, and for an error."""
    output: str = ""
    """What the command printed, where the message is about that."""
    exit_code: int | None = None
    duration: float = 0.0
    """Seconds: of the command that went wrong, in its last try, else of all commands of the block."""
    since: tuple[str, ...] = ()
    """Which programs are others than in the recording, a text for each: ``kind v0.30.0 → v0.33.0``."""
    cosmetic: tuple[str, ...] = ()
    """What differs in volatile values only, in sentences, where that is asked for."""
    tries: int = 1
    """How often the command was run."""
    forensics: str = ""
    """The folder that tells why no cluster was created, maybe in a try before; empty for none."""
    remarks: tuple[str, ...] = ()
    """Sentences about what somebody should look at although nothing has failed."""

    @property
    def is_bad(self) -> bool:
        """Return whether a run with this outcome ends with a status other than 0."""
        return self.status in {Status.FAILED, Status.ERROR}
