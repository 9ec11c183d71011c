"""The options of every listing, as code-block and literalinclude have them."""

from __future__ import annotations

import re

import pytest

from tests.sphinx_ext.project import Build, Project

FILE = "one\n  two\nthree\n  four\n"
TEXTS = {
    "lines": (":lines: 1-2,4-", "one\n  two\n  four\n"),
    "start-at": (":start-at: three", "three\n  four\n"),
    "end-before": (":end-before: three", "one\n  two\n"),
    "start-and-end": (":start-at: two\n:end-before: four", "  two\nthree\n"),
    "dedent": (":lines: 2,4\n:dedent: 2", "two\nfour\n"),
    "dedent-all": (":lines: 2,4\n:dedent:", "two\nfour\n"),
    "dedent-some": (":lines: 2,4\n:dedent: 1", " two\n four\n"),
}
"""Options -> the lines that are shown."""


def _page(options: str) -> str:
    indented = "".join(f"   {line}\n" for line in options.splitlines())
    return f".. kind-file::\n   :file: lines.txt\n{indented}"


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the build of one page for each selection."""
    project = Project(tmp_path_factory.mktemp("texts"))
    project.write("lines.txt", FILE.encode())
    for name, (options, _) in TEXTS.items():
        project.write(f"{name}.rst", _page(options))
    return project.build("xml")


@pytest.mark.parametrize("case", TEXTS)
def test_a_listing_shows_the_lines_that_are_selected(texts: Build, case: str) -> None:
    """Selecting changes what is shown only."""
    found = re.search(r"<literal_block[^>]*>(.*?)</literal_block>", texts.output(f"{case}.xml"), re.DOTALL)

    assert found
    assert found[1] + "\n" == TEXTS[case][1]
    assert texts.of_page(case) == ()


LOOKS = {
    "class": (":class: wide Big", r'class="wide big highlight-'),
    "linenos": (":linenos:", r'<span class="linenos">1</span>one'),
    "lineno-start": (":lineno-start: 7", r'<span class="linenos"> ?7</span>one'),
    "emphasize-lines": (":emphasize-lines: 2", r'<span class="hll">\s*two'),
    "emphasize-lines-of-those-shown": (":lines: 3-4\n:emphasize-lines: 1", r'<span class="hll">three'),
    "emphasize": (":emphasize: three", r'<span class="hll">three'),
    "caption": (
        ":caption: The ``lines`` of *it*",
        r"<span class=\"caption-text\">The <code.*lines.*<em>it</em>",
    ),
    "caption-like-a-list": (":caption: 1. First", r"<span class=\"caption-text\">1. First</span>"),
    "caption-in-chinese": (":caption: 三个节点的集群", "三个节点的集群"),
    "name": (":name: the-lines", r'id="the-lines"'),
    "name-and-caption": (
        ":name: the-lines\n:caption: Lines",
        r'<div class="literal-block-wrapper[^>]*id="the-lines"',
    ),
}
"""Options -> what the page has in HTML."""


@pytest.fixture(scope="module")
def looks(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the build of one page for each option."""
    project = Project(tmp_path_factory.mktemp("looks"))
    project.write("lines.txt", FILE.encode())
    for name, (options, _) in LOOKS.items():
        project.write(f"{name}.rst", _page(options))
    return project.build("html", silent=("std.label",))


@pytest.mark.parametrize("case", LOOKS)
def test_a_listing_looks_as_its_options_say(looks: Build, case: str) -> None:
    """The options mean what they mean for code-block."""
    assert re.search(LOOKS[case][1], looks.output(f"{case}.html"), re.DOTALL)
    assert looks.of_page(case) == ()


@pytest.mark.parametrize(
    "directive",
    [
        pytest.param(".. kind-file:: a.txt\n   :name: it\n   :caption: The title\n\n   x", id="file"),
        pytest.param(
            ".. kind-run::\n   :no-run: no\n   :name: it\n   :caption: The title\n\n   $ true", id="run"
        ),
        pytest.param(
            ".. kind-cluster::\n   :no-create:\n   :name: it\n   :caption: The title\n\n"
            "   kind: Cluster\n   apiVersion: kind.x-k8s.io/v1alpha4",
            id="cluster",
        ),
        pytest.param(
            ".. kind-file:: a.txt\n   :name: a\n\n   x\n\n"
            ".. kind-show:: a\n   :name: it\n   :caption: The title",
            id="show",
        ),
    ],
)
def test_a_name_is_a_target_with_the_caption_as_its_title(project: Project, directive: str) -> None:
    """The role ref of Sphinx finds it."""
    project.write("index.rst", f"See :ref:`it`.\n\n{directive}\n")

    built = project.build("html")

    assert built.warnings == ()
    assert '<a class="reference internal" href="#it"><span class="std std-ref">The title</span></a>' in (
        built.output("index.html")
    )
    assert built.output("index.html").count('id="it"') == 1


@pytest.mark.parametrize("options", ["", "   :force:\n"], ids=["strict", "force"])
def test_force_highlights_what_the_highlighter_refuses(project: Project, options: str) -> None:
    """Without it Sphinx says what is wrong."""
    project.write("index.rst", f".. kind-file:: a.json\n{options}\n   not json €\n")

    built = project.build("html")

    assert [each.rpartition("[")[2] for each in built.warnings] == (
        [] if options else ["misc.highlighting_failure]"]
    )


WRONG = {
    "lines-beyond": (":lines: 9", 12, "“lines”: there is no line “9”, the last one is 4"),
    "lines-no-number": (":lines: 1,b", 14, "“lines”: “b” is no line number, nor a range such as 2-5"),
    "start-at": (":start-at: five", 15, "“start-at”: no line has the text “five”"),
    "end-before": (
        ":end-before: five",
        17,
        "“end-before”: no line below the first one shown has the text “five”",
    ),
    "emphasize": (":emphasize: five", 16, "“emphasize”: no line that is shown has the text “five”"),
    "emphasize-lines": (
        ":emphasize-lines: 3-9",
        22,
        "“emphasize-lines”: there is no line “3-9”, the last one is 4",
    ),
    "dedent": (":dedent: 2", 13, "“dedent”: a line has less than 2 blanks at its start"),
    "dedent-no-number": (":dedent: x", 13, "“dedent”: 'x' is no whole number"),
    "lineno-start": (":lineno-start: -1", 19, "“lineno-start”: '-1' is no whole number"),
    "caption-empty": (":caption:", 5, "“caption” needs a value"),
    "name-empty": (":name:", 5, "“name” needs a value"),
}
"""Options -> column, and what the warning says."""


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the build of one page for each mistake."""
    project = Project(tmp_path_factory.mktemp("wrong"))
    project.write("lines.txt", FILE.encode())
    for name, (options, _, _) in WRONG.items():
        project.write(f"{name}.rst", _page(options))
    return project.build()


@pytest.mark.parametrize("case", WRONG)
def test_what_selects_nothing_is_said_at_its_place(wrong: Build, case: str) -> None:
    """The listing is shown all the same."""
    _, column, message = WRONG[case]

    assert wrong.of_page(case) == (f"3:{column}: WARNING: {message} [kind.option]",)
    assert wrong.output(f"{case}.txt").strip()
