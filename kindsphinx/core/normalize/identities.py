"""Recognizes names, ids and credentials that are made anew with each object."""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import Final

from kindsphinx.core.normalize.clues import DIGITS, HEX_DIGITS, Clue
from kindsphinx.core.normalize.kinds import is_named_before

_UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])")
_DIGEST = re.compile(r"sha256:[0-9a-f]{6,64}\b")
_ID = re.compile(
    r"[0-9a-f](?<![\w.@-].)(?:[0-9a-f]{63}(?!\w)|(?<!:.)(?:[0-9a-f]{31}|[0-9a-f]{11,12})(?![\w-]))"
)
_EVENT = re.compile(r"1(?<=[a-z0-9]\.1)[0-9a-f]{15}(?![\w.-])")
_CREDENTIAL = re.compile(
    r"(?<![\w+/])LS0t[\w+/]{40,}=*|(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+|(?<![\w.-])eyJhbGciOi[\w-]{20,}(?![\w.-])"
)
_JOINING = re.compile(r"(?<![\w.-])[a-z0-9]{6}\.(?=[a-z0-9]*\d)[a-z0-9]{16}(?![\w.-])")
_FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}=?")
# Kubernetes' alphabet has no vowels; a template's hash is a number whose digits are ten of its characters
_LETTERS = "bcdfghjklmnpqrstvwxz2456789"
_SAFE = f"[{_LETTERS}]"
_HASH = "[456789bcdf]"
MINUTE = r"(?:2[89]|3[0-4])\d{6}"  # a CronJob counts minutes since 1970: 2023 to 2035
# an underscore is in no name of Kubernetes, but ends one: web-76588cc55c-jfjwz_shop is what a kubelet says
_END = r"(?![^\W_]|-)"
_GENERATED = re.compile(
    r"(?P<name>[a-z0-9](?:(?<![\w.:@-].)|(?<=>-.))[a-z0-9.]*+-(?:[a-z0-9][a-z0-9.]*+-)*?)"
    rf"(?:(?P<hash>{_HASH}{{7,10}}|{MINUTE})(?:-{_SAFE}{{5}}{_END}(?P<pod>)|{_END}|(?=-\.\.\.))"
    rf"|(?P<suffix>{_SAFE}{{5}}){_END})"
)
_LEADER = re.compile(rf"(?<=_)([a-z0-9](?:[a-z0-9.]*-)+){_HASH}{{7,10}}-{_SAFE}{{5}}(?=_<uid>)")
_API_SERVER = re.compile(r"(?<![\w.-])(apiserver-)[a-z2-7]{26}(?![a-z0-9-])")
_STREAM = re.compile(r"(://\S+/(?:exec|attach|portforward)/)[\w-]{8}(?![\w-])")
_TEMPORARY = re.compile(r"(/tmp/tmp\.)[A-Za-z0-9]{6,10}\b")
_DIFFED = re.compile(r"((?:^|/)(?:LIVE|MERGED)-)\d+(?=/)")
_SNAPSHOT = re.compile(r"(/snapshots/)\d+(?=/)")
_OVERLAY = re.compile(r"(/overlay2/l/)[A-Z0-9]{26}\b")
_HAS_ID: Final = Clue((HEX_DIGITS,), "0" * 12)
_HAS_JOINING: Final = Clue((DIGITS + ascii_lowercase,), "0" * 6 + "." + "0" * 16)
_HAS_SUFFIX: Final = Clue((DIGITS + _LETTERS,), "-00000")
_HASH_LABEL = re.compile(rf"((?:pod-template|controller-revision)-hash[\"=:]+ ?\"?){_HASH}{{4,10}}\b")
_WORDS = frozenset(
    """
    btrfs crwth cwtch dhcp4 dhcp6 dhcpd dns64 grpc2 grpcs html4 html5 http2 httpd https ldbms mgmt2 mqtts
    mssql mtls2 nfsd4 nfsv4 pgsql plsql rdbms smtpd smtps snmpd sqldb sshfs tftpd tmpfs vsftp xhtml xmlns
    xmpps
    """.split()  # noqa: SIM905 - a list of words is read as one
)
"""Five letters of the safe alphabet that people do name things with."""


def identifiers(text: str) -> str:
    """Replace UIDs, digests and the ids of containers and images."""
    has_ids = _HAS_ID.is_in(text)
    if has_ids and "-" in text:
        text = _UID.sub("<uid>", text)
    if "sha256:" in text:
        text = _DIGEST.sub("sha256:<digest>", text)
    text = _OVERLAY.sub(r"\1<hash>", text) if "/overlay2/l/" in text else text
    text = _SNAPSHOT.sub(r"\1<number>", text) if "/snapshots/" in text else text
    if not has_ids:
        return text
    text = _ID.sub(_id, text)
    return _EVENT.sub("<hash>", text) if ".1" in text else text


def credentials(text: str) -> str:
    """Replace certificates, keys and tokens by ``<token>``."""
    if "LS0t" in text or "eyJ" in text:
        text = _CREDENTIAL.sub("<token>", text)
    if "/portforward/" in text or "/exec/" in text or "/attach/" in text:
        text = _STREAM.sub(r"\1<token>", text)
    if "SHA256:" in text:
        text = _FINGERPRINT.sub("<token>", text)
    return _JOINING.sub("<token>", text) if _HAS_JOINING.is_in(text) else text


def generated_names(text: str) -> str:
    """Replace what Kubernetes appends to the name of a ReplicaSet or a pod.

    The numbers of nodes and of a StatefulSet's pods stay.
    """
    if "LIVE-" in text or "MERGED-" in text:
        text = _DIFFED.sub(r"\1<number>", text)
    if "tmp." in text:
        text = _TEMPORARY.sub(r"\1<suffix>", text)
    if _HAS_SUFFIX.is_in(text):
        text = _GENERATED.sub(_generated, text)
    text = _LEADER.sub(r"\1<hash>-<suffix>", text) if "_<" in text else text
    text = _API_SERVER.sub(r"\1<hash>", text) if "apiserver-" in text else text
    return _HASH_LABEL.sub(r"\1<hash>", text) if "-hash" in text else text


def _id(match: re.Match[str]) -> str:
    """Leave numbers and words alone, unless a line has nothing else: ``docker ps -q``."""
    found = match[0]
    return found if (found.isdigit() or found.isalpha()) and not _is_line(match) else "<container-id>"


def _is_line(match: re.Match[str]) -> bool:
    begin, end = match.span()
    return set(match.string[max(0, begin - 1) : begin] + match.string[end : end + 1]) <= {"\n"}


def _generated(match: re.Match[str]) -> str:
    name, found = match[1], match.lastgroup
    begin = match.start()
    if begin and match.string[begin - 1] in '/"' and is_named_before(match.string, begin):
        return match[0]
    if found == "pod":
        return f"{name}<hash>-<suffix>"
    if found == "hash":
        return f"{name}<hash>"
    return match[0] if match["suffix"] in _WORDS else f"{name}<suffix>"
