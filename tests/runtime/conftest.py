from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.fakes.engine import FakeEngine
    from tests.runtime.two_sides import TwoSides


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[FakeEngine]:
    """Run a fake engine."""
    from tests.fakes.engine import FakeEngine  # noqa: PLC0415 - not for tests that need no engine

    with FakeEngine(tmp_path / "fake.sock") as fake:
        yield fake


@pytest.fixture
def sides(fake: FakeEngine, tmp_path: Path) -> Iterator[TwoSides]:
    """Put a page's proxy in front of the fake engine."""
    from tests.runtime.two_sides import two_sides  # noqa: PLC0415 - needs the docker package

    with two_sides(fake.endpoint, tmp_path, "t-") as sides:
        yield sides
