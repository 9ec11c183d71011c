"""Four ways to compare two outputs, each as a person would set it up who means well."""

from __future__ import annotations

import difflib
import doctest
import re
from typing import TYPE_CHECKING, Final

from tests.drift.pairs import verdicts

if TYPE_CHECKING:
    from tests.drift.pairs import Pair

VOLATILE: Final = re.compile(
    r"""
      \d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*                  # times
    | \b\d+(?:\.\d+)?(?:ms|s|m|h|d)(?:\d+(?:s|m|h))?\b      # ages
    | \b\d+\.\d+\.\d+\.\d+(?::\d+)?(?:/\d+)?\b              # addresses and networks
    | \b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]+\b                # UIDs
    | \b[0-9a-f]{12,64}\b                                   # ids and digests
    | (?<=-)[a-z0-9]{8,10}-[a-z0-9]{5}\b                    # pods of a ReplicaSet
    | (?<=-)[bcdfghjklmnpqrstvwxz2456789]{5}\b              # pods of a DaemonSet
    | \b(?:About|Less)\ (?:a|an|than)\ \w+(?:\ \w+)?\ ago   # docker's ages
    | \b\d+\ \w+\ ago\b
    | \b3[0-2]\d{3}\b                                       # ports of nodes
    """,
    re.VERBOSE,
)
"""What an author would write ``...`` for, in every output and every time."""


def is_same_text(pair: Pair) -> bool:
    """Compare character by character."""
    return _ended_alike(pair) and pair.old.text == pair.new.text


def is_same_with_ellipses(pair: Pair) -> bool:
    """Compare as doctest does: ``...`` for whatever looks volatile, and blanks as good as others."""
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    wanted = VOLATILE.sub("...", pair.old.text)
    return _ended_alike(pair) and doctest.OutputChecker().check_output(wanted, pair.new.text, options)


def similarity(pair: Pair) -> float:
    """Return how alike two outputs are, by their words in their order: from 0 to 1."""
    if not _ended_alike(pair):
        return 0
    old, new = pair.old.text.split(), pair.new.text.split()
    return 1 if old == new else difflib.SequenceMatcher(None, old, new, autojunk=False).ratio()


def is_same_for_kindsphinx(pair: Pair) -> bool:
    """Compare as a run is compared with its recording, the outputs of a run being one page."""
    return verdicts(pair.runs)[pair.command].is_right


def _ended_alike(pair: Pair) -> bool:
    """Return whether the exit code is the same, which no way needs to find in a text."""
    return pair.old.exit_code == pair.new.exit_code
