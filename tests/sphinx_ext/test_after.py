"""``:after:``: a page says which page it goes on from, and readers find the way there."""

from __future__ import annotations

import pytest

from tests.sphinx_ext import going_on_pages
from tests.sphinx_ext.going_on_pages import AFTER, ANSWERS, RUN, going_on
from tests.sphinx_ext.project import CLUSTER, Project

INSTALL = going_on_pages.INSTALL.replace("kind-run::\n", "kind-run::\n   :capture: NAME = (.+)\n")
MORE = going_on("More", "install", "kubectl get pods")


@pytest.fixture
def guide(project: Project) -> Project:
    """Return a project of two pages, the second of which goes on from the first."""
    project.conf = "version = copyright = '1'\n"
    project.write("guide/install.rst", INSTALL)
    project.write("guide/more.rst", MORE)
    project.record(ANSWERS)
    return project


class TestWhatThePageShows:
    """A sentence with links; all else is on the other page."""

    def test_it_says_what_it_goes_on_from(self, guide: Project) -> None:
        """With the title of that page, and what its own blocks printed."""
        built = guide.build()

        assert built.warnings == ()
        assert built.output("guide/more.txt") == (
            'More\n****\n\nGoes on from Install: the cluster "dev" as that page leaves it.\n\n'
            "   $ kubectl get pods\n   pod-a\n"
        )

    def test_both_names_are_links(self, guide: Project) -> None:
        """To the page, and to the configuration on it."""
        html = guide.build("html").output("guide/more.html")

        assert (
            '<a class="reference internal" href="install.html"><span class="doc">Install</span></a>' in html
        )
        assert 'href="install.html#kind-cluster-dev"' in html

    @pytest.mark.parametrize(
        "builder",
        ["html", "singlehtml", "latex", "man", "text", "epub", "texinfo", "xml", "gettext", "linkcheck"],
    )
    def test_every_builder_takes_it(self, guide: Project, builder: str) -> None:
        """Without a warning, also where all references are checked."""
        built = guide.build(builder, nitpicky=True)

        assert built.warnings == ()
        texts = [path.read_bytes() for path in built.outdir.rglob("*") if path.is_file()]
        assert builder == "linkcheck" or any(b"oes on from" in text for text in texts)

    def test_it_is_translated_as_prose_is(self, guide: Project) -> None:
        """A catalogue has the sentence in reST, with both links."""
        catalogue = guide.build("gettext").output("guide.pot")

        assert "Goes on from :doc:`/guide/install`: the cluster" in catalogue
        assert ":kind:cluster:`guide/install:dev`" in catalogue

    def test_myst_has_it_as_well(self, guide: Project) -> None:
        """As every directive."""
        guide.extensions = ("kindsphinx", "myst_parser")
        guide.write("last.md", "# Last\n\n```{kind-cluster} dev\n:after: guide/install\n```\n")

        built = guide.build()

        assert built.warnings == ()
        assert 'Goes on from Install: the cluster "dev"' in built.output("last.txt")

    def test_several_clusters_may_come_from_one_page(self, guide: Project) -> None:
        """The second may stand where it is used."""
        two = CLUSTER.replace("dev", "two")
        guide.write("guide/install.rst", f"{INSTALL}{two}")
        guide.write("guide/more.rst", f"{MORE}\n{AFTER.format('install').replace('dev', 'two')}")
        guide.record(ANSWERS)

        built = guide.build()

        assert built.warnings == ()
        assert 'the cluster "two" as' in built.output("guide/more.txt")


class TestValues:
    """What follows from the configuration of the other page can stand in the prose of this one."""

    USE = "\n:kind:value:`dev.nodes` node, :kind:value:`dev.context`.\n"

    def test_they_are_those_of_the_other_page(self, guide: Project) -> None:
        """Along a chain of pages, whichever is read first."""
        guide.write("a-first.rst", f"First\n=====\n\n{AFTER.format('guide/more')}{self.USE}{RUN}")
        guide.record(ANSWERS)

        built = guide.build()

        assert built.warnings == ()
        assert "1 node, kind-dev." in built.output("a-first.txt")

    def test_they_change_with_the_other_page(self, guide: Project) -> None:
        """The page is not read again for that."""
        guide.write("guide/more.rst", f"{MORE}{self.USE}")
        guide.record(ANSWERS)
        guide.build()
        nodes = "   nodes:\n   - role: control-plane\n   - role: worker\n"
        guide.write("guide/install.rst", INSTALL.replace("v1alpha4\n", f"v1alpha4\n{nodes}"))
        guide.record(ANSWERS, "guide/install")

        built = guide.build()

        assert built.read == ("guide/install",)
        assert "2 node, kind-dev." in built.output("guide/more.txt")

    def test_a_name_that_is_none_is_told_with_theirs(self, guide: Project) -> None:
        """As with values of the page itself."""
        guide.write("guide/more.rst", f"{MORE}\n:kind:value:`dev.node`\n")

        (warning,) = guide.build().of_page("guide/more")

        assert "this page has no value “dev.node”; did you mean “dev.nodes”?" in warning
