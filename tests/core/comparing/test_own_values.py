"""A project's own types and functions are found in tables and in lines, and change nothing else."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.comparing import Comparison, Volatile
from kindsphinx.core.comparing.volatile import function_called
from kindsphinx.core.diff import compare
from kindsphinx.core.errors import NormalizerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LEASE = Comparison(volatile=Volatile(types=(("lease-id", "L-[0-9]{3,}"), ("build", "b[0-9]+-[a-z]{5}"))))


def equal(old: str, new: str, comparison: Comparison = LEASE) -> bool:
    """Return whether two outputs are."""
    return compare(old, new, comparison=comparison, ellipsis=False).equal


PAIRS = {
    "in a line": ("lease L-123 granted\n", "lease L-98765 granted\n", True),
    "the rest of the line": ("lease L-123 granted\n", "lease L-98765 revoked\n", False),
    "as a word": ("lease XL-123\n", "lease XL-124\n", False),
    "two of them": ("L-123 L-456\n", "L-321 L-654\n", True),
    "one is none": ("L-123 L-456\n", "L-321\n", False),
    "before what kindsphinx finds": ("deploy b7-bcdfg\n", "deploy b81-zxwvt\n", True),
    "of another type": ("at L-123\n", "at b7-bcdfg\n", False),
    "in a table": (
        "NAME   LEASE   AGE\na      L-123   5m\n",
        "NAME   LEASE     AGE\na      L-12345   7m\n",
        True,
    ),
    "beside an empty cell": (
        "NAME   LEASE   NOTE   AGE\na      L-123          5m\n",
        "NAME   LEASE     NOTE   AGE\na      L-12345          7m\n",
        True,
    ),
    "in a table, gone": (
        "NAME   LEASE   AGE\na      L-123   5m\n",
        "NAME   LEASE   AGE\na              7m\n",
        False,
    ),
}


@pytest.mark.parametrize(("old", "new", "same"), PAIRS.values(), ids=PAIRS)
def test_a_type_of_a_project_s_own(old: str, new: str, *, same: bool) -> None:
    """Its values may differ where they are words, and must be there."""
    assert equal(old, new) is same


def test_a_type_stands_in_the_difference() -> None:
    """As those of kindsphinx do, and so it may in an expectation."""
    diff = compare("lease L-123 granted", "lease L-456 revoked", comparison=LEASE)

    assert diff.text() == "- lease <lease-id> granted\n+ lease <lease-id> revoked"
    assert compare("lease <lease-id> granted", "lease L-456 granted", comparison=LEASE).equal


def strip_bar(text: str, command: str) -> str:
    """Empty what shows progress, of one program only."""
    return text.replace("#", "") if command.startswith("pull") else text


@pytest.fixture
def module() -> Iterator[Callable[..., Comparison]]:
    """Give what makes a comparison with functions of a module."""

    def with_functions(**functions: object) -> Comparison:
        made = ModuleType("own_values")
        vars(made).update(functions)
        sys.modules["own_values"] = made
        return Comparison(volatile=Volatile(normalizers=tuple(f"own_values:{name}" for name in functions)))

    yield with_functions
    sys.modules.pop("own_values", None)
    function_called.cache_clear()


def test_a_function_changes_what_is_compared(module: Callable[..., Comparison]) -> None:
    """It knows the command; and the report shows what was printed."""
    comparison = module(strip_bar=strip_bar)

    same = compare("a ##\nb", "a ####\nb", command="pull x", comparison=comparison)
    other = compare("a ##\nb", "a ####\nb", command="push x", comparison=comparison)

    assert same.equal
    assert [line.text for line in same.lines] == ["a ##", "b"]
    assert not other.equal


def test_functions_are_applied_in_their_order(module: Callable[..., Comparison]) -> None:
    """Each gets what the one before returns."""
    comparison = module(
        first=lambda text, _: text.replace("a", "b"), second=lambda text, _: text.replace("b", "c")
    )

    assert equal("a", "c", comparison)
    assert not equal("a", "d", comparison)


WRONG = {
    "raises": (lambda _text, _command: 1 / 0, "own_values:wrong, a normalizer of kind_volatile, fails: Zero"),
    "drops a line": (lambda text, _command: text.partition("\n")[0], "must return as many lines as it gets"),
    "no text": (lambda _text, _command: None, "must return as many lines as it gets"),
    "other arguments": (lambda text: text, "fails: TypeError"),
}


@pytest.mark.parametrize(("function", "message"), WRONG.values(), ids=WRONG)
def test_a_function_that_does_wrong_is_named(
    module: Callable[..., Comparison], function: object, message: str
) -> None:
    """Nobody looks for the mistake in kindsphinx then."""
    with pytest.raises(NormalizerError, match=message):
        equal("a\nb\n", "a\nc\n", module(wrong=function))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("no_such_module_here:f", "'no_such_module_here' cannot be imported"),
        ("textwrap:no_such", "'textwrap' has no function 'no_such'"),
        ("textwrap:__all__", "'textwrap' has no function '__all__'"),
    ],
)
def test_a_function_that_is_not_there(name: str, message: str) -> None:
    """The text says what is wrong with the name."""
    with pytest.raises(ValueError, match=message):
        function_called(name)
