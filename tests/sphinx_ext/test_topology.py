"""A cluster as a table or as a picture, on the page that has its configuration."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sphinx_ext.project import Build, Project

NODES = "   nodes: [{role: control-plane}, {role: control-plane}, {role: control-plane}, {role: worker}]\n"
CONFIG = f"   kind: Cluster\n   apiVersion: kind.x-k8s.io/v1alpha4\n{NODES}"
NAMES = ("dev-external-load-balancer", "dev-control-plane3", "dev-worker")
SILENT = ("kind.missing", "epub.unknown_project_files")


def page(form: str, *, directive: str = "kind-cluster:: dev") -> str:
    """Return a page with the cluster in a *form*."""
    option = f"   :topology: {form}\n" if form else ""
    return f"Title\n=====\n\n.. {directive}\n{option}\n{CONFIG}"


def text_of(built: Build) -> str:
    """Return all that a build wrote."""
    paths = (
        path for path in built.outdir.rglob("*") if path.suffix in {".html", ".xhtml", ".txt", ".tex", ".1"}
    )
    return "\n".join(path.read_text("utf-8", "replace") for path in paths)


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub", "latex", "man", "text"])
@pytest.mark.parametrize("form", ["table", "diagram", "table diagram"])
def test_every_builder_has_every_node_as_text(project: Project, builder: str, form: str) -> None:
    """In the table, which goes with the picture where there is one."""
    project.write("index.rst", page(form))

    written = text_of(project.build(builder, silent=SILENT))
    for hyphen in (r"\sphinxhyphen{}", r"\-"):
        written = written.replace(hyphen, "-")
    written = re.sub(r"\s", "", written)

    assert all(name in written for name in NAMES)


@pytest.mark.parametrize("builder", ["epub", "latex", "man", "text"])
def test_only_a_browser_gets_the_picture(project: Project, builder: str) -> None:
    """All others have the table in its place."""
    project.write("index.rst", page("diagram"))

    written = text_of(project.build(builder, silent=SILENT))

    assert "<svg" not in written
    assert "<details" not in written
    assert "As a table" not in written


def test_a_picture_has_its_table_for_those_who_do_not_see_it(project: Project) -> None:
    """Folded below it, unless the author wants both in sight."""
    project.write("index.rst", page("diagram"))
    project.write("both.rst", page("table diagram"))

    built = project.build("html", silent=SILENT)

    order = ["<svg", "</svg>", "<details", "As a table", "<table", "</table>", "</details>"]
    folded, both = built.output("index.html"), built.output("both.html")
    places = [folded.index(each) for each in order]
    assert places == sorted(places)
    assert both.index("</svg>") < both.index("<table")
    assert "<details" not in both


def test_a_wide_table_scrolls_in_its_own_box(project: Project) -> None:
    """Nothing is placed out of sight, which would make the page as wide as what is hidden."""
    project.write("index.rst", page("diagram"))

    built = project.build("html", silent=SILENT)

    html = built.output("index.html")
    assert re.search(r'<div class="kind-topology-table docutils container">\s*<table', html)
    style = built.output("_static/kindsphinx.css")
    assert re.search(r"\.kind-topology-table \{[^}]*overflow-x: auto", style)
    assert "absolute" not in style


def test_pictures_of_one_page_have_ids_of_their_own(project: Project) -> None:
    """Else a screen reader would name one by the other."""
    project.write("index.rst", page("diagram") + "\n" + page("diagram", directive="kind-config:: two")[13:])

    ids = re.findall(
        r' id="(kind-topology-[^"]+)"', project.build("html", silent=SILENT).output("index.html")
    )

    assert len(ids) == len(set(ids)) == 4


def test_the_image_of_the_command_is_that_of_the_nodes(project: Project) -> None:
    """As it will be when the command of the page is run; an image of all nodes is told once."""
    project.write(
        "index.rst", page("table").replace("   :topology:", "   :image: kindest/node:v1.34.0\n   :topology:")
    )

    text = project.build(silent=SILENT).output()

    assert 'The image of all nodes is "kindest/node:v1.34.0".' in text
    assert "| Image" not in text


def test_images_that_differ_have_a_column(project: Project) -> None:
    """Each node has its own."""
    text = page("table", directive="kind-config:: dev")
    project.write("index.rst", text.replace("role: worker", "role: worker, image: 'kindest/node:v1.33.1'"))

    text = project.build(silent=("kind.image-tag",)).output()

    assert re.search(r'\| dev-worker +\| worker +\| "kindest/node:v1.33.1" +\|', text)
    assert "The image of all nodes" not in text


def test_things_of_a_node_stay_apart(project: Project) -> None:
    """Also where a builder joins the lines of a cell."""
    labels = "{role: worker, labels: {a: b, c: d, a-longer-one: value}}"
    text = page("table", directive="kind-config:: dev").replace("{role: worker}", labels)
    project.write("index.rst", text)

    written = project.build(silent=SILENT).output()

    assert '"a=b", "c=d",' in " ".join(re.sub("[|+-]+", " ", written).split())


def test_a_long_path_leaves_room_on_paper(project: Project) -> None:
    """The columns of LaTeX have shares of the page: the others have what they need, and the path the rest."""
    mount = f"{{hostPath: /{'x/' * 200}, containerPath: /b}}"
    text = page("table", directive="kind-config:: dev")
    project.write("index.rst", text.replace("role: worker", f"role: worker, extraMounts: [{mount}]"))

    tex = text_of(project.build("latex", silent=SILENT))

    assert r"{\X{17}{70}\X{11}{70}\X{19}{70}\X{23}{70}}" in tex
    assert r"\sphinxcode{\sphinxupquote{/x/x/" in tex


def test_a_name_stays_as_it_is(project: Project) -> None:
    """Two hyphens are no dash."""
    text = page("table diagram", directive="kind-config:: a--b").replace("role: worker", "labels: {c: d--e}")
    project.write("index.rst", text)

    html = project.build("html", silent=SILENT).output("index.html")

    assert html.count("a--b-control-plane4") == 2
    assert html.count("c=d--e") == 2


def test_what_the_marks_mean_is_said(project: Project) -> None:
    """Below the table: the arrow, and the star if there is one."""
    project.write("index.rst", page("table", directive="kind-config:: dev"))
    project.write(
        "other.rst",
        page("table", directive="kind-config::").replace(NODES, "   networking: {apiServerPort: 6443}\n"),
    )

    built = project.build(silent=("kind.host-port",))

    assert "A * is a port that is picked" in built.output()
    assert "Left of an arrow" in built.output("other.txt")
    assert "A * is" not in built.output("other.txt")


def test_a_configuration_without_a_cluster_has_a_picture_too(project: Project) -> None:
    """With the name that the directive gives, or the file."""
    project.write("index.rst", page("table", directive="kind-config:: dev"))
    project.write(
        "other.rst", page("table", directive="kind-config::").replace("   nodes", "   name: x\n   nodes")
    )

    built = project.build()

    assert "dev-control-plane3" in built.output()
    assert "x-control-plane3" in built.output("other.txt")
    assert built.warnings == ()


def test_it_is_layout_and_changes_no_fingerprint(project: Project) -> None:
    """A picture that is added makes no recording stale."""
    project.write("index.rst", page(""))
    project.record()
    project.write("index.rst", page("diagram"))

    assert project.build().warnings == ()


WRONG = {
    "unknown": (
        page("diagramm"),
        "5:15: WARNING: “topology”: “diagramm” is none of table, diagram; did you mean “diagram”?",
    ),
    "empty": (
        page("").replace("dev\n", "dev\n   :topology:\n"),
        "5:5: WARNING: “topology” needs a value [kind.option]",
    ),
    "refused": (
        page("table", directive="kind-config::")
        .replace("   :top", "   :expect-invalid:\n   :top")
        .replace("nodes", "noodes"),
        "6:5: WARNING: “topology” cannot be used here: a configuration that kind refuses makes no cluster",
    ),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_told_at_its_word(project: Project, text: str, message: str) -> None:
    """And the page has no picture."""
    project.write("index.rst", text)

    built = project.build()

    assert built.of_page("index")[0].startswith(message)


def test_a_configuration_with_mistakes_has_no_picture(project: Project) -> None:
    """There is nothing to show of what kind refuses."""
    project.write("index.rst", page("table").replace("worker", "woker"))

    built = project.build()

    assert [each.split("[")[-1] for each in built.of_page("index")] == ["kind.config-value]"]
    assert "dev-control-plane" not in built.output()
