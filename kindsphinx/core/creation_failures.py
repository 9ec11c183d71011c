"""Says why kind could not create a cluster, whether another try can help, and what does if not.

The texts are those of kind, of the engine, and of what starts in a node, as kind's sources, its page of known
issues, and reports of its users have them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """Why a creation has failed."""

    what: str
    """Words that follow “since” or a colon."""
    advice: str = ""
    """What to do; empty where another try may be enough."""
    is_transient: bool = False
    """Whether another try can help."""

    def __str__(self) -> str:
        return f"{self.what}: {self.advice}" if self.advice else self.what


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sign:
    """A text by which a cause is known."""

    pattern: str
    cause: Cause
    within: str = ""
    """What else must have been printed; empty for nothing."""

    def is_in(self, text: str) -> bool:
        return all(re.search(each, text, re.IGNORECASE) for each in (self.pattern, self.within) if each)


_PORT: Final = re.compile(
    r"(?:bind for|failed to bind host port|listen (?:tcp|udp|sctp)[46]?)\s+(?:for\s+)?"
    r"(?:\[[^\]\s]*\]|[^\s:]*):(\d+)"
    r"[^\n]*(?:already allocated|already in use)",
    re.IGNORECASE,
)
_PULLING: Final = "failed to pull image|Error response from daemon|failed to resolve reference"
_AFTER_START: Final = "failed to (?:apply overlay network|install CNI|add default storage class)"


def _never(what: str, advice: str) -> Cause:
    return Cause(what=what, advice=advice)


def _again(what: str) -> Cause:
    return Cause(what=what, is_transient=True)


_SIGNS: Final = (
    _Sign(
        pattern=r"too many open files|inotify_init|inotify_add_watch|inotify (?:watch|instance)",
        cause=_never(
            "the engine's machine has too few inotify watches or instances left for another node",
            "sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512",
        ),
    ),
    _Sign(
        pattern=r"no space left on device",
        cause=_never(
            "the engine's disk is full", "“docker system df” shows of what, “docker system prune” makes room"
        ),
    ),
    _Sign(
        pattern=r"not run on a host using cgroup v1|cgroup v1 is not supported",
        cause=_never(
            "the kubelet of Kubernetes 1.35 and later does not run on control groups of version 1",
            "choose an older node image, or an engine with control groups of version 2",
        ),
    ),
    _Sign(
        pattern=r"cannot allocate memory|out of memory|exit status 137\b",
        cause=_never(
            "there is not enough memory for the nodes", "give the engine more, or the cluster fewer nodes"
        ),
    ),
    _Sign(
        pattern=r"toomanyrequests|pull rate limit",
        cause=_never(
            "the registry gives out no more images for now",
            "log in to it (docker login), or have the image on the engine before the page is run",
        ),
    ),
    _Sign(
        pattern=r"manifest unknown|manifest for \S+ not found|not found: manifest|pull access denied"
        r"|repository does not exist|no such image|failed to resolve reference [^\n]*: not found",
        cause=_never(
            "there is no such node image, or it may not be pulled",
            "correct its name, or log in (docker login)",
        ),
    ),
    _Sign(
        pattern=r"unauthorized: |authentication required|denied: requested access",
        cause=_never("the registry refuses the node image", "log in to it (docker login)"),
    ),
    _Sign(
        pattern=r"no such host|network is unreachable|no route to host|proxyconnect tcp",
        within=_PULLING,
        cause=_never(
            "the registry of the node image cannot be reached",
            "see to the network, or have the image on the engine before the page is run",
        ),
    ),
    _Sign(
        pattern=r"no matching manifest for|exec format error",
        cause=_never(
            "the node image is not for the engine's architecture", "choose one that is, or build it there"
        ),
    ),
    _Sign(
        pattern=r"predefined address pools have been fully subnetted|non-overlapping IPv[46] address pool",
        cause=_never(
            "the engine has no addresses left for a network", "“docker network prune” removes unused ones"
        ),
    ),
    _Sign(
        pattern=r"already exist for a cluster with the name",
        cause=_never("there is a cluster of that name", "delete it, or choose another name"),
    ),
    _Sign(
        pattern=r"unable to decode config|unknown (?:apiVersion|kind for apiVersion)|invalid configuration"
        r"|is not a valid cluster name|unknown (?:shorthand )?flag|missing unit in duration",
        cause=_never("kind refuses what it is asked for", "correct the configuration or the command"),
    ),
    _Sign(
        pattern=r": Invalid value: |strict decoding error|error unmarshaling|unknown field",
        within="with kubeadm",
        cause=_never("kubeadm refuses its configuration", "correct the patches and what they change"),
    ),
    _Sign(
        pattern=r"Cannot connect to the Docker daemon|is the docker daemon running"
        r"|the engine (?:does not answer|ends the connection)",
        cause=_never("no engine answers", "start it"),
    ),
    _Sign(
        pattern=r"kindsphinx (?:refuses|does not)",
        cause=_never("kindsphinx refuses something that the nodes need", "what kind printed says what"),
    ),
    _Sign(
        pattern=r"TLS handshake timeout|i/o timeout|connection reset by peer|unexpected EOF"
        r"|Client\.Timeout exceeded|request canceled while waiting|Temporary failure in name resolution"
        r"|server misbehaving|received unexpected HTTP status: 5\d\d|50[234] (?:Bad|Service|Gateway)",
        within=_PULLING,
        cause=_again("the registry did not answer in time"),
    ),
    _Sign(
        pattern=r"connection refused|was refused|TLS handshake timeout|etcdserver: |EOF|i/o timeout",
        within=_AFTER_START,
        cause=_again("the new cluster's API server was not there for a moment"),
    ),
    _Sign(
        pattern=r"could not find a (?:log )?line that matches",
        cause=_again("a node's systemd did not come up in time"),
    ),
)
"""In this order: what another try cannot mend comes first, as it often has the others in its wake."""


def cause_of(output: str, *, logs: str = "", sources: str = "") -> Cause | None:
    """Return why a creation has failed; ``None`` if it cannot be told, which is no reason to try again.

    :param output: what kind printed.
    :param logs: what the containers of its nodes printed.
    :param sources: what the page's commands and files say: a port that stands there was chosen by the page.
    """
    # of the nodes' logs, only what no healthy node prints: they are full of errors that come to nothing
    causes = (each.cause for each in _SIGNS if each.is_in(output) or (each in _OF_NODES and each.is_in(logs)))
    return next(_ports(output, sources), None) or next(causes, None)


_OF_NODES: Final = tuple(each for each in _SIGNS[:3] if not each.within)


def _ports(output: str, sources: str) -> Iterator[Cause]:
    for port in dict.fromkeys(_PORT.findall(output)):
        if re.search(rf"(?<!\d){port}(?!\d)", sources):
            yield _never(
                f"the host port {port}, which the page has chosen, is in use",
                "end what has it, or choose another",
            )
        else:
            yield _again(f"something else took the port {port}, which kind had found free")
