"""What is kept of the creation of a cluster that has failed, for whoever wants to know why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """A command of a page that has failed, or whose cluster has not become ready."""

    command: str
    output: str
    """What it printed, whole, fit to store."""
    message: str
    """What is wrong with that."""
    creates: bool
    """Whether it asks kind for a cluster, as far as its text tells."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What is known of a creation that has failed."""

    folder: str = ""
    """Where it lies; empty where nothing could be kept."""
    logs: str = ""
    """What the containers of the nodes printed."""
    problem: str = ""
    """Why nothing could be kept."""
