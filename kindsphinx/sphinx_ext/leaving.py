"""Leaves beside each recording that a run took what the page expected, for those who accept it later."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kindsphinx.core.accepting import SUFFIX, Place, Seen, announced_path, digest_of, seen_path, seen_to_json
from kindsphinx.core.coherence import chosen_in
from kindsphinx.core.comparing import missing_texts
from kindsphinx.core.diff import compare
from kindsphinx.core.freshness import interaction_ids
from kindsphinx.core.page_sources import ledger_of, sources_of
from kindsphinx.reporting import write_report
from kindsphinx.sphinx_ext.domain import kind_domain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.environment import BuildEnvironment

    from kindsphinx.core.blocks import Command, Scenario
    from kindsphinx.core.coherence import Ledger
    from kindsphinx.core.recording import Recording
    from kindsphinx.core.store import RecordingStore


class Leaving:
    """What a run of pages leaves for ``accept``, a file for each page below the folder *root*.

    Made when the run begins: what an earlier one has left of these pages is gone then, and what is edited
    while they run counts as edited since.
    """

    def __init__(
        self, root: Path, taken: RecordingStore, env: BuildEnvironment, scenarios: Iterable[Scenario]
    ) -> None:
        self._root = root
        self._taken = taken
        self._env = env
        self._digests = {each.docname: _digests(env, each.docname) for each in scenarios}
        for path in list(root.rglob(f"*{SUFFIX}")):
            docname = path.relative_to(root).as_posix().removesuffix(SUFFIX)
            if docname in self._digests or docname not in env.found_docs:
                path.unlink(missing_ok=True)
                announced_path(path).unlink(missing_ok=True)

    def leave(self, scenario: Scenario) -> None:
        """Keep what a page expected, if a recording of it was taken.

        :raises KindSphinxError: if it cannot be written.
        """
        recording = self._taken.load(scenario.docname).recording
        if recording is None:
            return
        seen = Seen(
            docname=scenario.docname,
            source=_named(self._env, scenario.docname, self._env.doc2path(scenario.docname)),
            recordings=kind_domain(self._env).settings.recordings_path,
            digests=self._digests[scenario.docname],
            recording=recording.digest,
            beside=digest_of(kind_domain(self._env).store.path(scenario.docname)),
            chosen=chosen_in(sources_of(scenario)),
            places=tuple(_places(self._env, scenario, recording)),
        )
        write_report(seen_path(self._root, scenario.docname), seen_to_json(seen))


def _places(env: BuildEnvironment, scenario: Scenario, recording: Recording) -> Iterator[Place]:
    ledger = ledger_of(scenario)
    for block in scenario.runs:
        for identity, command in zip(interaction_ids(block), block.commands, strict=True):
            kept = recording.find(identity)
            if kept is None:
                continue
            below = command.expected_location
            yield Place(
                interaction=identity,
                command=command.text,
                file=_named(env, scenario.docname, (below or command.location).source),
                line=command.location.line,
                expected=command.expected,
                expected_line=below.line if below else 0,
                expected_column=(below.column or 1) if below else 1,
                prompt=command.written[0][:1] if command.written else "$",
                comparison=command.comparison,
                met=_is_met(command, kept.output, ledger),
            )


def _is_met(command: Command, output: str, ledger: Ledger) -> bool:
    """Return whether *output* is what is expected, in the way of the page's other outputs."""
    if command.comparison.contained:
        return not missing_texts(command.comparison.contained, output)
    if command.expected is None:
        return True
    line = command.expected_location.line if command.expected_location else 0
    diff = compare(
        command.expected,
        output,
        command=command.text,
        comparison=command.comparison,
        ledger=ledger,
        line=line,
    )
    ledger.keep(command.text)
    return diff.equal


def _digests(env: BuildEnvironment, docname: str) -> Mapping[str, str]:
    """Return the digest of each file of the source folder that a page is made of."""
    root = os.path.realpath(env.srcdir)
    files = {Path(os.path.realpath(Path(env.srcdir, each))) for each in env.dependencies[docname]}
    within = [each for each in sorted(files) if each.is_file() and each.is_relative_to(root)]
    # a link to a page elsewhere is a page as well
    named = [Path(env.doc2path(docname)), *within]
    return {_named(env, docname, each): digest_of(each) for each in named}


def _named(env: BuildEnvironment, docname: str, path: str | os.PathLike[str]) -> str:
    """Return a file from the source folder, that of the page by the name that Sphinx has for it."""
    page = env.doc2path(docname)
    if os.path.realpath(path) == os.path.realpath(page):
        return Path(page).relative_to(env.srcdir).as_posix()
    return Path(os.path.relpath(os.path.realpath(path), os.path.realpath(env.srcdir))).as_posix()
