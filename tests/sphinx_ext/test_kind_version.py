"""``kind_version``: the kind that judges the pages is the one that their readers have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sphinx_ext.project import CLUSTER

if TYPE_CHECKING:
    from tests.sphinx_ext.project import Project

ODD = f"""{CLUSTER}\
   nodes:
   - role: control-plane
     extraPortMappings:
     - containerPort: 80
       hostPort: 80
       listenAddress: localhost
"""
"""Accepted by kind before 0.32."""


def _subtypes(warnings: tuple[str, ...]) -> list[str]:
    return [each.rpartition("[")[2] for each in warnings]


def test_another_kind_judges_otherwise(project: Project) -> None:
    """What the newest refuses an older one takes, and the page is run then."""
    project.write("index.rst", ODD)

    newest, older = project.read(), project.read(kind_version="v0.30.0")

    assert _subtypes(newest.warnings) == ["kind.config-value]"]
    assert newest.scenario().problems
    assert _subtypes(older.warnings) == ["kind.listen-address]"]
    assert older.scenario().problems == ()


def test_a_newer_kind_than_is_known_is_judged_as_the_newest_known(project: Project) -> None:
    """Nothing is known of it yet."""
    project.write("index.rst", ODD)

    built = project.read(kind_version="v9.0.0")

    assert _subtypes(built.warnings) == ["kind.config-value]"]


def test_a_kind_that_does_not_read_the_format_judges_nothing(project: Project) -> None:
    """The setting is told, and the default judges."""
    project.write("index.rst", ODD)

    built = project.read(kind_version="0.5")

    assert _subtypes(built.warnings) == ["kind.setting]", "kind.config-value]"]
    assert "v0.6.0" in built.warnings[0]


def test_a_recording_does_not_depend_on_who_judges(project: Project) -> None:
    """The page is read again, its fingerprints are the same, and what it shows is verified."""
    project.write("index.rst", f"{CLUSTER}\n.. kind-run::\n\n   $ true\n")
    project.record()
    before = project.build()

    after = project.build(kind_version="v0.30.0")

    assert after.read == ("index",)
    assert after.warnings == ()
    assert after.pages["index"].before == before.pages["index"].before
    assert after.output() == before.output()
