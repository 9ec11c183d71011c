"""A project with one page, its recordings, and a runtime that answers as a test says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kindsphinx.core.blocks import Action, ClusterBlock, Command, Origin, PageFile, RunBlock, Scenario
from kindsphinx.core.outcome import RecordMode
from kindsphinx.core.problems import Location
from kindsphinx.core.scenario import RunSettings, Stores, run_scenario
from kindsphinx.core.store import RecordingStore
from tests.fakes.progress import FakeProgress
from tests.fakes.runtime import FakeRuntime

if TYPE_CHECKING:
    from pathlib import Path

    from kindsphinx.core.blocks import Block
    from kindsphinx.core.outcome import Outcome
    from tests.fakes.runtime import Answers

PAGE = "guide/web"
SOURCE = "guide/web.rst"
AMD64 = "linux/amd64"
ARM64 = "linux/arm64"


def settings(mode: RecordMode = RecordMode.NEW) -> RunSettings:
    """Return what a run is like by default, without waiting between two tries."""
    return RunSettings(mode=mode, timeout=120, create_timeout=600, environment={}, retry_interval=0.001)


def at(line: int) -> Location:
    """Return a line of the page."""
    return Location(source=SOURCE, line=line)


def command(text: str, *, expected: str | None = None, line: int = 1) -> Command:
    """Return a command at *line*, with the expected output right below it."""
    below = None if expected is None else at(line + 1)
    return Command(text=text, expected=expected, location=at(line), expected_location=below)


def block(*commands: str | Command, line: int = 1, **more: Any) -> RunBlock:  # noqa: ANN401 - fields of RunBlock
    """Return a block at *line*; it is called as its first command is, unless *more* says otherwise."""
    made = tuple(command(each, line=line) if isinstance(each, str) else each for each in commands)
    return RunBlock(**{"id": made[0].text, "location": at(line), "commands": made, **more})


def creation(name: str = "dev", **more: Any) -> RunBlock:  # noqa: ANN401 - fields of RunBlock
    """Return the block that creates a cluster."""
    text = f"kind create cluster --name {name}"
    return block(text, **{"id": f"create-{name}", "action": Action.CREATE, "cluster": name, **more})


def config(name: str = "dev", data: bytes = b"kind: Cluster\n") -> ClusterBlock:
    """Return the block that shows a cluster's configuration."""
    file = PageFile(name=f"{name}.yaml", data=data)
    return ClusterBlock(id=name, location=at(1), name=name, file=file)


def page(*blocks: Block, problems: tuple[str, ...] = (), origin: Origin | None = None) -> Scenario:
    """Return the scenario of the page."""
    return Scenario(docname=PAGE, blocks=blocks, problems=problems, origin=origin)


def going_on_from(*blocks: Block, docname: str = "install", origin: Origin | None = None) -> Origin:
    """Return a page with these blocks, which the third line of another goes on from."""
    return Origin(scenario=Scenario(docname=docname, blocks=blocks, origin=origin), location=at(3))


class Project:
    """The recordings of a project, and what its last run was like."""

    def __init__(self, root: Path) -> None:
        self.stores = Stores(
            committed=RecordingStore(root / "_recordings"), taken=RecordingStore(root / "taken")
        )
        self.runtime = FakeRuntime()
        self.progress = FakeProgress()

    def run(
        self,
        *blocks: Block,
        mode: RecordMode = RecordMode.NEW,
        answers: Answers | None = None,
        runtime: FakeRuntime | None = None,
        problems: tuple[str, ...] = (),
        origin: Origin | None = None,
    ) -> list[Outcome]:
        """Run the page once and return its outcomes."""
        self.runtime = runtime or FakeRuntime(answers=answers or {})
        return list(
            run_scenario(
                page(*blocks, problems=problems, origin=origin),
                stores=self.stores,
                settings=settings(mode),
                open_runtime=lambda _: self.runtime,
                progress=self.progress,
            )
        )

    @property
    def committed(self) -> bytes:
        """Return the page's recording file; empty if there is none."""
        return _bytes(self.stores.committed)

    @property
    def taken(self) -> bytes:
        """Return what the last run left under the build folder; empty if nothing."""
        return _bytes(self.stores.taken)

    def outputs(self) -> dict[str, str]:
        """Return interaction -> output of the page's recording."""
        return _outputs(self.stores.committed)

    def taken_outputs(self) -> dict[str, str]:
        """Return interaction -> output of what the last run left."""
        return _outputs(self.stores.taken)


def statuses(outcomes: list[Outcome]) -> list[str]:
    """Return how each block went: ``block passed``; the page is called ``page``."""
    return [f"{each.block or 'page'} {each.status}" for each in outcomes]


def _bytes(store: RecordingStore) -> bytes:
    path = store.path(PAGE)
    return path.read_bytes() if path.exists() else b""


def _outputs(store: RecordingStore) -> dict[str, str]:
    recording = store.load(PAGE).recording
    return {each.id: each.output for each in recording.interactions} if recording else {}
