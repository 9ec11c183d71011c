"""What is a secret by its looks, whoever made it: private keys, tokens, the fields of a kubeconfig."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TOKEN: Final = "a token"  # noqa: S105 - what one is called
_BREAK: Final = r"(?:\s|\\[nrt])"


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """A sort of secret that can be told by its looks: its group ``secret``, if it has one, else all of it."""

    what: str
    pattern: re.Pattern[str]


SHAPES: Final = (
    Shape(
        what="a private key",
        pattern=re.compile(
            r"(?P<secret>-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----"
            # no character fits both sides, or the time would be exponential
            rf"(?:{_BREAK}|[A-Za-z0-9+/=:,]|-(?!-))+?"
            r"(?:-----END (?:[A-Z0-9]+ )*PRIVATE KEY-----|\Z|(?=\n\s*\n)))"
        ),
    ),
    Shape(
        what="a private key in base64",
        # “-----BEGIN PRIVATE KEY”, “BEGIN RSA PRI…”, “BEGIN EC PRI…”, “BEGIN ENCRYPTED …”, “BEGIN OPENSSH …”
        pattern=re.compile(
            r"(?P<secret>LS0tLS1CRUdJTiB(?:QUklWQVRFI|SU0EgUFJJ|FQyBQUklW|FTkNSWVBURU|PUEVOU1NI)"
            rf"[A-Za-z0-9+/]{{8,}}(?:{_BREAK}{{1,12}}[A-Za-z0-9+/]{{40,}})*"
            rf"(?:{_BREAK}{{1,12}}[A-Za-z0-9+/]+(?==))?={{0,2}})"
        ),
    ),
    Shape(
        what=TOKEN,
        pattern=re.compile(r"(?<![\w-])(?P<secret>eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,})"),
    ),
    Shape(
        what="a bootstrap token",
        pattern=re.compile(r"(?<![\w./:@-])(?P<secret>[a-z0-9]{6}\.[a-z0-9]{16})(?![\w./-])"),
    ),
    Shape(
        what="a certificate key of kubeadm",
        pattern=re.compile(r"--certificate-key[ =](?P<secret>[0-9a-f]{64})(?![0-9a-f])"),
    ),
    Shape(
        what="client-key-data of a kubeconfig",
        pattern=re.compile(r"client-key-data\\*[\"']?: ?\\*[\"']?(?P<secret>[A-Za-z0-9+/]{16,}={0,2})"),
    ),
    Shape(
        what="a password in a URL",
        pattern=re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s/:@<>]*:(?P<secret>[^\s/@<>]{4,})@[\w.-]"),
    ),
)


def find_shapes(text: str, shapes: Iterable[Shape] = SHAPES) -> Iterator[tuple[int, int, str]]:
    """Yield where in *text* something looks like a secret, and what it looks like."""
    for shape in shapes:
        for found in shape.pattern.finditer(text):
            start, end = found.span("secret" if "secret" in shape.pattern.groupindex else 0)
            if end > start:
                yield start, end, shape.what
