"""The schema for editors never calls wrong what kind takes, and catches most of what it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from kindsphinx.core.cluster_config.codes import ProblemCode
from kindsphinx.core.cluster_config.described import STRUCTURES
from kindsphinx.core.cluster_config.json_schema import json_schema
from kindsphinx.core.problems import Severity
from tests.fakes.command_line import run

PROBES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("probes.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft7Validator(json_schema())


BEYOND = (
    *("pod[", "svc-bad", "both-bad"),  # the family of addresses, and how many there may be
    *("listen80=", "dup-hostport", "dup-v6"),  # addresses, and two of a port
    *("dup-", "quoted-dup", "merge-"),  # YAML: keys that are there twice
    *(
        "apiport=",
        "port=",
        "cni=",
        "bool=",
        "name=1_000",
    ),  # YAML: texts that only kind takes for numbers or words
)
"""How the names of probes begin that no schema can mark, with the reason."""


class _Loader(yaml.SafeLoader):
    """Reads the first document as an editor's YAML 1.2 does: ``yes`` and dates are texts."""


_Loader.yaml_implicit_resolvers = {
    first: [
        each for each in resolvers if each[0] not in {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_WORDS = re.compile("(?:true|True|TRUE|false|False|FALSE)$")
_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$")
for _first in "tTfF":
    _Loader.yaml_implicit_resolvers.setdefault(_first, []).append(("tag:yaml.org,2002:bool", _WORDS))
for _first in "-+.0123456789":
    _Loader.yaml_implicit_resolvers.setdefault(_first, []).append(("tag:yaml.org,2002:float", _NUMBER))


def _data(text: str) -> object:
    """Return what an editor reads; an exception if it reads nothing."""
    loader = _Loader(text)
    node = loader.get_single_node() if "\n---" not in text[3:] else None
    return loader.construct_document(node) if node else None


def _is_json(data: object) -> bool:
    """Return whether an editor has a form for it: no tags, and no keys that are numbers."""
    if isinstance(data, dict):
        return all(isinstance(key, str) for key in data) and all(map(_is_json, data.values()))
    if isinstance(data, list):
        return all(map(_is_json, data))
    return data is None or isinstance(data, (str, int, float))


def _readable(verdict: str) -> dict[str, tuple[str, object]]:
    found: dict[str, tuple[str, object]] = {}
    for probe in PROBES:
        if (probe["verdict"] == "ok") == (verdict == "ok"):
            try:
                data = _data(probe["yaml"])
                is_readable = isinstance(data, dict) and _is_json(data)
            except (yaml.YAMLError, ValueError, TypeError, OverflowError, RecursionError):
                continue
            if is_readable:
                found[probe["id"]] = (probe["yaml"], data)
    return found


TAKEN, REFUSED = _readable("ok"), _readable("refused")


def test_the_schema_is_one() -> None:
    """It is of the draft that it says, and JSON."""
    jsonschema.Draft7Validator.check_schema(json_schema())

    assert json.loads(json.dumps(json_schema())) == json_schema()


@pytest.mark.parametrize("name", TAKEN)
def test_what_kind_takes_is_right_in_an_editor(name: str) -> None:
    """A mark under a correct configuration would cost the schema all trust."""
    text, data = TAKEN[name]

    errors = [f"{'/'.join(map(str, each.path))}: {each.message}" for each in VALIDATOR.iter_errors(data)]

    assert not errors, text


def test_most_of_what_kind_refuses_is_marked() -> None:
    """The rest needs more than a schema can say."""
    unmarked = {name for name, (_, data) in REFUSED.items() if VALIDATOR.is_valid(data)}

    others = [name for name in unmarked if not name.startswith(BEYOND)]
    assert not others
    assert len(unmarked) < len(REFUSED) / 4


@pytest.mark.parametrize("structure", STRUCTURES, ids=lambda each: each.title)
def test_every_field_is_described(structure: Any) -> None:  # noqa: ANN401 - one of STRUCTURES
    """Each once, and none that is not there."""
    assert list(structure.fields) == list(structure.shape.fields)
    assert all(each.meaning.endswith(".") and each.since for each in structure.fields.values())


def test_every_warning_stands_at_a_field() -> None:
    """Who looks a field up finds all that can go wrong with it."""
    named = {code for structure in STRUCTURES for each in structure.fields.values() for code in each.codes}

    assert {code for code in ProblemCode if code.severity is Severity.WARNING} <= named


def test_what_the_first_kind_did_not_have_can_be_warned_of() -> None:
    """The field says so, as it says in which release it came."""
    fields = [each for structure in STRUCTURES for each in structure.fields.values()]

    assert [ProblemCode.NEWER_FIELD in each.codes for each in fields] == [
        each.since != "0.6.0" for each in fields
    ]


def test_examples_are_right() -> None:
    """An author copies them."""
    whole: dict[str, Any] = {"kind": "Cluster", "apiVersion": "kind.x-k8s.io/v1alpha4"}
    places = {"": whole, "networking": {}, "nodes[]": {}}
    for structure in STRUCTURES:
        examples = {key: each.example for key, each in structure.fields.items() if each.example is not None}
        places.setdefault(structure.place, {}).update(examples)
    node = {**places["nodes[]"], "role": "control-plane", "extraMounts": [places["nodes[].extraMounts[]"]]}
    node["extraPortMappings"] = [places["nodes[].extraPortMappings[]"]]
    whole |= {"networking": {**places["networking"], "podSubnet": ""}, "nodes": [node]}

    ended = run("validate", "--strict", stdin=yaml.dump(whole).encode())

    assert (ended.status, ended.out) == (0, "no problem in 1 file\n")
    assert VALIDATOR.is_valid(whole)


def test_the_command_prints_it() -> None:
    """As JSON, and nothing else."""
    ended = run("schema")

    assert ended.status == 0
    assert json.loads(ended.out) == json_schema()
