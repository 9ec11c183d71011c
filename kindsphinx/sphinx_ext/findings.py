"""What every build that publishes says of a page and its recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.core.capturing import page_values
from kindsphinx.core.comparing import missing_texts
from kindsphinx.core.diff import compare
from kindsphinx.core.expectation.placeholders import mistyped
from kindsphinx.core.freshness import Freshness, interaction_ids
from kindsphinx.core.page_sources import ledger_of
from kindsphinx.core.problems import Location
from kindsphinx.sphinx_ext.page import Finding
from kindsphinx.sphinx_ext.warnings import WarningSubtype

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kindsphinx.core.blocks import RunBlock
    from kindsphinx.core.coherence import Ledger
    from kindsphinx.core.freshness import BlockState
    from kindsphinx.core.recording import Recording
    from kindsphinx.core.recording.reader import Loaded
    from kindsphinx.sphinx_ext.page import Page


def findings_of(
    page: Page, loaded: Loaded, states: Mapping[str, BlockState], path: Path
) -> Iterator[Finding]:
    """Yield what is to be said of a page: once for each kind of finding, with the number of blocks."""
    yield from _mistyped(page, loaded.recording)
    if loaded.problem is not None:
        where = Location(source=str(path), line=loaded.problem.line)
        yield Finding(message=loaded.problem.message, code=loaded.problem.code, location=where)
        if loaded.recording is None:
            return
    runs = list(page.scenario.runs)
    yield from _missing(page, [run for run in runs if states[run.id].freshness is Freshness.MISSING], loaded)
    yield from _stale(page, [run for run in runs if states[run.id].freshness is Freshness.STALE], states)
    if loaded.recording:
        yield from _unused(page, runs, loaded.recording, path)
        yield from _lost(runs, states, loaded.recording)
    ledger = ledger_of(page.scenario)
    for run in runs:
        yield from _unmet(run, states[run.id], ledger)


def _missing(page: Page, blocks: list[RunBlock], loaded: Loaded) -> Iterator[Finding]:
    # a page with mistakes cannot be run before they are corrected
    if not blocks or page.problems:
        return
    what = "this page has no recording" if loaded.recording is None else f"{_count(blocks)} no recording"
    platforms = sorted({block.platform for block in blocks})
    if "" not in platforms:
        # what runs nowhere else cannot be recorded anywhere else
        what += f", and can get one on {' or '.join(platforms)} only"
    message = (
        f"{what}: take one with “python -m kindsphinx record {page.docname}”, and commit it with the page"
    )
    yield Finding(message=message, code=WarningSubtype.MISSING, location=blocks[0].location)


def _stale(page: Page, blocks: list[RunBlock], states: Mapping[str, BlockState]) -> Iterator[Finding]:
    if not blocks:
        return
    message = (
        f"{_count(blocks)} a stale recording: {states[blocks[0].id].reason}; "
        f"record the page again with “python -m kindsphinx record {page.docname}”, or take back the change"
    )
    yield Finding(message=message, code=WarningSubtype.STALE, location=blocks[0].location)


def _unused(page: Page, runs: list[RunBlock], recording: Recording, path: Path) -> Iterator[Finding]:
    used = {identity for run in runs for identity in interaction_ids(run)}
    unused = [each.id for each in recording.interactions if each.id not in used]
    if not unused:
        return
    names = ", ".join(f"“{each}”" for each in unused[:3]) + (" …" if len(unused) > 3 else "")  # noqa: PLR2004 - three are enough to know
    message = (
        f"the recording has what no block of the page asks for: {names}; "
        f"record the page again with “python -m kindsphinx record {page.docname}”"
    )
    yield Finding(message=message, code=WarningSubtype.UNUSED, location=Location(source=str(path), line=1))


def _lost(runs: list[RunBlock], states: Mapping[str, BlockState], recording: Recording) -> Iterator[Finding]:
    fresh = [run for run in runs if states[run.id].freshness is Freshness.FRESH]
    for name, run in page_values(fresh, recording).lost.items():
        message = f"“capture” finds nothing for {name} in the recording: correct it, or record the page again"
        written = (each.location for each in run.captures if each.name == name)
        location = next(written, None) or run.location
        yield Finding(message=message, code=WarningSubtype.CAPTURE, location=location)


def _mistyped(page: Page, recording: Recording | None) -> Iterator[Finding]:
    printed = [each.output for each in recording.interactions] if recording else []
    commands = (command for run in page.scenario.runs for command in run.commands if command.expected)
    for command in commands:
        for each in mistyped(command.expected or ""):
            if any(each.text in output for output in printed):
                # a program's own words
                continue
            message = f"“{each.text}” is no placeholder, and stands for itself; did you mean “{each.meant}”?"
            where = command.expected_location or command.location
            where = Location(source=where.source, line=where.line + each.line, column=where.column)
            yield Finding(message=message, code=WarningSubtype.EXPECTATION, location=where)


def _unmet(run: RunBlock, state: BlockState, ledger: Ledger) -> Iterator[Finding]:
    if not state.interactions or state.freshness is not Freshness.FRESH:
        return
    for command, kept in zip(run.commands, state.interactions, strict=True):
        if missing := missing_texts(command.comparison.contained, kept.output):
            texts = ", ".join(f"“{text}”" for text in missing)
            message = f"the recording does not contain {texts}: correct “contains”, or record the page again"
            yield Finding(message=message, code=WarningSubtype.EXPECTATION, location=run.location)
        if command.expected is None or command.comparison.contained:
            continue
        where = command.expected_location or command.location
        diff = compare(
            command.expected,
            kept.output,
            command=command.text,
            comparison=command.comparison,
            ledger=ledger,
            line=where.line,
        )
        ledger.keep(command.text)
        if diff.equal:
            continue
        told = "".join(f"{each.sentence}\n" for each in diff.torn)
        message = (
            "the recording does not meet this expectation: correct it, or record the page again\n"
            f"{told}{diff.text()}"
        )
        if diff.first_line is not None:
            where = Location(source=where.source, line=where.line + diff.first_line, column=where.column)
        yield Finding(message=message, code=WarningSubtype.EXPECTATION, location=where)


def _count(blocks: list[RunBlock]) -> str:
    return "1 block of this page has" if len(blocks) == 1 else f"{len(blocks)} blocks of this page have"
