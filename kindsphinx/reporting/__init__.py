"""How a run tells people and machines about itself: outcomes in words, and progress while it runs."""

from __future__ import annotations

from kindsphinx.reporting.github import annotation, markdown_summary
from kindsphinx.reporting.journal import JournalProgress
from kindsphinx.reporting.log import LogProgress
from kindsphinx.reporting.machine import machine_report, write_machine_report, write_report
from kindsphinx.reporting.several import Several, progress_for
from kindsphinx.reporting.terminal import TerminalProgress
from kindsphinx.reporting.words import describe, not_run, since_recording, summary

__all__ = [
    "JournalProgress",
    "LogProgress",
    "Several",
    "TerminalProgress",
    "annotation",
    "describe",
    "machine_report",
    "markdown_summary",
    "not_run",
    "progress_for",
    "since_recording",
    "summary",
    "write_machine_report",
    "write_report",
]
