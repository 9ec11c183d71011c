"""kind-config with expect-invalid: a page that explains a mistake shows what kind says of it."""

from __future__ import annotations

from textwrap import dedent, indent
from typing import TYPE_CHECKING

import pytest

from tests.sphinx_ext.project import CLUSTER, CONFIG, Project

if TYPE_CHECKING:
    from tests.sphinx_ext.project import Build

SAYS = "ERROR: failed to create cluster: "


def _page(config: str, *options: str, name: str = "") -> str:
    """Return a page that expects *config* to be refused."""
    lines = [
        f".. kind-config:: {name}".rstrip(),
        *(f"   {each}" for each in options or (":expect-invalid:",)),
    ]
    return "\n".join([*lines, "", indent(config, "   ")])


TWO = f"{CONFIG}nodes:\n- rol: worker\n- imag: x\n"
WORKER = f"{CONFIG}nodes:\n- role: worker\n"
ADDRESS = f"""{CONFIG}nodes:
- extraPortMappings:
  - {{containerPort: 80, hostPort: 80, listenAddress: localhost}}
"""
MESSAGES: dict[str, tuple[str, str, tuple[int, ...]]] = {
    "syntax": (
        _page(f"{CONFIG}nodes: [\n"),
        (
            f"{SAYS}could not determine kind / apiVersion for config: "
            "yaml: line 3: did not find expected node content\n"
        ),
        (3,),
    ),
    "fields": (
        _page(TWO),
        (
            f"{SAYS}unable to decode config: yaml: unmarshal errors:\n"
            "  line 4: field rol not found in type v1alpha4.Node\n"
            "  line 5: field imag not found in type v1alpha4.Node\n"
        ),
        (4, 5),
    ),
    "value": (_page(WORKER), f"{SAYS}must have at least one control-plane node\n", (4,)),
    "missing": (_page("kind: Cluster\n"), f"{SAYS}unknown apiVersion: \n", ()),
    "what-kind-does-not-come-to": (
        _page("kind: cluster\napiVersion: kind.x-k8s.io/v1\n"),
        f"{SAYS}unknown apiVersion: kind.x-k8s.io/v1\n",
        (2,),
    ),
    "name": (
        _page(f"{CONFIG}name: dev\n", name="Dev"),
        f"{SAYS}'Dev' is not a valid cluster name, cluster names must match `^[a-z0-9.-]+$`\n",
        (),
    ),
    "file": (
        ".. kind-config::\n   :config: files/worker.yaml\n   :expect-invalid:\n",
        f"{SAYS}must have at least one control-plane node\n",
        (4,),
    ),
    "some-lines": (
        _page(WORKER, ":expect-invalid:", ":lines: 3-"),
        f"{SAYS}must have at least one control-plane node\n",
        (2,),
    ),
    "with-the-text": (
        _page(TWO, ":expect-invalid: yaml: unmarshal errors:", "   line 4: field rol not found"),
        (
            f"{SAYS}unable to decode config: yaml: unmarshal errors:\n"
            "  line 4: field rol not found in type v1alpha4.Node\n"
            "  line 5: field imag not found in type v1alpha4.Node\n"
        ),
        (4, 5),
    ),
    "the-author-emphasizes": (
        _page(TWO, ":expect-invalid:", ":emphasize: nodes"),
        (
            f"{SAYS}unable to decode config: yaml: unmarshal errors:\n"
            "  line 4: field rol not found in type v1alpha4.Node\n"
            "  line 5: field imag not found in type v1alpha4.Node\n"
        ),
        (3,),
    ),
}
"""Source -> what kind says, and the lines that are emphasized."""


@pytest.fixture(scope="module")
def project_of_refusals(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project with one page for each message."""
    project = Project(tmp_path_factory.mktemp("refused"))
    project.write("files/worker.yaml", WORKER)
    for case, (text, *_) in MESSAGES.items():
        project.write(f"{case}.rst", text)
    return project


@pytest.fixture(scope="module")
def refused(project_of_refusals: Project) -> Build:
    """Return its build."""
    return project_of_refusals.build()


@pytest.mark.parametrize("case", MESSAGES)
def test_the_page_shows_what_kind_prints(refused: Build, case: str) -> None:
    """Word for word, line by line, below the configuration; nothing is told of what is expected."""
    _, message, _ = MESSAGES[case]

    assert refused.output(f"{case}.txt").endswith(f"\n\n{indent(message, '   ')}")
    assert refused.of_page(case) == ()
    assert case not in refused.pages


@pytest.fixture(scope="module")
def marked(project_of_refusals: Project) -> Build:
    """Return the build of the same pages for programs."""
    return project_of_refusals.build("xml")


@pytest.mark.parametrize("case", MESSAGES)
def test_the_lines_that_kind_refuses_are_emphasized(marked: Build, case: str) -> None:
    """Those that its message is about, unless the author emphasizes some."""
    _, _, lines = MESSAGES[case]
    arguments = f"{{'hl_lines': {list(lines)!r}}}" if lines else "{}"

    assert f'highlight_args="{arguments}"' in marked.output(f"{case}.xml")


def test_the_message_looks_like_a_transcript(project: Project) -> None:
    """With the class names that the author gives, and without the caption and the numbers."""
    project.write("index.rst", _page(WORKER, ":expect-invalid:", ":caption: Odd", ":class: x", ":linenos:"))

    page = project.build("html").output("index.html")

    assert page.count('class="kind-transcript x highlight-console') == 1
    assert page.count('class="linenos"') == 4
    assert page.index("Odd") < page.index("must have")


def test_what_surprises_is_not_told_either(project: Project) -> None:
    """The page explains something else."""
    project.write("index.rst", _page(f"{CONFIG}nod: 1\nnodes:\n- image: kindest/node\n"))

    assert project.build().warnings == ()


def test_a_page_that_explains_a_mistake_is_run(project: Project) -> None:
    """Its clusters are others."""
    project.write("index.rst", f"{_page(WORKER)}\n{CLUSTER}")

    built = project.read()

    assert built.scenario().problems == ()
    assert len(built.runs()) == 1


def test_the_message_is_that_of_the_kind_that_judges(project: Project) -> None:
    """What an older one takes is told."""
    project.write("index.rst", _page(ADDRESS))

    newest = project.build()
    shown = newest.output()
    older = project.build(kind_version="0.30")

    assert shown.endswith("invalid portMapping: invalid listen address: localhost\n")
    assert newest.warnings == ()
    assert SAYS not in older.output()
    (warning,) = older.warnings
    assert warning.startswith("index.rst:1:1: WARNING: kind 0.30 takes this configuration")


def test_a_configuration_that_becomes_valid_is_told_in_every_build(project: Project) -> None:
    """Once, and whatever builds; nothing else is told of it, and the page is run all the same."""
    project.write("index.rst", _page(f"{CONFIG}nodes:\n- image: kindest/node\n"))

    builds = [project.build("text"), project.build("text"), project.build("doctest")]

    assert [[each.rpartition("[")[2] for each in built.warnings] for built in builds] == [
        ["kind.verdict]"],
    ] * 3
    assert builds[0].scenario().problems == ()


def test_a_text_that_kind_does_not_say_is_told_with_what_it_says(project: Project) -> None:
    """So that the text of a page cannot explain another message than it shows."""
    project.write("index.rst", _page(TWO, ":expect-invalid: field role not found"))

    (warning,) = project.build().warnings

    assert warning == (
        "index.rst:2:21: WARNING: kind does not say “field role not found”: correct the text, or the mistake "
        f"that the page explains; it says\n{indent(MESSAGES['fields'][1].strip(), '  ')} [kind.verdict]"
    )


def test_upper_and_lower_case_count(project: Project) -> None:
    """What kind prints is what a reader searches for."""
    project.write("index.rst", _page(WORKER, ":expect-invalid: Must have"))

    (warning,) = project.build().warnings

    assert "kind does not say “Must have”" in warning


def test_it_is_shown_again_with_its_message(project: Project) -> None:
    """Or one of the two; how the configuration is shown does not concern the message."""
    project.write("a.rst", _page(WORKER, ":expect-invalid:", ":name: it"))
    project.write("both.rst", ".. kind-show:: a:it\n   :emphasize: worker\n   :lines: 3-\n")
    project.write("message.rst", ".. kind-show:: a:it\n   :show: output\n   :emphasize: must\n")
    project.write("config.rst", ".. kind-show:: a:it\n   :show: config\n")

    built = project.build()

    message = f"   {MESSAGES['value'][1]}"
    assert built.warnings == ()
    assert built.output("both.txt") == f"   nodes:\n   - role: worker\n\n{message}"
    assert built.output("message.txt") == message
    assert built.output("config.txt") == indent(WORKER, "   ")


MYST = {
    "no value": "```{kind-config}\n:expect-invalid:\n\n",
    "dashes": "```{kind-config}\n---\nexpect-invalid: true\n---\n",
    "text": "```{kind-config}\n---\nexpect-invalid: at least one\n---\n",
    "text in a line": "```{kind-config}\n:expect-invalid: at least one\n\n",
}


@pytest.mark.parametrize("head", MYST.values(), ids=MYST)
def test_myst_shows_the_same(project: Project, head: str) -> None:
    """Its authors write options as YAML."""
    project.extensions = ("kindsphinx", "myst_parser")
    project.write("index.md", f"{head}{WORKER}```\n")

    built = project.build()

    assert built.warnings == ()
    assert built.output().endswith(f"\n\n   {MESSAGES['value'][1]}")


@pytest.mark.parametrize(
    ("builder", "name"),
    [("html", "index.html"), ("latex", "python.tex"), ("man", "python.1"), ("epub", "index.xhtml")],
)
def test_every_builder_shows_configuration_and_message(project: Project, builder: str, name: str) -> None:
    """And says nothing."""
    project.conf = dedent(
        """
        man_pages = [("index", "python", "", [], 1)]
        latex_documents = [("index", "python.tex", "", "", "howto")]
        version = release = copyright = "1"
        """
    )
    project.write("index.rst", f"Title\n=====\n\n{_page(WORKER)}")

    built = project.build(builder)

    assert built.warnings == ()
    text = built.output(name)
    assert text.index("worker") < text.index("must have at least one control")
