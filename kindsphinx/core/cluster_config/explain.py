"""Say what decoding found wrong in words that help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config.codes import ProblemCode
from kindsphinx.core.cluster_config.faults import write_path
from kindsphinx.core.cluster_config.schema import (
    CLUSTER,
    MOUNT,
    NETWORKING,
    NODE,
    PATCH_JSON6902,
    PORT_MAPPING,
    slip_of,
)
from kindsphinx.core.cluster_config.shapes import KEY, Flag, Int32, ListOf, MapOf, StructOf, Text
from kindsphinx.core.cluster_config.suggest import listed, nearest

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config.faults import Fault
    from kindsphinx.core.cluster_config.shapes import Shape

_LONGEST: Final = 40
_UNHASHABLE: Final = "hash of unhashable type"
_HOMES: Final = {
    "the top level": CLUSTER,
    "“networking”": NETWORKING,
    "a node": NODE,
    "an item of “extraMounts”": MOUNT,
    "an item of “extraPortMappings”": PORT_MAPPING,
    "an item of “kubeadmConfigPatchesJSON6902”": PATCH_JSON6902,
}


def explain(fault: Fault) -> str:
    """Return what is wrong, what was found, and what to write."""
    if fault.code is ProblemCode.FIELD and isinstance(fault.shape, StructOf):
        return _unknown_field(fault, fault.shape)
    if fault.code is ProblemCode.DUPLICATE:
        return f"{_field(fault.found)} is there twice: leave one of them out"
    if fault.code is ProblemCode.VALUE and isinstance(fault.shape, Text) and fault.shape.choices:
        return _no_choice(fault, fault.shape.choices)
    if fault.shape is KEY or _UNHASHABLE in fault.words:
        return "a list or a mapping cannot be the name of a field: write a text, in quotes if need be"
    if fault.shape is not None and fault.code is ProblemCode.TYPE:
        return _wrong_type(fault, fault.shape)
    return _MEANINGS.get(fault.words, fault.words.removeprefix("yaml: "))


_MEANINGS: Final = {
    "yaml: map merge requires map or sequence of maps as the value": "“<<” merges mappings: "
    "write an alias of a mapping after it, or a list of such aliases",
    "yaml: document contains excessive aliasing": "the aliases of this file unfold to far more than it "
    "holds, and kind refuses that: write out what you mean",
    "yaml: !!binary value contains invalid base64 data": "the text after “!!binary” is not base64",
}


def _unknown_field(fault: Fault, shape: StructOf) -> str:
    key = fault.found
    if near := slip_of(key, shape.fields):
        return f"there is no field {_field(key)} here: did you mean “{near}”?"
    home = next((place for place, known in _HOMES.items() if key in known.fields), "")
    if home:
        return f"{_field(key)} does not belong here: it is a field of {home}"
    return f"there is no field {_field(key)} here: known are {listed(shape.fields, last='and')}"


def _no_choice(fault: Fault, choices: tuple[str, ...]) -> str:
    near = nearest(fault.found, choices)
    hint = f"did you mean “{near}”?" if near else f"write {listed(choices)}"
    return f"“{_short(fault.found)}” is no {fault.path[-1] if fault.path else 'value'}: {hint}"


def _wrong_type(fault: Fault, shape: Shape) -> str:
    return f"{_subject(fault)} wants {_wanted(shape)}, but this is {_found(fault)}{_hint(fault, shape)}"


def _subject(fault: Fault) -> str:
    if not fault.path:
        return "the configuration"
    last = fault.path[-1]
    return f"an item of {_field(write_path(fault.path[:-1]))}" if isinstance(last, int) else f"“{last}”"


def _wanted(shape: Shape) -> str:
    match shape:
        case Text():
            return "a text"
        case Flag():
            return "true or false"
        case Int32():
            return "a port number"
        case ListOf():
            return "a list"
        case MapOf():
            return "a mapping of names to values"
        case StructOf():
            return f"a mapping with {listed(shape.fields)}"


_KINDS: Final = {"!!seq": "a list", "!!map": "a mapping", "!!str": "the text", "!!int": "the number"}


def _found(fault: Fault) -> str:
    kind = _KINDS.get(fault.tag, "")
    if fault.tag in {"!!seq", "!!map"}:
        return kind
    return f"{kind} {_field(fault.found)}".strip()


def _hint(fault: Fault, shape: Shape) -> str:
    text = fault.found.strip()
    if isinstance(shape, Flag) and text.lower() in {"true", "false"}:
        return f": write {text.lower()} without quotes"
    if isinstance(shape, Int32) and text.isascii() and text.isdecimal() and fault.tag == "!!str":
        return f": write {text} without quotes"
    if isinstance(shape, ListOf) and fault.tag == "!!map":
        return ": write “- ” before each item"
    if isinstance(shape, ListOf) and fault.tag not in {"!!seq", "!!map"}:
        return (
            f": write “- {_short(text)}”" if isinstance(shape.item, Text) else ": write “- ” before each item"
        )
    if isinstance(shape, Text) and fault.tag == "!!map" and fault.path and isinstance(fault.path[-1], int):
        return ": write “|” after the “-” and the text on the lines below, further in"
    return ""


def _field(text: str) -> str:
    return f"“{_short(text)}”"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
