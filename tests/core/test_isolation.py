from __future__ import annotations

import pytest

from kindsphinx.core.isolation import NEVER_INHERITED, checked_inheritance, is_inherited


@pytest.mark.parametrize(
    ("name", "patterns", "expected"),
    [
        ("CI", ["CI"], True),
        ("CI_JOB", ["CI"], False),
        ("CI_JOB", ["CI*"], True),
        ("ci", ["CI"], False),
        ("CI", [], False),
        ("DOCKER_HOST", ["DOCKER_*"], False),
        ("DOCKER_BUILDKIT", ["DOCKER_*"], True),
    ],
)
def test_a_variable_is_inherited_by_name_or_beginning(
    name: str,
    patterns: list[str],
    expected: bool,  # noqa: FBT001 - a value of the table
) -> None:
    """What leads to the caller's engine is not, whatever the pattern says."""
    assert is_inherited(name, patterns) is expected


@pytest.mark.parametrize("name", sorted(NEVER_INHERITED))
def test_what_is_never_inherited_cannot_be_named(name: str) -> None:
    """The page has its own."""
    with pytest.raises(ValueError, match=f"'{name}' is never the caller's"):
        checked_inheritance(name)


@pytest.mark.parametrize("name", ["*", "A B", "1A", "A*B", "", "A=1", "$A"])
def test_what_is_no_name_is_told(name: str) -> None:
    """Everything at once would be no choice."""
    with pytest.raises(ValueError, match="is no name of variables: write 'NAME'"):
        checked_inheritance(name)
