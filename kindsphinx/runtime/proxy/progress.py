"""Follows the progress that an engine reports of a pull, a load or a build, line by line, until its end."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_LOADED = re.compile(r"Loaded image(?: ID)?: (\S+)")
_BUILT = re.compile(r"sha256:[0-9a-f]{64}")
_PULLING_FROM = "Pulling from "
_MAX_LINE = 1024 * 1024


@dataclass(kw_only=True, slots=True)
class Report:
    """What an engine has reported so far."""

    failed: bool = False
    built: str = ""
    """The id of the image."""
    loaded: set[str] = field(default_factory=set)
    """Tags, or ids of images without one."""
    pulled: set[tuple[str, str]] = field(default_factory=set)
    """Repository, without its registry, and tag or digest."""

    def note(self, document: dict[str, Any]) -> None:
        """Take up one document of the engine's."""
        self.failed |= "error" in document
        status = str(document.get("status") or "")
        if status.startswith(_PULLING_FROM):
            self.pulled.add((status.removeprefix(_PULLING_FROM), str(document.get("id") or "")))
        stream = str(document.get("stream") or "")
        self.loaded.update(_LOADED.findall(stream))
        aux = document.get("aux")
        built = stream.strip() if _BUILT.fullmatch(stream.strip()) else ""
        self.built = (aux.get("ID") if isinstance(aux, dict) else "") or built or self.built


class Progress:
    """Sends every line on as it is and notes what it says; *finish* adds what comes after the last."""

    def __init__(self, finish: Callable[[Report], bytes]) -> None:
        self._finish = finish
        self._report = Report()

    def line(self, data: bytes) -> bytes:
        """Note one line and return it."""
        document = parse_line(data)
        if document is not None:
            self._report.note(document)
        return data

    def end(self) -> bytes:
        """Return what kindsphinx has to add."""
        return self._finish(self._report)


def parse_line(data: bytes) -> dict[str, Any] | None:
    """Return the JSON object that a line is, if it is one."""
    if len(data) > _MAX_LINE:
        return None
    try:
        document = json.loads(data)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def failure(message: str) -> bytes:
    """Return the line with which an engine, or kindsphinx in its place, reports that the whole has failed."""
    return json.dumps({"errorDetail": {"message": message}, "error": message}).encode() + b"\r\n"
