"""Makes a text one that can only be read: what a terminal or a browser would obey is spelled out."""

from __future__ import annotations

import re

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_HIDDEN = re.compile("[\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Line ends that are none, changes of direction, and what is no character."""


def visible(text: str) -> str:
    """Return *text* with control characters as ``cat -v`` shows them, and without colours.

    Tabs and line ends stay. Characters that change the direction of a line, or that no XML may have, are
    shown by their number.
    """
    if text.isascii() and text.isprintable():
        return text
    return _HIDDEN.sub(_numbered, _CONTROL.sub(_careted, _COLOUR.sub("", text)))


def _careted(found: re.Match[str]) -> str:
    code = ord(found[0])
    prefix, code = ("M-", code - 0x80) if code >= 0x80 else ("", code)  # noqa: PLR2004 - the eighth bit
    return f"{prefix}^{chr(code ^ 0x40)}"


def _numbered(found: re.Match[str]) -> str:
    return f"<U+{ord(found[0]):04X}>"
