"""A secret value, and what within a value is a secret of its own."""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST: Final = 8
"""Bytes; what is shorter occurs in outputs for reasons of its own."""
_NESTED: Final = 1 << 16
"""Bytes of a value up to which it is looked into."""
_WORDS: Final = """
administrator application/json argocd certificate cert-manager changeme clusters config-map database
default-token deployment development disabled enabled external grafana helm.sh/release.v1 ingress-nginx
internal kind-kind kube-apiserver kube-node-lease kube-proxy kube-public kube-system kubeadm kubernetes
kubernetes-admin kubernetes.default.svc local-path-storage localhost metallb-system monitoring namespace
password postgres postgresql production prometheus rabbitmq registry required secretname service-account
staging superuser system:masters template username wordpress
"""
"""What is long enough and yet tells nobody anything."""
_ORDINARY: Final = frozenset(_WORDS.split())
_TELLING_KEY: Final = re.compile(
    r"(?i)(?:pass(?:word|wd|phrase)?|secret|token|credentials?|api[-_]?key|auth|private[-_]?key|client-key-data)$"
)
_ASSIGNMENT: Final = re.compile(
    r"^[ \t\-]*(?:export )?[\"']?([\w.-]+)[\"']?[ \t]*[:=][ \t]*(\S.*?)\s*$", re.MULTILINE
)
_JWT: Final = re.compile(r"[\w-]{10,}\.([\w-]{10,})\.([\w-]{10,})")
_PEM: Final = re.compile(r"-----BEGIN [^\n-]*-----\s+([A-Za-z0-9+/=\s]+?)\s*-----END")


@dataclass(frozen=True, kw_only=True, slots=True)
class Secret:
    """A value that must not be published."""

    value: bytes
    what: str
    """Where it belongs, for a reader: ``Secret default/db, password``."""

    @property
    def is_ordinary(self) -> bool:
        """Return whether the value is too short, or too usual a word, to be told from any other text."""
        text = self.value.strip()
        if len(text) < SHORTEST:
            return True
        return text.decode("utf-8", "replace").lower() in _ORDINARY or len(set(text)) == 1

    def parts(self) -> Iterator[Secret]:
        """Yield the secret, and what within it is one of its own: a password in a file, a part of a token."""
        yield self
        if len(self.value) > _NESTED:
            return
        text = self.value.decode("utf-8", "replace")
        for name, part in _named_parts(text):
            if len(part) >= SHORTEST and part.encode() != self.value:
                yield Secret(value=part.encode(), what=f"{self.what} ({name})")


def _named_parts(text: str) -> Iterator[tuple[str, str]]:
    if token := _JWT.fullmatch(text.strip()):
        yield from (("a part of the token", part) for part in token.groups())
    for armored in _PEM.finditer(text):
        yield "PEM", armored[1]
    if text.lstrip().startswith("{"):
        yield from _in_json(text)
    elif "\n" in text.strip() or "=" in text:
        for key, value in _ASSIGNMENT.findall(text):
            if _TELLING_KEY.search(key):
                yield key, value.strip("\"'")


def _in_json(text: str) -> Iterator[tuple[str, str]]:
    try:
        yield from _in_data(json.loads(text))
    except (ValueError, RecursionError):
        return


def _in_data(data: object) -> Iterator[tuple[str, str]]:
    if isinstance(data, list):
        for each in data:
            yield from _in_data(each)
    if not isinstance(data, dict):
        return
    for key, value in data.items():
        if isinstance(value, str) and _TELLING_KEY.search(key):
            yield key, value
            yield from _in_login(key, value)
        else:
            yield from _in_data(value)


def _in_login(key: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield the password of what docker keeps as base64 of ``USER:PASSWORD``."""
    if key == "auth":
        try:
            password = base64.b64decode(value, validate=True).decode().partition(":")[2]
        except (binascii.Error, ValueError):
            return
        yield "password", password
