"""sphinx-build -b doctest: runs pages where it may, and ends with a status."""

from __future__ import annotations

import pytest
import sphinx

from kindsphinx.core.errors import EngineError
from tests.sphinx_ext.fake_builder import run
from tests.sphinx_ext.project import CLUSTER, Project

RUN = "\n.. kind-run::\n\n   $ echo one\n   one\n"
ANSWERS = {"echo one": "one\n"}
CREATE = "kind create cluster --name dev --config dev.yaml"


@pytest.fixture
def book(project: Project) -> Project:
    """Return a project with two pages that run."""
    project.write("guide/one.rst", RUN)
    project.write("guide/two.rst", f"{CLUSTER}{RUN}")
    return project


def test_a_run_runs_every_page_and_records_it(book: Project) -> None:
    """What it records is what the next build publishes."""
    ran = run(book, ANSWERS)

    assert ran.status == 0
    assert ran.opened == ["guide/one", "guide/two"]
    assert {each[2] for each in ran.outcomes} == {"recorded"}
    assert ran.built.warnings == ()
    assert book.build("text").warnings == ()


def test_a_second_run_passes_and_writes_nothing(book: Project) -> None:
    """What a first run printed, it prints again."""
    run(book, ANSWERS)
    before = book.store.path("guide/one").read_bytes()

    ran = run(book, ANSWERS)

    assert {each[2] for each in ran.outcomes} == {"passed"}
    assert book.store.path("guide/one").read_bytes() == before
    assert "3 passed on 2 pages" in ran.text


def test_every_run_leaves_what_it_would_have_committed(book: Project) -> None:
    """In the layout of the recordings beside the pages."""
    ran = run(book, ANSWERS, kind_record="none")

    assert (ran.built.outdir / "recordings" / "guide" / "one.yaml").is_file()
    assert not book.store.path("guide/one").exists()


def test_a_difference_ends_with_1_and_names_page_and_line(book: Project) -> None:
    """And the report shows it."""
    ran = run(book, {"echo one": "won\n"})

    assert ran.status == 1
    assert "guide/one.rst:4:4: failed: “won”, the page says “one”" in ran.text
    assert "    - one\n    + won" in ran.text
    assert not book.store.path("guide/one").exists()


def test_an_error_of_the_engine_ends_with_1(book: Project) -> None:
    """The other pages run."""
    ran = run(book, {CREATE: EngineError("the engine is gone"), **ANSWERS})

    assert ran.status == 1
    assert ran.opened == ["guide/one", "guide/two"]
    assert "error: the engine is gone" in ran.text


def test_a_page_with_mistakes_is_an_error_and_is_not_run(project: Project) -> None:
    """Its mistakes are in the report, with their places."""
    project.write("index.rst", f"{RUN}\n.. kind-run:: nowhere\n\n   $ echo two\n")

    ran = run(project, ANSWERS, suppress_warnings=["kind"])

    assert ran.opened == []
    assert ran.status == 1
    assert ran.outcomes == [("index", "", "error")]
    assert "index.rst:6:15" in ran.report["outcomes"][0]["message"]


def test_off_runs_nothing_and_says_what_was_not_run(book: Project) -> None:
    """It is the default."""
    ran = run(book, ANSWERS, kind_execute="off")

    assert ran.opened == []
    assert ran.status == 0
    assert ran.outcomes == []
    assert "3 live blocks on 2 pages not run; -D kind_execute=on\n" in ran.text


HANDLER = """
from tests.sphinx_ext import fake_builder

def _on(app, config):
    config.kind_execute = "on"

def setup(app):
    fake_builder.setup(app)
    app.connect("config-inited", _on)
"""
"""A conf.py that turns it on later than the command line is read."""


@pytest.mark.parametrize("conf", ["kind_execute = 'on'\n", HANDLER], ids=["conf", "handler"])
def test_off_on_the_command_line_beats_everything(book: Project, conf: str) -> None:
    """Nothing that a conf.py does brings an engine to work then."""
    book.conf = conf

    ran = run(book, ANSWERS, kind_execute="off")

    assert ran.opened == []
    assert "not run" in ran.text


def test_a_handler_may_turn_it_on_where_the_command_line_says_nothing(book: Project) -> None:
    """The one of the test above does what it says."""
    book.conf = HANDLER

    built = book.build("doctest")

    assert (built.outdir / "recordings" / "guide" / "one.yaml").is_file()


def test_auto_says_what_is_missing_and_what_was_checked(book: Project) -> None:
    """Nothing fails for it."""
    ran = run(book, ANSWERS, missing=("no engine answers: start Docker",), kind_execute="auto")

    assert (ran.status, ran.opened) == (0, [])
    assert (
        "no engine answers: start Docker\n"
        "3 live blocks on 2 pages not run; "
        "configurations, transcripts and recordings were checked without an engine\n"
    ) in ran.text


def test_auto_runs_where_nothing_is_missing(book: Project) -> None:
    """As on does."""
    assert run(book, ANSWERS, kind_execute="auto").opened == ["guide/one", "guide/two"]


def test_on_fails_with_the_same_words_where_something_is_missing(book: Project) -> None:
    """Each page is an error."""
    ran = run(book, ANSWERS, missing=("no engine answers: start Docker", "“kubectl” is not installed"))

    assert (ran.status, ran.opened) == (1, [])
    assert ran.outcomes == [("guide/one", "", "error"), ("guide/two", "", "error")]
    assert "error: no engine answers: start Docker; “kubectl” is not installed" in ran.text


def test_patterns_choose_the_pages(book: Project) -> None:
    """The others are left alone."""
    assert run(book, ANSWERS, kind_pages=["*/two"]).opened == ["guide/two"]


def test_a_pattern_that_fits_no_page_ends_with_1(book: Project) -> None:
    """The message has the pages that there are; the others run."""
    ran = run(book, ANSWERS, kind_pages=["guide/one", "gide/*"])

    assert ran.status == 1
    assert ran.opened == ["guide/one"]
    (warning,) = ran.built.warnings
    assert warning == (
        "WARNING: kind_pages: no page is called “gide/*”; "
        "pages with commands are guide/one, guide/two [kind.build]"
    )


@pytest.mark.skipif(sphinx.version_info < (9,), reason="Sphinx has doctest_fail_fast since 9.0")
def test_fail_fast_ends_after_the_first_page_that_fails(book: Project) -> None:
    """As it does for Sphinx' own doctests."""
    ran = run(book, {"echo one": "won\n"}, doctest_fail_fast=True)

    assert ran.opened == ["guide/one"]


def test_kept_clusters_are_told(book: Project) -> None:
    """With the commands that reach and delete one."""
    ran = run(book, ANSWERS, kind_keep=True)

    assert "clusters are kept (kind_keep): “kind export kubeconfig --name NAME” reaches one" in ran.text
    assert "“python -m kindsphinx clusters delete NAME” deletes it" in ran.text


def test_a_project_without_commands_runs_nothing(project: Project) -> None:
    """And says nothing of it."""
    project.write("index.rst", "Title\n=====\n")

    ran = run(project, ANSWERS)

    assert (ran.status, ran.outcomes) == (0, [])
    assert "kind" not in ran.text
