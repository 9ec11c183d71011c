"""A configuration tells what kind will make of it."""

from __future__ import annotations

import pytest

from kindsphinx.core.cluster_config import (
    NEWEST_KIND,
    ClusterConfig,
    dump,
    has_load_balancer,
    judge,
    node_names,
)
from kindsphinx.core.cluster_config.go_text import go_cut, go_quote
from kindsphinx.core.cluster_config.model import load_balancer_name
from kindsphinx.core.cluster_config.versions import default_image

HEAD = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"


def _config(text: str, name: str = "") -> ClusterConfig:
    config = judge(HEAD + text, name=name).config
    assert config is not None
    return config


def test_nodes_are_named_and_counted_per_role() -> None:
    """The first of a role has no number."""
    config = _config("nodes: [{role: worker}, {}, {role: worker}, {role: control-plane}]\n")

    assert node_names(config, "dev") == (
        "dev-worker",
        "dev-control-plane",
        "dev-worker2",
        "dev-control-plane2",
    )


@pytest.mark.parametrize(("planes", "expected"), [(1, False), (2, True), (3, True)])
def test_several_control_planes_get_a_load_balancer(planes: int, *, expected: bool) -> None:
    """Kind adds it from the second control plane on."""
    config = _config(f"nodes: [{', '.join(['{}'] * planes)}]\n")

    assert has_load_balancer(config) is expected
    assert load_balancer_name("dev") == "dev-external-load-balancer"


NAMES = {
    "neither": ("", "", "kind"),
    "file": ("name: dev\n", "", "dev"),
    "command line": ("", "test", "test"),
    "both": ("name: dev\n", "test", "test"),
}


@pytest.mark.parametrize(("text", "name", "expected"), NAMES.values(), ids=NAMES)
def test_the_command_lines_name_wins_over_the_files(text: str, name: str, expected: str) -> None:
    """Without either the cluster is called kind."""
    assert _config(text, name).name == expected


def test_the_name_that_counts_is_the_one_that_is_checked() -> None:
    """A bad name in the file does not matter if the command line gives another."""
    assert judge(f"{HEAD}name: BAD\n", name="good").accepted
    assert not judge(f"{HEAD}name: good\n", name="BAD").accepted


IMAGES = {
    "v0.33.0": "v1.37.0@",
    "0.32.0": "v1.36.1@",
    "v0.31.9": "v1.35.0@",
    "v0.30.0": "v1.34.0@",
    "v0.28.0": "v1.33.1@",
    "v0.27.0": "v1.32.2@",
    "v0.20.0": "v1.27.3@",
    "v0.9.0": "v1.19.1@",
    "v0.99.0": "v1.37.0@",
    "nonsense": "v1.37.0@",
}


@pytest.mark.parametrize(("version", "tag"), IMAGES.items(), ids=IMAGES)
def test_the_default_image_is_that_of_the_kind_asked(version: str, tag: str) -> None:
    """Each release of kind has its own; an unknown version counts as the newest."""
    assert default_image(version).startswith(f"kindest/node:{tag}")


def test_a_listening_address_is_checked_from_kind_0_32_on() -> None:
    """An older kind takes any text, and finds clashes among texts that are no addresses."""
    odd = f"{HEAD}nodes:\n- extraPortMappings:\n  - {{hostPort: 80, listenAddress: localhost}}\n"
    clash = f"{odd}  - {{hostPort: 80, listenAddress: example}}\n"

    assert not judge(odd, kind_version=NEWEST_KIND).accepted
    assert judge(odd, kind_version="v0.31.0").accepted
    assert judge(clash, kind_version="v0.30.0").kind_message.endswith("already configured: <nil>:80/")


ADDRESSES = {
    "two of IPv4": ("127.0.0.1", "10.0.0.1", True),
    "the same": ("127.0.0.1", "127.0.0.1", False),
    "all after one": ("127.0.0.1", "0.0.0.0", False),
    "one after all": ("0.0.0.0", "127.0.0.1", False),
    "all of IPv6": ("::", "127.0.0.1", False),
    "none is all": ("''", "127.0.0.1", False),
    "mapped": ("127.0.0.1", "::ffff:127.0.0.1", False),
    "two of IPv6": ("::1", "::2", True),
}


@pytest.mark.parametrize(("first", "second", "accepted"), ADDRESSES.values(), ids=ADDRESSES)
def test_one_port_of_the_host_serves_one_mapping(first: str, second: str, *, accepted: bool) -> None:
    """Addresses clash if they are the same, or one of them is all addresses."""
    mappings = "".join(
        f"  - {{hostPort: 80, listenAddress: '{each}'}}\n" for each in (first.strip("'"), second)
    )

    assert judge(f"{HEAD}nodes:\n- extraPortMappings:\n{mappings}").accepted is accepted


def test_what_the_file_leaves_out_differs_from_what_it_leaves_empty() -> None:
    """The dump keeps apart what kind keeps apart."""
    absent = dump(_config(""))
    empty = dump(_config("featureGates: {}\nkubeadmConfigPatches: []\nnetworking: {dnsSearch: []}\n"))

    assert (absent["FeatureGates"], absent["KubeadmConfigPatches"]) == (None, None)
    assert (empty["FeatureGates"], empty["KubeadmConfigPatches"]) == ({}, [])
    assert (absent["Networking"]["DNSSearch"], empty["Networking"]["DNSSearch"]) == (None, [])


QUOTED = {
    "a": '"a"',
    'a"\\b': r'"a\"\\b"',
    "\n\t\x00\x7f": r'"\n\t\x00\x7f"',
    "é\u200b": '"é\\u200b"',
    "\udcff": r'"\xff"',
    "\U000e0001": r'"\U000e0001"',
}


@pytest.mark.parametrize(("text", "expected"), QUOTED.items(), ids=map(ascii, QUOTED))
def test_texts_are_quoted_as_go_quotes_them(text: str, expected: str) -> None:
    """Escapes, characters that do not print, and bytes that are no text have Go's forms."""
    assert go_quote(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("1234567890", "`1234567890`"), ("12345678901", "`1234567...`")]
)
def test_a_value_of_more_than_ten_bytes_is_cut_to_seven(text: str, expected: str) -> None:
    """This is how kind's decoder shows values."""
    assert go_cut(text) == expected
