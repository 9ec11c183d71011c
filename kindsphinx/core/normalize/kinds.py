"""Knows the kinds of things that kubectl, docker and kind list, and who gives them their names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_ALIASES: Final = {
    "clusterrole": "clusterroles",
    "clusterrolebinding": "clusterrolebindings",
    "componentstatus": "componentstatuses cs",
    "configmap": "configmaps cm",
    "context": "contexts",
    "controllerrevision": "controllerrevisions",
    "cronjob": "cronjobs cj",
    "customresourcedefinition": "customresourcedefinitions crd crds",
    "daemonset": "daemonsets ds",
    "deployment": "deployments deploy",
    "endpoints": "ep",
    "endpointslice": "endpointslices",
    "event": "events ev",
    "horizontalpodautoscaler": "horizontalpodautoscalers hpa",
    "ingress": "ingresses ing",
    "ingressclass": "ingressclasses",
    "job": "jobs",
    "lease": "leases",
    "limitrange": "limitranges limits",
    "namespace": "namespaces ns",
    "networkpolicy": "networkpolicies netpol",
    "node": "nodes no",
    "persistentvolume": "persistentvolumes pv",
    "persistentvolumeclaim": "persistentvolumeclaims pvc",
    "pod": "pods po",
    "poddisruptionbudget": "poddisruptionbudgets pdb",
    "priorityclass": "priorityclasses pc",
    "replicaset": "replicasets rs",
    "resourcequota": "resourcequotas quota",
    "role": "roles",
    "rolebinding": "rolebindings",
    "runtimeclass": "runtimeclasses",
    "secret": "secrets",
    "service": "services svc",
    "serviceaccount": "serviceaccounts sa",
    "statefulset": "statefulsets sts",
    "storageclass": "storageclasses sc",
}
_KIND_OF: Final = {alias: kind for kind, aliases in _ALIASES.items() for alias in (kind, *aliases.split())}
_NAMED_BY_CONTROLLERS: Final = frozenset(
    {"controllerrevision", "endpointslice", "event", "job", "lease", "persistentvolume", "pod", "replicaset"}
    | {"secret"}
)
_OF_ENGINES: Final = frozenset({"cluster", "container", "image", "network", "volume"})
_NAMED: Final = (frozenset(_ALIASES) | _OF_ENGINES) - _NAMED_BY_CONTROLLERS
"""Kinds whose names somebody chose, so that nothing in them is generated."""

# the columns that tell what a table lists, the rarer ones first
_COLUMNS: Final = (
    ({"CONTAINER ID"}, "container"),
    ({"REPOSITORY"}, "image"),
    ({"IMAGE", "IMAGE ID"}, "image"),
    ({"NETWORK ID"}, "network"),
    ({"VOLUME NAME"}, "volume"),
    ({"CURRENT", "CLUSTER"}, "context"),
    ({"STATUS", "ROLES"}, "node"),
    ({"READY", "STATUS", "RESTARTS"}, "pod"),
    ({"CLUSTER-IP"}, "service"),
    ({"READY", "UP-TO-DATE", "NODE SELECTOR"}, "daemonset"),
    ({"READY", "UP-TO-DATE"}, "deployment"),
    ({"DESIRED", "CURRENT", "READY"}, "replicaset"),
    ({"COMPLETIONS"}, "job"),
    ({"SCHEDULE", "SUSPEND"}, "cronjob"),
    ({"PROVISIONER"}, "storageclass"),
    ({"RECLAIM POLICY"}, "persistentvolume"),
    ({"VOLUME", "CAPACITY"}, "persistentvolumeclaim"),
    ({"ADDRESSTYPE"}, "endpointslice"),
    ({"ENDPOINTS"}, "endpoints"),
    ({"HOLDER"}, "lease"),
    ({"HOSTS", "ADDRESS"}, "ingress"),
    ({"MINPODS", "MAXPODS"}, "horizontalpodautoscaler"),
)
_OPTION: Final = (
    r"-(?:[nlo]|-(?:namespace|selector|output|context|kubeconfig|cluster))(?:\s+|=)\S+\s+|-\S+\s+"
)
_LISTED: Final = re.compile(
    r"\bkind\s+get\s+(?P<kind>nodes|clusters)\b"
    rf"|\bkubectl\b[^|;&]*?\s(?:get|top)\s+(?:{_OPTION})*(?P<resource>[a-z]+)(?:\.[\w.-]+)?(?:[\s/]|$)"
    r"|\b(?:docker|podman|nerdctl)\s+(?:(?P<object>container|image|network|volume)\s+(?:ps|ls|list)\b"
    r"|(?P<ps>ps|stats)\b|(?P<images>images)\b)"
    r"|\bcrictl\s+(?P<cri>pods|ps|images)\b"
)
_CRI: Final = {"pods": "pod", "ps": "container", "images": "image"}
_NAME: Final = re.compile(r"([a-z]+)(?:\.[a-z0-9.-]+)?/")
_BEFORE: Final = re.compile(r"([a-z]+)(?:\.[a-z0-9.-]+)?(?:/| \")$")
_LONGEST: Final = 80


@lru_cache(maxsize=1024)
def kind_of_table(names: tuple[str, ...], command: str) -> str:
    """Return what a table with these columns lists, as kubectl calls one of it: ``pod``; empty if unknown."""
    known = frozenset(names)
    found = next((kind for columns, kind in _COLUMNS if columns <= known), "")
    return found or kind_of_command(command)


def kind_of_command(command: str) -> str:
    """Return what *command* lists, if it lists one kind of thing only."""
    match = _LISTED.search(command)
    if match is None:
        return ""
    if match["resource"]:
        return "" if match["resource"] == "all" else kind_called(match["resource"])
    if match["kind"]:
        return match["kind"].removesuffix("s")
    if match["cri"]:
        return _CRI[match["cri"]]
    return match["object"] or ("image" if match["images"] else "container")


def kind_called(resource: str) -> str:
    """Return the kind that kubectl is asked for: ``pod`` for ``po``, ``widget`` for ``widgets.example``."""
    name = resource.partition(".")[0].lower()
    return _KIND_OF.get(name, name.removesuffix("s"))


def kind_of_name(name: str) -> tuple[str, str]:
    """Return the kind that stands before a name, ``deployment`` of ``deployment.apps/web``, and the rest."""
    match = _NAME.match(name) if "/" in name else None
    kind = _KIND_OF.get(match[1]) if match else None
    return (kind, name[match.end() :]) if match and kind else ("", name)


def is_named(kind: str) -> bool:
    """Return whether the names of that kind of thing are chosen, never generated."""
    return kind in _NAMED


def is_named_before(text: str, at: int) -> bool:
    """Return whether a name that begins at *at* is chosen: ``service/web``, ``deployment "web"``."""
    match = _BEFORE.search(text, max(at - _LONGEST, text.rfind("\n", 0, at) + 1), at)
    return match is not None and is_named(_KIND_OF.get(match[1], ""))
