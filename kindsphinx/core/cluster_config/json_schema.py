"""The JSON Schema of a configuration, for editors.

A schema cannot say all that kind does: it never calls wrong what kind takes, and catches as much as it can
of what kind refuses. It is of draft 7, which the YAML language server of most editors, that of JetBrains and
SchemaStore read alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kindsphinx.core.cluster_config.described import STRUCTURES
from kindsphinx.core.cluster_config.schema import API_VERSION, CLUSTER, KIND, NETWORKING
from kindsphinx.core.cluster_config.shapes import NO, YES, Flag, Int32, ListOf, MapOf, StructOf, Text

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config.field_text import FieldText
    from kindsphinx.core.cluster_config.shapes import Shape

Schema = dict[str, Any]

_LITERAL: Final = "``"
_SCALAR: Final = ["string", "number", "boolean", "null"]
_NUMBER_IN_LETTERS: Final = r"^[+-]?(0[xXoObB][0-9A-Fa-f_]+|[0-9.]+_[0-9_.]*)$"
"""Numbers that are texts to YAML 1.2; one in quotes, which kind refuses, cannot be told from one without."""
_PORT: Final[Schema] = {
    # kind cuts fractions off
    "anyOf": [
        {"type": "number", "exclusiveMinimum": -2, "exclusiveMaximum": 65536},
        {"type": "string", "pattern": _NUMBER_IN_LETTERS},
        {"type": "null"},
    ]
}
_SUBNETS: Final[Schema] = {
    "anyOf": [{"type": "string", "pattern": "^([^\\s,/%]+/[0-9]+(,[^\\s,/%]+/[0-9]+)?)?$"}, {"type": "null"}]
}
_OF_FIELDS: Final[dict[str, Schema]] = {
    "kind": {"enum": [KIND]},
    "apiVersion": {"enum": [API_VERSION]},
    "name": {
        "anyOf": [{"type": "string", "pattern": "^[a-z0-9.-]*$"}, {"type": ["number", "boolean", "null"]}]
    },
}
"""What the top level asks of texts beyond their type."""


def json_schema() -> Schema:
    """Return the schema as data for JSON."""
    schema = _struct(CLUSTER)
    structures = {each.shape.go: _struct(each.shape) for each in STRUCTURES if each.shape is not CLUSTER}
    _narrow(schema, _OF_FIELDS)
    _narrow(structures[NETWORKING.go], {"podSubnet": _SUBNETS, "serviceSubnet": _SUBNETS})
    schema["properties"]["nodes"] |= _control_plane()
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "kind cluster configuration",
        "description": f"A cluster of kind (Kubernetes in Docker), {API_VERSION}",
        **schema,
        "type": "object",
        "required": ["kind", "apiVersion"],
        "definitions": structures,
    }


def _narrow(schema: Schema, fields: dict[str, Schema]) -> None:
    """Ask more of some texts than their type."""
    for key, wanted in fields.items():
        del schema["properties"][key]["type"]
        schema["properties"][key] |= wanted


def _struct(shape: StructOf) -> Schema:
    described = next(each for each in STRUCTURES if each.shape is shape)
    fields = {key: {**_of(child), **_words(described.fields[key])} for key, child in shape.fields.items()}
    # an editor may show a merge key before it merges
    return {
        "type": ["object", "null"],
        "properties": fields,
        "patternProperties": {"^<<$": {}},
        "additionalProperties": False,
    }


def _of(shape: Shape) -> Schema:
    if isinstance(shape, StructOf):
        # beside “$ref”, draft 7 ignores what else is said
        return {"allOf": [{"$ref": f"#/definitions/{shape.go}"}]}
    if isinstance(shape, ListOf):
        return {"type": ["array", "null"], "items": _or_null(_of(shape.item))}
    if isinstance(shape, MapOf):
        return {"type": ["object", "null"], "additionalProperties": _of(shape.value)}
    if isinstance(shape, Flag):
        return {"anyOf": [{"type": ["boolean", "null"]}, {"enum": [*sorted(YES), *sorted(NO)]}]}
    if isinstance(shape, Int32):
        return dict(_PORT)
    return _text(shape)


def _text(shape: Text) -> Schema:
    if not shape.choices:
        return {"type": _SCALAR}
    choices = [{"enum": [*shape.choices, ""]}, {"type": "null"}]
    if all(each.isupper() for each in shape.choices):
        pattern = "|".join("".join(f"[{c}{c.lower()}]" for c in each) for each in shape.choices)
        choices.append({"type": "string", "pattern": f"^({pattern})$"})
    return {"anyOf": choices}


def _or_null(schema: Schema) -> Schema:
    """Return *schema*, with null: kind drops such items."""
    return schema if "null" in schema.get("type", ()) else {"anyOf": [schema, {"type": "null"}]}


def _words(text: FieldText) -> Schema:
    """Return what an editor shows of a field."""
    allowed = f"Allowed: {text.allowed}." if text.allowed else ""
    default = f"Default: {text.default}." if text.default else "Required."
    sentences = [text.meaning, allowed, default, text.wrong, f"Since kind {text.since}."]
    said = " ".join(filter(None, sentences)).replace(_LITERAL, "`")
    return {"description": said, **({} if text.example is None else {"examples": [text.example]})}


def _control_plane() -> Schema:
    """Return that among nodes there is one that is no worker: without a role it is a control plane."""
    worker: Schema = {"type": "object", "properties": {"role": {"const": "worker"}}, "required": ["role"]}
    return {
        "if": {"type": "array", "contains": {"type": "object"}},
        "then": {"contains": {"type": "object", "not": worker}},
    }
