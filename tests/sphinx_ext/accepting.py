"""Pages that differ from what a run saw, and what is accepted of it."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from tests.fakes.command_line import Ended
from tests.fakes.command_line import run as run_command
from tests.sphinx_ext.fake_builder import run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.sphinx_ext.project import Project

PODS = "kubectl get pods"
OLD = """\
NAME                   READY   STATUS    RESTARTS   AGE
web-574cb87bd6-97qs7   1/1     Running   0          29s
"""
NEW = """\
NAME                   READY   STATUS    RESTARTS   AGE
web-574cb87bd6-bx8kq   1/1     Running   0          31s
web-574cb87bd6-tz5dn   0/1     Pending   0          3s
"""
PAGE = """\
Pods
====

.. kind-run::

   $ kubectl get pods
   NAME                   READY   STATUS    RESTARTS   AGE
   web-574cb87bd6-97qs7   1/1     Running   0          <age>

   $ cat state
   state: one
   of ...

It is one.

.. kind-run::

   $ echo free
"""
BEFORE = {PODS: OLD, "cat state": "state: one\nof two\n", "echo free": "free\n"}
AFTER = {PODS: NEW, "cat state": "state: other\nof three\n", "echo free": "freed\n"}


def accept(project: Project, *argv: str, stdin: bytes = b"") -> Ended:
    """Accept in the project's folder."""
    return run_command("accept", "--builddir", str(project.root / "build"), *argv, stdin=stdin)


def differing(
    project: Project, page: str = PAGE, answers: Mapping[str, tuple[str, str]] | None = None
) -> Path:
    """Write and record a page, run it when all is different, and return its file.

    :param answers: commands, with what they print first and then.
    """
    path = project.write("guide/pods.rst", page.encode())
    old, new = ({name: pair[at] for name, pair in (answers or {}).items()} for at in (0, 1))
    run(project, {**BEFORE, **old}, kind_record="all")
    assert run(project, {**AFTER, **new}, kind_record="none").status == 1
    return path


def changed_lines(old: str, new: str) -> list[str]:
    """Return the lines that are less, and those that are more."""
    found = difflib.ndiff(old.splitlines(), new.splitlines())
    return [each for each in found if each[0] in "+-"]
