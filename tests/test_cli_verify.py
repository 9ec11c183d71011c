"""``verify`` says with its exit status what is wrong at worst."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from kindsphinx.cli import Outside, main


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a project with a page."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source/index.rst").write_text("Title\n=====\n", encoding="utf-8")
    (tmp_path / "conf.py").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


class ReportingBuild:
    """Leaves the report of a run."""

    def __init__(self, *outcomes: tuple[str, str | None], status: int = 1, complete: bool = True) -> None:
        self.status = status
        told = [{"status": each, "drift": drift} for each, drift in outcomes]
        self.report = json.dumps({"complete": complete, "outcomes": told})

    def __call__(self, command: list[str]) -> int:
        """Write the report to where the builder writes it."""
        path = Path(command[3], "doctest", "kind.json")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.report, encoding="utf-8")
        return self.status


STATUSES = {
    "nothing": (ReportingBuild(("passed", None), status=0), 0),
    "version": (ReportingBuild(("failed", "version"), ("passed", None)), 9),
    "changed": (ReportingBuild(("failed", "changed"), ("failed", "version")), 10),
    "structure": (ReportingBuild(("failed", "version"), ("failed", "structure")), 11),
    "status": (ReportingBuild(("failed", "status"), ("failed", "structure")), 12),
    "error": (ReportingBuild(("failed", "status"), ("error", None)), 2),
    "broken-off": (ReportingBuild(("passed", None), complete=False), 2),
    "something-else": (ReportingBuild(("passed", None)), 1),
}


@pytest.mark.parametrize(("build", "status"), STATUSES.values(), ids=STATUSES)
def test_verify_ends_with_the_status_of_the_worst_difference(
    build: ReportingBuild, status: int, project: Path
) -> None:
    """Scripts can tell a new version from a broken guide."""
    assert main(["verify"], Outside(build=build, stderr=io.StringIO())) == status


def test_the_report_of_an_earlier_run_counts_no_more(project: Path) -> None:
    """A build that fails before it runs anything has no differences."""
    main(["verify"], Outside(build=ReportingBuild(("failed", "status")), stderr=io.StringIO()))

    assert main(["verify"], Outside(build=lambda _command: 2, stderr=io.StringIO())) == 1
