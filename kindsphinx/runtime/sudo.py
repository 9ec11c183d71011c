"""Gives a page a ``sudo`` of its own, which makes nobody root: it refuses, or runs the command without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.core.isolation import ADVICE, Sudo

if TYPE_CHECKING:
    from pathlib import Path


_SCRIPTS = {
    Sudo.REFUSE: f"#!/bin/sh\ncat >&2 <<'END'\nkindsphinx: {ADVICE}\nEND\nexit 1\n",
    # the options of sudo(8) that have a value, alone or behind others, then those that have none
    Sudo.STRIP: """#!/bin/sh
while [ $# -gt 0 ]; do
  case $1 in
    --) shift; break ;;
    --user|--group|--chdir|--chroot|--host|--prompt|--role|--type|--other-user|--close-from) shift 2 ;;
    --command-timeout) shift 2 ;;
    -[CDRTUghprtu]|-[ABEHKPSVbeiklnsv]*[CDRTUghprtu]) shift 2 ;;
    -*) shift ;;
    *) break ;;
  esac
done
[ $# -gt 0 ] || exit 0
exec env "$@"
""",
}


def add_sudo(programs: Path, sudo: Sudo) -> None:
    """Write the page's ``sudo`` into the folder *programs*."""
    path = programs / "sudo"
    path.write_text(_SCRIPTS[sudo], encoding="utf-8")
    path.chmod(0o755)
