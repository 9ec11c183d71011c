"""Recognizes the names that Docker draws for containers nobody named."""

from __future__ import annotations

import re

_NAME = re.compile(r"([a-z]+)_[a-z]+\d?")
# the first words; Docker also has "kind", but kind_registry is a name that somebody gave
_ADJECTIVES = frozenset(
    """
    admiring adoring affectionate agitated amazing angry awesome beautiful blissful bold boring brave busy
    charming clever compassionate competent condescending confident cool cranky crazy dazzling determined
    distracted dreamy eager ecstatic elastic elated elegant eloquent epic exciting fervent festive flamboyant
    focused friendly frosty funny gallant gifted goofy gracious great happy hardcore heuristic hopeful hungry
    infallible inspiring intelligent interesting jolly jovial keen laughing loving lucid magical modest musing
    mystifying naughty nervous nice nifty nostalgic objective optimistic peaceful pedantic pensive practical
    priceless quirky quizzical recursing relaxed reverent romantic sad serene sharp silly sleepy stoic strange
    stupefied suspicious sweet tender thirsty trusting unruffled upbeat vibrant vigilant vigorous wizardly
    wonderful xenodochial youthful zealous zen
    """.split()  # noqa: SIM905 - a hundred quoted words would not be read
)


def is_drawn(name: str) -> bool:
    """Return whether *name* is one like ``eager_hopper``."""
    match = _NAME.fullmatch(name)
    return match is not None and match[1] in _ADJECTIVES
