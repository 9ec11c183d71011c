"""A version of kind is recognized however people write it."""

from __future__ import annotations

import re

import pytest

from kindsphinx.core.cluster_config import is_release
from kindsphinx.core.cluster_config.versions import NEWEST_KIND, default_image, known_releases, release

IMAGE = re.compile(r"kindest/node:v1\.([0-9]+)\.([0-9]+)@sha256:[0-9a-f]{64}")


def _kubernetes(kind: str) -> tuple[int, int]:
    found = IMAGE.fullmatch(default_image(kind))
    assert found
    return int(found[1]), int(found[2])


def test_each_release_has_an_image_of_its_own() -> None:
    """No release is left out, and each image has a tag and a digest that no other release has."""
    releases = known_releases()
    images = {default_image(f"v{major}.{minor}.{patch}") for major, minor, patch in releases}

    assert len(images) == len(releases)
    assert all(map(IMAGE.fullmatch, images))
    assert {minor for _, minor, _ in releases} == set(range(6, release(NEWEST_KIND)[1] + 1))


def test_newer_releases_have_no_older_kubernetes() -> None:
    """The table is in order, the newest first, and Kubernetes goes with it."""
    releases = known_releases()
    versions = [_kubernetes(f"{major}.{minor}.{patch}") for major, minor, patch in releases]

    assert releases == sorted(releases, reverse=True)
    assert versions == sorted(versions, reverse=True)


@pytest.mark.parametrize(
    ("asked", "like"),
    [
        ("v0.33", "v0.33.0"),
        ("v0.33.7", "v0.33.0"),
        ("v0.33.0-alpha+1f2e", "v0.33.0"),
        ("v0.99.0", "v0.33.0"),
        ("v0.8.1", "v0.8.0"),
        ("0.11", "v0.11.1"),
        ("v0.5.0", "v0.6.0"),
        ("newest", NEWEST_KIND),
    ],
)
def test_a_release_that_is_not_known_has_the_image_of_one_before(asked: str, like: str) -> None:
    """Two numbers mean the last release that begins with them."""
    assert default_image(asked) == default_image(like)


def test_two_releases_of_one_minor_version_differ() -> None:
    """Release v0.11.1 came with another image than v0.11.0."""
    assert default_image("v0.11.0") != default_image("v0.11.1")
    assert _kubernetes("v0.18.0") == (26, 3)


@pytest.mark.parametrize(
    "text", ["v0.30.0", "0.30.0", "v0.30", "0.30", "v0.33.0-alpha", "v0.33.0-alpha+1f2e"]
)
def test_a_release_has_two_or_three_numbers(text: str) -> None:
    """With or without the letter, as ``kind version`` prints it."""
    assert is_release(text)


@pytest.mark.parametrize(
    "text", ["", "v", "30", "newest", "v0.30.", "0.30.0.1", "kind v0.30.0", "0.30 ", "v0.x"]
)
def test_anything_else_is_no_release(text: str) -> None:
    """So that a mistake is not taken for the newest kind."""
    assert not is_release(text)
