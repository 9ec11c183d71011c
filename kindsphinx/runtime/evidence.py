"""Puts together the folder that tells of a creation that has failed."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kindsphinx.core.creations import Evidence
from kindsphinx.core.typed_path import as_typed
from kindsphinx.runtime.evidence_files import EvidenceFiles
from kindsphinx.runtime.looks import files_below

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kindsphinx.core.creations import Failure
    from kindsphinx.runtime.looks import Seen
    from kindsphinx.runtime.secrets import PageSecrets

ABOUT: Final = "README.txt"
OUTPUT: Final = "kind.txt"
_LOG_BYTES: Final = 65536
_WHAT_IS_THERE: Final = f"""\
{OUTPUT}          all that the command printed
docker-….txt      what the engine tells of itself, and the page's containers
CLUSTER/docker/   of each node, “docker inspect” and the end of “docker logs”
CLUSTER/logs/     what “kind export logs” got: journals, and the logs of pods
CLUSTER/          what the cluster's API told of nodes, pods and events
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What was seen, secrets included."""

    failure: Failure
    clusters: Mapping[str, Seen]
    engine: tuple[str, ...]
    """What the engine did not tell."""

    @property
    def problems(self) -> tuple[str, ...]:
        """Return what was not to be had."""
        of_clusters = (problem for each in self.clusters.values() for problem in each.problems)
        return (*of_clusters, *self.engine)


@dataclass(slots=True)
class Keeping:
    """Where what is known of a page's failures is kept, and what is taken out of it."""

    scratch: Path
    """A folder that goes with the page, which its commands do not reach; for what has secrets in it."""
    secrets: PageSecrets
    page: str
    """The page's docname."""
    root: Path | None = None
    """Below it, every page has its folders; nothing is kept without one."""
    _count: int = field(default=0, init=False)

    @property
    def is_wanted(self) -> bool:
        """Return whether anything is to be kept."""
        return self.root is not None

    def next_folder(self) -> Path:
        """Return the folder of the next failure: that of the page, with a number."""
        self._count += 1
        *folders, name = self.page.split("/")
        return Path(self.root or self.scratch, *folders, f"{name}.{self._count}")

    def forget(self) -> None:
        """Remove what an earlier run has kept."""
        if self.root is None:
            return
        *folders, name = self.page.split("/")
        for each in self.root.joinpath(*folders).glob("*.*"):
            is_ours = re.fullmatch(rf"{re.escape(name)}\.\d+", each.name) and (each / ABOUT).is_file()
            if is_ours and not each.is_symlink():
                shutil.rmtree(each, ignore_errors=True)


def keep_evidence(draft: Draft, keeping: Keeping) -> Evidence:
    """Write the folder of a failure.

    :raises OSError: if it cannot be written.
    """
    for cluster, seen in draft.clusters.items():
        keeping.secrets.take(cluster, kubeconfig=seen.kubeconfig, secrets=seen.secrets)
    folder = keeping.next_folder()
    folder.mkdir(parents=True, exist_ok=True)
    # what the next run knows the folder by
    (folder / ABOUT).touch()
    files = EvidenceFiles(folder, keeping.secrets)
    files.write(OUTPUT, draft.failure.output)
    files.take_over(keeping.scratch, files_below(keeping.scratch))
    files.write(ABOUT, _about(draft, files, keeping.page))
    return Evidence(folder=as_typed(folder), logs="".join(_logs(folder, draft)))


def _about(draft: Draft, files: EvidenceFiles, page: str) -> str:
    when = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    lines = [
        f"The page {page} could not create a cluster ({when}):",
        *_indented(draft.failure.message),
        "The command was",
        *_indented(draft.failure.command),
        _WHAT_IS_THERE,
    ]
    for title, found in (("Not to be had:", draft.problems), ("Left out:", files.left_out)):
        lines += [title, *_indented("\n".join(found))] if found else []
    return "\n".join(lines).rstrip() + "\n"


def _indented(text: str) -> Iterator[str]:
    yield ""
    yield from (f"    {line}" for line in text.splitlines())
    yield ""


def _logs(folder: Path, draft: Draft) -> Iterator[str]:
    for seen in draft.clusters.values():
        for path in sorted((folder / seen.folder.name / "docker").glob("*.log")):
            yield path.read_bytes()[-_LOG_BYTES:].decode("utf-8", "replace")
