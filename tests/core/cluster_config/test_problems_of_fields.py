"""What is wrong with a configuration is said at the very token, all at once, with what to write instead."""

from __future__ import annotations

import pytest

from kindsphinx.core.cluster_config import judge
from tests.core.cluster_config.mistakes import CASES, Case

HEAD = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_mistake_is_said_at_its_token_with_what_to_write(case: Case) -> None:
    """Place, path, code, our message and kind's are those of the table, and nothing else is said."""
    verdict = judge(HEAD + case.text)

    (problem,) = verdict.problems
    assert ((problem.line, problem.column), problem.path, problem.code) == (case.at, case.path, case.code)
    assert case.says in problem.message
    assert case.kind in problem.kind_message
    assert case.kind in verdict.kind_message


IDENTITIES = {
    "nothing": ("", ["1:1 write “kind: Cluster”", "1:1 write “apiVersion: kind.x-k8s.io/v1alpha4”"]),
    "something else": (
        "kind: Pod\napiVersion: v1\nspec: {}\n",
        ["1:7 write “kind: Cluster”", "2:13 write “apiVersion: kind.x-k8s.io/v1alpha4”"],
    ),
    "an old version": (
        "kind: Cluster\napiVersion: kind.sigs.k8s.io/v1alpha3\nnode: []\n",
        ["2:13 write “apiVersion: kind.x-k8s.io/v1alpha4”", "3:1 did you mean “nodes”?"],
    ),
    "no kind": (
        "apiVersion: kind.x-k8s.io/v1alpha4\nnode: []\n",
        ["1:1 write “kind: Cluster”", "2:1 did you mean"],
    ),
    "a list": ("- a\n", ["1:1 the configuration wants a mapping"]),
    "kind twice": ("kind: Cluster\napiVersion: v1\nkind: x\n", ["3:1 “kind” is there twice"]),
}


@pytest.mark.parametrize(("text", "said"), IDENTITIES.values(), ids=IDENTITIES)
def test_a_text_that_kind_does_not_take_for_its_own_is_told_from_a_slip(text: str, said: list[str]) -> None:
    """The fields are looked at only where the text tries to be a configuration of kind."""
    verdict = judge(text)

    found = [(f"{problem.line}:{problem.column}", problem.message) for problem in verdict.problems]
    expected = [line.partition(" ") for line in said]
    assert [place for place, _ in found] == [place for place, _, _ in expected]
    assert all(words in message for (_, message), (_, _, words) in zip(found, expected, strict=True))


def test_everything_is_said_at_once_though_kind_stops_at_the_first() -> None:
    """Faults for which kind stops, those behind them and below misspelt keys, and broken rules."""
    text = (
        "name: Bad\n"
        "nodes:\n"
        "- role: control-plane\n"
        "  extraMounts:\n"
        "  - propagation: shared\n"
        "  extraPortMapping:\n"
        "  - containerPort: '80'\n"
        "networking:\n"
        "  ipFamily: ipv5\n"
        "  ipFamily: ipv4\n"
        "  apiServerPort: 99999\n"
    )

    verdict = judge(HEAD + text)

    assert verdict.kind_message == 'unable to decode config: Unknown MountPropagation: "shared"'
    assert [(problem.line, problem.path) for problem in verdict.problems] == [
        (3, "name"),
        (7, "nodes[0].extraMounts[0].propagation"),
        (8, "nodes[0].extraPortMapping"),
        (9, "nodes[0].extraPortMapping[0].containerPort"),
        (11, "networking.ipFamily"),
        (12, "networking.ipFamily"),
        (13, "networking.apiServerPort"),
    ]


def test_what_follows_from_a_broken_list_of_nodes_is_not_said() -> None:
    """Where a role could not be read, a missing control plane is no news."""
    verdict = judge(f"{HEAD}nodes:\n- role: [control-plane]\n- role: worker\n")

    assert [problem.path for problem in verdict.problems] == ["nodes[0].role"]


WRONG_ROLES = {
    "another word": ("master", ["nodes[0].role"]),
    "a slip": ("controlplane", ["nodes[0].role"]),
    "a slip for the other role": ("workr", ["nodes", "nodes[0].role"]),
}


@pytest.mark.parametrize(("role", "paths"), WRONG_ROLES.values(), ids=WRONG_ROLES)
def test_a_wrong_role_that_was_to_be_a_control_plane_is_one_mistake(role: str, paths: list[str]) -> None:
    """There are two for kind; that a control plane is missing is news only if the role was to be another."""
    verdict = judge(f"{HEAD}nodes: [{{role: {role}}}]\n")

    assert [problem.path for problem in verdict.problems] == paths
    assert "must have at least one control-plane node" in verdict.kind_message


MEANT = {
    "no proxy": ("networking: {kubeProxyMode: disabled}", "did you mean “none”?"),
    "the proxy off": ("networking: {kubeProxyMode: 'off'}", "did you mean “none”?"),
    "an old word for a role": ("nodes: [{role: Master}]", "did you mean “control-plane”?"),
    "a word of Docker": ("nodes: [{extraMounts: [{propagation: rshared}]}]", "did you mean “Bidirectional”?"),
    "both families": ("networking: {ipFamily: dual-stack}", "did you mean “dual”?"),
}


@pytest.mark.parametrize(("text", "says"), MEANT.values(), ids=MEANT)
def test_another_word_for_the_same_is_understood(text: str, says: str) -> None:
    """What means the same wins over what only looks alike."""
    (problem,) = judge(f"{HEAD}{text}\n").problems

    assert says in problem.message


def test_a_merged_mapping_is_blamed_where_it_stands() -> None:
    """A mistake in a mapping that is merged is reported in that mapping, and once."""
    verdict = judge(f"{HEAD}nodes:\n- &a\n  role: control-plane\n  bogus: 1\n- <<: *a\n- *a\n")

    assert [(problem.line, problem.column, problem.path) for problem in verdict.problems] == [
        (6, 3, "nodes[0].bogus")
    ]


def test_one_thing_is_said_once_though_kind_has_two_words_for_it() -> None:
    """A list as a key beside a merge is wrong for kind's reader in two ways, and one thing to the author."""
    verdict = judge(f"{HEAD}networking:\n  <<: {{}}\n  ? [a]\n  : b\n")

    assert verdict.kind_message.endswith("hash of unhashable type []interface {}")
    assert [(problem.line, problem.column) for problem in verdict.problems] == [(5, 5)]
