"""kind_check_yaml_blocks: the configurations in a book's plain listings are judged, too."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING

import pytest

from tests.sphinx_ext.project import CLUSTER, CONFIG, Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sphinx_ext.project import Build

WRONG = f"{CONFIG}networking:\n  ipFamly: dual\n"
"""With a word that no other text has."""
BLOCK = f".. code-block:: yaml\n\n{indent(WRONG, '   ')}"
TEXT = "Title\n=====\n\nA paragraph.\n\n"
SCRIPT = f"cat <<EOF | kind create cluster --config=-\n{WRONG}EOF\n"
WORKFLOW = f"run: |\n  kind create cluster --config - <<EOF\n{indent(WRONG, '  ')}  EOF\n"
CUT = "   :start-after: EOF\n   :end-before: EOF\n"
FENCE = f"```yaml\n{WRONG}```\n"


def _grid_table() -> str:
    rule = f"+{'-' * 6}+{'-' * 40}+\n"
    rows = "".join(f"| {'':<5}| {line:<39}|\n" for line in BLOCK.splitlines())
    return f"{rule}| a    | {'b':<39}|\n{rule}{rows}{rule}"


CASES: dict[str, dict[str, str]] = {
    "code-block": {"page.rst": TEXT + BLOCK},
    "sourcecode": {"page.rst": TEXT + BLOCK.replace("code-block", "sourcecode")},
    "code": {"page.rst": TEXT + BLOCK.replace("code-block", "code")},
    "options": {
        "page.rst": TEXT + BLOCK.replace("yaml\n", "YAML\n   :caption: x\n   :linenos:\n   :name: code\n")
    },
    "dedent": {"page.rst": f"{TEXT}.. code-block:: yaml\n   :dedent: 2\n\n{indent(WRONG, ' ' * 5)}"},
    "highlight": {"page.rst": f"{TEXT}.. highlight:: yaml\n\n{BLOCK.replace(' yaml', '')}"},
    "literal": {"page.rst": f"{TEXT}.. highlight:: yaml\n\nText::\n\n{indent(WRONG, '   ')}"},
    "list": {"page.rst": f"{TEXT}* an item\n\n{indent(BLOCK, '  ')}"},
    "note": {"page.rst": f"{TEXT}.. note::\n\n{indent(BLOCK, '   ')}"},
    "only": {"page.rst": f"{TEXT}.. only:: nothing\n\n{indent(BLOCK, '   ')}"},
    "grid-table": {"page.rst": TEXT + _grid_table()},
    "list-table": {
        "page.rst": f"{TEXT}.. list-table::\n\n   * - one\n     -\n{indent(BLOCK, ' ' * 7)}"
        f"\n   * - two\n     -\n{indent(BLOCK, ' ' * 7)}"
    },
    "two-equal": {"page.rst": f"{TEXT}{BLOCK}\nBetween.\n\n{BLOCK}\n.. note::\n\n{indent(BLOCK, '   ')}"},
    "documents": {
        "page.rst": f"{TEXT}.. code-block:: yaml\n\n"
        f"{indent(f'kind: Pod{chr(10)}---{chr(10)}{WRONG}---{chr(10)}{WRONG}', '   ')}"
    },
    "tabs": {"page.rst": f"{TEXT}.. note::\n\n{indent(BLOCK.replace('   ', chr(9)), chr(9))}"},
    "tabs-within": {
        "page.rst": f"{TEXT}.. code-block:: yaml\n\n{indent(WRONG, chr(9)).replace('  ipF', f'{chr(9)}ipF')}"
    },
    "crlf": {"page.rst": (TEXT + BLOCK).replace("\n", "\r\n")},
    "chinese": {"page.rst": f"标题\n====\n\n* 项目\n\n{indent(BLOCK.replace('dual', '双栈'), '  ')}"},
    "included": {"page.rst": f"{TEXT}.. include:: part.txt\n", "part.txt": f"Text.\n\n{BLOCK}"},
    "included-in-part": {
        "page.rst": f"{TEXT}.. include:: part.txt\n   :start-after: here\n",
        "part.txt": f"Text.\n\nhere\n\n{BLOCK}",
    },
    "file": {"page.rst": f"{TEXT}.. literalinclude:: a.yaml\n", "a.yaml": WRONG},
    "file-twice": {"page.rst": 2 * ".. literalinclude:: a.yml\n   :language: yaml\n\n", "a.yml": WRONG},
    "file-in-part": {"page.rst": f"{TEXT}.. literalinclude:: a.yaml\n   :lines: 3-\n", "a.yaml": WRONG},
    "file-in-part-of-another": {
        "page.rst": f"{TEXT}.. literalinclude:: run.sh\n   :language: yaml\n{CUT}",
        "run.sh": SCRIPT,
    },
    "file-in-part-of-other-yaml": {
        "page.rst": f"{TEXT}.. literalinclude:: ci.yaml\n{CUT}   :dedent:\n",
        "ci.yaml": WORKFLOW,
    },
    "file-of-documents": {
        "page.rst": f"{TEXT}.. literalinclude:: a.yaml\n",
        "a.yaml": f"kind: Pod\n---\n{WRONG}",
    },
    "file-with-a-mark": {"page.rst": f"{TEXT}.. literalinclude:: a.yaml\n", "a.yaml": f"\ufeff{WRONG}"},
    "file-by-include": {"page.rst": f"{TEXT}.. include:: a.yaml\n   :literal:\n", "a.yaml": WRONG},
    "our-file": {"page.rst": f"{TEXT}.. kind-file:: a.yaml\n\n{indent(WRONG, '   ')}"},
    "our-file-from-a-file": {"page.rst": f"{TEXT}.. kind-file::\n   :file: a.yaml\n", "a.yaml": WRONG},
    "our-folder": {"page.rst": f"{TEXT}.. kind-file:: x\n   :file: y\n", "y/a.yaml": WRONG, "y/b.txt": "b\n"},
    "myst": {"page.md": f"# Title\n\n{FENCE}"},
    "myst-yml": {"page.md": f"# Title\n\n{FENCE.replace('yaml', 'yml')}"},
    "myst-list": {"page.md": f"# Title\n\n- an item\n\n{indent(FENCE, '  ')}"},
    "myst-note": {"page.md": f"# Title\n\n````{{note}}\nA note.\n\n{FENCE}````\n"},
    "myst-code-block": {"page.md": f"# Title\n\n```{{code-block}} yaml\n:linenos:\n\n{WRONG}```\n"},
    "myst-two-equal": {"page.md": f"# Title\n\n{FENCE}\nBetween.\n\n{FENCE}"},
    "myst-include": {"page.md": "# Title\n\n```{include} part.txt\n```\n", "part.txt": f"Text.\n\n{FENCE}"},
    "myst-file": {"page.md": "# Title\n\n```{literalinclude} a.yaml\n```\n", "a.yaml": WRONG},
}
"""Files, with or without a mistake."""
CLASS = "   :class: kind-unchecked\n"
SILENT: dict[str, dict[str, str]] = {
    "another-language": {"page.rst": BLOCK.replace("yaml", "text")},
    "no-language": {"page.rst": f"Text::\n\n{indent(WRONG, '   ')}"},
    "highlight-that-ended": {
        "page.rst": f".. highlight:: yaml\n\n.. highlight:: none\n\nText::\n\n{indent(WRONG, '   ')}"
    },
    "markup": {"page.rst": f".. highlight:: yaml\n\n.. parsed-literal::\n\n{indent(WRONG, '   ')}   # *x*\n"},
    "right": {"page.rst": BLOCK.replace("ipFamly", "ipFamily")},
    "part-of-a-right-file": {
        "page.rst": ".. literalinclude:: a.yaml\n   :lines: 2-\n",
        "a.yaml": WRONG.replace("ipFamly", "ipFamily"),
    },
    "other-yaml": {"page.rst": ".. code-block:: yaml\n\n   kind: Pod\n   apiVersion: v1\n   ipFamly: x\n"},
    "within-other-yaml": {
        "page.rst": f".. code-block:: yaml\n\n   data:\n     a: |\n{indent(WRONG, ' ' * 7)}"
    },
    "no-head": {"page.rst": ".. code-block:: yaml\n\n   nodes:\n   - role: worker\n"},
    "placeholder": {"page.rst": f"{BLOCK}   ...\n"},
    "class": {"page.rst": BLOCK.replace("yaml\n", f"yaml\n{CLASS}")},
    "class-and-caption": {"page.rst": BLOCK.replace("yaml\n", f"yaml\n   :caption: x\n{CLASS}")},
    "class-of-a-file": {"page.rst": f".. literalinclude:: a.yaml\n{CLASS}", "a.yaml": WRONG},
    "class-of-our-file": {"page.rst": f".. kind-file::\n   :file: a.yaml\n{CLASS}", "a.yaml": WRONG},
    "class-above": {"page.rst": f".. rst-class:: kind-unchecked\n\n{BLOCK}"},
    "class-of-literal": {
        "page.rst": f".. highlight:: yaml\n\n.. rst-class:: kind-unchecked\n\n::\n\n{indent(WRONG, '   ')}"
    },
    "class-around": {"page.rst": f".. container:: kind-unchecked\n\n{indent(BLOCK, '   ')}"},
    "myst-class": {"page.md": f"# Title\n\n{{.kind-unchecked}}\n{FENCE}"},
    "expected": {"page.rst": f".. kind-config::\n   :expect-invalid:\n\n{indent(WRONG, '   ')}"},
    "expected-and-shown-again": {
        "page.rst": f".. kind-config::\n   :expect-invalid:\n   :name: it\n   :caption: x\n\n"
        f"{indent(WRONG, '   ')}\n.. kind-show:: it\n"
    },
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project with a folder for each case."""
    project = Project(
        tmp_path_factory.mktemp("yaml"),
        extensions=("kindsphinx", "myst_parser"),
        conf='kind_check_yaml_blocks = True\nmyst_enable_extensions = ["attrs_block"]\n',
    )
    for case, files in {**CASES, **SILENT}.items():
        for name, text in files.items():
            project.write(f"{case}/{name}", text.encode())
    return project


@pytest.fixture(scope="module")
def built(book: Project) -> Build:
    """Return its build."""
    return book.build(silent=("misc.highlighting_failure",))


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_told_at_its_word(built: Build, case: str) -> None:
    """In the page or in the file that has it, however it comes to be a listing; once for each place."""
    expected = sorted(
        place for name, text in CASES[case].items() for place in _places(f"{case}/{name}", text)
    )

    found = sorted(_place(each) for each in built.warnings if each.startswith(f"{case}/"))

    assert found == expected


@pytest.mark.parametrize("case", SILENT)
def test_what_is_no_configuration_or_not_to_be_checked_is_left_alone(built: Build, case: str) -> None:
    """And so is what a directive of kindsphinx has checked."""
    assert [each for each in built.warnings if each.startswith(f"{case}/")] == []


def test_a_second_build_and_parallel_builds_tell_the_same(book: Project, built: Build) -> None:
    """Nothing is read then, or it is read by others."""
    silent = ("misc.highlighting_failure",)

    again = book.build(silent=silent)
    parallel = book.build(silent=silent, folder="parallel", parallel=4)

    assert again.read == ()
    assert again.warnings == built.warnings
    assert parallel.warnings == built.warnings


def _places(name: str, text: str) -> Iterator[str]:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        if "ipFamly" in line:
            yield f"{name}:{number}:{line.index('ipFamly') + 1} kind.config-field]"


def _place(warning: str) -> str:
    place, _, rest = warning.partition(": WARNING: ")
    return f"{place} {rest.rpartition('[')[2]}"


def test_it_is_off_by_default(project: Project) -> None:
    """A book that gets kindsphinx gets no warnings of listings that it had before."""
    project.write("index.rst", BLOCK)

    off, on = project.build(), project.build(kind_check_yaml_blocks=True)

    assert (off.warnings, off.pages) == ((), {})
    assert on.read == ("index",)
    assert len(on.warnings) == 1


def test_the_page_is_run_all_the_same(project: Project) -> None:
    """No cluster is made of it, but the run's build tells it."""
    project.conf = "kind_check_yaml_blocks = True"
    project.write("index.rst", f"{CLUSTER}\n{BLOCK}")

    read, tested = project.read(), project.build("doctest")

    assert [_place(each) for each in read.warnings] == ["index.rst:11:6 kind.config-field]"]
    assert tested.warnings == read.warnings
    assert read.scenario().problems == ()
    assert len(read.runs()) == 1


def test_what_kind_takes_and_surprises_is_told_too(project: Project) -> None:
    """As of a cluster of the page, with the image and the kind of the project; it can be silenced."""
    project.conf = "kind_check_yaml_blocks = True"
    project.write("index.rst", BLOCK.replace("ipFamly: dual", "kubeProxyMode: nftables"))

    newest = project.build()
    older = project.build(kind_image="kindest/node:v1.30.0")
    silenced = project.build(kind_image="kindest/node:v1.30.0", silent=("kind.proxy-mode",))

    assert [_place(each) for each in newest.warnings + older.warnings + silenced.warnings] == [
        "index.rst:6:21 kind.proxy-mode]"
    ]


def test_the_kind_of_the_project_judges(project: Project) -> None:
    """As it does everywhere."""
    ports = "nodes:\n- extraPortMappings:\n  - {containerPort: 80, hostPort: 80, listenAddress: localhost}\n"
    project.conf = "kind_check_yaml_blocks = True"
    project.write("index.rst", f".. code-block:: yaml\n\n{indent(CONFIG + ports, '   ')}")

    newest, older = project.build(), project.build(kind_version="v0.30.0")

    assert [_place(each) for each in (*newest.warnings, *older.warnings)] == [
        "index.rst:7:57 kind.config-value]",
        "index.rst:7:57 kind.listen-address]",
    ]


def test_a_listing_without_language_is_yaml_where_the_project_says_so(project: Project) -> None:
    """The setting ``highlight_language`` counts."""
    project.conf = 'kind_check_yaml_blocks = True\nhighlight_language = "yaml"'
    project.write("index.rst", f"Text::\n\n{indent(WRONG, '   ')}")

    built = project.build()

    assert [_place(each) for each in built.warnings] == ["index.rst:6:6 kind.config-field]"]


def test_a_file_that_several_pages_show_is_told_once(project: Project) -> None:
    """It is one mistake; a page that is read again tells it again."""
    project.conf = "kind_check_yaml_blocks = True"
    project.write("a.yaml", WRONG)
    for name in ("one", "two"):
        project.write(f"{name}.rst", ".. literalinclude:: a.yaml\n")

    both = project.build()
    project.write("a.yaml", f"# x\n{WRONG}")
    changed = project.build()

    assert [_place(each) for each in both.warnings] == ["a.yaml:4:3 kind.config-field]"]
    assert changed.read == ("one", "two")
    assert [_place(each) for each in changed.warnings] == ["a.yaml:5:3 kind.config-field]"]


def test_a_text_that_is_in_no_file_is_told_at_its_directive(project: Project) -> None:
    """An extension may make another text of it."""
    project.conf = (
        "kind_check_yaml_blocks = True\n"
        "def setup(app):\n"
        "    def change(app, docname, source):\n"
        "        source[0] = source[0].replace('FAMILY', 'ipFamly')\n"
        "    app.connect('source-read', change)\n"
    )
    project.write("index.rst", f"Title\n=====\n\n{BLOCK.replace('ipFamly', 'FAMILY')}")

    (warning,) = project.build().warnings

    assert warning.startswith("index.rst:4: WARNING: there is no field “ipFamly” here")
