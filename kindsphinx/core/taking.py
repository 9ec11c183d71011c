"""Takes a recording: gathers what a page printed, and keeps it when the page has completed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kindsphinx.core.judging import same_but_volatile
from kindsphinx.core.page_sources import ledger_of
from kindsphinx.core.recording import Interaction, Provenance, Recording

if TYPE_CHECKING:
    from kindsphinx.core.page_plan import PagePlan
    from kindsphinx.core.ports import Redactor
    from kindsphinx.core.scenario import Stores

_VERSIONS = ("kind", "kubectl", "kubernetes", "node_images")


class Take:
    """What one run of a page has printed so far."""

    def __init__(self, plan: PagePlan) -> None:
        self._plan = plan
        self._interactions: list[Interaction] = []
        self._recording: Recording | None = None

    def add(self, interaction: Interaction) -> None:
        """Note what was printed."""
        self._interactions.append(interaction)

    @property
    def interactions(self) -> tuple[Interaction, ...]:
        """Return what was printed so far."""
        return tuple(self._interactions)

    def redact(self, secrets: Redactor) -> bool:
        """Take out what has turned out to be secret, and return whether there was any.

        What an author publishes on purpose (``:reveal:``) stays.
        """
        before = self._interactions
        self._interactions = [self._redacted(each, secrets) for each in before]
        return self._interactions != before

    def keep_recorded(self, block_id: str) -> None:
        """Note that a block is not run on this platform and keeps what was recorded elsewhere."""
        recording = self._plan.recording
        if recording is None:
            return
        for each in self._plan.states[block_id].interactions:
            self.add(replace(each, provenance=each.provenance or recording.provenance))

    def complete(self, provenance: Provenance) -> None:
        """Note that the page has run to its end."""
        self._recording = Recording(
            provenance=provenance, interactions=tuple(self._interactions), sources=self._plan.sources
        )

    def keep(self, stores: Stores, *, commit: bool, good: bool = True) -> bool:
        """Keep a complete take under the build folder and, to *commit* it, beside the page.

        Returns whether the file beside the page was written: where nothing but volatile values changed, it
        stays as it is, and is what lies under the build folder too.

        :param good: whether all that was printed is as it should be; if not, it lies under the build folder
            as it was printed.
        :raises RecordingError: if a file cannot be written.
        :raises MissingProgramError: if what writes recordings is not installed.
        """
        if self._recording is None:
            return False
        docname = self._plan.docname
        if good and self._is_unchanged(self._recording):
            stores.taken.copy(docname, stores.committed)
            return False
        stores.taken.save(docname, self._recording)
        if commit:
            # not a copy of that: another run with this build folder may have replaced it by now
            stores.committed.save(docname, self._recording)
        return commit

    def _redacted(self, interaction: Interaction, secrets: Redactor) -> Interaction:
        if interaction.id in self._plan.revealed:
            secrets.reveal(interaction.output)
            return interaction
        return replace(interaction, output=secrets.redact(interaction.output))

    def _is_unchanged(self, new: Recording) -> bool:
        old = self._plan.recording
        if old is None or len(old.interactions) != len(new.interactions):
            return False
        if dict(old.sources) != dict(new.sources) or not _same_versions(old.provenance, new.provenance):
            return False
        asked, ledger = self._plan.asked, ledger_of(self._plan.scenario)
        pairs = zip(old.interactions, new.interactions, strict=True)
        return all(same_but_volatile(*pair, asked=asked.get(pair[1].id), ledger=ledger) for pair in pairs)


def _same_versions(old: Provenance, new: Provenance) -> bool:
    return all(getattr(old, name) == getattr(new, name) for name in _VERSIONS)
