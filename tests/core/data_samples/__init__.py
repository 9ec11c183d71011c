"""Outputs that real commands printed and that are no tables; the README says how they were taken."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FAULTS = ("scaled", "image", "crash", "service", "config", "taint", "stopped")
_FOLDER = Path(__file__).parent


@cache
def load(run: str) -> dict[str, str]:
    """Return what each command of *run* printed."""
    text = (_FOLDER / f"{run}.txt").read_bytes().decode()
    parts = [part.partition("\n") for part in f"\n{text}".split("\n==== ")[1:]]
    return {command: output for command, _, output in parts}
