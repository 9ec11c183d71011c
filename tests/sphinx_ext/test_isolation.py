"""Reading and rendering execute nothing, stay within the project, and take a recording as text."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from kindsphinx.core.ports import Output
from tests.sphinx_ext.project import CLUSTER, Build, Project

ROOT = Path(__file__).parents[2]
BUILDERS = (
    *("html", "dirhtml", "singlehtml", "latex", "text", "man", "epub", "texinfo", "xml", "pseudoxml"),
    *("gettext", "dummy"),
)
GUARD = dedent(
    """
    import os, sys

    STARTS = {"subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork",
              "os.forkpty", "pty.spawn", "os.startfile", "socket.connect", "ctypes.dlopen"}

    def refuse(event, arguments):
        if event in STARTS:
            os.write(2, f"STARTED {event} {arguments}".encode())
            os._exit(99)

    import ctypes
    sys.addaudithook(refuse)
    """
)
"""Makes a Python that ends where it would start a program, another process or a connection."""
MAIN = "from sphinx.cmd.build import main\nsys.exit(main(sys.argv[1:]))\n"
EVERYTHING = f"""
Title
=====
{CLUSTER}   nodes:
   - role: control-plane

.. kind-create:: dev

.. kind-run:: dev
   :capture: port: regex "port (\\d+)"

   $ sudo echo port 8080; rm -rf "$HOME"; $(touch made) `touch made`
   port 8080

:kind:cluster:`dev` listens at :kind:value:`port`.

.. kind-file:: run.sh
   :name: script

   #!/bin/sh
   touch made

.. kind-show:: script

.. kind-config::
   :topology: picture

   kind: Cluster
   apiVersion: kind.x-k8s.io/v1alpha4

.. kind-delete:: dev
"""


def _guarded(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", GUARD + code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.mark.parametrize(
    "code",
    [
        "import subprocess; subprocess.run(['true'])",
        "os.system('true')",
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.popen('true')",
    ],
)
def test_the_guard_guards(code: str) -> None:
    """It would prove nothing otherwise."""
    done = _guarded(code)

    assert done.returncode == 99
    assert done.stderr.startswith("STARTED ")


@pytest.mark.parametrize("builder", [*BUILDERS, "doctest"])
def test_a_page_is_read_and_shown_without_starting_anything(project: Project, builder: str) -> None:
    """With every directive, whatever its commands are; the doctest builder as long as nobody asks it."""
    project.write("index.rst", EVERYTHING)
    project.record()

    done = _guarded(MAIN, "-q", "-b", builder, str(project.source), str(project.root / "out"))

    assert done.returncode == 0, done.stderr
    assert "STARTED" not in done.stderr
    assert not list(project.root.rglob("made"))


@pytest.mark.parametrize("builder", ["html", "latex", "text"])
def test_this_project_s_own_documentation_starts_nothing(tmp_path: Path, builder: str) -> None:
    """With all its pages and recordings."""
    out = str(tmp_path / "out")

    done = _guarded(MAIN, "-q", "-b", builder, "-c", ".", "-d", str(tmp_path / "trees"), "source", out)

    assert done.returncode == 0, done.stderr
    assert "STARTED" not in done.stderr


@pytest.mark.parametrize(
    "said",
    ["-Dkind_execute=on", "-Dkind_execute=auto", ""],
)
def test_off_on_the_command_line_beats_whatever_a_page_or_its_project_says(
    project: Project, said: str
) -> None:
    """A pull request may change conf.py as well; the last word of the command line is the one that counts."""
    project.conf = "kind_execute = 'on'\ndef setup(app): app.config.kind_execute = 'on'"
    project.write("index.rst", EVERYTHING)
    project.record()
    options = [*([said] if said else []), "-Dkind_execute=off"]

    done = _guarded(MAIN, "-b", "doctest", *options, str(project.source), str(project.root / "out"))

    assert (done.returncode, "STARTED" in done.stderr) == (0, False), done.stderr
    assert not list(project.root.rglob("made"))


OUTSIDE = {
    "absolute": "/../../secret.txt",
    "dots": "../secret.txt",
    "deep-dots": "sub/../../secret.txt",
    "link": "link.txt",
    "link-to-folder": "folder-link/secret.txt",
    "link-to-link": "link-to-link",
    "missing": "../absent.txt",
}


@pytest.mark.parametrize("path", OUTSIDE.values(), ids=OUTSIDE)
@pytest.mark.parametrize(
    "directive", ["kind-file:: f\n   :file: ", "kind-cluster:: dev\n   :config: ", "kind-run::\n   :file: "]
)
def test_an_option_names_no_file_outside_of_the_source_folder(
    project: Project, directive: str, path: str
) -> None:
    """Neither with dots nor by a link; the message does not tell what is there."""
    _with_secret(project)
    project.write("index.rst", f".. {directive}{path}\n")

    built = project.build("text")

    (warning,) = (each for each in built.of_page("index") if "leads out" in each)
    assert f"“{path}” leads out of the source folder, with “..” or by a link" in warning
    assert "hunter2" not in built.output()
    assert "secret.txt”?" not in warning


def test_a_folder_s_links_are_followed_within_the_source_folder_only(project: Project) -> None:
    """One that leads out is told, and not shown."""
    _with_secret(project)
    project.write("site/a.txt", "a\n")
    (project.source / "site" / "b.txt").symlink_to(project.source / "site" / "a.txt")
    (project.source / "site" / "c.txt").symlink_to(project.root / "secret.txt")
    project.write("index.rst", ".. kind-file:: web\n   :file: site\n")

    built = project.build("text")

    assert len([each for each in built.warnings if "leads out of the source folder" in each]) == 1
    assert "web/b.txt" in built.output()
    assert "hunter2" not in built.output()


CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HOSTILE = {
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>\n&lt;b&gt; ]]> <!-- --> </pre></div>\n",
    "rest": ".. raw:: html\n\n   <b>raw</b>\n\n:file:`x` `link <javascript:alert(1)>`_ |sub| *a* ``b``\n",
    "latex": "\\input{/etc/passwd} \\end{sphinxVerbatim} \\write18{touch made} $x$ %c ^^M \\verb|a|\n",
    "roff": ".sy touch made\n'so /etc/passwd\n\\fBbold\n.TH\n",
    "terminal": "\x1b[2J\x1b]0;title\x07\x1b[31mred\x1b[0m\x1b]8;;http://x\x1b\\link\x08\x08\x7f\x9b1m\n",
    "directions": "\u202egnp.exe\u2066 \u200b\ufeff\u2028 \ufffe\n",
    "controls": "".join(map(chr, (*range(1, 9), 11, 12, *range(14, 32), 127, 0x85, 0x9B))) + "\n",
    "nested": "{" * 2_000 + "[" * 2_000 + "(" * 2_000 + "\n",
    "long": "x" * 200_000 + "\n",
    "many": "y\n" * 5_000,
    "prompts": "$ echo not a command\n> more\n$ \n",
}


@pytest.mark.parametrize("builder", ["html", "text", "latex", "man", "epub", "xml"])
@pytest.mark.parametrize("printed", HOSTILE.values(), ids=HOSTILE)
def test_a_recording_is_text_whatever_is_in_it(project: Project, printed: str, builder: str) -> None:
    """No markup of the format that is written, and nothing that a terminal or a browser would obey."""
    project.conf = "version = copyright = '1'"
    project.write("index.rst", "Title\n=====\n\n.. kind-run::\n\n   $ hostile\n")
    project.record({"hostile": Output(text=printed, exit_code=0, duration=1.0)})

    built = project.build(builder)

    shown = _all_text(built)
    assert not CONTROL.search(shown)
    assert "<script>alert" not in shown or builder not in {"html", "epub", "xml"}
    assert "<b>raw" not in shown or builder not in {"html", "epub", "xml"}
    assert not list(project.root.rglob("made"))
    if printed.startswith("<script") and builder == "html":
        assert "<script>alert(1)</script><img" in html.unescape(shown)


def _all_text(built: Build) -> str:
    kinds = {".html", ".xhtml", ".txt", ".tex", ".1", ".xml"}
    paths = [
        each for each in built.outdir.rglob("*") if each.suffix in kinds and "index" in each.stem + "index"
    ]
    pages = [each for each in paths if "_static" not in each.parts]
    assert pages
    return "\n".join(each.read_text(encoding="utf-8", errors="replace") for each in pages)


def _with_secret(project: Project) -> None:
    (project.root / "elsewhere").mkdir(parents=True)
    for folder in (project.root, project.root / "elsewhere"):
        (folder / "secret.txt").write_text("hunter2\n", encoding="utf-8")
    project.source.mkdir(exist_ok=True)
    (project.source / "link.txt").symlink_to(project.root / "secret.txt")
    (project.source / "folder-link").symlink_to(project.root / "elsewhere")
    (project.source / "link-to-link").symlink_to(os.path.join("folder-link", "secret.txt"))  # noqa: PTH118 - a text
    (project.source / "sub").mkdir()
