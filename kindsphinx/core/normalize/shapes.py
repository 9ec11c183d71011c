"""Says what values of the volatile types look like, where their place is known."""

from __future__ import annotations

import re
from typing import Final

from kindsphinx.core.normalize.volatile import VolatileType

_MONTH: Final = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_CLOCK: Final = r"\d\d:\d\d:\d\d(?:[.,]\d+)?"
_ZONE: Final = r"(?: ?Z| ?[+-]\d\d:?\d\d)?(?: [A-Z]{3,4})?"
_WORDS: Final = (
    r"(?:\d+ (?:second|minute|hour|day|week|month|year)s?|Less than a second|About (?:a minute|an hour))"
)
_PARTS: Final = r"\d+(?:\.\d+)?(?:ms|[µu]s|ns|[ywdhms])"
_NUMBER: Final = r"\d+"
_WORD: Final = r"[\w.@-]+"
_TEXT: Final = r"\S+"
_OCTET: Final = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_V4: Final = rf"{_OCTET}(?:\.{_OCTET}){{3}}"
_V6: Final = r"(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}"

PATTERNS: Final[dict[str, str]] = {
    VolatileType.AGE: rf"(?:{_WORDS}|(?:{_PARTS})+)(?: ago)?|<invalid>",
    VolatileType.DURATION: rf"(?:{_PARTS})+|{_WORDS}|\d+(?:\.\d+)? ms",
    VolatileType.TIMESTAMP: (
        rf"\d{{4}}[-/]\d\d[-/]\d\d(?:[T ]{_CLOCK}{_ZONE})?"
        rf"|[A-Z][a-z]{{2}}, \d\d? {_MONTH} \d{{4}} {_CLOCK} (?:[A-Z]{{3}}|[+-]\d{{4}})"
        rf"|[A-Z][a-z]{{2}} {_MONTH} [ \d]\d {_CLOCK}(?: [A-Z]{{3,4}})? \d{{4}}"
        rf"|\d\d?[ /-]{_MONTH}[ /-]\d{{4}}[: ]{_CLOCK}{_ZONE}"
        rf"|{_MONTH} [ \d]\d {_CLOCK}|{_CLOCK}|\d+\.\d+|\d{{10,19}}"
    ),
    VolatileType.IP: rf"{_V4}|{_V6}|\[{_V6}\]",
    VolatileType.NETWORK: rf"(?:{_V4}|{_V6})/\d{{1,3}}",
    VolatileType.MAC: r"[0-9a-f]{2}(?::[0-9a-f]{2}){5}",
    VolatileType.PORT: r"6553[0-5]|655[0-2]\d|65[0-4]\d\d|6[0-4]\d{3}|[1-5]\d{4}|\d{1,4}",
    VolatileType.INTERFACE: _WORD,
    VolatileType.UID: r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    VolatileType.CONTAINER_ID: r"[0-9a-f]{12,64}",
    VolatileType.DIGEST: r"(?:sha256:)?[0-9a-f]{6,64}",
    VolatileType.HASH: r"[a-z0-9]{4,16}",
    VolatileType.SUFFIX: r"[a-z0-9]{4,10}",
    VolatileType.NAME: _WORD,
    VolatileType.NODE: _WORD,
    VolatileType.PID: _NUMBER,
    VolatileType.NUMBER: _NUMBER,
    VolatileType.SIZE: r"\d+(?:\.\d+)?(?:e\+\d+)?(?: ?(?:B|[kKMGTP]i?B?|bytes))?",
    VolatileType.PERCENTAGE: r"\d+(?:\.\d+)?%",
    VolatileType.MEASURED: _TEXT,
    VolatileType.COUNT: _NUMBER,
    VolatileType.RESTARTS: _NUMBER,
    VolatileType.REVISION: _NUMBER,
    VolatileType.KERNEL: r"\d+\.\d+[\w.+-]*",
    VolatileType.TOKEN: _TEXT,
    VolatileType.ARCHITECTURE: r"amd64|arm64(?:/v8)?|x86_64|aarch64|ppc64le|s390x|riscv64",
    VolatileType.SALUTATION: r".+",
}
"""Type -> the regular expression of its values; none of them takes more than linear time."""

MARK: Final = re.compile(f"<({'|'.join(sorted(map(str, VolatileType), key=len, reverse=True))})>")
"""What stands in the place of a volatile value."""
