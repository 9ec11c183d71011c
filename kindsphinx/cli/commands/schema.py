"""``schema``: print the JSON Schema of configurations, for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kindsphinx.cli.command import Command
from kindsphinx.core.cluster_config.json_schema import json_schema
from kindsphinx.reporting.verdict_json import write_json

if TYPE_CHECKING:
    import argparse

    from kindsphinx.cli.outside import Outside

_DETAILS = """\
An editor that is given the schema completes the fields of a kind configuration, tells what they mean, and
marks most mistakes while you type; validate tells all of them.
"""


def _add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def _run(_found: argparse.Namespace, outside: Outside) -> int:
    write_json(outside.stdout, json_schema())
    return 0


COMMAND: Final = Command(
    name="schema",
    summary="print the JSON Schema of kind's configurations, for editors",
    add_arguments=_add_arguments,
    run=_run,
    usage="[> FILE]",
    details=_DETAILS,
    examples="python -m kindsphinx schema > kind.schema.json         for an editor",
    statuses="0 always",
)
