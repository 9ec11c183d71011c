"""What is known to be secret, and what becomes of a text in which it stands."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kindsphinx.core.redaction.cells import replace_spans
from kindsphinx.core.redaction.forms import forms_of
from kindsphinx.core.redaction.index import FormIndex
from kindsphinx.core.redaction.shapes import SHAPES, TOKEN, find_shapes
from kindsphinx.core.redaction.squeezed import Squeezed, squeeze
from kindsphinx.core.redaction.wrapped import find_wrapped_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kindsphinx.core.redaction.secret import Secret
    from kindsphinx.core.redaction.shapes import Shape

_BEFORE: Final = re.compile(r"[A-Za-z0-9+/_-]*\Z")
_BEHIND: Final = re.compile(r"[A-Za-z0-9+/_-]*={0,2}")
_REACH: Final = 1 << 16
"""Characters of one line of base64 that are looked at."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Survivor:
    """A secret that stands in a text."""

    what: str
    """Whose value it is, or what it looks like."""
    line: int
    column: int
    """Both count from 1."""

    @classmethod
    def at(cls, text: str, place: int, what: str) -> Survivor:
        """Return that a secret stands at *place* of *text*."""
        line = text.count("\n", 0, place) + 1
        return cls(what=what, line=line, column=place - text.rfind("\n", 0, place))


class SecretBook:
    """Knows secrets, and takes them out of texts."""

    def __init__(self, *, public: str = "", shapes: Iterable[Shape] = ()) -> None:
        """Know nothing yet.

        :param public: what the page itself says; a value that stands in it, in whatever form, is no secret.
        :param shapes: what else looks like a secret to this project.
        """
        self._public = public
        self._squeezed_public = squeeze(public)
        self._shapes = (*SHAPES, *shapes)
        self._known: set[bytes] = set()
        self._index = FormIndex()
        self._ordinary: dict[str, str] = {}
        self._revealed: set[str] = set()

    def add(self, secrets: Iterable[Secret]) -> None:
        """Take out *secrets*, too, from now on."""
        for secret in secrets:
            if secret.value not in self._known:
                for part in secret.parts():
                    self._add(part)

    @property
    def known(self) -> int:
        """Return how many values are known."""
        return len(self._known)

    def redact(self, text: str) -> str:
        """Return *text* with ``<redacted>`` in place of every secret; the columns of tables stay in place."""
        return replace_spans(text, self._spans(text))

    def redact_lines(self, lines: Iterable[str]) -> list[str]:
        """Return the *lines* of a text, each without secrets, also where one goes over several of them."""
        text = "\n".join(lines)
        return replace_spans(text, self._spans(text), keep_lines=True).split("\n")

    def places(self, text: str) -> list[tuple[int, int, str]]:
        """Return where each secret begins and ends in *text*, and whose it is, in order."""
        return sorted(self._find(text))

    def survivors(self, text: str) -> tuple[Survivor, ...]:
        """Return the secrets that stand in *text*, in order, but for those that were revealed."""
        return tuple(
            Survivor.at(text, start, what)
            for start, end, what in self.places(text)
            if not self._is_revealed(what, text[start:end])
        )

    def reveal(self, text: str) -> None:
        """Note that an author publishes the secrets of *text* on purpose: they may survive elsewhere, too."""
        shapes = {TOKEN, *(shape.what for shape in self._shapes)}
        for start, end, what in self._find(text):
            self._revealed |= {squeeze(text[start:end])} if what in shapes else {what}

    def ordinary(self, text: str) -> tuple[str, ...]:
        """Return whose values stand in *text* as words and are not taken out, as they are too usual."""
        return tuple(dict.fromkeys(what for word, what in self._ordinary.items() if _has_word(text, word)))

    def _add(self, secret: Secret) -> None:
        if secret.value in self._known or not secret.value.strip():
            return
        self._known.add(secret.value)
        forms = forms_of(secret.value)
        if secret.is_ordinary:
            self._note_ordinary(secret)
        elif not any(form.text in self._squeezed_public for form in forms):
            for form in forms:
                self._index.add(form, secret)

    def _note_ordinary(self, secret: Secret) -> None:
        word = secret.value.decode("utf-8", "replace").strip()
        if word not in self._public:
            self._ordinary.setdefault(word, secret.what)

    def _spans(self, text: str) -> list[tuple[int, int]]:
        return _merged((start, end) for start, end, _ in self._find(text))

    def _find(self, text: str) -> Iterator[tuple[int, int, str]]:
        squeezed = Squeezed(text)
        for start, end, form, secret in self._index.find(squeezed.text):
            place = squeezed.span(start, end)
            # a short word is no secret for what stands at the end of one line and the start of the next
            if place[1] - place[0] > end - start and len(form.text) < 2 * 8 and not form.is_spaced:
                continue
            yield (*(_whole_base64(text, *place) if form.is_base64 else place), secret.what)
        for start, end, what in (*find_shapes(text, self._shapes), *find_wrapped_tokens(text)):
            if squeeze(text[start:end]) not in self._squeezed_public:
                yield start, end, what

    def _is_revealed(self, what: str, text: str) -> bool:
        return what in self._revealed or squeeze(text) in self._revealed


def _has_word(text: str, word: str) -> bool:
    coded = base64.b64encode(word.encode()).decode()
    forms = "|".join(map(re.escape, (word, coded)))
    return re.search(rf"(?<![\w-])(?:{forms})(?![\w=-])", text) is not None


def _whole_base64(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the word of base64 around a place: its other characters tell of the secret, too."""
    before = _BEFORE.search(text, max(0, start - _REACH), start)
    behind = _BEHIND.match(text, end, min(len(text), end + _REACH))
    return (before.start() if before else start), (behind.end() if behind else end)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
