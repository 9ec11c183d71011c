"""Projects for the tests of the Sphinx adapter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sphinx_ext.project import Project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _no_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build as on a desk, wherever the tests run."""
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return an empty project."""
    return Project(tmp_path)


@pytest.fixture
def book(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project whose folder is the current one."""
    monkeypatch.chdir(project.root)
    return project
