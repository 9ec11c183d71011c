"""The forms in which one value is printed: as it is, in base64, hexadecimal, for URLs, in quotes."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, quote_plus

from kindsphinx.core.redaction.squeezed import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST_FORM: Final = 8
"""Characters; a shorter form would be found everywhere."""
_FRAGMENT_OF_LONG: Final = 32
_FRAGMENT: Final = 20
_LONG: Final = 48
_NESTED: Final = 1 << 14
"""Bytes of a value up to which base64 of base64 is looked for."""
_DENSE: Final = re.compile(r"(?=(?:\D*\d){3})(?=.*[A-Za-z])[A-Za-z0-9+/=_.-]+")
_FOR_URLS: Final = str.maketrans("+/", "-_")
_FOR_HTML: Final = str.maketrans({each: f"\\u{ord(each):04x}" for each in "<>&"})
"""Go escapes them in JSON."""
_ARMOR: Final = re.compile(rb"-----BEGIN [^\n-]*-----")
_LEFT: Final = {0: 0, 1: 2, 2: 3}
"""How many bytes stand before a value in its group of three -> how many characters depend on them, too."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """A text whose appearance gives a value away."""

    text: str
    """Without white space."""
    least: int
    """So many characters of it in a row are too many."""
    is_base64: bool = False
    is_spaced: bool = False
    """Whether the value itself has white space, so that any may stand in it."""


def forms_of(value: bytes) -> tuple[Form, ...]:
    """Return the forms of *value*, each once."""
    return tuple({form.text: form for form in _forms(value) if len(form.text) >= SHORTEST_FORM}.values())


def _forms(value: bytes) -> Iterator[Form]:
    for text in dict.fromkeys(_texts(value)):
        yield _plain(text)
    for spelled in dict.fromkeys((value, value.strip())):
        yield from _in_base64(spelled)
    yield from _hexadecimal(value.strip())
    if len(value) <= _NESTED:
        yield from _in_base64(base64.b64encode(value))


def _texts(value: bytes) -> Iterator[str]:
    coded = base64.b64encode(value).decode()
    if coded != quote(coded, safe=""):
        yield quote(coded, safe="")
    try:
        text = value.decode().strip()
    except UnicodeDecodeError:
        return
    yield text
    yield from _quoted(text)
    for encoded in (quote(text, safe=""), quote(text), quote_plus(text)):
        yield encoded
        yield re.sub(r"%[0-9A-F]{2}", lambda found: found[0].lower(), encoded)


def _quoted(text: str) -> Iterator[str]:
    """Yield how JSON, Go, YAML and shells write *text* between quotation marks."""
    in_json = json.dumps(text, ensure_ascii=False)[1:-1]
    yield in_json
    yield json.dumps(text)[1:-1]
    # JSON in JSON
    yield json.dumps(in_json, ensure_ascii=False)[1:-1]
    yield in_json.translate(_FOR_HTML)
    yield json.dumps(in_json.translate(_FOR_HTML), ensure_ascii=False)[1:-1]
    for quoted in ("''", "'\\''", "'\"'\"'"):
        yield text.replace("'", quoted)


def _plain(text: str) -> Form:
    squeezed = squeeze(text)
    spaced = squeezed != text
    is_dense = bool(_DENSE.fullmatch(squeezed))
    return Form(text=squeezed, least=_least(squeezed, is_dense=is_dense), is_spaced=spaced)


def _in_base64(value: bytes) -> Iterator[Form]:
    """Yield base64 of any text that contains *value*: it has one of three forms in the middle."""
    # what begins as all files of its sort do must not give away others
    armor = _ARMOR.match(value)
    body = value[armor.end() :] if armor else value
    for before, left in _LEFT.items():
        whole = (before + len(body)) * 8 // 6
        coded = base64.b64encode(bytes(before) + body).decode()[left:whole]
        for text in dict.fromkeys((coded, coded.translate(_FOR_URLS))):
            yield Form(text=text, least=_least(text, is_dense=True), is_base64=True)


def _hexadecimal(value: bytes) -> Iterator[Form]:
    digits = value.hex()
    for text in (digits, digits.upper()):
        yield Form(text=text, least=_least(text, is_dense=True))


def _least(text: str, *, is_dense: bool) -> int:
    if not is_dense or len(text) <= _FRAGMENT:
        return len(text)
    return _FRAGMENT if len(text) < _LONG else _FRAGMENT_OF_LONG
