"""``python -m kindsphinx``."""

from __future__ import annotations

import sys

from kindsphinx.cli import main

if __name__ == "__main__":
    sys.exit(main())
