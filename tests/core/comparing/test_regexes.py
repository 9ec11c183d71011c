"""Regular expressions of authors are checked, and those that may take for ever are refused."""

from __future__ import annotations

import time

import pytest

from kindsphinx.core.comparing.regexes import compiled, wrong_with_regex

FINE = [
    r"took \d+ms",
    r"(?:\d+\.){3}\d+",
    r"(foo|bar)+",
    r"(?:, \w++)*",
    r"(?>a+)+",
    r"(?=a+)b",
    r"[()*+?{}]+",
    r"[]+]+x",
    r"\(a+\)+",
    r"a{2,5}",
    r"(?P<name>a)(?P=name)*",
    r"(?i:x)y*",
    r"(?#a comment (a+)x+",
    r"(a{3})+",
    r"x{}y{,}z",
    r"(?:\d\d:){2,}",
    r"(a+)?",
    r"",
    r".*error.*",
    r"(\d+|\w+) x",
]
NESTED = {
    r"(a+)+": "(a+)+",
    r"x(a*)*y": "(a*)*",
    r"(?:a?){20,}": "(?:a?){20,}",
    r"(\w+\s?)+$": r"(\w+\s?)+",
    r"((a+))*": "((a+))*",
    r"(a|a)*": "(a|a)*",
    r"(a|aa)+": "(a|aa)+",
    r"(?:.|x)*": "(?:.|x)*",
    r"(?P<all>(?:x+y)*z)+": "(?:x+y)*",
    r"(a{1,3}){30}": "(a{1,3}){30}",
    r"((?>a+)b*)+": "((?>a+)b*)+",
}


@pytest.mark.parametrize("regex", FINE)
def test_a_regular_expression_that_is_taken(regex: str) -> None:
    """Repetition is fine where there is one way to divide a text."""
    assert wrong_with_regex(regex) == ""


@pytest.mark.parametrize(("regex", "part"), NESTED.items(), ids=NESTED)
def test_repetition_within_repetition_is_refused(regex: str, part: str) -> None:
    """The message quotes the part, and says what to write."""
    assert wrong_with_regex(regex).startswith(f"“{part}” repeats what is repeated within it")
    assert "possessive" in wrong_with_regex(regex)


@pytest.mark.parametrize("regex", ["(", "a**", "[", r"\p", "(?P<a>x)(?P<a>y)", "(?<=a+)b"])
def test_what_python_refuses_is_told_in_its_words(regex: str) -> None:
    """With the place, as Python has it."""
    assert wrong_with_regex(regex).startswith("it is no regular expression: ")


@pytest.mark.parametrize("regex", NESTED)
def test_what_is_refused_is_not_tried_either(regex: str) -> None:
    """It finds itself, and ends soon."""
    began = time.process_time()

    assert compiled(regex).fullmatch("a" * 200 + "!") is None
    assert compiled(regex).fullmatch(regex)
    assert time.process_time() - began < 1
