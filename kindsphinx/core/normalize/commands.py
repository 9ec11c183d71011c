"""Says what a command promises about the order and the form of its output."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_SORTED = re.compile(r"--sort-by|--watch|(?:^|\s)-w(?:\s|$)|\|\s*(?:sort|head|tail)\b")
_ROWS = re.compile(
    r"\bkind\s+(?:get\s+(?:nodes|clusters)|load)\b"
    r"|\bget\s.*(?:--no-headers|-o[ =]?name\b|--output[ =]name\b|\|\s*grep\b)"
    r"|(?:^|\s)(?:print)?env\s*$"
    r"|\bdocker\s+(?:container\s+|image\s+|network\s+|volume\s+)?(?:ps|ls|images|list)\b"
    r".*(?:\s-\w*q|--quiet|--format|\|\s*grep\b)",
    re.DOTALL,
)
_PORT = re.compile(r"jsonpath.*[pP]ort\b|\bHostPort\b|\bgo-template.*[pP]ort\b", re.DOTALL)
_ALIGNED = re.compile(r"\bdescribe\s")
_DATA = re.compile(
    r"\s(?:-o|--output)[ =]?(?:yaml|json)\b|\binspect\b|\bconfig\s+view\b|\bget\s+kubeconfig\b"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """What is known of an output before it is read."""

    command: str
    ordered: bool
    """Whether the order of rows means something."""
    rows: bool
    """Whether every line is a row of a table that has no header."""
    header: bool
    """Whether the first line is a header, whatever stands there."""
    port: bool
    """Whether a number alone on its line is a port."""
    aligned: bool
    """Whether values are aligned, by blanks that mean nothing."""
    data: bool
    """Whether it is YAML or JSON, where a duration is configuration."""


@lru_cache(maxsize=1024)
def promise(command: str) -> Promise:
    """Return what *command*, a line of shell, promises."""
    return Promise(
        command=command,
        ordered=bool(_SORTED.search(command)),
        rows=bool(_ROWS.search(command)),
        header="custom-columns" in command,
        port=bool(_PORT.search(command)),
        aligned=bool(_ALIGNED.search(command)),
        data=bool(_DATA.search(command)),
    )
