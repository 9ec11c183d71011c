"""Selecting changes which lines are shown, and which are marked."""

from __future__ import annotations

import pytest

from kindsphinx.core.listing import Selection, select

TEXT = "one\n  two\nthree\n  four\nfive\n"
ALL = "one\n  two\nthree\n  four\nfive"

SELECTED = {
    "nothing-selected": (Selection(), ALL, 1),
    "lines": (Selection(lines="2,4-"), "  two\n  four\nfive", 2),
    "lines-from-the-first": (Selection(lines="-2"), "one\n  two", 1),
    "lines-with-blanks": (Selection(lines=" 1 - 2 , 4 "), "one\n  two\n  four", 1),
    "lines-overlap": (Selection(lines="1-3,2-4"), "one\n  two\nthree\n  four", 1),
    "start-at": (Selection(start_at="three"), "three\n  four\nfive", 3),
    "end-before": (Selection(end_before="three"), "one\n  two", 1),
    "between": (Selection(start_at="two", end_before="four"), "  two\nthree", 2),
    "end-before-is-sought-below-the-first": (Selection(start_at="two", end_before="o"), "  two\nthree", 2),
    "lines-of-the-whole-text": (Selection(start_at="two", lines="1-3"), "  two\nthree", 2),
    "dedent": (Selection(lines="2,4", dedent=2), "two\nfour", 2),
    "dedent-all": (Selection(lines="2,4", dedent=-1), "two\nfour", 2),
    "dedent-nothing": (Selection(dedent=0), ALL, 1),
}


@pytest.mark.parametrize("case", SELECTED)
def test_the_lines_that_are_selected_are_shown(case: str) -> None:
    """And the number of the first is known."""
    selection, text, first = SELECTED[case]

    shown = select(TEXT, selection)

    assert (shown.text, shown.first) == (f"{text}\n", first)


MARKED = {
    "by-number": (Selection(emphasize_lines="2,4-5"), (2, 4, 5)),
    "by-number-of-those-shown": (Selection(lines="3-", emphasize_lines="1"), (1,)),
    "by-text": (Selection(emphasize="f"), (4, 5)),
    "by-text-of-those-shown": (Selection(start_at="three", emphasize="f"), (2, 3)),
    "marked-where-the-author-marks-nothing": (Selection(marked=frozenset({2, 4})), (2, 4)),
    "marked-of-those-shown": (Selection(lines="3-", marked=frozenset({2, 4})), (2,)),
    "the-author-wins": (Selection(emphasize="one", marked=frozenset({2, 4})), (1,)),
    "by-both": (Selection(emphasize_lines="1-2", emphasize="two"), (1, 2)),
}


@pytest.mark.parametrize("case", MARKED)
def test_the_lines_that_are_emphasized_are_counted_as_shown(case: str) -> None:
    """From 1."""
    selection, expected = MARKED[case]

    shown = select(TEXT, selection)

    assert shown.emphasized == expected
    assert shown.wrong == ()


WRONG = {
    "lines-beyond": (Selection(lines="6"), "lines", "6", "“lines”: there is no line “6”, the last one is 5"),
    "lines-partly-beyond": (
        Selection(lines="4-9"),
        "lines",
        "4-9",
        "there is no line “4-9”, the last one is 5",
    ),
    "lines-backwards": (Selection(lines="3-2"), "lines", "3-2", "there is no line “3-2”"),
    "lines-zero": (Selection(lines="0"), "lines", "0", "there is no line “0”"),
    "lines-text": (Selection(lines="a"), "lines", "a", "“a” is no line number, nor a range such as 2-5"),
    "lines-empty-part": (Selection(lines="1,,2"), "lines", "", "“” is no line number"),
    "lines-dash": (Selection(lines="-"), "lines", "-", "“-” is no line number"),
    "start-at": (Selection(start_at="six"), "start-at", "six", "no line has the text “six”"),
    "end-before": (
        Selection(end_before="six"),
        "end-before",
        "six",
        "no line below the first one shown has the text",
    ),
    "end-before-on-the-first": (Selection(end_before="one"), "end-before", "one", "no line below the first"),
    "emphasize": (Selection(emphasize="six"), "emphasize", "six", "no line that is shown has the text “six”"),
    "emphasize-hidden": (Selection(lines="1", emphasize="two"), "emphasize", "two", "no line that is shown"),
    "emphasize-lines": (Selection(emphasize_lines="6"), "emphasize-lines", "6", "there is no line “6”"),
    "dedent": (Selection(dedent=1), "dedent", "1", "a line has less than 1 blanks at its start"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_selects_nothing_is_told(case: str) -> None:
    """With the option and the word; something is shown all the same."""
    selection, option, word, message = WRONG[case]

    shown = select(TEXT, selection)

    assert [(each.option, each.word) for each in shown.wrong] == [(option, word)]
    assert message in shown.wrong[0].message
    assert shown.text


@pytest.mark.parametrize("selection", [Selection(), Selection(dedent=-1), Selection(lines="1")], ids=str)
def test_an_empty_text_stays_empty(selection: Selection) -> None:
    """Nothing can be selected of it."""
    assert select("", selection).text == ""


def test_several_mistakes_are_told_at_once() -> None:
    """Each with its option."""
    shown = select(TEXT, Selection(start_at="six", lines="9", emphasize="six"))

    assert [each.option for each in shown.wrong] == ["start-at", "lines", "emphasize"]
    assert shown.text == f"{ALL}\n"
