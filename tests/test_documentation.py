"""The manual has all that there is, with examples that work."""

from __future__ import annotations

import io
import re
import shutil
import textwrap
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from kindsphinx.core.cluster_config import ProblemCode
from kindsphinx.core.comparing import Mode
from kindsphinx.core.expectation.placeholders import KINDS
from kindsphinx.core.normalize.normalizers import NORMALIZERS
from kindsphinx.core.normalize.volatile import VolatileType
from kindsphinx.sphinx_ext.directives import DIRECTIVES
from kindsphinx.sphinx_ext.options import LISTING_OPTIONS
from kindsphinx.sphinx_ext.settings import KindSettings
from kindsphinx.sphinx_ext.warnings import WarningSubtype

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "source"
EXAMPLES = SOURCE / "examples"
MANUAL = SOURCE / "manual"
DIRECTIVES_PAGE = (MANUAL / "directives.rst").read_text(encoding="utf-8")
PUBLIC = (*ROOT.glob("*.rst"), *SOURCE.rglob("*.rst"), *SOURCE.rglob("*.yaml"), *SOURCE.rglob("Dockerfile"))

REGISTRY_HOST = re.compile(
    r"\b(?:registry\.(?!example\b|mirrors\b)[\w.-]+"
    r"|(?:docker|quay|[agm]?g?h?cr)\.(?:io|microsoft)\b"
    r"|(?:[a-z0-9-]+\.)+(?!example\b)[a-z]{2,}(?::\d+)?/[\w./-]+(?::[\w.-]+|@sha256))"
)
"""An image's name that begins with a host, or a host that is known for images."""


def section(directive: str) -> str:
    """Return what the manual says of a directive, up to the next one."""
    text = DIRECTIVES_PAGE.partition(f".. rst:directive:: .. {directive}::")[2]
    return re.split(r"^\.\. rst:|^[^\s.].*\n====", text, flags=re.MULTILINE)[0]


def snippets() -> Iterator[str]:
    """Yield the reST examples that stand in the manual itself and have something of kindsphinx."""
    for path in sorted(MANUAL.glob("*.rst")):
        text = path.read_text(encoding="utf-8")
        for found in re.finditer(r"^( *)\.\. code-block:: rst\n\n((?:\1   .*\n|\n)+)", text, re.MULTILINE):
            snippet = textwrap.dedent(found[2])
            if "kind-" in snippet:
                yield snippet


def written() -> str:
    """Return all examples, those of the manual and the files."""
    files = (path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.rst")))
    return "\n".join([*files, *snippets()])


def used_options(directive: str) -> set[str]:
    """Return the options with which the examples show a directive."""
    heads = re.findall(rf"^ *\.\. {directive}::.*\n((?: +:[a-z-]+:.*\n)*)", written(), re.MULTILINE)
    return {name for head in heads for name in re.findall(r":([a-z-]+):(?: |$)", head, re.MULTILINE)}


def default_of(setting: str) -> str:
    """Return the default of a setting as the manual writes it; empty where it has words for it."""
    (default,) = (each.metadata["default"] for each in fields(KindSettings) if each.name == setting)
    return f"``{default!r}``" if default not in (None, "", []) else ""


def build(folder: Path) -> str:
    """Build the pages in *folder* and return the warnings."""
    index = "Pages\n=====\n\n.. toctree::\n   :glob:\n\n   *\n"
    (folder / "index.rst").write_text(index, encoding="utf-8")
    warnings = io.StringIO()
    out = folder.with_name(f"{folder.name}-out")
    with docutils_namespace(), patch_docutils():
        app = Sphinx(
            folder,
            None,
            out,
            out / "doctrees",
            "dummy",
            confoverrides={"extensions": ["kindsphinx"], "release": "1.0"},
            status=io.StringIO(),
            warning=warnings,
        )
        app.build()
    return warnings.getvalue()


@pytest.fixture(scope="module")
def warnings_of_examples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the warnings of all example pages."""
    folder = tmp_path_factory.mktemp("docs") / "examples"
    shutil.copytree(EXAMPLES, folder)
    return build(folder)


@pytest.fixture(scope="module")
def warnings_of_snippets(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the warnings of the manual's own examples, each a page with the cluster that it may need."""
    folder = tmp_path_factory.mktemp("docs") / "snippets"
    shutil.copytree(EXAMPLES / "files", folder / "files")
    (folder / "guide").mkdir()
    config = "   kind: Cluster\n   apiVersion: kind.x-k8s.io/v1alpha4\n"
    guide = f".. kind-cluster:: custom\n\n{config}\n.. kind-run::\n   :name: containers\n\n   $ docker ps\n"
    (folder / "guide/multi-node.rst").write_text(f":orphan:\n\nGuide\n=====\n\n{guide}", encoding="utf-8")
    for at, snippet in enumerate(snippets()):
        before = "" if ".. kind-cluster:: dev" in snippet else f".. kind-cluster:: dev\n\n{config}\n"
        page = f"Page {at}\n========\n\n{before}{snippet}"
        (folder / f"page-{at}.rst").write_text(page, encoding="utf-8")
    return build(folder)


@pytest.mark.parametrize("directive", DIRECTIVES)
def test_every_option_is_documented(directive: str) -> None:
    """The manual has the options that the directive takes, and no others."""
    documented = set(re.findall(r"rst:directive:option:: ([a-z-]+)", section(directive)))

    taken = set(DIRECTIVES[directive].option_spec or ())
    assert documented == taken - set(LISTING_OPTIONS)
    assert "<listing-options>" in section(directive)


def test_every_listing_option_is_documented() -> None:
    """They are described once, for all directives."""
    text = DIRECTIVES_PAGE.partition(".. _listing-options:")[2].partition("\nClusters\n")[0]

    assert sorted(re.findall(r"^``([a-z-]+)``$", text, re.MULTILINE)) == sorted(LISTING_OPTIONS)


@pytest.mark.parametrize("directive", DIRECTIVES)
def test_every_option_has_an_example(directive: str) -> None:
    """An author copies examples; each option of a directive stands in one."""
    needed = set(DIRECTIVES[directive].option_spec or ()) - set(LISTING_OPTIONS)

    assert needed - used_options(directive) == set()


def test_every_listing_option_has_an_example() -> None:
    """The same for the options that all directives take."""
    used = set[str]().union(*map(used_options, DIRECTIVES))

    assert set(LISTING_OPTIONS) - used == set()


def test_every_setting_is_documented() -> None:
    """The manual has the settings that there are, each with an example."""
    text = (MANUAL / "settings.rst").read_text(encoding="utf-8")
    entries = dict(re.findall(r"^\.\. confval:: kind_(\w+)\n((?:   .*\n|\n)+)", text, re.MULTILINE))

    assert sorted(entries) == sorted(KindSettings.__slots__)
    for name, entry in entries.items():
        assert ":type:" in entry, name
        assert default_of(name) in entry.partition(":default:")[2].partition("\n")[0], name
        assert f"kind_{name}" in entry.partition("code-block::")[2], name


def test_every_warning_is_documented() -> None:
    """The manual has the subtypes that there are, and says what to do."""
    text = (MANUAL / "warnings.rst").read_text(encoding="utf-8")

    documented = re.findall(r"^``kind\.([\w-]+)``\n   \S", text, re.MULTILINE)

    assert sorted(documented) == sorted([*WarningSubtype, *ProblemCode])


@pytest.mark.parametrize("normalizer", NORMALIZERS, ids=lambda each: each.name)
def test_what_becomes_equal_is_documented_in_the_same_words(normalizer: object) -> None:
    """Nothing is left out of a comparison that the manual does not name."""
    text = (MANUAL / "running.rst").read_text(encoding="utf-8")

    assert str(getattr(normalizer, "equalizes", "")) in text


@pytest.mark.parametrize("words", [Mode, VolatileType], ids=["modes", "types"])
def test_every_word_for_comparing_is_documented(words: type[StrEnum]) -> None:
    """Whoever writes an option or a setting finds what may stand there."""
    text = (MANUAL / "comparing.rst").read_text(encoding="utf-8")

    assert [word for word in words if f"``{word}``" not in text] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_placeholder_is_documented(kind: str) -> None:
    """An author finds all that can be written in angle brackets."""
    text = (MANUAL / "expectations.rst").read_text(encoding="utf-8")

    assert f"``<{kind}>``" in text


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.rst")), ids=lambda path: path.stem)
def test_an_example_is_right(path: Path, warnings_of_examples: str) -> None:
    """It builds, without a warning but that it has no recording."""
    told = [line for line in warnings_of_examples.splitlines() if f"/{path.name}" in line]

    assert [line for line in told if "[kind.missing]" not in line] == []


def test_examples_have_no_other_warning(warnings_of_examples: str, warnings_of_snippets: str) -> None:
    """The examples within the manual are right, too, and so is the project around them."""
    lines = (warnings_of_examples + warnings_of_snippets).splitlines()

    assert [line for line in lines if line.strip() and "[kind.missing]" not in line] == []


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_names_a_registry(path: Path) -> None:
    """Readers bring images from where they get them."""
    text = path.read_text(encoding="utf-8")

    assert [found[0] for found in REGISTRY_HOST.finditer(text)] == []


def test_nothing_of_the_documentation_is_silenced() -> None:
    """A warning about our own pages is corrected."""
    assert "suppress_warnings" not in (ROOT / "conf.py").read_text(encoding="utf-8")


def test_the_recipes_name_files_that_exist() -> None:
    """Who follows a recipe finds what it names."""
    text = (ROOT / "CONTRIBUTING.rst").read_text(encoding="utf-8")
    named = set(re.findall(r"``([\w./]+(?:\.py|\.rst|/))``", text))

    missing = [
        name
        for name in named
        if not any((root / name).exists() for root in (ROOT, ROOT / "kindsphinx", ROOT / "tests/core"))
        and not any((ROOT / "kindsphinx/core").glob(f"*/{name}"))
    ]

    assert len(named) > 10
    assert missing == []
