"""Reading and rendering execute nothing, and need Sphinx and PyYAML only, on any system."""

from __future__ import annotations

import subprocess
import sys
from textwrap import dedent

import pytest

from tests.sphinx_ext.project import CLUSTER, Project

FORBIDDEN = (
    "docker",
    "ruamel",
    "pytest",
    "kindsphinx.runtime",
    "fcntl",
    "grp",
    "pty",
    "pwd",
    "readline",
    "resource",
    "syslog",
    "termios",
    "tty",
)
"""What is for running and testing only, and what is there on POSIX systems only."""
BLOCKER = dedent(
    f"""
    import builtins, os, subprocess, sys
    from importlib.abc import MetaPathFinder

    class Blocker(MetaPathFinder):
        def find_spec(self, name, path=None, target=None):
            if any(name == each or name.startswith(each + ".") for each in {FORBIDDEN!r}):
                raise ImportError(f"BLOCKED {{name}}")

    for name in list(sys.modules):
        if name.partition(".")[0] in {FORBIDDEN!r}:
            del sys.modules[name]
    sys.meta_path.insert(0, Blocker())

    def refuse(event, arguments):
        if event in {{"subprocess.Popen", "os.exec", "os.posix_spawn", "os.system", "socket.connect"}}:
            raise RuntimeError(f"BLOCKED {{event}} {{arguments}}")

    sys.addaudithook(refuse)
    """
)
"""Makes a Python that has none of these, starts no program, and reaches no network."""
PAGE = f"""
Title
=====
{CLUSTER}
.. kind-run::

   $ kubectl get nodes

.. kind-file:: a.yaml
   :name: it

   a: 1

.. kind-show:: it

:kind:cluster:`dev`
"""


def _python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", BLOCKER + dedent(code), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_blocker_blocks() -> None:
    """It would be of no use otherwise."""
    done = [_python(f"import {name}") for name in ("docker", "kindsphinx.runtime.shell", "termios")]
    started = _python("subprocess.run(['true'])")

    assert all("BLOCKED" in each.stderr for each in done)
    assert "BLOCKED" in started.stderr


@pytest.mark.parametrize("builder", ["html", "doctest"])
def test_a_build_needs_neither_engine_nor_extras(project: Project, builder: str) -> None:
    """The doctest builder neither, as long as it runs nothing."""
    project.write("index.rst", PAGE)
    project.record({"kubectl get nodes": "NAME\n"})
    code = """
        from sphinx.cmd.build import main
        sys.exit(main(sys.argv[1:]))
    """

    done = _python(code, "-W", "-b", builder, str(project.source), str(project.root / "out"))

    assert (done.returncode, done.stderr) == (0, "")
    assert "BLOCKED" not in done.stdout


def test_importing_the_extension_imports_nothing_else() -> None:
    """Not even lazily."""
    done = _python(
        """
        import kindsphinx, kindsphinx.sphinx_ext.extension
        wrong = [name for name in sys.modules if name.partition(".")[0] in {"docker", "ruamel", "pytest"}]
        print(wrong)
        """
    )

    assert (done.returncode, done.stdout) == (0, "[]\n")


def test_importing_the_package_needs_no_sphinx() -> None:
    """Its version can be asked anywhere."""
    done = _python(
        """
        import kindsphinx
        print(kindsphinx.__version__, "sphinx" in sys.modules)
        """
    )

    assert done.stdout.endswith(" False\n")


@pytest.mark.parametrize("builder", ["html", "latex", "man", "text", "epub", "texinfo", "xml", "gettext"])
def test_every_builder_shows_the_same(project: Project, builder: str) -> None:
    """Configuration and output, without a warning; gettext takes no listings."""
    project.conf = "version = copyright = '1'"
    project.write("index.rst", PAGE)
    project.record({"kubectl get nodes": "NAME   STATUS\nnode-a NOTREADY\n"})

    built = project.build(builder)

    assert built.warnings == ()
    texts = [path.read_bytes() for path in built.outdir.rglob("*") if path.is_file()]
    assert builder == "gettext" or any(b"NOTREADY" in text and b"apiVersion" in text for text in texts)


def test_pages_have_the_style_of_the_mark(project: Project) -> None:
    """Beside what the project has of its own."""
    project.write("own/own.css", "")
    project.conf = 'html_static_path = ["own"]'
    project.write("index.rst", ".. kind-run::\n   :no-run: why\n\n   $ true\n")

    built = project.build("html")

    assert "_static/kindsphinx.css" in built.output("index.html")
    assert '<p class="kind-doubt"><strong class="kind-doubt-title">Not verified</strong>: why.</p>' in (
        built.output("index.html")
    )
    assert "kind-doubt" in built.output("_static/kindsphinx.css")
    assert (built.outdir / "_static" / "own.css").exists()


@pytest.mark.parametrize("builder", ["doctest", "dummy", "gettext", "pseudoxml", "xml"])
def test_who_publishes_nothing_hears_nothing_of_recordings(project: Project, builder: str) -> None:
    """A translator needs none; what is wrong in the page itself is told all the same."""
    project.write("index.rst", ".. kind-run::\n\n   $ true\n\n.. kind-show:: nothing\n")

    built = project.build(builder)

    assert [each.rpartition("[")[2] for each in built.warnings] == ["kind.reference]"]


def test_a_block_for_another_platform_says_where_it_can_be_recorded(project: Project) -> None:
    """Whoever records the page elsewhere would only be told the same again."""
    project.write("index.rst", ".. kind-run::\n   :platform: linux/arm64\n\n   $ uname -m\n")

    (warning,) = project.build().warnings

    assert "and can get one on linux/arm64 only" in warning
