"""The command line: runs pages without make."""

from __future__ import annotations

from kindsphinx.cli.main import main

__all__ = ["main"]
