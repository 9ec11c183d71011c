"""Captures: values that a page takes from what a command printed, for later commands and for its prose."""

from __future__ import annotations

from kindsphinx.core.capturing.capture import Capture, Form, capture_value, parse_captures, why_not_captured
from kindsphinx.core.capturing.page_values import PageValues, page_values
from kindsphinx.core.capturing.uses import assignment, names_used, with_values

__all__ = [
    "Capture",
    "Form",
    "PageValues",
    "assignment",
    "capture_value",
    "names_used",
    "page_values",
    "parse_captures",
    "why_not_captured",
    "with_values",
]
