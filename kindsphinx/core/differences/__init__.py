"""Tells what differs between two outputs, as a person would."""

from __future__ import annotations

from kindsphinx.core.differences.find import differences
from kindsphinx.core.differences.sentences import Says
from kindsphinx.core.differences.typed import TypedLines

__all__ = ["Says", "TypedLines", "differences"]
