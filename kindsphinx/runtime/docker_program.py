"""Gives a page a ``docker`` of its own, which finds the page's engine also where its address is lost."""

from __future__ import annotations

import shlex
import shutil
from typing import TYPE_CHECKING

from kindsphinx.core.isolation import ELSEWHERE_ADVICE

if TYPE_CHECKING:
    from pathlib import Path

_SCRIPT = """\
#!/bin/sh
own={own}
DOCKER_HOST=${{DOCKER_HOST:-$own}}
export DOCKER_HOST
{guard}exec {docker} "$@"
"""
# docker's own options come before its command; some have a value
_GUARD = """\
check() {{
  [ "$1" = "$own" ] && return
  cat >&2 <<'END'
kindsphinx: {advice}
END
  exit 1
}}
check "$DOCKER_HOST"
before=
for word; do
  case $before in
    -H|--host) check "$word"; before=; continue ;;
    ?*) before=; continue ;;
  esac
  case $word in
    --host=*) check "${{word#--host=}}" ;;
    -H|--host|-c|--context|--config|-l|--log-level|--tlscacert|--tlscert|--tlskey) before=$word ;;
    -H*) check "${{word#-H}}" ;;
    -*) ;;
    *) break ;;
  esac
done
"""


def add_docker(folder: Path, environment: dict[str, str], *, others: bool) -> None:
    """Write the page's ``docker`` into *folder*, if there is one on the ``PATH`` of *environment*.

    Without ``DOCKER_HOST``, docker itself would go to the engine of the computer: a page that unsets the
    variable, as many guides do, would list and remove what is its caller's.

    :param others: whether the page may name other engines.
    """
    found, own = shutil.which("docker", path=environment.get("PATH", "")), environment.get("DOCKER_HOST", "")
    if not (found and own):
        return
    guard = "" if others else _GUARD.format(advice=ELSEWHERE_ADVICE)
    program = folder / "docker"
    text = _SCRIPT.format(own=shlex.quote(own), docker=shlex.quote(found), guard=guard)
    program.write_text(text, encoding="utf-8")
    program.chmod(0o755)
