"""Says what sets the elements of a list apart, and which lists stand in no order."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize.facts.json_tree import json_documents
from kindsphinx.core.normalize.facts.tree import Fields, Items, Scalar
from kindsphinx.core.normalize.normalizers import normalize_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kindsphinx.core.normalize.facts.tree import Node

_IDENTITIES: Final = (
    ("name",),
    ("type",),
    ("names",),
    ("mountPath",),
    ("devicePath",),
    ("containerPort", "protocol"),
    ("containerPort",),
    ("port", "protocol"),
    ("port",),
    ("key", "effect"),
    ("key",),
    ("kind", "name"),
    ("targetRef",),
    ("TargetRef",),
    ("Namespace", "Name"),
    ("Name",),
    ("Type",),
    ("Resource",),
    ("Destination",),
    ("PathOnHost",),
    ("Subnet",),
)
"""What may set the mappings of a list apart: the first of these that all of them have."""
_UNORDERED: Final = frozenset(
    """
    addresses conditions containerStatuses endpoints ephemeralContainerStatuses finalizers images
    initContainerStatuses items names ownerReferences podIPs repoDigests RepoDigests repoTags RepoTags volumes
    volumesInUse volumesAttached secrets imagePullSecrets Mounts DNSNames Aliases taints tolerations subjects
    accessModes Config SecurityOptions Taints Tolerations
    """.split()  # noqa: SIM905 - a list of words is read as one
)
"""Lists of which nobody promises an order."""
_VERSION: Final = re.compile(r"(?:@sha256:|:)[^/]*$")


def is_ordered(name: str) -> bool:
    """Return whether the order of the list of that *name* means something."""
    return name not in _UNORDERED


def element_names(nodes: Sequence[Node]) -> list[str] | None:
    """Return what each of the mappings in a list is called; ``None`` where there is nothing in common."""
    if not nodes or not all(isinstance(node, Fields) for node in nodes):
        return None
    fields = [node for node in nodes if isinstance(node, Fields)]
    shared = set.intersection(*({name for name, _ in each.pairs} for each in fields))
    for names in _IDENTITIES:
        if shared.issuperset(names):
            return ["/".join(filter(None, (_said(each.get(name)) for name in names))) for each in fields]
    return None


def names_of_objects(values: Sequence[object]) -> list[str] | None:
    """Return what each of *values*, which were JSON, is called; ``None`` where that is not known of all."""
    nodes = [json_documents(json.dumps(value))[0] for value in values if value != {}]
    if not nodes or len(nodes) < len(values):
        return None
    metadata = [node.get("metadata") if isinstance(node, Fields) else None for node in nodes]
    names = [each.text("name") if isinstance(each, Fields) else "" for each in metadata]
    return [normalize_cell(name) for name in names] if all(names) else element_names(nodes)


def _said(node: Node | None) -> str:
    if isinstance(node, Scalar):
        return normalize_cell(node.text)
    if isinstance(node, Fields):
        return _said(node.get("name"))
    # of an image: its name without the version
    texts = [each.text for each in node.nodes if isinstance(each, Scalar)] if isinstance(node, Items) else []
    named = [text for text in texts if "@" not in text] or texts
    return normalize_cell(_VERSION.sub("", named[0])) if named else ""
