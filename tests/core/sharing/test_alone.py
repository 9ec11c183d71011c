"""A page that has a cluster of its own, though pages share theirs, says why, where it says so itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.blocks import Action
from kindsphinx.core.sharing import alone
from tests.core.sharing.test_plan import CREATE, HEAD, MOUNTS, TWO_NODES, a_page
from tests.fakes.project import at, block, config, creation, going_on_from, page

if TYPE_CHECKING:
    from kindsphinx.core.blocks import Block, Scenario

DELETION = block("kind delete cluster", action=Action.DELETE, cluster="dev", line=9)


def told(*scenarios: Scenario, among: tuple[Scenario, ...] = ()) -> list[tuple[str, int]]:
    """Return why pages do not share, and the line of it."""
    return [(each.reason, each.location.line) for each in alone(scenarios, among=among or scenarios)]


@pytest.mark.parametrize(
    ("blocks", "reason", "line"),
    [
        ((DELETION,), "it deletes “dev”", 9),
        ((DELETION, creation(line=12)), "it creates “dev”, and it again", 12),
        ((config("prod"), creation("prod", line=7)), "it creates “dev”, and “prod” besides", 7),
        (
            (block("kind delete clusters --all", line=5),),
            "“kind delete clusters --all” creates or deletes a cluster by itself",
            5,
        ),
        (
            (block("for n in a b\ndo kind create cluster --name $n\ndone", line=5),),
            "“for n in a b …” creates or deletes a cluster by itself",
            5,
        ),
    ],
    ids=["deleted", "created twice", "two clusters", "deleted by a command", "created by several lines"],
)
def test_what_a_page_does_with_its_cluster_is_the_reason(
    blocks: tuple[Block, ...], reason: str, line: int
) -> None:
    """At the line of that, and whether others have the same or not."""
    assert told(a_page("a", *blocks), among=(a_page("a", *blocks), a_page("b"))) == [(reason, line)]


def test_a_command_before_the_creation_is_the_reason() -> None:
    """Looking around is none."""
    before = block("kind version"), block("docker network create kind", line=4)
    made = page(config(data=HEAD), *before, creation(line=6))

    assert told(made) == [("“docker network create kind” before the creation may change it", 4)]


def test_a_mount_is_the_reason() -> None:
    """At the configuration."""
    assert told(a_page("a", data=MOUNTS), a_page("b", data=MOUNTS)) == [
        ("it mounts something into a node (extraMounts)", 1),
        ("it mounts something into a node (extraMounts)", 1),
    ]


def test_a_page_that_goes_on_from_another_has_that_reason() -> None:
    """At the line that says so."""
    after = replace(a_page("b"), origin=going_on_from(block("ls")))

    assert told(after, among=(after, a_page("a"))) == [
        ("it goes on from “install”, which is run for it alone", at(3).line)
    ]


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (a_page("b", data=TWO_NODES), "the “dev” of “b” has another configuration"),
        (
            a_page("b", command=f"{CREATE} --wait 60s"),
            "the “dev” of “b” has other options of “kind create cluster”",
        ),
        (
            a_page("b", data=TWO_NODES, command=f"{CREATE} --wait 60s"),
            "the “dev” of “b” has another configuration and other options of “kind create cluster”",
        ),
        (a_page("b", DELETION), "no other page that can share creates a cluster “dev”"),
        (
            replace(page(config("prod"), creation("prod")), docname="b"),
            "no other page that can share creates a cluster “dev”",
        ),
    ],
    ids=["another configuration", "other options", "both", "who deletes it", "another name"],
)
def test_that_nobody_has_the_same_is_told_with_the_most_similar(other: Scenario, reason: str) -> None:
    """An author may have meant the same."""
    assert told(a_page("a"), among=(a_page("a"), other)) == [(reason, 1)]


def test_nothing_is_told_of_pages_that_share() -> None:
    """Not even of one that is run alone, and not of what creates no cluster, or is not run."""
    pages = a_page("a"), a_page("b"), page(block("ls")), replace(a_page("c"), problems=("c.rst:1: no",))

    assert told(*pages) == []
    assert told(pages[1], among=pages) == []


def test_the_sentence_names_the_setting() -> None:
    """Who reads it may not have set it."""
    assert [each.sentence for each in alone([a_page("a")], among=[a_page("a")])] == [
        (
            'the page has a cluster of its own in spite of kind_scope = "project": '
            "no other page that can share creates a cluster “dev”"
        )
    ]
