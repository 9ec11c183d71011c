"""From the bytes of a configuration to a tree of scalars, lists and mappings, as kind reads it."""

from __future__ import annotations

from kindsphinx.core.cluster_config.reading.failure import YamlError
from kindsphinx.core.cluster_config.reading.source import decode, shown_lines
from kindsphinx.core.cluster_config.reading.tree import Alias, Mapping, Scalar, Sequence, YamlNode, read_tree

__all__ = [
    "Alias",
    "Mapping",
    "Scalar",
    "Sequence",
    "YamlError",
    "YamlNode",
    "decode",
    "read_tree",
    "shown_lines",
]
