"""Which values of Kubernetes objects and files are secrets."""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import TYPE_CHECKING, Any, Final

from kindsphinx.core.redaction.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOOTSTRAP: Final = "bootstrap.kubernetes.io/token"
_FIELD: Final = re.compile(
    r"(?<![\w-])(?P<key>client-key-data|client-certificate-data|certificate-authority-data|token|password"
    r"|id-token|refresh-token)[\"']?: *[\"']?(?P<value>[^\s\"',}]+)"
)
_CLUSTER: Final = re.compile(r"(?<![\w-])cluster[\"']?:")


def in_secrets(answer: str) -> Iterator[Secret]:
    """Yield the values of the Secrets in *answer*, a list of them or one, in JSON."""
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError):
        return
    items = found.get("items", [found]) if isinstance(found, dict) else []
    for item in items:
        yield from _of_secret(item)


def _of_secret(item: dict[str, Any]) -> Iterator[Secret]:
    about = item.get("metadata") or {}
    name = f"Secret {about.get('namespace', '')}/{about.get('name', '')}"
    values = {key: _decoded(value) for key, value in (item.get("data") or {}).items()}
    for key, value in values.items():
        secret = Secret(value=value, what=f"{name}, {key}")
        # “true” and the like, which kubeadm writes into every cluster
        if not (item.get("type") == _BOOTSTRAP and secret.is_ordinary):
            yield secret
    if item.get("type") == _BOOTSTRAP:
        token = values.get("token-id", b"") + b"." + values.get("token-secret", b"")
        yield Secret(value=token, what=f"{name}, the token")


def in_kubeconfig(text: str, what: str) -> Iterator[Secret]:
    """Yield the keys, certificates, tokens and passwords of a kubeconfig; nothing of any other file."""
    if not _CLUSTER.search(text):
        return
    for found in _FIELD.finditer(text):
        value = found["value"].encode()
        yield Secret(value=_decoded(found["value"]) if found["key"].endswith("-data") else value, what=what)


def in_docker_config(text: str, what: str) -> Iterator[Secret]:
    """Yield what docker's ``config.json`` knows of registries: passwords and tokens."""
    whole = Secret(value=text.encode(), what=what)
    yield from (part for part in whole.parts() if part is not whole)


def _decoded(value: str) -> bytes:
    try:
        return base64.b64decode(value or "")
    except (binascii.Error, ValueError):
        return str(value).encode()
