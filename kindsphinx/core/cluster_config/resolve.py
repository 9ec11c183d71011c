"""Give a scalar its type as go.yaml.in/yaml/v3 does (its resolve.go)."""

from __future__ import annotations

import base64
import datetime as dt
import re
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from kindsphinx.core.cluster_config.reading import Alias, Scalar
from kindsphinx.core.errors import KindSphinxError

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config.reading import YamlNode

NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
TRUES: Final = frozenset({"true", "True", "TRUE"})
FALSES: Final = frozenset({"false", "False", "FALSE"})
_CHECKED: Final = frozenset({"!!bool", "!!int", "!!float", "!!null", "!!timestamp"})
"""The tags whose values must be of that type; with any other tag a value is its text."""
_FLOATS: Final = {
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
}
_INT64: Final = 1 << 63
_UINT64: Final = 1 << 64
_TOO_MANY_DIGITS: Final = 100
"""More than 64 binary digits, and few enough for ``int``."""

_INTEGER: Final = re.compile(
    r"[-+]?(?:0[xX](?P<hex>[0-9a-fA-F]+)|0[bB](?P<bin>[01]+)|0[oO]?(?P<oct>[0-7]+)|(?P<dec>0|[1-9][0-9]*))\Z"
)
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_DOTTED_FLOAT: Final = re.compile(r"\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?\Z")
_ODD_INTEGER: Final = re.compile(r"(?:0b(?P<bin>[-+]?[01]+)|0o(?P<oct>[-+]?[0-7]+))\Z")
"""What only the reader's last resort takes: the sign behind the base."""
_BASE64: Final = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\Z")
_NO_BREAKS: Final = str.maketrans("", "", "\r\n")
_BASES: Final = {"hex": 16, "bin": 2, "oct": 8, "dec": 10}
_TIMESTAMP: Final = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
    r"(?:[Tt]([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?(?:Z|[-+]([0-9]{2}):([0-9]{2}))"
    r"| +([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?)?\Z"
)

Value: TypeAlias = str | int | float | bool | None


class Resolved(NamedTuple):
    """A scalar's type and value; a timestamp's value is its text."""

    tag: str
    value: Value


class CannotDecodeError(KindSphinxError):
    """A tag contradicts its value; never leaves the package. The text is kind's."""


def resolve(node: Scalar) -> Resolved:
    """Return the type and the value of *node*; raise :class:`CannotDecodeError`."""
    tag = node.tag
    if not tag:
        return _resolve_plain(node.value, is_dated=True)
    if tag not in _CHECKED:
        return Resolved(tag, _unpack(node.value) if tag == "!!binary" else node.value)
    found = _resolve_plain(node.value, is_dated=tag == "!!timestamp")
    if found.tag == tag:
        return found
    if tag == "!!float" and isinstance(found.value, int) and found.tag == "!!int" and found.value < _INT64:
        return Resolved(tag, float(found.value))
    raise CannotDecodeError(f"cannot decode {found.tag} `{node.value}` as a {tag}")


def _unpack(text: str) -> str:
    packed = text.translate(_NO_BREAKS)
    if not _BASE64.match(packed):
        # Python's own check lets some pass that Go's refuses
        raise CannotDecodeError("!!binary value contains invalid base64 data")
    return base64.b64decode(packed).decode("utf-8", "surrogateescape")


def tag_of(node: YamlNode) -> str:
    """Return the short tag that *node* has or gets."""
    while isinstance(node, Alias):
        node = node.target
    if isinstance(node, Scalar) and not node.tag:
        return _resolve_plain(node.value, is_dated=True).tag
    return node.tag


def _resolve_plain(text: str, *, is_dated: bool) -> Resolved:
    if text in NULLS:
        return Resolved("!!null", None)
    if text in TRUES or text in FALSES:
        return Resolved("!!bool", text in TRUES)
    if text[0] not in "+-.0123456789":
        return Resolved("!!str", text)
    return _resolve_number(text, is_dated=is_dated) or Resolved("!!str", text)


def _resolve_number(text: str, *, is_dated: bool) -> Resolved | None:
    if text in _FLOATS:
        return Resolved("!!float", _FLOATS[text])
    if text[0] == ".":
        # here alone the reader leaves it to Go which underscores may stand between digits
        return _float(text.replace("_", "")) if _DOTTED_FLOAT.match(text) else None
    if is_dated and _is_timestamp(text):
        return Resolved("!!timestamp", text)
    digits = text.replace("_", "")
    integer = _integer(digits)
    if integer is None and _FLOAT.match(digits) and (found := _float(digits)):
        return found
    integer = _odd_integer(digits) if integer is None else integer
    return None if integer is None else Resolved("!!int", integer)


def _float(digits: str) -> Resolved | None:
    value = float(digits)
    return None if value in {float("inf"), float("-inf")} else Resolved("!!float", value)


def _integer(digits: str) -> int | None:
    """Return what Go's ``ParseInt`` and ``ParseUint`` of base 0 make of *digits*."""
    found = _INTEGER.match(digits)
    if not found:
        return None
    number = _number(found)
    if digits[0] == "-":
        return -number if number <= _INT64 else None
    return number if number < (_INT64 if digits[0] == "+" else _UINT64) else None


def _odd_integer(digits: str) -> int | None:
    found = _ODD_INTEGER.match(digits)
    value = _number(found) if found else _INT64
    return value if -_INT64 <= value < _INT64 else None


def _number(found: re.Match[str]) -> int:
    """Return the number that *found* holds, or one too large for any type if it has too many digits."""
    group = found.lastgroup or "dec"
    digits = found[group].lstrip("0") or "0"
    return int(digits, _BASES[group]) if len(digits) <= _TOO_MANY_DIGITS else _UINT64


def _is_timestamp(text: str) -> bool:
    found = _TIMESTAMP.match(text)
    if not found:
        return False
    year, month, day, hour, minute, second, zone_hour, zone_minute, *local = (
        int(group or 0) for group in found.groups()
    )
    try:
        # year 0 exists for Go, and is a leap year as 2000 is
        dt.datetime(
            year or 2000,
            month,
            day,
            hour or local[0],
            minute or local[1],
            second or local[2],
            tzinfo=dt.UTC,
        )
    except ValueError:
        return False
    return (zone_hour, zone_minute) <= (24, 60) and zone_minute <= 60  # noqa: PLR2004 - Go's limits of a zone
