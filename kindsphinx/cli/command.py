"""What a command is: a name, what may follow it, and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from kindsphinx.cli.outside import Outside

PROGRAM = "python -m kindsphinx"


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """One command, as its module declares it."""

    name: str
    summary: str
    """What it does, as a half sentence."""
    add_arguments: Callable[[argparse.ArgumentParser], None]
    """Declares its arguments and options."""
    run: Callable[[argparse.Namespace, Outside], int]
    """Takes what was found of them and returns the exit status; it may raise :class:`.UsageError`.

    What stands after ``--`` is ``behind``, a list of words.
    """
    usage: str
    """What follows its name, in the help."""
    details: str
    """What its help says of the arguments."""
    examples: str
    """Lines for its help and that of the whole, without an indent."""
    statuses: str
    """What its exit statuses mean."""
    behind: str = ""
    """What may follow after ``--``, in the plural; empty if nothing may."""
