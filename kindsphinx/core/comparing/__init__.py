"""Says how an output is compared: what a page asks for with its options, and a project with its settings."""

from __future__ import annotations

from kindsphinx.core.comparing.comparison import USUAL, Comparison, Mode
from kindsphinx.core.comparing.containing import missing_texts
from kindsphinx.core.comparing.data import read_as_data
from kindsphinx.core.comparing.json_openings import json_texts, without_openings
from kindsphinx.core.comparing.json_text import not_json, wrong_with_json
from kindsphinx.core.comparing.reader import read_for, unknown_columns
from kindsphinx.core.comparing.regexes import wrong_with_regex
from kindsphinx.core.comparing.volatile import ColumnRule, Volatile

__all__ = [
    "USUAL",
    "ColumnRule",
    "Comparison",
    "Mode",
    "Volatile",
    "json_texts",
    "missing_texts",
    "not_json",
    "read_as_data",
    "read_for",
    "unknown_columns",
    "without_openings",
    "wrong_with_json",
    "wrong_with_regex",
]
