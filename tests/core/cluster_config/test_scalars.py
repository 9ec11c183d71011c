"""A scalar becomes what kind's reader makes of it, by its tag, its quotes and its text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.cluster_config.reading import Alias, Scalar
from kindsphinx.core.cluster_config.resolve import CannotDecodeError, resolve, tag_of

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config.reading.tree import Place


class Nowhere:
    """A place that no test looks at."""

    line = 0
    column = 0


NOWHERE: Place = Nowhere()

PLAIN = {
    "": ("!!null", None),
    "~": ("!!null", None),
    "TRUE": ("!!bool", True),
    "false": ("!!bool", False),
    "yes": ("!!str", "yes"),
    "oN": ("!!str", "oN"),
    "<<": ("!!str", "<<"),
    "80": ("!!int", 80),
    "-80": ("!!int", -80),
    "+80": ("!!int", 80),
    "0120": ("!!int", 80),
    "08": ("!!float", 8.0),
    "0x_5_0": ("!!int", 80),
    "0X50": ("!!int", 80),
    "0o120": ("!!int", 80),
    "-0o120": ("!!int", -80),
    "0b11": ("!!int", 3),
    "0b-11": ("!!int", -3),
    "0o+7": ("!!int", 7),
    "0b2": ("!!str", "0b2"),
    "1_000_": ("!!int", 1000),
    "_1": ("!!str", "_1"),
    "18446744073709551615": ("!!int", 18446744073709551615),
    "18446744073709551616": ("!!float", 18446744073709551616.0),
    "-9223372036854775808": ("!!int", -9223372036854775808),
    "-9223372036854775809": ("!!float", -9223372036854775809.0),
    "+9223372036854775808": ("!!float", 9223372036854775808.0),
    "1" * 200: ("!!float", float("1" * 200)),
    "1" * 400: ("!!str", "1" * 400),
    "1.5": ("!!float", 1.5),
    "1.": ("!!float", 1.0),
    ".5": ("!!float", 0.5),
    ".5_5": ("!!float", 0.55),
    "._5": ("!!str", "._5"),
    ".": ("!!str", "."),
    "1e3": ("!!float", 1000.0),
    "1e400": ("!!str", "1e400"),
    "-.Inf": ("!!float", -math.inf),
    "1:30": ("!!str", "1:30"),
    "2001-01-01": ("!!timestamp", "2001-01-01"),
    "2001-1-1": ("!!timestamp", "2001-1-1"),
    "2001-02-30": ("!!str", "2001-02-30"),
    "0000-02-29": ("!!timestamp", "0000-02-29"),
    "2001-01-01T1:2:3Z": ("!!timestamp", "2001-01-01T1:2:3Z"),
    "2001-01-01t01:02:03.5+24:00": ("!!timestamp", "2001-01-01t01:02:03.5+24:00"),
    "2001-01-01T01:02:03+25:00": ("!!str", "2001-01-01T01:02:03+25:00"),
    "2001-01-01  1:2:3,5": ("!!timestamp", "2001-01-01  1:2:3,5"),
    "2001-01-01 1:2:60": ("!!str", "2001-01-01 1:2:60"),
}


@pytest.mark.parametrize(("text", "expected"), PLAIN.items(), ids=[text[:30] or "nothing" for text in PLAIN])
def test_a_plain_scalar_has_the_type_that_its_text_shows(text: str, expected: tuple[str, object]) -> None:
    """The table is what go.yaml.in/yaml/v3 does, numbers of YAML 1.1 and oddities included."""
    assert resolve(Scalar(text, "", NOWHERE)) == expected


TAGGED = {
    ("!!str", "80"): "80",
    ("!!int", "80"): 80,
    ("!!float", "80"): 80.0,
    ("!!bool", "true"): True,
    ("!!null", "~"): None,
    ("!!timestamp", "2001-01-01"): "2001-01-01",
    ("!!binary", "Y29udHJv\nbC1wbGFuZQ=="): "control-plane",
    ("!mine", "80"): "80",
}


@pytest.mark.parametrize(("node", "value"), TAGGED.items(), ids=[tag for tag, _ in TAGGED])
def test_a_tag_is_obeyed(node: tuple[str, str], value: object) -> None:
    """A tag decides, and an unknown one leaves the text."""
    tag, text = node

    assert resolve(Scalar(text, tag, NOWHERE)) == (tag, value)


REFUSED = {
    ("!!int", "a"): "cannot decode !!str `a` as a !!int",
    ("!!int", "80.0"): "cannot decode !!float `80.0` as a !!int",
    ("!!float", "18446744073709551615"): "cannot decode !!int `18446744073709551615` as a !!float",
    ("!!bool", "yes"): "cannot decode !!str `yes` as a !!bool",
    ("!!null", "80"): "cannot decode !!int `80` as a !!null",
    ("!!int", "2001-01-01"): "cannot decode !!str `2001-01-01` as a !!int",
    ("!!binary", "a"): "!!binary value contains invalid base64 data",
    ("!!binary", "Y29udHJvbC1GFuZQ=="): "!!binary value contains invalid base64 data",
    ("!!binary", "é"): "!!binary value contains invalid base64 data",
}


@pytest.mark.parametrize(("node", "words"), REFUSED.items(), ids=[f"{tag} {text}" for tag, text in REFUSED])
def test_a_tag_that_contradicts_the_text_is_refused_in_kinds_words(node: tuple[str, str], words: str) -> None:
    """The words are those of kind's reader."""
    tag, text = node

    with pytest.raises(CannotDecodeError) as error:
        resolve(Scalar(text, tag, NOWHERE))

    assert str(error.value) == words


def test_an_alias_has_the_tag_of_its_target() -> None:
    """Whoever asks for an alias' type gets that of what it stands for."""
    alias = Alias("x", Scalar("80", "", NOWHERE), NOWHERE)

    assert tag_of(alias) == "!!int"
