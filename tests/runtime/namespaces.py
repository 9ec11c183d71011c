"""Whether whoever runs the tests can have namespaces on this system."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kindsphinx.runtime import covering

_TRY = """\
import sys
sys.path.append(sys.argv[1])
import covering
try:
    covering.cover("/tmp", ())
except OSError as error:
    print(error)
"""


def _refusal() -> str:
    """Return why there are none; empty if there are."""
    asked = [sys.executable, "-I", "-c", _TRY, str(Path(covering.__file__).parent)]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


REFUSAL = _refusal()
needs_namespaces = pytest.mark.skipif(bool(REFUSAL), reason=f"the system refuses: {REFUSAL}")
