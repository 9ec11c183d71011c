"""Recognizes names, ids and credentials that are made anew with each object."""

from __future__ import annotations

import re

from kindsphinx.core.normalize.kinds import is_named_before

_UID_LENGTH = 36
_UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])")
_DIGEST = re.compile(r"sha256:[0-9a-f]{6,64}\b")
_ID = re.compile(
    r"[0-9a-f](?<![\w.@-].)(?:[0-9a-f]{63}(?!\w)|(?<!:.)(?:[0-9a-f]{31}|[0-9a-f]{11,12})(?![\w-]))"
)
_NODE = r"[^\s\"/]+"
_PLACEMENTS = (
    re.compile(rf"(Node: +){_NODE}(?=/)"),
    re.compile(rf"(nodeName\"?: \"?){_NODE}"),
    re.compile(rf"(selected-node\"?: \"?){_NODE}"),
    re.compile(rf"(Successfully assigned \S+ to ){_NODE}"),
)
_REVISIONS = (re.compile(r"(resourceVersion\"?: \"?)\d+"), re.compile(r"(Resource Version: +)\d+"))
_PROCESS = re.compile(r"(\"Pid\": ?)\d+")
_KERNELS = (re.compile(r"(Kernel Version: +)\S+"), re.compile(r"(kernelVersion\"?: \"?)[^\s\",]+"))
_CREDENTIAL = re.compile(r"(?<![\w+/])LS0t[\w+/]{40,}=*|(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+")
# Kubernetes' alphabet has no vowels; a template's hash is a number whose digits are ten of its characters
_SAFE = "[bcdfghjklmnpqrstvwxz2456789]"
_HASH = "[456789bcdf]{8,10}"
_MINUTE = r"(?:2[89]|3[0-4])\d{6}"  # a CronJob counts minutes since 1970: 2023 to 2035
_END = r"(?![\w-])"
_GENERATED = re.compile(
    r"(?P<name>[a-z0-9](?<![\w.:@-].)[a-z0-9.]*-(?:[a-z0-9][a-z0-9.]*-)*?)"
    rf"(?:(?P<hash>{_HASH}|{_MINUTE})(?:-{_SAFE}{{5}}{_END}(?P<pod>)|{_END}|(?=-\.\.\.))"
    rf"|(?P<suffix>{_SAFE}{{5}}){_END})"
)
_HASH_LABEL = re.compile(rf"((?:pod-template|controller-revision)-hash[\"=:]+ ?\"?){_HASH}\b")
# five letters of the safe alphabet that people do name things with
_WORDS = frozenset({"grpcs", "html5", "http2", "https", "nfsv4", "pgsql", "xhtml"})


def identifiers(text: str) -> str:
    """Replace UIDs, digests and the ids of containers, images and processes."""
    if len(text) < 12:  # noqa: PLR2004 - the shortest id
        return text
    if "-" in text and max(map(len, text.split("\n"))) >= _UID_LENGTH:
        text = _UID.sub("<uid>", text)
    if "sha256:" in text:
        text = _DIGEST.sub("sha256:<digest>", text)
    return _PROCESS.sub(r"\1<pid>", _ID.sub(_id, text))


def placements(text: str) -> str:
    """Replace the node that Kubernetes chose for a pod by ``<node>``."""
    return _substituted(_PLACEMENTS, r"\1<node>", text)


def revisions(text: str) -> str:
    """Replace the counter of a cluster's changes by ``<revision>``."""
    return _substituted(_REVISIONS, r"\1<revision>", text)


def kernels(text: str) -> str:
    """Replace the version of the machine's kernel by ``<kernel>``."""
    return _substituted(_KERNELS, r"\1<kernel>", text)


def credentials(text: str) -> str:
    """Replace certificates, keys and tokens by ``<credential>``."""
    return _CREDENTIAL.sub("<credential>", text) if "LS0t" in text or "eyJ" in text else text


def generated_names(text: str) -> str:
    """Replace what Kubernetes appends to the name of a ReplicaSet or a pod.

    The numbers of nodes and of a StatefulSet's pods stay.
    """
    if "-" not in text:
        return text
    text = _GENERATED.sub(_generated, text)
    return _HASH_LABEL.sub(r"\1<hash>", text) if "-hash" in text else text


def _substituted(patterns: tuple[re.Pattern[str], ...], by: str, text: str) -> str:
    if ":" in text or " " in text:
        for pattern in patterns:
            text = pattern.sub(by, text)
    return text


def _id(match: re.Match[str]) -> str:
    """Leave numbers and words alone, unless a line has nothing else: ``docker ps -q``."""
    found = match[0]
    return found if (found.isdigit() or found.isalpha()) and not _is_line(match) else "<id>"


def _is_line(match: re.Match[str]) -> bool:
    around = (
        match.string[max(0, match.start() - 1) : match.start()],
        match.string[match.end() : match.end() + 1],
    )
    return set(around) <= {"", "\n"}


def _generated(match: re.Match[str]) -> str:
    name, found = match[1], match.lastgroup
    if is_named_before(match.string, match.start()):
        return match[0]
    if found == "pod":
        return f"{name}<hash>-<suffix>"
    if found == "hash":
        return f"{name}<hash>"
    return match[0] if match["suffix"] in _WORDS else f"{name}<suffix>"
