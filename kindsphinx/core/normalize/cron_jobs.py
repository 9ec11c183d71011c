"""Knows CronJobs that start so often that it is chance how far they are."""

from __future__ import annotations

import re
from typing import Final

# minute and hour, as crontab(5) has them: an hour of * or */N; @hourly is the one name that is as often
_OFTEN: Final = re.compile(r"\S+ +\*(?:/\d+)? |@hourly")
PASSING: Final = frozenset({"status", "Last Schedule Time", "Active Jobs"})
"""What is said of a CronJob that its last jobs decide, in YAML and in a description."""


def starts_often(schedule: str) -> bool:
    """Return whether that *schedule* starts a job every few hours, or more often."""
    return _OFTEN.match(schedule) is not None
