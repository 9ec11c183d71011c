"""What projects and authors say about secrets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.ports import Output
from kindsphinx.core.redaction.entries import secret_entries
from tests.fakes.secrets import BlindSecrets
from tests.sphinx_ext.fake_builder import run

if TYPE_CHECKING:
    from tests.sphinx_ext.project import Project


@pytest.mark.parametrize(
    ("entry", "read"),
    [
        ("$TOKEN", "$TOKEN"),
        ("${Token}", "$Token"),
        ("NPM_TOKEN", "$NPM_TOKEN"),
        (r"id-\d+", r"id-\d+"),
        ("a$", "a$"),
    ],
)
def test_an_entry_is_a_variable_or_an_expression(entry: str, read: str) -> None:
    """A name in capitals is a variable, as an expression it would find nothing but itself."""
    assert secret_entries([entry, " "]) == secret_entries(entry) == (read,)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"a": 1}, "a list of names"),
        ([1], "a list of names"),
        (["("], "no regular expression"),
        ([".*"], "fits every"),
    ],
    ids=["dictionary", "number", "broken", "empty"],
)
def test_a_wrong_entry_is_told(value: object, message: str) -> None:
    """With what to write instead."""
    with pytest.raises(ValueError, match=re.escape(message)):
        secret_entries(value)


def test_tokens_do_not_reach_the_report(project: Project) -> None:
    """Neither that for people nor that for programs, unless the author reveals them."""
    token = "abcdef.0123456789abcdef"
    get = ".. kind-run::\n\n   $ get\n   other\n"
    show = ".. kind-run::\n   :reveal:\n\n   $ show\n"
    project.write("page.rst", f"{get}\n{show}")

    ended = run(project, {"get": f"{token}\n", "show": f"{token}\n"})

    assert token not in ended.text + str(ended.report)
    assert "<redacted>" in ended.text


def test_an_ordinary_value_that_is_printed_is_a_warning(project: Project) -> None:
    """At the block that prints it."""
    project.write("page.rst", "Title\n\n.. kind-run::\n\n   $ get\n")

    ended = run(project, {"get": "it is admin\n"}, secrets=["admin"])

    assert len(ended.built.warnings) == 1
    assert "page.rst:" in ended.built.warnings[0]
    assert "the value of Secret default/adm, key is printed and published" in ended.built.warnings[0]


PASSWORD = "tQ8zz-hello-4711"
PAGES = {
    "printed": "   $ show\n   $ fail\n",
    "different": "   $ show\n   other\n",
    "late": "   $ first\n   $ show\n   $ fail\n",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_no_file_has_a_secret_that_redaction_has_missed(project: Project, page: str) -> None:
    """Neither recording nor journal nor any report: each is refused, with the place."""
    project.write("page.rst", f".. kind-run::\n\n{page}")
    failed = Output(text=f"no {PASSWORD}\n", exit_code=1, duration=1)

    ended = run(
        project, {"show": f"it is\n{PASSWORD}\n", "fail": failed}, secrets=[PASSWORD], redactor=BlindSecrets
    )

    files = [path for path in project.root.rglob("*") if path.is_file() and "conftest" not in path.name]
    assert ended.status == 1
    assert [path for path in files if PASSWORD.encode() in path.read_bytes()] == []
    assert "line 2, column 1: Secret default/tQ8, key" in ended.text
