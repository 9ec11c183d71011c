"""The README shows what is there, and renders where it is read: on PyPI, without Sphinx."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from kindsphinx.sphinx_ext.settings import KindSettings

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.rst").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def readme() -> nodes.document:
    """Return the README as docutils reads it, which ends with the first thing that is wrong."""
    settings = {
        "report_level": 1,
        "halt_level": 1,
        "warning_stream": io.StringIO(),
        "input_encoding": "utf-8",
    }
    return publish_doctree(TEXT, source_path=str(ROOT / "README.rst"), settings_overrides=settings)


def listings(document: nodes.document, language: str) -> list[str]:
    """Return the listings in a language."""
    return [each.astext() for each in document.findall(nodes.literal_block) if language in each["classes"]]


def commands(document: nodes.document) -> list[str]:
    """Return the commands behind the prompts, without comments."""
    lines = "\n".join(listings(document, "console")).splitlines()
    return [line[2:].partition("  #")[0].strip() for line in lines if line.startswith("$ ")]


@pytest.mark.parametrize("name", ["README.rst", "CHANGELOG.rst", "CONTRIBUTING.rst"])
def test_it_renders_without_sphinx(name: str) -> None:
    """PyPI and code hosts know docutils only, and show a page with an error as plain text."""
    settings = {"report_level": 1, "halt_level": 1, "warning_stream": io.StringIO()}

    document = publish_doctree((ROOT / name).read_text(encoding="utf-8"), settings_overrides=settings)

    assert list(document.findall(nodes.system_message)) == []
    assert list(document.findall(nodes.title))


def test_it_begins_with_three_sentences_and_a_picture(readme: nodes.document) -> None:
    """A reader knows after ten seconds what this is."""
    section = next(readme.findall(nodes.paragraph))
    image = next(readme.findall(nodes.image))

    assert len(re.findall(r"[.](?:\s|$)", section.astext())) == 3
    assert image["uri"] == "source/_static/screenshot.png"
    assert len(image["alt"]) > 20


def test_its_page_is_the_one_that_the_start_page_shows(readme: nodes.document) -> None:
    """The page of twelve lines is built, and run, with the documentation."""
    example = (ROOT / "source/examples/quickstart.rst").read_text(encoding="utf-8")

    shown = listings(readme, "rst")

    assert shown == [example.rstrip()]
    assert len(shown[0].splitlines()) == 12
    assert "include:: examples/quickstart.rst" in (ROOT / "source/index.rst").read_text(encoding="utf-8")


def test_its_make_commands_have_targets(readme: nodes.document) -> None:
    """What one types is there."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)

    named = {each.split()[1] for each in commands(readme) if each.startswith("make ")}
    named |= set(re.findall(r"``make ([a-z]+)", TEXT))

    assert {"html", "test", "doctest", "record", "help"} <= named
    assert named <= set(targets)


def test_its_settings_exist(readme: nodes.document) -> None:
    """What a command sets is a setting."""
    named = {name for each in commands(readme) for name in re.findall(r"kind_([a-z_]+)=", each)}

    assert named == {"execute", "pages"}
    assert named <= set(KindSettings.__slots__)


def test_its_configuration_is_one_line_of_python(readme: nodes.document) -> None:
    """The line for ``conf.py`` can be copied."""
    (line,) = listings(readme, "python")
    found: dict[str, object] = {}

    exec(compile(line, "conf.py", "exec"), found)  # noqa: S102 - Sphinx executes it, too

    assert found["extensions"] == ["kindsphinx"]


def test_it_says_how_to_get_each_program(readme: nodes.document) -> None:
    """An engine, kind and kubectl, on Linux and on macOS."""
    text = " ".join(commands(readme))

    for word in (
        "get.docker.com",
        "kind-linux-amd64",
        "linux/amd64/kubectl",
        "brew install colima docker kind",
    ):
        assert word in text, word
