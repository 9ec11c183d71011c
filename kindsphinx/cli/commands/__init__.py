"""The commands, a module for each."""

from __future__ import annotations

from typing import Final

from kindsphinx.cli.commands import accept, audit, clusters, compare, record, schema, validate, verify

COMMANDS: Final = (
    record.COMMAND,
    verify.COMMAND,
    accept.COMMAND,
    validate.COMMAND,
    schema.COMMAND,
    compare.COMMAND,
    clusters.COMMAND,
    audit.COMMAND,
)
"""In the order of the help."""
