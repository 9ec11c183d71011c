"""A place in a file is written as terminals and editors link it, and places have an order."""

from __future__ import annotations

import pytest

from kindsphinx.core.problems import Location, Problem, Severity


@pytest.mark.parametrize(
    ("location", "text"),
    [
        (Location(source="guide/web.rst", line=7), "guide/web.rst:7"),
        (Location(source="guide/web.rst", line=7, column=3), "guide/web.rst:7:3"),
    ],
    ids=["line", "column"],
)
def test_a_location_is_a_link(location: Location, text: str) -> None:
    """The column stands where it is known."""
    assert str(location) == text


def test_locations_stand_in_the_order_of_reading() -> None:
    """By file, line and column; what is said of a whole line comes before what is said of a word in it."""
    ordered = [
        Location(source="a.rst", line=2),
        Location(source="a.rst", line=10),
        Location(source="a.rst", line=10, column=1),
        Location(source="a.rst", line=10, column=9),
        Location(source="b.rst", line=1),
    ]

    backwards = ordered[::-1]

    assert sorted(backwards) == ordered


def test_a_problem_stands_at_the_beginning_unless_it_says_otherwise() -> None:
    """A problem of a whole text is an error at its first character."""
    problem = Problem(message="is empty", code="config")

    assert (problem.line, problem.column, problem.severity) == (1, 1, Severity.ERROR)
