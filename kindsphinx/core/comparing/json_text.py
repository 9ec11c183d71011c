"""Puts JSON into one form, whatever its layout and the order of its keys."""

from __future__ import annotations

import json
from functools import lru_cache

from kindsphinx.core.problems import Problem


def canonical(text: str) -> str:
    """Return the JSON documents in *text*, one after the other: keys in order, a value in each line.

    :raises ValueError: if it is no JSON.
    """
    return "\n".join(
        json.dumps(each, sort_keys=True, indent=2, ensure_ascii=False) for each in documents(text)
    )


def documents(text: str) -> list[object]:
    """Return the JSON documents in *text*: several programs print one in each line.

    :raises ValueError: if it is no JSON.
    """
    decoder = json.JSONDecoder()
    found: list[object] = []
    at = _start(text, 0)
    while at < len(text):
        document, at = decoder.raw_decode(text, at)
        found.append(document)
        at = _start(text, at)
    return found


@lru_cache(maxsize=32)
def wrong_with_json(text: str) -> Problem | None:
    """Return why *text* is no JSON, at its line and column; ``None`` if it is."""
    try:
        documents(text)
    except json.JSONDecodeError as error:
        return Problem(message=error.msg, code="", line=error.lineno, column=error.colno)
    except RecursionError:
        return Problem(message="it is nested too deep", code="")
    return None if text.strip() else Problem(message="there is nothing", code="")


def not_json(expected: str, actual: str, *, says: str) -> str:
    """Return a sentence if either side is no JSON; empty if both are."""
    for what, text in (("the output", actual), (f"what {says}", expected)):
        if wrong := wrong_with_json(text):
            return f"{what} is no JSON: {wrong.message} (line {wrong.line}, column {wrong.column})"
    return ""


def _start(text: str, at: int) -> int:
    """Return where the next document begins."""
    return len(text) - len(text[at:].lstrip())
