"""sphinx-build -b doctest: its reports, Sphinx' own doctests, and how it meets the outside world."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.ports import Output
from kindsphinx.sphinx_ext.builder import KindDoctestBuilder
from tests.sphinx_ext.fake_builder import run
from tests.sphinx_ext.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.testing.util import SphinxTestApp

RUN = "\n.. kind-run::\n\n   $ echo one\n   one\n"
ANSWERS = {"echo one": "one\n"}


@pytest.fixture
def book(project: Project) -> Project:
    """Return a project with a page that runs."""
    project.write("guide/one.rst", RUN)
    return project


def test_the_machine_report_has_every_outcome(book: Project) -> None:
    """Place, command, exit code, duration."""
    ran = run(book, {"echo one": Output(text="oops\n", exit_code=3, duration=2.5)}, kind_pages=["guide/one"])

    (outcome,) = ran.report["outcomes"]
    found = [outcome[name] for name in ("line", "command", "exit_code", "duration")]
    assert found == [3, "echo one", 3, 2.5]
    assert outcome["file"].endswith("guide/one.rst")


def test_a_run_begins_with_what_dead_runs_have_left(book: Project) -> None:
    """It is removed, and told, before any page; a build that runs nothing removes nothing."""
    told = ("removed what is left of the run 1",)

    on = run(book, ANSWERS, collected=told).text
    off = run(book, ANSWERS, collected=told, kind_execute="off").text

    assert "removed what is left of the run 1\n" in on
    assert "removed what" not in off


def test_locations_are_as_people_type_them(book: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the current folder, where the page is below it."""
    monkeypatch.chdir(book.root)

    ran = run(book, {"echo one": "won\n"}, kind_pages=["guide/one"])

    assert "\nsource/guide/one.rst:4:4: failed:" in ran.text


PYTHON = "Title\n=====\n\n>>> 1 + 1\n3\n"


def test_python_blocks_run_where_the_project_lists_that_extension(project: Project) -> None:
    """Both count in one exit status."""
    project.write("index.rst", f"{PYTHON}{RUN}")
    listed = Project(project.root, extensions=("kindsphinx", "sphinx.ext.doctest"))

    ran = run(listed, ANSWERS)

    assert ran.status == 1
    assert "1 failure in tests" in ran.text
    assert ran.outcomes == [("index", "echo-one", "recorded")]


def test_python_blocks_do_not_run_elsewhere(project: Project) -> None:
    """Who adds kindsphinx does not ask for them."""
    project.write("index.rst", f"{PYTHON}{RUN}")

    ran = run(project, ANSWERS)

    assert ran.status == 0
    assert "tests" not in ran.text


def test_signals_end_a_run_as_an_interrupt_does(book: Project) -> None:
    """So that what a page made is removed; afterwards the handlers are as they were."""
    before = signal.getsignal(signal.SIGTERM)

    with pytest.raises(KeyboardInterrupt, match="SIGTERM"):
        run(book, {"echo one": _terminating()})

    assert signal.getsignal(signal.SIGTERM) is before


def test_a_run_that_is_broken_off_reports_the_pages_before(book: Project) -> None:
    """Sphinx does not come to its end, but what is known is known."""
    book.write("guide/two.rst", RUN.replace("one", "two"))

    with pytest.raises(KeyboardInterrupt):
        run(book, {**ANSWERS, "echo two": _terminating()})

    report = json.loads((book.root / "build/doctest/kind.json").read_text(encoding="utf-8"))
    assert [each["page"] for each in report["outcomes"]] == ["guide/one"]
    assert report["ok"] is False


def _terminating() -> Iterator[str]:
    signal.raise_signal(signal.SIGTERM)
    yield ""


def test_without_a_stand_in_the_real_world_is_asked(book: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that is not there is missing."""
    monkeypatch.setenv("DOCKER_HOST", f"unix://{book.root}/none.sock")

    built = book.build("doctest", kind_execute="auto")

    assert "1 live block on 1 page not run; configurations" in built.output("output.txt")
    assert built.statuscode == 0


def test_the_real_opener_opens_nothing_before_a_page_runs(book: Project) -> None:
    """It is only a way to open."""
    found: list[object] = []

    def prepare(app: SphinxTestApp) -> None:
        builder = app.builder
        assert isinstance(builder, KindDoctestBuilder)
        app.connect("env-updated", lambda _app, _env: found.append(builder.opener()))

    book.build("doctest", prepare=prepare)

    assert callable(found[0])
