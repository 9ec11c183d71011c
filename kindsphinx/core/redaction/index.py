"""Finds any of very many forms in a text, in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kindsphinx.core.redaction.forms import SHORTEST_FORM as GRAM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.redaction.forms import Form
    from kindsphinx.core.redaction.secret import Secret

_STRIDE: Final = 8
"""At every such place of a form that counts in parts a gram is kept: any 15 characters of it hold one."""
_MOST_PLACES: Final = 16
"""What occurs oftener in the forms than this, such as a run of zeros, gives nobody away."""


class FormIndex:
    """The forms of all secrets by the grams that stand in them."""

    def __init__(self) -> None:
        self._grams: dict[str, list[tuple[Form, int, Secret]]] = {}

    def add(self, form: Form, secret: Secret) -> None:
        """Find *form* from now on."""
        last = len(form.text) - GRAM if form.least < len(form.text) else 0
        for at in range(0, last + 1, _STRIDE):
            places = self._grams.setdefault(form.text[at : at + GRAM], [])
            if len(places) < _MOST_PLACES or at == 0:
                places.append((form, at, secret))

    def find(self, text: str) -> Iterator[tuple[int, int, Form, Secret]]:
        """Yield where a form stands in *text*, which has no white space; none overlaps the one before."""
        grams = self._grams
        if not grams:
            return
        done = 0
        for at in [at for at in range(len(text) - GRAM + 1) if text[at : at + GRAM] in grams]:
            if at < done:
                continue
            found = [_reach(text, at, *place) for place in grams[text[at : at + GRAM]]]
            start, end, form, secret = max(found, key=lambda each: each[1] - each[0])
            if end > start:
                yield max(start, done), end, form, secret
                done = end


def _reach(text: str, at: int, form: Form, offset: int, secret: Secret) -> tuple[int, int, Form, Secret]:
    """Return how far *form* reaches around a gram that both have; nowhere if that is too little."""
    whole = form.text
    start, end = at, at + GRAM
    left, right = offset, offset + GRAM
    if whole[right:] == text[end : end + len(whole) - right]:
        end += len(whole) - right
        right = len(whole)
    while right < len(whole) and end < len(text) and text[end] == whole[right]:
        end, right = end + 1, right + 1
    while left > 0 and start > 0 and text[start - 1] == whole[left - 1]:
        start, left = start - 1, left - 1
    return (start, end, form, secret) if end - start >= form.least else (at, at, form, secret)
