"""What a user got wrong on the command line."""

from __future__ import annotations

from kindsphinx.core.errors import KindSphinxError


class UsageError(KindSphinxError):
    """The command line cannot be understood; the text says what to write instead."""
