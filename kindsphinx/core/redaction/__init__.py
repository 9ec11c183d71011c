"""Keeps secrets out of what is stored: knows their values and finds them, however they are printed."""

from __future__ import annotations

from kindsphinx.core.redaction.auditing import Audit
from kindsphinx.core.redaction.book import SecretBook, Survivor
from kindsphinx.core.redaction.secret import Secret

__all__ = ["Audit", "Secret", "SecretBook", "Survivor"]
