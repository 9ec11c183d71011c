"""A page may say what stands at a place; what it shows is what was recorded there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.sphinx_ext.project import Project

NAMED = (
    "Title\n=====\n\n.. kind-run::\n\n   $ docker port dev\n   6443/tcp -> 127.0.0.1:<port:api>\n"
    "\n.. kind-run::\n\n   $ kubectl cluster-info\n   ... is running at https://<ip>:<port:api>\n"
)


def a_recorded_port(port: str, other: str) -> dict[str, str]:
    """Return what two commands print of one port."""
    return {
        "docker port dev": f"6443/tcp -> 127.0.0.1:{port}\n",
        "kubectl cluster-info": f"Kubernetes control plane is running at https://127.0.0.1:{other}\n",
    }


def test_placeholders_are_met_by_a_recording_and_not_shown(project: Project) -> None:
    """A page shows the values."""
    project.write("index.rst", NAMED)
    project.record(a_recorded_port("40075", "40075"))

    built = project.build()

    assert built.warnings == ()
    assert built.output().count("40075") == 2
    assert "<" not in built.output()


def test_a_named_placeholder_with_two_values_is_told(project: Project) -> None:
    """Across the blocks of the page, at the second."""
    project.write("index.rst", NAMED)
    project.record(a_recorded_port("40075", "41234"))

    (warning,) = project.build().warnings

    assert warning.startswith("index.rst:12:4: WARNING: the recording does not meet this expectation")
    assert "\n<port:api> is 41234 here, and 40075 in “docker port dev” (line 7)\n" in warning
    assert warning.endswith("[kind.expectation]")


def test_a_placeholder_that_is_mistyped_is_told(project: Project) -> None:
    """As it stands for itself, the recording does not meet it either."""
    project.write("index.rst", NAMED.replace("<port:api>", "<prot:api>", 1))
    project.record(a_recorded_port("40075", "40075"))

    first, second = project.build().warnings

    assert first == (
        "index.rst:7:4: WARNING: “<prot:api>” is no placeholder, and stands for itself; "
        "did you mean “<port:api>”? [kind.expectation]"
    )
    assert second.startswith("index.rst:7:4: WARNING: the recording does not meet this expectation")


def test_what_a_program_prints_is_not_mistyped(project: Project) -> None:
    """However much it looks like a placeholder."""
    project.write("index.rst", NAMED.replace("<port:api>", "<prot:api>", 1))
    answers = a_recorded_port("40075", "40075")
    project.record({**answers, "docker port dev": "6443/tcp -> 127.0.0.1:<prot:api>\n"})

    assert project.build().warnings == ()
