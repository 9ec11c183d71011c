"""Warn of nodes that kind accepts and that then fail or surprise."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config.addresses import parse_ip
from kindsphinx.core.cluster_config.codes import ProblemCode
from kindsphinx.core.cluster_config.creation import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.cluster_config.creation import Creation
    from kindsphinx.core.cluster_config.faults import Path
    from kindsphinx.core.cluster_config.model import ClusterConfig, Mount, Node, PortMapping

_TAGGED: Final = re.compile(r"(?:@[^@]+|:[^/:]+)\Z")
_PART: Final = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_HOST: Final = r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\])(?::[0-9]+)?"
_REFERENCE: Final = re.compile(
    rf"(?:{_HOST}/)?{_PART}(?:/{_PART})*(?::\w[\w.-]{{0,127}})?"
    r"(?:@[A-Za-z][A-Za-z0-9]*(?:[+._-][A-Za-z][A-Za-z0-9]*)*:[0-9A-Fa-f]{32,})?",
    re.ASCII,
)
"""What the engine takes for the name of an image (github.com/distribution/reference)."""
_LONGEST_IMAGE: Final = 512
_DRIVE: Final = re.compile(r"\A[A-Za-z]:(?=[\\/])")
_MOUNTED_BY_KIND: Final = ("/tmp", "/run", "/lib/modules")  # noqa: S108 - places in a node
"""Its pkg/cluster/internal/providers/docker/provision.go."""
_ABSOLUTE: Final = re.compile(r"/|[A-Za-z]:[\\/]")
_RESERVED: Final = re.compile(r"(?:\A|\.)(?:kubernetes|k8s)\.io\Z")
_OWN_DOMAINS: Final = re.compile(r"(?:\A|\.)(?:kubelet|node)\.kubernetes\.io\Z")
_OWN_LABELS: Final = frozenset(
    {
        "kubernetes.io/hostname",
        "kubernetes.io/arch",
        "kubernetes.io/os",
        "beta.kubernetes.io/arch",
        "beta.kubernetes.io/os",
        "beta.kubernetes.io/instance-type",
        "failure-domain.beta.kubernetes.io/region",
        "failure-domain.beta.kubernetes.io/zone",
        "topology.kubernetes.io/region",
        "topology.kubernetes.io/zone",
    }
)
"""The labels of Kubernetes that a kubelet may give itself (k8s.io/kubelet/pkg/apis/well_known_labels.go)."""
_LABEL_VALUE: Final = re.compile(r"(?:[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?)?\Z", re.ASCII)
_LABEL_KEY: Final = re.compile(r"(?:[a-z0-9.-]{1,253}/)?[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?\Z", re.ASCII)


def doubts_of_nodes(config: ClusterConfig, creation: Creation) -> Iterator[Doubt]:
    """Return what to warn of in the nodes of *config*."""
    for index, node in enumerate(config.nodes):
        at: Path = ("nodes", index)
        if not creation.context.image:
            yield from _image(node, at)
        if node.labels:
            yield from _labels(node, at)
        if node.extra_mounts:
            yield from _mounts(node.extra_mounts, (*at, "extraMounts"))
        for number, mapping in enumerate(node.extra_port_mappings):
            yield from _mapping(mapping, (*at, "extraPortMappings", number))


def _image(node: Node, at: Path) -> Iterator[Doubt]:
    if not _is_reference(node.image):
        yield Doubt(
            path=(*at, "image"),
            code=ProblemCode.IMAGE_SYNTAX,
            message=f"the engine will refuse “{node.image}”, which is no name of an image: write it in small "
            "letters and without blanks, such as “kindest/node:v1.34.0”",
        )
    elif not _TAGGED.search(node.image):
        yield Doubt(
            path=(*at, "image"),
            code=ProblemCode.IMAGE_TAG,
            message=f"“{node.image}” will be whatever “latest” is on the day, if there is such an image: "
            "write a tag, such as “:v1.34.0”, or a digest",
        )


@lru_cache(maxsize=256)
def _is_reference(image: str) -> bool:
    return len(image) <= _LONGEST_IMAGE and _REFERENCE.fullmatch(image) is not None


def _labels(node: Node, at: Path) -> Iterator[Doubt]:
    for key, value in node.labels.items():
        prefix = key.partition("/")[0] if "/" in key else ""
        if prefix and _RESERVED.search(prefix) and key not in _OWN_LABELS and not _OWN_DOMAINS.search(prefix):
            yield Doubt(
                path=(*at, "labels", key),
                code=ProblemCode.RESERVED_LABEL,
                message=f"the kubelet will not start with the label “{key}”, and the creation will fail "
                "after minutes: choose a prefix of your own, or label the node with kubectl afterwards",
            )
        elif not _LABEL_KEY.match(key) or not _LABEL_VALUE.match(value):
            yield Doubt(
                path=(*at, "labels", key),
                code=ProblemCode.LABEL_SYNTAX,
                message=f"“{key}={value}” is no label that Kubernetes takes, and the node will not join: "
                "write up to 63 letters, digits, “-”, “_” and “.”, with a letter or digit at both ends",
            )


def _mounts(mounts: tuple[Mount, ...], at: Path) -> Iterator[Doubt]:
    for number, mount in enumerate(mounts):
        yield from _mount(mount, (*at, number))
    yield from _mount_clashes(mounts, at)


def _mount(mount: Mount, at: Path) -> Iterator[Doubt]:
    host, inside = mount.host_path, mount.container_path
    if not host:
        yield Doubt(
            path=(*at, "hostPath"),
            code=ProblemCode.HOST_PATH,
            message="without “hostPath” the folder in which kind is started will be mounted: name one",
        )
    elif not _ABSOLUTE.match(host):
        tilde = ", and “~” means nothing to kind" if host.startswith("~") else ""
        yield Doubt(
            path=(*at, "hostPath"),
            code=ProblemCode.HOST_PATH,
            message=f"“{host}” will be looked for in the folder in which kind is started, not beside this "
            f"configuration{tilde}: write the whole path",
        )
    if ":" in _DRIVE.sub("", host):
        yield _refused_mount((*at, "hostPath"), "there may be no “:” in its paths")
    if not inside.startswith("/") or ":" in inside:
        yield _refused_mount((*at, "containerPath"), "“containerPath” must begin with “/”, and have no “:”")
    elif _normal(inside) == "/":
        yield _refused_mount((*at, "containerPath"), "“containerPath” cannot be “/”: name a folder")


def _refused_mount(path: Path, why: str) -> Doubt:
    return Doubt(
        path=path, code=ProblemCode.CONTAINER_PATH, message=f"the engine will refuse this mount: {why}"
    )


def _mount_clashes(mounts: tuple[Mount, ...], at: Path) -> Iterator[Doubt]:
    """Find what the engine calls a duplicate mount point."""
    taken = dict.fromkeys(_MOUNTED_BY_KIND, "kind itself")
    for number, mount in enumerate(mounts):
        place = _normal(mount.container_path)
        if place in taken:
            yield Doubt(
                path=(*at, number, "containerPath"),
                code=ProblemCode.MOUNT_CLASH,
                message=f"the engine will say that “{place}” is a duplicate mount point, since "
                f"{taken[place]} mounts something there: write another “containerPath”",
            )
        taken.setdefault(place, f"extraMounts[{number}]")


@lru_cache(maxsize=256)
def _normal(path: str) -> str:
    return posixpath.normpath(f"/{path.lstrip('/')}") if path.startswith("/") else path


def _mapping(mapping: PortMapping, at: Path) -> Iterator[Doubt]:
    if mapping.container_port <= 0:
        yield Doubt(
            path=(*at, "containerPort"),
            code=ProblemCode.CONTAINER_PORT,
            message="nothing will answer behind this mapping: write the port of the node as “containerPort”",
        )
    if mapping.listen_address and parse_ip(mapping.listen_address) is None:
        yield Doubt(
            path=(*at, "listenAddress"),
            code=ProblemCode.LISTEN_ADDRESS,
            message=f"the engine will not listen on “{mapping.listen_address}”, which is no IP address: "
            "write one of this computer, such as “127.0.0.1”",
        )
