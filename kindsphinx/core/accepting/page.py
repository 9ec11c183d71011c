"""Decides what of a run goes into a page and its recording: both, or neither."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kindsphinx.core.accepting.page_lines import PageLines
from kindsphinx.core.accepting.rewriting import rewritten
from kindsphinx.core.coherence import Ledger
from kindsphinx.core.diff import compare
from kindsphinx.core.drift import Difference, Drift
from kindsphinx.core.expectation import without_elided

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kindsphinx.core.accepting.page_lines import Edit
    from kindsphinx.core.accepting.rewriting import Rewritten
    from kindsphinx.core.accepting.seen import Place, Seen
    from kindsphinx.core.diff import Diff
    from kindsphinx.core.recording import Interaction, Recording


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why a page stays as it is."""

    file: str
    """From the source folder."""
    line: int
    reason: str
    is_declined: bool = False
    """Whether the reason is that something is not wanted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Acceptance:
    """What becomes of a page."""

    texts: Mapping[str, str]
    """Its source and the files that it includes, as they are to be."""
    taken: tuple[tuple[Place, Difference], ...] = ()
    """What is taken, from the recording too."""
    left: tuple[tuple[Place, Difference], ...] = ()
    """What the page goes on to say otherwise."""
    rewritten: tuple[tuple[str, int], ...] = ()
    """File and line of each expectation that is rewritten."""
    refusals: tuple[Refusal, ...] = ()
    """If there is any, neither the page nor its recording is written."""
    seen: Seen
    """What the run has left, as if it had found the page like this."""


def accept_page(  # noqa: PLR0913 - what is decided about, and by whose word
    seen: Seen,
    texts: Mapping[str, str],
    *,
    new: Recording,
    old: Recording | None,
    is_chosen: Callable[[Place], bool],
    wanted: Callable[[Place, Difference], bool],
) -> Acceptance:
    """Return what becomes of a page, of which a run has taken the recording *new*.

    The recording is taken whole: who does not want all that differs in it, but for what an expectation of the
    page goes on to tell, gets neither.

    :param texts: its source and those of the files it includes that may be rewritten, by their names.
    :param old: the recording beside the page.
    :param is_chosen: which expectations are to be rewritten.
    :param wanted: which differences are to be taken; asked once for each.
    """
    work = _Work(seen, texts, new, old)
    for place in seen.places:
        work.take(place, is_chosen=is_chosen(place), wanted=wanted)
    return work.acceptance()


class _Work:
    """What was decided of one page so far."""

    def __init__(self, seen: Seen, texts: Mapping[str, str], new: Recording, old: Recording | None) -> None:
        self._seen = seen
        self._new = {each.id: each for each in new.interactions}
        self._old = {each.id: each for each in old.interactions} if old else {}
        is_markdown = not seen.source.endswith(".rst")
        self._files = {
            name: PageLines(text, is_markdown=is_markdown or name.endswith(".md"))
            for name, text in texts.items()
        }
        sources = "\n".join(seen.chosen)
        self._names, self._values = Ledger(sources), Ledger(sources)
        self._edits: dict[Place, tuple[Edit, Rewritten]] = {}
        self._taken: list[tuple[Place, Difference]] = []
        self._left: list[tuple[Place, Difference]] = []
        self._refusals: list[Refusal] = []

    def take(self, place: Place, *, is_chosen: bool, wanted: Callable[[Place, Difference], bool]) -> None:
        """Decide about one command and what is expected of it."""
        new = self._new.get(place.interaction)
        if new is None:
            self._refuse(place, "the run has no output of this command: run the page again")
        elif place.met:
            self._take_recorded(place, new, wanted)
        elif is_chosen:
            self._rewrite(place, new, lambda difference: wanted(place, difference))
        else:
            diff = _compared(place, place.expected or "", new.output)
            self._left += [(place, each) for each in diff.differences]

    def acceptance(self) -> Acceptance:
        """Return what comes out."""
        edits: dict[str, dict[int, Edit]] = {name: {} for name in self._files}
        for place, (edit, _) in self._edits.items():
            edits[place.file][edit.first] = edit
        return Acceptance(
            texts={name: lines.with_edits(edits[name].values()) for name, lines in self._files.items()},
            taken=tuple(self._taken),
            left=tuple(self._left),
            rewritten=tuple(dict.fromkeys((place.file, place.expected_line) for place in self._edits)),
            refusals=tuple(self._refusals),
            seen=replace(self._seen, places=tuple(self._moved())),
        )

    def _take_recorded(
        self, place: Place, new: Interaction, wanted: Callable[[Place, Difference], bool]
    ) -> None:
        for each in _since(place, self._old.get(place.interaction), new, self._values):
            if wanted(place, each):
                self._taken.append((place, each))
            else:
                reason = f"its recording is of one run, and is taken whole or not at all: {each.sentence}"
                self._refuse(place, reason, is_declined=True)
        self._judge_names(place, place.expected, new)

    def _rewrite(self, place: Place, new: Interaction, wanted: Callable[[Difference], bool]) -> None:
        result = rewritten(
            place.expected or "",
            new.output,
            command=place.command,
            comparison=place.comparison,
            wanted=wanted,
        )
        if result.refusal:
            self._refuse(place, result.refusal)
            return
        self._taken += [(place, each) for each in result.taken]
        self._left += [(place, each) for each in result.left]
        if result.taken:
            self._edit(place, result)
        if not result.left:
            self._judge_names(place, result.text, new)

    def _edit(self, place: Place, result: Rewritten) -> None:
        lines = self._files.get(place.file)
        if lines is None:
            self._refuse(
                place, f"it stands in {place.file}, which is no text of the source folder: change it there"
            )
            return
        edit = lines.edit(place, result)
        if isinstance(edit, str):
            self._refuse(place, edit)
        elif self._has_another(place, edit):
            self._refuse(
                place, f"{place.file} is included several times, and not everywhere is the same printed"
            )
        else:
            self._edits[place] = edit, result

    def _has_another(self, place: Place, edit: Edit) -> bool:
        """Return whether the same lines are to become something else as well."""
        others = (each for other, (each, _) in self._edits.items() if other.file == place.file)
        return any(each.first == edit.first and each != edit for each in others)

    def _judge_names(self, place: Place, expected: str | None, new: Interaction) -> None:
        """Refuse a page whose named places have no longer one value each."""
        if expected is None:
            return
        diff = _compared(place, expected, new.output, ledger=self._names)
        self._names.keep(place.command)
        for each in diff.torn:
            self._refuse(place, f"{each.sentence}: give one of the places another name")

    def _refuse(self, place: Place, reason: str, *, is_declined: bool = False) -> None:
        line = place.expected_line or place.line
        self._refusals.append(Refusal(file=place.file, line=line, reason=reason, is_declined=is_declined))

    def _moved(self) -> Iterator[Place]:
        """Yield the places as they are in the rewritten page."""
        edits = {(place.file, edit) for place, (edit, _) in self._edits.items()}
        for place in self._seen.places:
            moved = sum(
                len(edit.lines) - edit.count
                for file, edit in edits
                if file == place.file and edit.first < place.line - 1
            )
            line, below = place.line + moved, place.expected_line and place.expected_line + moved
            expected, met = place.expected, place.met
            if place in self._edits:
                result = self._edits[place][1]
                expected, met = result.text or None, not result.left
            yield replace(place, line=line, expected_line=below, expected=expected, met=met)


def _compared(place: Place, expected: str, output: str, ledger: Ledger | None = None) -> Diff:
    return compare(
        expected,
        output,
        command=place.command,
        comparison=place.comparison,
        ledger=ledger,
        line=place.expected_line,
    )


def _since(place: Place, old: Interaction | None, new: Interaction, ledger: Ledger) -> tuple[Difference, ...]:
    """Return what differs from the recording, but for what the page leaves out."""
    if old is None or old.fingerprint != new.fingerprint:
        first, _, _ = place.command.partition("\n")
        sentence = f"“{first}” has no recording yet, or a stale one"
        return (Difference(drift=Drift.STRUCTURE, sentence=sentence),)
    if place.comparison.contained:
        return ()
    before, after = (
        without_elided(place.expected, each.output, command=place.command, comparison=place.comparison)
        for each in (old, new)
    )
    diff = compare(
        before,
        after,
        command=place.command,
        comparison=place.comparison,
        ellipsis=False,
        ledger=ledger,
        line=place.line,
    )
    ledger.keep(place.command)
    return () if diff.equal else diff.differences
