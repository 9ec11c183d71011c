"""kind-file: the file that a page shows is the file that its commands find."""

from __future__ import annotations

import pytest

from kindsphinx.core.blocks import FileBlock, PageFile
from tests.sphinx_ext.project import Build, Project

SCRIPT = "#!/bin/sh\necho one\n"


def _files(built: Build, docname: str = "index") -> list[PageFile]:
    blocks = [each for each in built.scenario(docname).blocks if isinstance(each, FileBlock)]
    return [file for block in blocks for file in block.files]


WRITTEN = {
    "content": (".. kind-file:: a.txt\n\n   one\n   two\n", [("a.txt", b"one\ntwo\n", False)]),
    "script": (
        ".. kind-file:: bin/run\n\n   #!/bin/sh\n   echo one\n",
        [("bin/run", SCRIPT.encode(), True)],
    ),
    "file": (".. kind-file::\n   :file: site/index.html\n", [("index.html", b"<p>\n", False)]),
    "file-under-another-name": (
        ".. kind-file:: pages/start.html\n   :file: site/index.html\n",
        [("pages/start.html", b"<p>\n", False)],
    ),
    "folder": (
        ".. kind-file:: web\n   :file: site\n",
        [("web/css/style.css", b"p {}\n", False), ("web/index.html", b"<p>\n", False)],
    ),
    "folder-under-its-own-name": (
        ".. kind-file::\n   :file: /site\n",
        [("site/css/style.css", b"p {}\n", False), ("site/index.html", b"<p>\n", False)],
    ),
    "hidden-binary": (
        ".. kind-file::\n   :file: logo.png\n   :hidden:\n",
        [("logo.png", b"\x89\0\r\n", False)],
    ),
    "crlf": (".. kind-file::\n   :file: crlf.txt\n", [("crlf.txt", b"one\ntwo\n", False)]),
    "empty-file": (".. kind-file::\n   :file: empty\n", [("empty", b"", False)]),
}
"""Source -> files: name, content, whether it is executable."""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the build of one page for each case."""
    project = Project(tmp_path_factory.mktemp("written"))
    project.write("site/index.html", "<p>\n")
    project.write("site/css/style.css", "p {}\n")
    project.write("site/__pycache__/left.out", "x")
    project.write("logo.png", b"\x89\0\r\n")
    project.write("crlf.txt", b"one\r\ntwo\r\n")
    project.write("empty", b"")
    for name, (text, _) in WRITTEN.items():
        project.write(f"{name}.rst", text)
    return project.build()


@pytest.mark.parametrize("case", WRITTEN)
def test_files_lie_in_the_working_directory(written: Build, case: str) -> None:
    """Texts have LF line ends; what begins with #! is executable."""
    found = [(each.name, each.data, each.executable) for each in _files(written, case)]

    assert found == WRITTEN[case][1]
    assert written.of_page(case) == ()


def test_every_file_of_a_folder_is_shown_under_its_name(written: Build) -> None:
    """Each name is the caption of its file."""
    assert written.output("folder.txt") == (
        "web/css/style.css^^^^^^^^^^^^^^^^^\n\n   p {}\n\nweb/index.html^^^^^^^^^^^^^^\n\n   <p>\n"
    ) or ("web/css/style.css" in written.output("folder.txt") and "   <p>\n" in written.output("folder.txt"))


def test_hidden_files_are_not_shown(written: Build) -> None:
    """A file that is no text cannot be."""
    assert written.output("hidden-binary.txt").strip() == ""


LANGUAGES = {
    "a.yaml": ("x: 1", "yaml"),
    "a.json": ("{}", "json"),
    "Dockerfile": ("FROM x", "docker"),
    "node/Dockerfile": ("FROM x", "docker"),
    "run": ("#!/bin/bash", "bash"),
    "tool": ("#!/usr/bin/env python3", "python3"),
    "unknown.q9": ("x", "none"),
}


def test_the_highlighting_follows_from_the_name(project: Project) -> None:
    """And from the first line, where that names an interpreter."""
    project.write(
        "index.rst", "\n".join(f".. kind-file:: {n}\n\n   {t}\n" for n, (t, _) in LANGUAGES.items())
    )

    built = project.build("xml")

    assert built.warnings == ()
    for name, (_, language) in LANGUAGES.items():
        assert f'language="{language.removesuffix("3")}"' in built.output("index.xml"), name


def test_a_file_is_part_of_the_fingerprints(project: Project) -> None:
    """When the manifest changes, what was printed with it is stale."""
    page = ".. kind-file:: a.yaml\n\n   colour: {}\n\n.. kind-run::\n\n   $ cat a.yaml\n"
    project.write("index.rst", page.format("green"))
    project.record()
    project.write("index.rst", page.format("red"))

    (warning,) = project.build().warnings

    assert "stale recording: a.yaml changed since it was recorded" in warning


def test_a_change_of_the_file_reads_the_page_again(project: Project) -> None:
    """Sphinx knows that the page depends on it; of a folder, on each file."""
    project.write("site/index.html", "<p>\n")
    project.write("index.rst", ".. kind-file:: site\n   :file: site\n")
    project.build()
    project.write("site/index.html", "<b>\n")

    built = project.build()

    assert built.read == ("index",)
    assert "<b>" in built.output()


def test_substitutions_reach_the_file(project: Project) -> None:
    """What is shown is what is written."""
    project.conf = 'kind_substitutions = {"image": "nginx:1.26"}'
    project.write(
        "index.rst", ".. kind-file:: a.yaml\n   :substitutions:\n\n   image: |image|\n   x: |none|\n"
    )

    built = project.build()

    assert [each.data for each in _files(built)] == [b"image: nginx:1.26\nx: |none|\n"]
    assert built.output() == "   image: nginx:1.26\n   x: |none|\n"
    assert built.warnings == ()


def test_a_file_that_is_new_in_a_folder_makes_the_page_another(project: Project) -> None:
    """Else the page would lack it, and a run would, too."""
    project.write("site/a.txt", "a\n")
    project.write("index.rst", ".. kind-file:: site\n   :file: site\n")
    first = project.build()

    project.write("site/below/b.txt", "b\n")
    second = project.build()
    third = project.build()

    assert first.read == ("index",)
    assert second.read == ("index",)
    assert "site/below/b.txt" in second.output()
    assert third.read == ()
