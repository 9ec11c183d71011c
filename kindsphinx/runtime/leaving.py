"""The way out for those who do not want to wait."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import closing, suppress
from typing import TYPE_CHECKING, NoReturn

from kindsphinx.core.errors import KindSphinxError
from kindsphinx.runtime.belongings import belongings
from kindsphinx.runtime.endpoint import find_endpoint
from kindsphinx.runtime.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Mapping

INTERRUPTED = 130
"""What a shell says of a program that Ctrl-C has ended."""
_SECONDS = 3.0
_HELP = "The next run removes it, and so does: python -m kindsphinx clusters gc"


def leave_at_once(environ: Mapping[str, str]) -> NoReturn:
    """End this process now, and say what is left of its runs and which command deletes it.

    The commands of its pages end with it. An engine that does not tell soon is not waited for.

    :param environ: the caller's environment.
    """
    found: list[str] = []
    asking = threading.Thread(target=_ask, args=(environ, found), daemon=True)
    asking.start()
    asking.join(_SECONDS)
    left = "; ".join(found) or "whatever its page has made"
    with suppress(OSError, ValueError):
        sys.stderr.write(f"\nleft at once. There stays: {left}\n{_HELP}\n")
        sys.stderr.flush()
    os._exit(INTERRUPTED)


def _ask(environ: Mapping[str, str], found: list[str]) -> None:
    with suppress(KindSphinxError), closing(Engine(find_endpoint(environ))) as engine:
        found += [
            f"{each.summary} of {each.whose}"
            for each in belongings(engine)
            if each.summary and each.lease and each.lease.process == os.getpid()
        ]
