"""Outputs that real commands printed; the README says how they were taken."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FAULTS = ("scaled", "image", "crash", "service", "job", "daemonset", "taint", "storage", "stopped")
_FOLDER = Path(__file__).parent


@cache
def load(run: str) -> dict[str, str]:
    """Return what each command of *run* printed."""
    text = (_FOLDER / f"{run}.txt").read_text(encoding="utf-8")
    parts = [part.partition("\n") for part in f"\n{text}".split("\n==== ")[1:]]
    return {command: output for command, _, output in parts}
