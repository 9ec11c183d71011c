"""What a project says of its outputs, of what runs them, and of creations that fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.comparing import ColumnRule, Volatile
from kindsphinx.sphinx_ext.settings import KindSettings, read_settings

if TYPE_CHECKING:
    from sphinx.testing.util import SphinxTestApp

    from tests.sphinx_ext.project import Build, Project


def _built(project: Project, name: str, value: str) -> tuple[KindSettings, Build]:
    """Return the settings of a build with this one, and the build."""
    found: list[KindSettings] = []

    def look(app: SphinxTestApp) -> None:
        found.append(read_settings(app.config, {}))

    project.conf = f"kind_{name} = {value}\n"
    project.write("index.rst", "Title\n=====\n")
    built = project.build("dummy", prepare=look)
    return found[0], built


RIGHT = [
    ("create_retries", "0", 0),
    ("create_retries", "'5'", 5),
    ("requires", "{'kind': '0.30.*', 'engine': '>=27, <30'}", {"kind": "0.30.*", "engine": ">=27, <30"}),
    (
        "volatile",
        (
            "{'types': {'lease-id': '[0-9a-f]{16}'}, 'normalizers': ['textwrap:indent'],"
            " 'columns': {'PHASE-AGE': 'age', 'certificates/READY': 'any', 'NET I/O': 'lease-id'}}"
        ),
        Volatile(
            types=(("lease-id", "[0-9a-f]{16}"),),
            columns=(
                ColumnRule(column="PHASE-AGE", meaning="age"),
                ColumnRule(column="READY", meaning="any", kind="certificates"),
                ColumnRule(column="NET I/O", meaning="lease-id"),
            ),
            normalizers=("textwrap:indent",),
        ),
    ),
]


@pytest.mark.parametrize(("name", "value", "expected"), RIGHT, ids=[each[0] for each in RIGHT])
def test_a_value_of_conf_py_is_read(project: Project, name: str, value: str, expected: object) -> None:
    """Without a warning; a column may have a slash itself."""
    settings, built = _built(project, name, value)

    assert getattr(settings, name) == expected
    assert built.warnings == ()


WRONG = [
    ("create_retries", "6", "a number from 0 to 5 is needed"),
    ("create_retries", "-1", "a number from 0 to 5 is needed"),
    ("create_retries", "True", "a number from 0 to 5 is needed"),
    ("requires", "['kind']", "a dictionary from names to strings is needed"),
    ("requires", "{'kidn': '0.30'}", "'kidn' cannot be required; did you mean “kind”?"),
    ("requires", "{'helm': '3'}", "'helm' cannot be required: kind, kubectl, engine, architecture can"),
    (
        "requires",
        "{'kubernetes': '1.34'}",
        (
            "'kubernetes' cannot be required: "
            "it is what the node image brings, which kind_image and the configurations choose"
        ),
    ),
    (
        "requires",
        "{'kind': '=>0.30'}",
        "'kind': '=>0.30' is no requirement: write >=1.33, ==0.30.0, !=0.31.0, or 0.30.*",
    ),
    ("volatile", "['AGE']", "a dictionary is needed: {'types': {…}, 'columns': {…}}"),
    ("volatile", "{'column': {}}", "'column' is no part of it; did you mean “columns”?"),
    ("volatile", "{'types': ['x']}", "'types' must be a dictionary from names to strings"),
    ("volatile", "{'columns': {'A': 1}}", "'columns' must be a dictionary from names to strings"),
    ("volatile", "{'normalizers': 'x:y'}", "'normalizers' must be a list of strings, 'MODULE:FUNCTION'"),
    ("volatile", "{'columns': {'A': 'aeg'}}", "the column 'A': there is no type 'aeg'; did you mean “age”?"),
    ("volatile", "{'types': {'age': 'x'}}", "the type 'age' is there already: choose another name"),
    ("volatile", "{'types': {'none': 'x'}}", "the type 'none' is there already: choose another name"),
    ("volatile", "{'types': {'Id': 'x'}}", "the type 'Id' must be called in lower case, as in 'lease-id'"),
    (
        "volatile",
        "{'types': {'id': 'x*'}}",
        "the type 'id': 'x*' may be nothing at all, which is everywhere",
    ),
    (
        "volatile",
        "{'types': {'id': '('}, 'columns': {'': 'any'}}",
        (
            "the type 'id': it is no regular expression: missing ), unterminated subpattern at position 0; "
            "a column has no name"
        ),
    ),
    (
        "volatile",
        "{'normalizers': ['textwrap']}",
        "the normalizer 'textwrap' must be written as 'MODULE:FUNCTION'",
    ),
    (
        "volatile",
        "{'normalizers': ['textwrap:undent']}",
        "the normalizer 'textwrap:undent': 'textwrap' has no function 'undent'",
    ),
]


@pytest.mark.parametrize(("name", "value", "message"), WRONG, ids=[f"{each[0]}={each[1]}" for each in WRONG])
def test_a_wrong_value_is_told_with_all_that_is_wrong(
    project: Project, name: str, value: str, message: str
) -> None:
    """Once, and nothing of it is used."""
    settings, built = _built(project, name, value)

    (warning,) = built.warnings
    assert getattr(settings, name) == {"create_retries": 1, "volatile": Volatile()}.get(name, {})
    assert warning.startswith(f"WARNING: kind_{name}: ")
    assert warning.endswith(f" is: {message} [kind.setting]")
