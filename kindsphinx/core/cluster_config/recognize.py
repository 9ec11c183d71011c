"""Tell kind's configurations from the other YAML of a repository."""

from __future__ import annotations

import re
from typing import Final

from kindsphinx.core.cluster_config.reading import Mapping, Scalar, YamlError, decode, read_tree, shown_lines

_GROUP: Final = "kind.x-k8s.io/"
_TOP_LEVEL: Final = re.compile(rf"""(["']?)apiVersion\1\s*:\s*["']?{re.escape(_GROUP)}""")


def is_cluster_config(data: str | bytes) -> bool:
    """Return whether *data* means to be a cluster configuration of kind, right or wrong.

    It is one if the ``apiVersion`` of its first document is one of kind's; a script within it that has a
    configuration in a here-document is none.
    """
    lines = shown_lines(data)
    if not any(_GROUP in line for line in lines):
        return False
    try:
        root = read_tree(decode(data))
    except YamlError:
        return any(map(_TOP_LEVEL.match, lines))
    if not isinstance(root, Mapping):
        return False
    pairs = zip(root.children[::2], root.children[1::2], strict=True)
    values = [value for key, value in pairs if isinstance(key, Scalar) and key.value == "apiVersion"]
    return any(isinstance(value, Scalar) and value.value.startswith(_GROUP) for value in values)
