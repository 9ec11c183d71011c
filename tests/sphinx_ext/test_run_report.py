"""What a run tells besides the outcomes: versions in one line, and volatile values for those who ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sphinx_ext.fake_builder import run

if TYPE_CHECKING:
    from tests.sphinx_ext.fake_builder import Run
    from tests.sphinx_ext.project import Project

NODES = "NAME   STATUS   ROLES           AGE   VERSION\ndev    Ready    control-plane   {age}    {version}\n"
PAGE = ".. kind-run::\n\n   $ kubectl get nodes\n"
WRITTEN = "   " + NODES.format(version="v1.34.0", age="5m").replace("\n", "\n   ")


def nodes(version: str, age: str = "5m") -> dict[str, str]:
    """Return what the command of the pages prints."""
    return {"kubectl get nodes": NODES.format(version=version, age=age)}


@pytest.fixture
def upgraded(project: Project) -> Run:
    """Return a run of two pages whose nodes have a new version."""
    for name in ("one", "two"):
        project.write(f"guide/{name}.rst", PAGE)
    run(project, nodes("v1.34.0"), kind_record="all")
    return run(project, nodes("v1.35.0"), kind_record="none")


def test_versions_are_summed_up(upgraded: Run) -> None:
    """In one line at the end, with their places; the file has each."""
    told = [line for line in upgraded.built.status.splitlines() if line.startswith("kind: ")]

    assert told[0] == "kind: v1.34.0 -> v1.35.0: 2 lines on 2 pages"
    assert [line.endswith(": v1.34.0 -> v1.35.0") for line in told[1:3]] == [True, True]
    assert "one.rst:" in told[1]
    assert "two.rst:" in told[2]
    assert told[3].startswith("kind: 2 failed on 2 pages")
    assert "VERSION is v1.35.0" not in upgraded.built.status
    assert upgraded.text.count("VERSION is v1.35.0, the recording says v1.34.0") == 4
    assert upgraded.status == 1


def test_versions_are_one_annotation(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """GitHub shows ten of them at most."""
    project.write("guide/one.rst", PAGE)
    run(project, nodes("v1.34.0"), kind_record="all")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    capsys.readouterr()

    run(project, nodes("v1.35.0"), kind_record="none")

    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("::error")]
    assert told == ["::error title=kind%3A versions::v1.34.0 -> v1.35.0: 1 line on 1 page"]


@pytest.mark.parametrize(
    "expected",
    ["", "   " + NODES.format(version="v1.34.0", age="5m").replace("\n", "\n   ")],
    ids=["recorded", "expected and recorded"],
)
def test_volatile_values_are_told_where_that_is_asked_for(expected: str, project: Project) -> None:
    """With ``-v``: what differs from the recording, or else from the page."""
    project.verbosity = 1
    project.write("guide/one.rst", f"{PAGE}{expected}".rstrip() + "\n")
    run(project, nodes("v1.34.0"), kind_record="all")

    ran = run(project, nodes("v1.34.0", age="7m"), kind_record="none")

    assert ran.status == 0
    assert "cosmetic: node dev: AGE is 7m, the recording says 5m" in ran.built.status
    assert ran.report["outcomes"][0]["cosmetic"] == ["node dev: AGE is 7m, the recording says 5m"]


def test_volatile_values_are_silent_else(project: Project) -> None:
    """They are no difference."""
    project.write("guide/one.rst", PAGE)
    run(project, nodes("v1.34.0"), kind_record="all")

    ran = run(project, nodes("v1.34.0", age="7m"), kind_record="none")

    assert (ran.status, "AGE" in ran.built.status, "AGE" in ran.text) == (0, False, False)
