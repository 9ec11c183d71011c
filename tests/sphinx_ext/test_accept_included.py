"""What stands in an included file, or within other markup, is accepted where it stands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.sphinx_ext.accepting import AFTER, BEFORE, PAGE, accept, differing
from tests.sphinx_ext.fake_builder import run

if TYPE_CHECKING:
    from tests.sphinx_ext.project import Project

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("killed_acceptors.py")
COUNT = ".. kind-run::\n\n   $ count\n   1\n\nText.\n"
ONE, TWO = {"count": ("1\n", "2\n3\n")}, {"count": "2\n3\n"}
COUNTED = COUNT.replace("   1\n", "   2\n   3\n")
NESTED = {
    "a list-table": """\
.. list-table::

   * - what
     - how
   * - counts
     - .. kind-run::

          $ count
          1
   * - more
     - text
""",
    "a note in a list": """\
* One.

  .. note::

     .. kind-run::

        $ count
        1

* Two.
""",
    "tabs": "* One.\n\n\t.. kind-run::\n\n\t   $ count\n\t   1\n",
}


@pytest.fixture(autouse=True)
def _without_pages(book: Project) -> None:
    book.conf += 'exclude_patterns = ["*.inc"]\n'


@pytest.mark.parametrize("page", NESTED.values(), ids=NESTED)
def test_what_stands_within_other_markup_is_accepted(book: Project, page: str) -> None:
    """As far in as it stands."""
    path = differing(book, f"{PAGE}\n{page}", ONE)

    ended = accept(book)

    assert (ended.status, ended.err) == (0, "")
    before = next(line for line in page.split("\n") if line.strip() == "1")
    lines = path.read_text().split("\n")
    assert before.replace("1", "2") in lines
    assert before.replace("1", "3") in lines
    assert run(book, {**AFTER, **TWO}, kind_record="none").status == 0


@pytest.mark.parametrize("times", [1, 2])
def test_what_stands_in_an_included_file_is_accepted_there(book: Project, times: int) -> None:
    """With what the page says itself, and once, however often it is included."""
    included = book.write("parts/count.inc", COUNT.encode())
    differing(book, PAGE + "\n.. include:: /parts/count.inc\n" * times, ONE)

    ended = accept(book)

    assert ended.out == (
        "source/guide/pods.rst: what is expected at lines 7, 11 and at parts/count.inc:4 is rewritten, "
        "the recording is taken\n1 page accepted\n"
    )
    assert included.read_text() == COUNTED
    assert run(book, {**AFTER, **TWO}, kind_record="none").status == 0
    assert accept(book).out == "nothing differs\n"


def test_the_patch_has_the_included_file(book: Project) -> None:
    """And nothing is written."""
    included = book.write("count.inc", COUNT.encode())
    differing(book, f"{PAGE}\n.. include:: /count.inc\n", ONE)

    ended = accept(book, "--dry-run")

    assert "+++ b/source/count.inc" in ended.out
    assert included.read_text() == COUNT


def test_another_page_with_the_same_file_has_to_run_again(book: Project) -> None:
    """It is not known of it what the file says now."""
    book.write("count.inc", COUNT.encode())
    book.write("guide/other.rst", "Other\n=====\n\n.. include:: /count.inc\n")
    differing(book, f"{PAGE}\n.. include:: /count.inc\n", ONE)

    ended = accept(book)

    assert ended.status == 1
    assert "count.inc was edited since that run: run it again" in ended.err
    run(book, {**AFTER, **TWO}, kind_record="none")
    assert accept(book).status == 0


@pytest.mark.skipif(os.name != "posix", reason="processes are killed as POSIX does it")
def test_whoever_is_killed_leaves_whole_files_and_the_next_one_finishes(book: Project) -> None:
    """Killed before each opening, renaming and removal of a file."""
    book.write("count.inc", COUNT.encode())
    differing(book, f"{PAGE}\n.. include:: /count.inc\n", ONE)

    ended = subprocess.run(
        [sys.executable, str(PROGRAM), str(book.root)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    number, *wrong = ended.stdout.split("\n")
    assert ended.stderr == ""
    assert int(number) >= 10
    assert [each for each in wrong if each] == []


def test_a_file_that_prints_two_things_is_refused(book: Project) -> None:
    """It is included twice, and can say one of them."""
    included = book.write("count.inc", COUNT.encode())
    page = PAGE + "\n.. include:: /count.inc\n" * 2
    book.write("guide/pods.rst", page)
    run(book, {**BEFORE, "count": "1\n"}, kind_record="all")
    run(book, {**AFTER, "count": ["2\n", "3\n"]}, kind_record="none")

    ended = accept(book)

    assert ended.status == 1
    assert (
        "source/count.inc:4: the page is left as it is: count.inc is included several times, and" in ended.err
    )
    assert included.read_text() == COUNT
