"""What has changed since pages were recorded is told once for all of them."""

from __future__ import annotations

import pytest

from kindsphinx.core.outcome import Outcome, Status
from kindsphinx.reporting import changes_of, machine_report, since_recordings

KIND = "kind v0.30.0 → v0.33.0"
ENGINE = "engine Docker 28.5.1 → Docker 29.1.0"

TOLD = {
    "nothing": ({}, ()),
    "no change": ({"one": ()}, ()),
    "one page": ({"one": (KIND,)}, (f"since the recording of one: {KIND}",)),
    "two pages": ({"one": (KIND,), "two": (KIND,)}, (f"since the recordings of one and two: {KIND}",)),
    "four pages": (
        dict.fromkeys(("one", "two", "three", "four"), (KIND,)),
        (f"since the recordings of one, two, three and four: {KIND}",),
    ),
    "many pages": (
        dict.fromkeys(map(str, range(60)), (KIND, ENGINE)),
        (f"since the recordings of 0, 1, 2 and 57 more pages: {KIND}, {ENGINE}",),
    ),
    "other changes": (
        {"one": (KIND,), "two": (ENGINE,), "three": (KIND,)},
        (f"since the recordings of one and three: {KIND}", f"since the recording of two: {ENGINE}"),
    ),
}


@pytest.mark.parametrize(("changes", "sentences"), TOLD.values(), ids=TOLD)
def test_pages_with_one_change_are_named_together(
    changes: dict[str, tuple[str, ...]], sentences: tuple[str, ...]
) -> None:
    """A sentence for each change, with the first few of many pages."""
    assert since_recordings(changes) == sentences


def test_machines_get_the_changes_with_their_pages() -> None:
    """Above the outcomes, each of which has those of its page."""
    outcomes = [
        Outcome(docname=page, block="get", status=Status.PASSED, since=since)
        for page, since in (("one", (KIND, ENGINE)), ("two", (KIND, ENGINE)), ("three", ()))
    ]

    report = machine_report(outcomes, duration=1.0)

    assert report["since"] == [{"changes": [KIND, ENGINE], "pages": ["one", "two"]}]
    assert [each["since"] for each in report["outcomes"]] == [f"{KIND}, {ENGINE}"] * 2 + [""]
    assert changes_of(outcomes) == {"one": (KIND, ENGINE), "two": (KIND, ENGINE)}
