"""The guide of this project, run once on real clusters against its committed recordings."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.live.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.live


def test_the_guide_says_what_clusters_say(tmp_path: Path) -> None:
    """Every page of this documentation that runs commands passes on new clusters."""
    command = [*(sys.executable, "-m", "sphinx", "-b", "doctest", "-c", str(ROOT)), "-D", "kind_execute=on"]

    done = subprocess.run(
        [*command, "-D", "kind_record=none", str(ROOT / "source"), str(tmp_path)],
        env={**os.environ, "CI": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
