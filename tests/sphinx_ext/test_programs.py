"""The programs that commands name are judged while a page is read, at their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.core.isolation import ADVICE

if TYPE_CHECKING:
    from tests.sphinx_ext.project import Project

PAGE = """\
.. kind-file:: run.sh

   #!/bin/sh

.. kind-run::

   $ f() { cat; }

.. kind-run::

   $ ./run.sh; f
   $ kubectl get nodes |
   >   jq .
"""


def test_sudo_is_told_where_it_stands(project: Project) -> None:
    """And the page is not run; one that strips it, or never runs the block, hears nothing."""
    project.write("index.rst", ".. kind-run::\n\n   $ true &&\n   >   sudo docker ps\n")
    project.write("no-run.rst", ":orphan:\n\n.. kind-run::\n   :no-run: why\n\n   $ sudo docker ps\n")

    refused = project.read()
    stripped = project.read(kind_sudo="strip")

    assert refused.warnings == (f"index.rst:4:4: WARNING: {ADVICE} [kind.program]",)
    assert len(refused.scenario().problems) == 1
    assert stripped.warnings == ()
    assert stripped.scenario().problems == ()


def test_programs_that_nobody_allows_are_told_where_they_stand(project: Project) -> None:
    """Those that the list has are not, nor what is the page's own."""
    project.write("index.rst", PAGE)

    everything = project.read()
    some = project.read(kind_allowed_programs=["kubectl", "cat"])

    assert everything.warnings == ()
    (warning,) = some.warnings
    assert warning.startswith("index.rst:13:4: WARNING: “jq” is none of the programs that pages may use")
    assert warning.endswith("[kind.program]")
