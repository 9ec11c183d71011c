"""Every runner keeps the contract."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.errors import EngineError
from kindsphinx.core.ports import Output
from kindsphinx.runtime.shell import BashRunner
from tests.fakes.runtime import FakeRuntime
from tests.runtime.contract_runner import SCRIPT, RunnerContract

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kindsphinx.core.ports import Runner


class TestBashRunner(RunnerContract):
    """A real bash."""

    @pytest.fixture
    def runner(self, tmp_path: Path) -> Iterator[Runner]:
        """Return a shell in an empty folder."""
        runner = BashRunner(environment={"PATH": os.environ["PATH"]}, cwd=tmp_path)
        yield runner
        runner.close()


class TestFakeRunner(RunnerContract):
    """The stand-in of the core's tests."""

    @pytest.fixture
    def runner(self) -> Runner:
        """Return a shell that knows the commands of the contract."""
        return FakeRuntime(answers=SCRIPT).runner

    def test_it_answers_in_turn(self) -> None:
        """The last answer stays, and what was asked is remembered."""
        busy = EngineError("busy")
        runtime = FakeRuntime(answers={"ls": ["a\n", busy, Output(text="b\n", exit_code=1, duration=2)]})

        first = runtime.runner.run("ls", timeout=1)
        with pytest.raises(EngineError):
            runtime.runner.run("ls", timeout=2)
        last = [runtime.runner.run("ls", timeout=3) for _ in range(2)]

        assert [first.text, *(each.text for each in last)] == ["a\n", "b\n", "b\n"]
        assert runtime.ran == ["ls"] * 4
        assert [each for each in runtime.events if each.startswith("timeout")] == [
            "timeout 1",
            "timeout 2",
            "timeout 3",
            "timeout 3",
        ]
