"""A duration is what people write, kind reads and a report tells."""

from __future__ import annotations

import pytest

from kindsphinx.core.durations import go_duration, in_words, parse_duration

SECONDS = {
    "0": 0,
    "5": 5,
    "2.5": 2.5,
    "90s": 90,
    "1.5s": 1.5,
    "500ms": 0.5,
    "5m": 300,
    "1h": 3600,
    "1h30m": 5400,
    "1h30m5s": 5405,
    " 5m ": 300,
    "168h": 604800,
}

NO_DURATIONS = (
    "",
    " ",
    "s",
    "5 m",
    "5min",
    "-5",
    "-5s",
    "+5s",
    "1e3",
    "inf",
    "nan",
    "1.",
    ".5",
    "5M",
    "٣",
    "5s,",
)


@pytest.mark.parametrize(("text", "seconds"), SECONDS.items(), ids=SECONDS)
def test_a_duration_has_units_or_is_seconds(text: str, seconds: float) -> None:
    """Units may be combined, as in Go; a bare number counts seconds."""
    assert parse_duration(text) == pytest.approx(seconds)


@pytest.mark.parametrize("text", NO_DURATIONS)
def test_anything_else_is_refused_with_what_to_write(text: str) -> None:
    """The message quotes what was written and gives examples of what can be read."""
    with pytest.raises(ValueError, match="is not a duration: write 90s, 5m, 1h30m, or seconds") as raised:
        parse_duration(text)

    assert str(raised.value).startswith(repr(text.strip()))


@pytest.mark.parametrize("text", ["169h", "604801", "9" * 5000, "9" * 5000 + "h"], ids=len)
def test_more_than_a_week_is_a_mistake(text: str) -> None:
    """No limit of a page is that long, however many digits it has."""
    with pytest.raises(ValueError, match="more than a week"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("text", "passed_on"),
    [
        ("5", "5s"),
        ("0", "0s"),
        ("2.5", "2.5s"),
        ("0.00001", "0.00001s"),
        ("123456.5", "123456.5s"),
        ("1h30m", "1h30m"),
    ],
)
def test_kind_gets_a_unit(text: str, passed_on: str) -> None:
    """Go refuses a number without a unit, and one with an exponent."""
    assert go_duration(f" {text} ") == passed_on


def test_kind_gets_no_nonsense() -> None:
    """What is no duration is refused before kind sees it."""
    with pytest.raises(ValueError, match="is not a duration"):
        go_duration("soon")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0.0 s"),
        (0.04, "0.0 s"),
        (1.25, "1.2 s"),
        (9.94, "9.9 s"),
        (9.96, "10 s"),
        (10.4, "10 s"),
        (59.4, "59 s"),
        (59.6, "1 min 0 s"),
        (100, "1 min 40 s"),
        (3700, "61 min 40 s"),
    ],
)
def test_a_reader_gets_as_much_precision_as_matters(seconds: float, words: str) -> None:
    """Tenths below ten seconds, whole seconds above, minutes from one on."""
    assert in_words(seconds) == words
