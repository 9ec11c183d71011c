"""The command line: what can be done without make, and without Sphinx' own programs."""

from __future__ import annotations

from kindsphinx.cli.main import main
from kindsphinx.cli.outside import Outside

__all__ = ["Outside", "main"]
