"""A page that goes on from another follows its changes, and is run after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.ports import Output
from tests.sphinx_ext.fake_builder import run
from tests.sphinx_ext.going_on_pages import ANSWERS, INSTALL, going_on
from tests.sphinx_ext.project import CLUSTER, Project

if TYPE_CHECKING:
    from tests.fakes.runtime import Answers

MORE = going_on("More", "install", "kubectl get pods", name="pods")
LAST = going_on("Last", "more", "kubectl get jobs")
CHANGED = INSTALL.replace("get nodes", "get nodes -o wide")
STALE = (
    "the page “install”, which this page goes on from, changed since it was recorded: record this page again "
    "with “python -m kindsphinx record more”, or take back the change [kind.stale]"
)
MARK = "**Not verified**: the page “install”, which this page goes on from, changed since it was recorded."


@pytest.fixture
def guide(project: Project) -> Project:
    """Return a project of three pages, each of which goes on from the one before."""
    project.conf = "version = copyright = '1'\n"
    for name, text in {"install": INSTALL, "more": MORE, "last": LAST}.items():
        project.write(f"{name}.rst", text)
    project.record(ANSWERS)
    return project


class TestWhatIsStale:
    """A change of one page is told at those that go on from it, which are not read again."""

    def test_all_pages_after_it_are(self, guide: Project) -> None:
        """At their option, in every build until they are recorded, or the change is taken back."""
        before = guide.build()
        guide.write("install.rst", CHANGED)
        guide.record(ANSWERS, "install")

        changed, again = guide.build(), guide.build()
        guide.write("install.rst", INSTALL)
        guide.record(ANSWERS, "install")
        back = guide.build()

        assert (before.warnings, back.warnings) == ((), ())
        assert (changed.read, again.read) == (("install",), ())
        assert changed.warnings == again.warnings
        assert changed.of_page("more") == (f"5:12: WARNING: {STALE}",)
        assert [each.partition(": WARNING: ")[0] for each in changed.warnings] == [
            "last.rst:5:12",
            "more.rst:5:12",
        ]

    def test_the_page_says_so(self, guide: Project) -> None:
        """Once, below the sentence, until it is true no longer."""
        guide.build()
        guide.write("install.rst", CHANGED)
        guide.record(ANSWERS, "install")

        changed = guide.build().output("more.txt")
        guide.record(ANSWERS)
        recorded = guide.build().output("more.txt")

        text = " ".join(changed.split())
        assert text.startswith(
            f'More **** Goes on from Install: the cluster "dev" as that page leaves it. {MARK}'
        )
        assert "Not verified" not in recorded

    def test_so_does_whoever_shows_its_blocks(self, guide: Project) -> None:
        """Though that page goes on from nothing."""
        guide.write("show.rst", "Show\n====\n\n.. kind-show:: more:pods\n")
        before = guide.build()
        guide.write("install.rst", CHANGED)
        guide.record(ANSWERS, "install")

        changed = guide.build()

        assert before.warnings == ()
        assert "show" not in changed.read
        assert "Not verified" in changed.output("show.txt")

    def test_prose_of_the_other_page_does_not_count(self, guide: Project) -> None:
        """Nor what that one expects."""
        guide.build()
        guide.write("install.rst", f"{INSTALL}   node-a\n\nMore to read.\n")

        assert guide.build().warnings == ()

    def test_a_page_of_its_own_changes_is_told_once(self, guide: Project) -> None:
        """What is stale by its own blocks need not be told to be so for another reason."""
        guide.write("install.rst", CHANGED)
        guide.write("more.rst", MORE.replace("get pods", "get pods -A"))
        guide.record(ANSWERS, "install")

        (warning,) = guide.build().of_page("more")

        assert "the command was “kubectl get pods” when it was recorded" in warning

    def test_a_recording_from_before_the_option_is_stale(self, guide: Project) -> None:
        """It was taken from another state."""
        guide.write("more.rst", MORE.replace("   :after: install\n", CLUSTER.partition("dev\n")[2]))
        guide.record(ANSWERS, "more")
        guide.write("more.rst", MORE)

        (warning,) = guide.build().of_page("more")

        assert "a stale recording: :after:, dev.yaml changed since it was recorded" in warning

    def test_pages_read_at_a_time_say_the_same(self, guide: Project) -> None:
        """In whatever order they are read."""
        guide.write("install.rst", CHANGED)
        guide.record(ANSWERS, "install")
        for at in range(8):
            guide.write(f"filler-{at}.rst", "Filler\n======\n")

        one = guide.build("html", folder="one")
        two = guide.build("html", folder="two", parallel=2)

        assert sorted(one.warnings) == sorted(two.warnings)
        assert len(one.warnings) == 2
        pages = [(each.outdir / "more.html").read_text(encoding="utf-8") for each in (one, two)]
        assert pages[0] == pages[1]


class TestRuns:
    """The pages before are run unseen."""

    def test_a_page_that_is_chosen_alone_has_all_before_it(self, guide: Project) -> None:
        """Of them nothing is reported or left."""
        done = run(guide, ANSWERS, kind_pages=["last"])

        assert (done.status, done.built.warnings) == (0, ())
        assert done.opened == ["last"]
        assert done.outcomes == [("last", "kubectl-get-jobs", "passed")]
        assert [path.name for path in (done.built.outdir / "recordings").iterdir()] == ["last.yaml"]

    def test_each_page_is_run_for_itself(self, guide: Project) -> None:
        """And again for those after it."""
        done = run(guide, ANSWERS)

        assert done.opened == ["install", "last", "more"]
        assert {each[2] for each in done.outcomes} == {"passed"}

    def test_a_recording_of_it_knows_the_pages_before(self, guide: Project) -> None:
        """What a change has made stale is recorded again, once."""
        guide.write("install.rst", CHANGED)

        found = []
        for mode in ("none", "new", "none"):
            done = run(guide, ANSWERS, kind_pages=["more"], kind_record=mode)
            found.append((done.outcomes[0][2], "the page that this one goes on from" in done.text))

        assert found == [("failed", True), ("recorded", False), ("passed", False)]

    def test_what_goes_wrong_before_is_one_error(self, guide: Project) -> None:
        """At the option, with the place, the command and what it printed."""
        answers: Answers = {
            **ANSWERS,
            "kubectl get nodes": Output(text="refused\n", exit_code=1, duration=0.1),
        }

        done = run(guide, answers, kind_pages=["more"])

        assert done.status == 1
        assert done.outcomes == [("more", "", "error"), ("more", "pods", "skipped")]
        assert (
            "more.rst:5:12: error: the page “install”, which this page goes on from, could not be run"
            in done.text
        )
        assert "install.rst:11:4)" in done.text
        assert "    $ kubectl get nodes\nPrinted:\n    refused\n" in done.text

    def test_a_mistake_before_keeps_it_from_being_run(self, guide: Project) -> None:
        """It is told at its own place, and as the reason."""
        guide.write("install.rst", INSTALL.replace("v1alpha4", "v1alpha9"))

        done = run(guide, ANSWERS, kind_pages=["more"])

        assert done.opened == []
        assert done.outcomes == [("more", "", "error")]
        assert "the page “install”, which this page goes on from, has mistakes: " in done.text

    def test_its_configuration_is_judged_for_the_engine(self, guide: Project) -> None:
        """The clusters of the pages before are created as well, and told where they are defined."""
        guide.write("install.rst", INSTALL.replace("kind: Cluster\n", "kind: Cluster\n   # old\n"))

        done = run(guide, ANSWERS, kind_pages=["more"], cgroups=1, kind_image="kindest/node:v1.35.0")

        assert [each.partition(": WARNING")[0] for each in done.built.warnings] == ["install.rst:4:1"]
