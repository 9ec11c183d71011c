"""Lays a recording out as YAML that people review.

ruamel.yaml writes, as PyYAML cannot write a text with a tab, or with a line that ends in a blank, as a
literal block; it is of the extra ``record``, and only :mod:`.writer` imports this module. The layout is the
one that prettier gives YAML.
"""

from __future__ import annotations

import io
from dataclasses import fields
from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString, SingleQuotedScalarString

from kindsphinx.core.recording.model import FORMAT, Provenance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kindsphinx.core.recording.model import Interaction, Recording

_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
"""What some parser of YAML does not take for text."""


def laid_out(recording: Recording) -> str:
    """Return *recording* as one YAML document."""
    dumper = YAML()
    dumper.width = 1 << 30
    dumper.allow_unicode = True
    dumper.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    dumper.dump(_recording(recording), stream)
    return stream.getvalue()


def _recording(recording: Recording) -> dict[str, object]:
    return {
        "format": FORMAT,
        "digest": _quoted(recording.digest),
        "provenance": _provenance(recording.provenance),
        **({"sources": _words(recording.sources)} if recording.sources else {}),
        "interactions": [_interaction(each) for each in recording.interactions],
    }


def _interaction(each: Interaction) -> dict[str, object]:
    # the output is not the last key: a hook that trims a file's end must not change it
    return {
        "id": _text(each.id),
        "fingerprint": _quoted(each.fingerprint),
        "command": _text(each.command),
        "output": _text(each.output),
        "exit_code": each.exit_code,
        "duration": each.duration,
        **({"provenance": _provenance(each.provenance)} if each.provenance else {}),
    }


def _provenance(provenance: Provenance) -> dict[str, object]:
    texts = {each.name: getattr(provenance, each.name) for each in fields(Provenance)}
    images = texts.pop("node_images")
    plain = {name: _quoted(text) for name, text in texts.items() if text}
    return {**plain, **({"node_images": _words(images)} if images else {})}


def _words(words: Mapping[str, str]) -> dict[object, object]:
    return {_plain_or_quoted(name): _quoted(text) for name, text in sorted(words.items())}


def _text(text: str) -> object:
    """Return *text* in the style in which it is easiest to review and survives hooks."""
    if "\n" in text and _fits_literal(text):
        return LiteralScalarString(text)
    return _plain_or_quoted(text)


def _fits_literal(text: str) -> bool:
    # libyaml takes a tab that begins a block for its indentation
    if not text.strip() or text.lstrip("\n").startswith("\t"):
        return False
    return all(line == line.rstrip() for line in text.split("\n")) and all(map(_is_shown, text))


def _is_shown(character: str) -> bool:
    return character.isprintable() or character in "\n\t\u200d\u3000\xa0"


def _plain_or_quoted(text: str) -> object:
    return text if _is_plain(text) else _quoted(text)


def _is_plain(text: str) -> bool:
    if not text.isascii() or not text[:1].isalpha() or text.endswith(" ") or text.lower() in _WORDS:
        return False
    return all(character.isalnum() or character in " ._/-+=,@" for character in text)


def _quoted(text: str) -> object:
    # prettier's choice: single quotation marks where they save an escape, and nothing else needs one
    if '"' in text and all(map(_is_shown, text)) and not any(each in text for each in "\\\n\t"):
        return SingleQuotedScalarString(text)
    return DoubleQuotedScalarString(text)
