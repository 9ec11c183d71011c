from __future__ import annotations

from dataclasses import replace

import pytest

from kindsphinx.core.blocks import Action, ClusterBlock, Command, Origin, PageFile, RunBlock, Scenario
from kindsphinx.core.needed_images import needed_images
from kindsphinx.core.problems import Location

PLACE = Location(source="page.rst", line=1)
CONFIG = "kind: Cluster\nnodes:\n- image: node:a\n- role: worker\n  image: node:b\n- image: node:a\n"


def scenario(config: str, *commands: str, action: Action = Action.CREATE) -> Scenario:
    """Return a page with a configuration and commands."""
    file = PageFile(name="dev.yaml", data=config.encode())
    cluster = ClusterBlock(id="dev", location=PLACE, name="dev", file=file)
    lines = tuple(Command(text=each, location=PLACE) for each in commands)
    run = RunBlock(id="run", location=PLACE, commands=lines, action=action)
    return Scenario(docname="page", blocks=(cluster, *([run] if commands else [])))


def test_the_images_of_a_configuration_are_needed_once_each() -> None:
    """After those of every page."""
    page = scenario(CONFIG, "kind create cluster")

    assert needed_images(page, always=["app:1", "node:b"]) == ("app:1", "node:b", "node:a")


@pytest.mark.parametrize(
    ("action", "expected"),
    [(Action.CREATE, ("node:a", "node:b", "usual")), (Action.RUN, ("node:a", "node:b"))],
)
def test_the_usual_image_is_needed_where_kindsphinx_creates(
    action: Action, expected: tuple[str, ...]
) -> None:
    """For what the page creates in its own words, it names the image itself."""
    page = scenario(CONFIG, "kind create cluster", action=action)

    assert needed_images(page, usual="usual") == expected


@pytest.mark.parametrize(
    "command",
    [
        "docker build -t node:a .",
        "docker image build -t node:a .",
        "docker buildx build .",
        "docker pull node:a",
        "docker tag busybox node:a",
        "docker load -i node.tar",
        "kind build node-image --image node:a",
    ],
)
def test_a_page_that_makes_images_makes_its_own(command: str) -> None:
    """No registry has what it is about to build; what every page needs is another matter."""
    page = scenario(CONFIG, command, "kind create cluster")

    assert needed_images(page, always=["app:1"]) == ("app:1",)


def test_a_page_without_commands_needs_nothing() -> None:
    """It is never run."""
    assert needed_images(scenario(CONFIG), always=["app:1"]) == ()


@pytest.mark.parametrize(
    "config", ["[", "text", "nodes: 1", "nodes: [1]", "nodes:\n- image: 1\n", "a: &a [*a]"]
)
def test_a_configuration_that_is_none_needs_nothing(config: str) -> None:
    """Others tell what is wrong with it."""
    assert needed_images(scenario(config, "kind create cluster")) == ()


def test_a_page_needs_the_images_of_what_it_goes_on_from() -> None:
    """That page's clusters are created for it."""
    before = Origin(scenario=scenario(CONFIG, "kind create cluster"), location=PLACE)
    page = replace(scenario("kind: Cluster\n", "kubectl get nodes"), origin=before)

    assert needed_images(page) == ("node:a", "node:b")
