"""Makes equal what may differ between two runs of one command, and nothing else."""

from __future__ import annotations

from kindsphinx.core.normalize.normalizers import NORMALIZERS, Normalizer
from kindsphinx.core.normalize.reading import Reading, normalize, read
from kindsphinx.core.normalize.tables import Table

__all__ = ["NORMALIZERS", "Normalizer", "Reading", "Table", "normalize", "read"]
