"""Says which programs have changed since the pages were recorded: what may explain all that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kindsphinx.core.outcome import Outcome

    Changes = Mapping[str, Sequence[str]]
    """Pages -> what has changed since each was recorded."""

_NAMED = 3
"""So many of several pages are named."""


def changes_of(outcomes: Iterable[Outcome]) -> Changes:
    """Return what has changed since the pages of *outcomes* were recorded."""
    return {each.docname: each.since for each in outcomes if each.since}


def since_recordings(changes: Changes) -> tuple[str, ...]:
    """Return a sentence for each change, and of all pages that have it; nothing if nothing has changed."""
    return tuple(
        f"since the recording{'s' if len(pages) > 1 else ''} of {_these(pages)}: {', '.join(change)}"
        for change, pages in pages_by_change(changes).items()
    )


def pages_by_change(changes: Changes) -> dict[tuple[str, ...], list[str]]:
    """Return the pages that have the same changes together; those without any are left out."""
    found: dict[tuple[str, ...], list[str]] = {}
    for page, change in changes.items():
        if change:
            found.setdefault(tuple(change), []).append(page)
    return found


def _these(pages: Sequence[str]) -> str:
    others = len(pages) - _NAMED
    if others > 1:
        return f"{', '.join(pages[:_NAMED])} and {others} more pages"
    *first, last = pages
    return f"{', '.join(first)} and {last}" if first else last
