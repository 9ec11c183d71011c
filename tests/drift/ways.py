"""Four ways to compare two outputs, each as a person would set it up who means well."""

from __future__ import annotations

import difflib
import doctest
import re
from typing import Final

from kindsphinx.core.diff import compare

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


def is_same_text(command: str, old: str, new: str) -> bool:
    """Compare character by character."""
    return old == new


def is_same_with_ellipses(command: str, old: str, new: str) -> bool:
    """Compare as doctest does: ``...`` for whatever looks volatile, and blanks as good as others."""
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    return doctest.OutputChecker().check_output(VOLATILE.sub("...", old), new, options)


def similarity(old: str, new: str) -> float:
    """Return how alike two outputs are, by their words in their order: from 0 to 1."""
    return difflib.SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio()


def is_same_for_kindsphinx(command: str, old: str, new: str) -> bool:
    """Compare as a run is compared with its recording, each output for itself."""
    return compare(old, new, command=command, ellipsis=False).equal
