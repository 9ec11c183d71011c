"""What differs between two outputs, for people and for programs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from kindsphinx.core.drift import Drift, worst_first
from kindsphinx.reporting.columns import visible
from kindsphinx.reporting.paint import Paint, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kindsphinx.core.diff import Diff
    from kindsphinx.core.drift import Difference

_STYLES: Final = {
    Drift.COSMETIC: Style.FRAME,
    Drift.VERSION: Style.WARNING,
    Drift.CHANGED: Style.ERROR,
    Drift.STRUCTURE: Style.ERROR,
    Drift.STATUS: Style.ERROR,
}
_MARKS: Final = {"-": Style.ERROR, "+": Style.FINE}


def comparison_text(diff: Diff, *, paint: Paint, verbose: bool = False) -> str:
    """Return the sentences, the worst first, then the lines: types in place of volatile values.

    What differs by versions only is one line, unless *verbose*.
    """
    if diff.drift is None:
        return paint("no difference", Style.FINE) + "\n"
    told = _told(diff.differences, verbose=verbose)
    lines = [f"{paint(f'{drift}:', _STYLES[drift])} {visible(sentence)}" for drift, sentence in told]
    if diff.equal:
        lines.insert(0, paint("no difference but in volatile values", Style.FINE))
    else:
        lines += ["", *_diff(diff, paint)]
    return "\n".join(lines) + "\n"


def comparison_data(diff: Diff) -> dict[str, Any]:
    """Return what differs as JSON can hold it.

    ``drift``
        The worst class: ``cosmetic``, ``version``, ``changed`` or ``structure``; ``null`` where not even
        volatile values differ.
    ``equal``
        Whether nothing differs but volatile values.
    ``differences``
        In the order of the old output, each with

        ``drift``, ``sentence``
            Its class, and what a person would say of it.
        ``old_line``, ``new_line``
            Where it stands in either, counted from 1; ``null`` where it is not there.
        ``versions``
            Pairs, old and new, where nothing but versions differ.
    ``diff``
        The lines for a reader; ``""`` where nothing differs but volatile values.
    """
    return {
        "drift": diff.drift and str(diff.drift),
        "equal": diff.equal,
        "differences": [
            {
                "drift": str(each.drift),
                "sentence": each.sentence,
                "old_line": _from_one(each.expected_line),
                "new_line": _from_one(each.actual_line),
                "versions": [list(change) for change in each.versions],
            }
            for each in diff.differences
        ],
        "diff": diff.text(),
    }


def _told(differences: Iterable[Difference], *, verbose: bool) -> Iterator[tuple[Drift, str]]:
    """Yield the sentences, each once, the worst first."""
    ranked = worst_first(differences)
    summarized = [each for each in ranked if each.drift is Drift.VERSION and not verbose]
    counts = Counter((each.drift, each.sentence) for each in ranked if each not in summarized)
    for (drift, sentence), count in counts.items():
        yield drift, sentence + (f" ({count} times)" if count > 1 else "")
    changes = Counter(change for each in summarized for change in each.versions)
    for (old, new), count in changes.items():
        yield Drift.VERSION, f"{old} -> {new}: {count} {'line' if count == 1 else 'lines'}"


def _diff(diff: Diff, paint: Paint) -> Iterator[str]:
    for line in diff.text().splitlines():
        style = _MARKS.get(line[:1])
        yield paint(visible(line), style) if style else visible(line)


def _from_one(line: int | None) -> int | None:
    return None if line is None else line + 1
