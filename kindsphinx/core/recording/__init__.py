"""What a page's commands printed, kept in a file that people review."""

from __future__ import annotations

from kindsphinx.core.recording.model import FORMAT, Interaction, Provenance, Recording

__all__ = ["FORMAT", "Interaction", "Provenance", "Recording"]
