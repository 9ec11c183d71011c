"""How a run tells people and machines about itself: outcomes in words, and progress while it runs."""

from __future__ import annotations

from kindsphinx.reporting.github import annotation, annotation_of_versions, markdown_summary
from kindsphinx.reporting.journal import JournalProgress
from kindsphinx.reporting.log import LogProgress
from kindsphinx.reporting.machine import machine_report, write_machine_report, write_report
from kindsphinx.reporting.several import Several, progress_for
from kindsphinx.reporting.since import changes_of, since_recordings
from kindsphinx.reporting.terminal import TerminalProgress
from kindsphinx.reporting.version_summary import version_places, version_summary
from kindsphinx.reporting.words import describe, not_run, painted_report, summary

__all__ = [
    "JournalProgress",
    "LogProgress",
    "Several",
    "TerminalProgress",
    "annotation",
    "annotation_of_versions",
    "changes_of",
    "describe",
    "machine_report",
    "markdown_summary",
    "not_run",
    "painted_report",
    "progress_for",
    "since_recordings",
    "summary",
    "version_places",
    "version_summary",
    "write_machine_report",
    "write_report",
]
