"""What the domain keeps of one page: its blocks, what can be shown again, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kindsphinx.core.blocks import RunBlock, Scenario
from kindsphinx.core.capturing import page_values
from kindsphinx.core.context import ContextTracker
from kindsphinx.core.fingerprint import block_fingerprints, file_digest, files_of, seed
from kindsphinx.core.freshness import BlockState, block_state
from kindsphinx.core.problems import Severity
from kindsphinx.core.slugs import unused_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kindsphinx.core.blocks import Block, ClusterBlock
    from kindsphinx.core.capturing import Capture
    from kindsphinx.core.problems import Location
    from kindsphinx.core.recording import Recording
    from kindsphinx.sphinx_ext.values import ValueUse


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something that every build says of a page."""

    message: str
    code: str
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A place that names a block or a cluster of a page."""

    page: str
    name: str
    location: Location
    is_cluster: bool
    """Whether a cluster is meant, and not a block's name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A text that a block shows: its configuration, script or file."""

    text: str
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """What a block with a name has to show."""

    config: Listed | None = None
    run: RunBlock | None = None
    instead: str = ""
    """The output to show where nothing is recorded."""
    printed: str = ""
    """What kind says of a configuration that it refuses."""


@dataclass(frozen=True, kw_only=True, slots=True)
class After:
    """The page that another goes on from."""

    docname: str
    location: Location
    """Where the other one says so."""


@dataclass(slots=True)
class Cluster:
    """A cluster that the page defines, or that the page it goes on from has."""

    block: ClusterBlock
    node_id: str
    """The target of links to its configuration."""
    command: str
    """The command that creates it."""
    image: str
    """The image that the command gives to all nodes; empty if it gives none."""
    timeout: float | None
    created: bool = False
    """Whether a block above creates it."""
    deleted: bool = False
    after: str = ""
    """The page that it comes from; empty for a cluster of the page itself."""


@dataclass(slots=True)
class Page:
    """One page with blocks; filled while it is read, not changed after that."""

    docname: str
    environment: Mapping[str, str]
    """What the settings add to the shell's environment."""
    blocks: list[Block] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    named: dict[str, Named] = field(default_factory=dict)
    clusters: dict[str, Cluster] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    config_values: dict[str, str] = field(default_factory=dict)
    """What follows from the page's configurations, by name: ``dev.nodes``."""
    captures: dict[str, Capture] = field(default_factory=dict)
    """What the blocks so far capture, by name."""
    values: dict[str, str] = field(default_factory=dict)
    """What the captures so far found in the recording."""
    value_uses: list[ValueUse] = field(default_factory=list)
    """Where the prose publishes a value."""
    mistakes: list[Finding] = field(default_factory=list)
    """What its author got wrong, said in every build."""
    findings: list[Finding] = field(default_factory=list)
    """What its recording has to say, said in every build that publishes."""
    folders: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The files of each folder that the page takes whole: a new one makes the page another."""
    contexts: ContextTracker = field(default_factory=ContextTracker)
    after: After | None = None
    """What the page goes on from."""
    recorded_origin: str = ""
    """The fingerprint of what it went on from when it was recorded."""
    recording_digest: str = ""
    used: set[str] = field(default_factory=set)
    """The ids that blocks have."""
    before: str = ""
    """The fingerprint of the last block."""
    sources: dict[str, str] = field(default_factory=dict)
    """The digests of the files so far."""

    def __post_init__(self) -> None:
        """Begin the chain of fingerprints."""
        self.before = seed(self.environment)
        self.contexts.usual = self.environment.get("KIND_CLUSTER_NAME") or "kind"

    @property
    def scenario(self) -> Scenario:
        """Return the page's blocks as the one use case takes them."""
        return Scenario(docname=self.docname, blocks=tuple(self.blocks), problems=tuple(self.problems))

    @property
    def nearest(self) -> str:
        """Return the nearest cluster above that is not deleted; empty if there is none."""
        alive = [name for name, cluster in self.clusters.items() if not cluster.deleted]
        return alive[-1] if alive else ""

    def unused_id(self, name: str, command: str) -> str:
        """Return the id of a new block: its name, else the slug of *command* and its occurrence."""
        identity = name or unused_id(command, self.used)
        self.used.add(identity)
        return identity

    def go_on(self, after: After) -> None:
        """Note, before any block, what the page goes on from."""
        self.after = after
        self.before = seed(self.environment, goes_on=True)
        # wherever that page has left it
        self.contexts.current = None

    def note_mistake(self, message: str, code: str, location: Location, *, severity: Severity) -> None:
        """Keep a mistake, to be told when all pages are read; an error keeps the page from being run.

        A warning that is given while a page is read is lost in the next build, which does not read it again.
        """
        self.mistakes.append(Finding(message=message, code=code, location=location))
        if severity is Severity.ERROR:
            self.problems.append(f"{message} ({location})")

    def note_block(self, block: Block, recording: Recording | None) -> BlockState | None:
        """Add a block, and return how *recording* stands to it if it has commands that are run."""
        steps = block_fingerprints(block, self.before)
        self.before = steps[-1]
        self.blocks.append(block)
        if isinstance(block, RunBlock):
            self.captures |= {capture.name: capture for capture in block.captures}
            self.values |= page_values([block], recording).found
        self.sources |= {file.name: file_digest(file.data) for file in files_of(block)}
        if not isinstance(block, RunBlock) or block.no_run is not None:
            return None
        # the files of later blocks are not known yet, and cannot be why this block is stale
        later = recording.sources if recording else {}
        return block_state(block, steps, {**later, **self.sources}, recording)
