"""A warning stands at file, line and column of the word itself, wherever a directive is written."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING

import pytest

from tests.sphinx_ext.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sphinx_ext.project import Build

WORDS = {
    "nowhere": "cluster",
    "bogus": "option",
    "comand": "option",
    "999": "option",
    "stray output": "transcript",
}
"""What is wrong in the directive -> the subtype of the warning."""
RUN = """\
.. kind-run:: nowhere
   :bogus: x
   :show: comand
   :exit-code: 0 999

   stray output
   $ echo done
"""
TEXT = "Title\n=====\n\nA paragraph.\n\n"
MYST = """\
# Title

A paragraph.

```{kind-run} nowhere
:bogus: x
:show: comand
:exit-code: 0 999

stray output
$ echo done
```
"""


def _grid_table() -> str:
    width = 40
    rule = f"+{'-' * 6}+{'-' * width}+\n"
    rows = "".join(f"| {'':<5}| {line:<{width - 1}}|\n" for line in RUN.splitlines())
    return f"{rule}| a    | {'b':<{width - 1}}|\n{rule}{rows}{rule}"


CASES: dict[str, dict[str, str]] = {
    "top": {"page.rst": RUN},
    "below-text": {"page.rst": TEXT + RUN},
    "note": {"page.rst": f"{TEXT}.. note::\n\n{indent(RUN, '   ')}"},
    "note-on-the-same-line": {
        "page.rst": f"{TEXT}.. note:: A note\n   of two lines.\n\n{indent(RUN, '   ')}"
    },
    "list": {"page.rst": f"{TEXT}* an item\n\n{indent(RUN, '  ')}\n* another\n"},
    "list-at-once": {"page.rst": TEXT + "* " + indent(RUN, "  ").lstrip()},
    "nested-list": {"page.rst": f"{TEXT}1. one\n\n   * two\n\n{indent(RUN, '     ')}"},
    "quote": {"page.rst": f"{TEXT}{indent(RUN, '    ')}"},
    "grid-table": {"page.rst": TEXT + _grid_table()},
    "list-table": {
        "page.rst": f"{TEXT}.. list-table::\n\n   * - one\n     - two\n   * - x\n     -\n"
        f"{indent(RUN, ' ' * 7)}"
    },
    "tabs": {
        "page.rst": f"{TEXT}.. tab-set::\n\n   .. tab-item:: A\n\n      text\n\n"
        f"   .. tab-item:: B\n\n{indent(RUN, ' ' * 6)}"
    },
    "dropdown": {"page.rst": f"{TEXT}.. dropdown:: More\n   :open:\n\n{indent(RUN, '   ')}"},
    "only": {"page.rst": f"{TEXT}.. only:: text\n\n{indent(RUN, '   ')}"},
    "option-over-two-lines": {"page.rst": TEXT + RUN.replace("0 999", "0\n      999")},
    "two-equal": {"page.rst": f"{TEXT}{RUN}\nBetween.\n\n{RUN}\n.. note::\n\n{indent(RUN, '   ')}"},
    "include": {"page.rst": f"{TEXT}.. include:: part.txt\n", "part.txt": f"Included.\n\n{RUN}"},
    "include-in-a-note": {
        "page.rst": f"{TEXT}.. note::\n\n   .. include:: part.txt\n",
        "part.txt": f"Included.\n\n{RUN}",
    },
    "include-cut-by-line": {
        "page.rst": f"{TEXT}.. include:: part.txt\n   :start-line: 3\n",
        "part.txt": f"Left out.\n\nAs well.\n\nIncluded.\n\n{RUN}",
    },
    "include-cut-by-text": {
        "page.rst": f"{TEXT}.. include:: part.txt\n   :start-after: .. here\n",
        "part.txt": f"Left out.\n\nAs well.\n\n.. here\n\n{RUN}",
    },
    "include-of-an-include": {
        "page.rst": f"{TEXT}.. include:: part.txt\n",
        "part.txt": "Included.\n\n.. include:: inner.txt\n",
        "inner.txt": f"Within.\n\n{RUN}",
    },
    "include-cut-two-equal": {
        "page.rst": f"{TEXT}.. include:: part.txt\n   :start-line: 12\n",
        "part.txt": f"{TEXT}Left out.\n\nAs well.\n\nThis.\n\n.\n\nThen.\n\n{RUN}\nBetween.\n\n{RUN}",
    },
    "grid-table-two-equal": {"page.rst": f"{TEXT}{_grid_table()}\n{_grid_table()}\n{RUN}"},
    "list-table-two-equal": {
        "page.rst": f"{TEXT}.. list-table::\n\n   * - one\n     -\n{indent(RUN, ' ' * 7)}\n"
        f"   * - two\n     -\n{indent(RUN, ' ' * 7)}"
    },
    "crlf": {"page.rst": (TEXT + RUN).replace("\n", "\r\n")},
    "byte-order-mark": {"page.rst": f"\ufeff{TEXT}{RUN}"},
    "byte-order-mark-first-line": {"page.rst": f"\ufeff{RUN}"},
    "tabs-in-the-file": {"page.rst": f"{TEXT}.. note::\n\n{indent(RUN, chr(9))}"},
    "tabs-as-indentation": {"page.rst": TEXT + RUN.replace("   ", "\t")},
    "chinese": {"page.rst": f"标题\n====\n\n正文\n\n* 项目\n\n{indent(RUN, '  ')}"},
    "myst-backticks": {"page.md": MYST},
    "myst-colons": {"page.md": MYST.replace("```", ":::")},
    "myst-dashes": {
        "page.md": "# Title\n\n```{kind-run} nowhere\n---\nbogus: x\nshow: comand\nexit-code: 0 999\n---\n"
        "stray output\n$ echo done\n```\n"
    },
    "myst-list": {
        "page.md": f"# Title\n\n- an item\n\n{indent(MYST.partition('paragraph.')[2].lstrip(), '  ')}"
    },
    "myst-note": {
        "page.md": f"# Title\n\n````{{note}}\nA note.\n\n{MYST.partition('paragraph.')[2].lstrip()}````\n"
    },
    "myst-eval-rst": {"page.md": f"# Title\n\nText.\n\n```{{eval-rst}}\nText.\n\n{RUN}```\n"},
    "myst-include": {"page.md": "# Title\n\n```{include} part.txt\n```\n", "part.txt": MYST},
    "myst-two-equal": {"page.md": MYST + MYST.partition("paragraph.")[2]},
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the build of a project with a folder for each case."""
    project = Project(
        tmp_path_factory.mktemp("located"),
        extensions=("kindsphinx", "myst_parser", "sphinx_design"),
        conf='myst_enable_extensions = ["colon_fence"]\n',
    )
    for case, files in CASES.items():
        for name, text in files.items():
            project.write(f"{case}/{name}", text.encode())
    return project.build()


@pytest.mark.parametrize("case", CASES)
def test_a_warning_stands_at_the_word_itself(built: Build, case: str) -> None:
    """Whatever the page's markup, and whichever file the directive is written in; all mistakes are told."""
    expected = sorted(
        place for name, text in CASES[case].items() for place in _places(f"{case}/{name}", text)
    )

    found = sorted(_place(each) for each in built.warnings if each.startswith(f"{case}/"))

    assert found == expected


@pytest.mark.parametrize("case", CASES)
def test_a_page_with_mistakes_has_problems(built: Build, case: str) -> None:
    """Each with its place; such a page is not run."""
    problems = built.scenario(f"{case}/page").problems

    assert len(problems) == sum(text.count("nowhere") for text in CASES[case].values()) * len(WORDS)
    assert all(f"/{case}/" in each for each in problems)


def _place(warning: str) -> str:
    place, _, rest = warning.partition(": WARNING: ")
    return f"{place} {rest.rpartition('[')[2]}"


def _places(name: str, text: str) -> Iterator[str]:
    """Yield where each wrong word is, counted in characters."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        for word, subtype in WORDS.items():
            if word in line:
                yield f"{name}:{number}:{line.index(word) + 1} kind.{subtype}]"


def test_a_directive_below_its_own_source_is_not_taken_for_it(project: Project) -> None:
    """A manual shows what it writes."""
    project.write("index.rst", f"{TEXT}.. code-block:: rst\n\n{indent(RUN, '   ')}\n{RUN}")

    built = project.build()

    assert sorted(_place(each).partition(":")[2] for each in built.warnings) == [
        "16:15 kind.cluster]",
        "17:5 kind.option]",
        "18:11 kind.option]",
        "19:18 kind.option]",
        "21:4 kind.transcript]",
    ]


CONFIG = """\
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
- role: control-plane
  rol: worker
"""


def test_a_mistake_in_a_configuration_stands_at_its_word(project: Project) -> None:
    """In the page, or in the file that the page names."""
    project.write("two.yaml", CONFIG)
    project.write(
        "index.rst",
        f".. kind-cluster:: a\n\n{indent(CONFIG, '   ')}\n.. kind-cluster:: b\n   :config: two.yaml\n",
    )

    built = project.build()

    assert [_place(each) for each in built.warnings] == [
        "index.rst:7:6 kind.config-field]",
        "two.yaml:5:3 kind.config-field]",
    ]


def test_a_mistake_in_a_configuration_with_tabs_is_found(project: Project) -> None:
    """Docutils makes blanks of tabs before a directive gets its content."""
    text = indent(CONFIG, "\t")
    project.write("index.rst", f".. kind-cluster:: a\n\n{text}".encode())

    built = project.build()

    assert [_place(each) for each in built.warnings] == ["index.rst:7:4 kind.config-field]"]


def test_a_link_stands_at_its_word(project: Project) -> None:
    """The role, too."""
    project.write("index.rst", "Title\n=====\n\nSome text, and then\na link: :kind:cluster:`nowhere`.\n")

    (warning,) = project.build().warnings

    assert warning.startswith("index.rst:5:24: WARNING: this page has no cluster “nowhere”")


def test_a_text_that_is_in_no_file_has_the_place_that_docutils_knows(project: Project) -> None:
    """An extension may make a page of nothing; the message comes all the same."""
    project.conf = (
        "def setup(app):\n"
        "    def change(app, docname, source):\n"
        "        source[0] = source[0].replace('HERE', '.. kind-run:: nowhere\\n\\n   $ true')\n"
        "    app.connect('source-read', change)\n"
    )
    project.write("index.rst", "Title\n=====\n\nHERE\n")

    (warning,) = project.build().warnings

    assert warning.startswith(
        "index.rst:4:1: WARNING: nothing above on this page defines the cluster “nowhere”"
    )
