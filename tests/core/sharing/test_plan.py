"""Pages whose effective configuration is the same run one after the other, with one cluster."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kindsphinx.core.blocks import Action, Scenario
from kindsphinx.core.sharing import in_running_order
from tests.fakes.project import block, config, creation, going_on_from, page

if TYPE_CHECKING:
    from kindsphinx.core.blocks import Block

HEAD = b"kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"
ONE_NODE = HEAD + b"nodes:\n- role: control-plane\n"
TWO_NODES = HEAD + b"nodes: [{role: control-plane}, {role: worker}]\n"
CREATE = "kind create cluster --name dev --config dev.yaml"


def a_page(docname: str, *blocks: Block, data: bytes = HEAD, command: str = CREATE) -> Scenario:
    """Return a page that creates ``dev``; *blocks* stand below."""
    made = (config(data=data), _creation(command), *blocks)
    return replace(page(*made), docname=docname)


def _creation(command: str = CREATE, **more: Any) -> Block:  # noqa: ANN401 - fields of RunBlock
    return replace(creation(**more), commands=block(command).commands)


def shared(*scenarios: Scenario, among: tuple[Scenario, ...] = ()) -> dict[str, tuple[str, ...]]:
    """Return page -> with which pages it shares, in the order in which they run."""
    ordered = in_running_order(scenarios, among=among or scenarios)
    return {each.docname: each.sharing.pages if each.sharing else () for each in ordered}


def test_pages_that_share_follow_one_another_where_the_first_of_them_is() -> None:
    """Else the order is the project's."""
    pages = (
        a_page("a", data=TWO_NODES),
        a_page("b"),
        a_page("c", data=TWO_NODES),
        replace(page(block("ls")), docname="d"),
        a_page("e"),
    )

    found = shared(*pages)

    assert list(found.items()) == [
        ("a", ("a", "c")),
        ("c", ("a", "c")),
        ("b", ("b", "e")),
        ("e", ("b", "e")),
        ("d", ()),
    ]


def test_a_page_knows_what_it_shares() -> None:
    """Its cluster, and the command that is not run a second time."""
    first, second = in_running_order([a_page("a"), a_page("b")], among=[a_page("a"), a_page("b")])

    assert first.sharing == second.sharing
    assert first.sharing
    assert (first.sharing.cluster, first.sharing.creation) == ("dev", CREATE)


def test_a_page_that_runs_alone_is_judged_as_in_any_other_run() -> None:
    """Or what it leaves behind would be told in other runs only."""
    pages = a_page("a"), a_page("b")

    assert shared(pages[1], among=pages) == {"b": ("b",)}


def test_a_page_that_shares_with_nobody_has_its_own() -> None:
    """There is nobody whom it could be in the way of."""
    assert shared(a_page("a"), a_page("b", data=TWO_NODES)) == {"a": (), "b": ()}


@pytest.mark.parametrize(
    ("data", "command"),
    [
        (ONE_NODE, CREATE),
        (b"# the same\n" + HEAD, CREATE),
        (HEAD + b"name: other\n", CREATE),
        (HEAD, "kind create cluster --name dev --config 'other file.yaml'"),
    ],
    ids=["spelled out", "with a comment", "called otherwise in the file", "in another file"],
)
def test_what_is_the_same_to_kind_is_the_same(data: bytes, command: str) -> None:
    """However it is written."""
    assert shared(a_page("a"), a_page("b", data=data, command=command)) == {"a": ("a", "b"), "b": ("a", "b")}


@pytest.mark.parametrize(
    ("data", "command"),
    [
        (TWO_NODES, CREATE),
        (HEAD + b"networking: {podSubnet: 10.1.0.0/16}\n", CREATE),
        (HEAD, f"{CREATE} --image kindest/node:v1.34.0"),
        (HEAD, f"{CREATE} --wait 60s"),
        (b"nonsense", CREATE),
    ],
    ids=["another node", "another network", "another image", "another wait", "no configuration"],
)
def test_what_is_another_cluster_is_not_shared(data: bytes, command: str) -> None:
    """Each page has what it shows."""
    assert shared(a_page("a"), a_page("b", data=data, command=command)) == {"a": (), "b": ()}


MOUNTS = HEAD + b"nodes: [{role: control-plane, extraMounts: [{hostPath: ./site, containerPath: /site}]}]\n"


@pytest.mark.parametrize(
    "blocks",
    [
        (config(), _creation(), block("kind delete cluster", action=Action.DELETE, cluster="dev")),
        (
            config(),
            _creation(),
            block("kind delete cluster", action=Action.DELETE, cluster="dev"),
            _creation(),
        ),
        (config(), _creation(), config("prod"), creation("prod")),
        (config(), _creation(), block("ls && sudo kind delete clusters --all")),
        (config(), _creation(), block("for n in a b; do /opt/bin/kind create cluster --name $n; done")),
        (config(), _creation(), block('echo "$(kind delete cluster --name dev)"')),
        (config(), block("export KIND_EXPERIMENTAL_PROVIDER=podman"), _creation()),
        (config(), block("KIND=1 kind version"), _creation()),
        (config(), block("docker network create kind"), _creation()),
        (config(data=MOUNTS), _creation()),
        (config(), block("ls")),
    ],
    ids=[
        *("deleted", "created twice", "two clusters", "deleted by a command", "created by a command"),
        *("deleted within a command", "settings before it", "an assignment before it", "a change before it"),
        *("a mount", "no creation"),
    ],
)
def test_a_page_that_needs_its_own_cluster_has_it(blocks: tuple[Block, ...]) -> None:
    """What it does with it, or before it, cannot be shared."""
    one, two = (replace(page(*blocks), docname=name) for name in ("a", "b"))

    assert shared(one, two) == {"a": (), "b": ()}


@pytest.mark.parametrize(
    "before", ["kind version", "kind get clusters\ndocker ps -a", "kubectl version --client"]
)
def test_looking_around_before_the_creation_changes_nothing_about_it(before: str) -> None:
    """Many guides begin with a version."""
    one, two = (
        replace(page(config(data=HEAD), block(before), _creation()), docname=name) for name in ("a", "b")
    )

    assert shared(one, two) == {"a": ("a", "b"), "b": ("a", "b")}


def test_a_page_with_problems_shares_nothing() -> None:
    """It is not run."""
    wrong = replace(a_page("b"), problems=("b.rst:1: no",))

    assert shared(a_page("a"), wrong) == {"a": (), "b": ()}


def test_a_page_that_goes_on_from_another_shares_nothing() -> None:
    """All its clusters are made for it, in the shell in which that page is run."""
    after = replace(a_page("b"), origin=going_on_from(block("ls")))

    assert shared(a_page("a"), after, a_page("c")) == {"a": ("a", "c"), "c": ("a", "c"), "b": ()}
