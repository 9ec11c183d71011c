"""Takes the name of whoever runs a page, and of their computer, out of what is stored."""

from __future__ import annotations

import getpass
import platform
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME, USER, HOST = "/home/user", "user", "host"
"""What stands in recordings instead."""

_SHORTEST = 3
_COMMON = """
admin administrator alpine api app bash bin build builder busybox buildkite centos ci circleci client
cluster codespace container containers control-plane coder core daemon data db debian default demo deploy
desktop dev developer docker docs envoy etcd fedora git github gitlab gitpod guest guide home host http
jenkins kind kube kubectl kubernetes laptop latest linux local localhost macbook mail main manager master
minikube mysql name namespace network nginx nobody node none operator pod podman postgres prod proxy
public redis registry root runner runneradmin server service shell staging storage sys system test
tester tests travis true ubuntu user users vagrant volume web worker work workspace www-data
"""
"""Names that outputs have for reasons of their own, and that tell nobody who it was."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Caller:
    """Whoever runs the pages; a name that is not known is empty."""

    user: str = ""
    host: str = ""
    home: str = ""

    @classmethod
    def current(cls) -> Caller:
        """Return who runs this process."""
        return cls(user=_user(), host=platform.node(), home=_home())

    def taken_out(self, text: str) -> str:
        """Return *text* with home folder, user and host replaced by :data:`HOME`, :data:`USER`, :data:`HOST`.

        Only whole words are replaced, and only a name of three letters or more which is none of those that
        occur in outputs anyway, such as ``root`` or ``dev``.
        """
        for pattern, instead in self._replacements():
            text = re.sub(pattern, instead, text)
        return text

    def _replacements(self) -> Iterator[tuple[str, str]]:
        # the home of root is that of root in every container, too
        if is_telling(Path(self.home).name):
            yield rf"(?<![\w.-]){re.escape(self.home)}(?![\w.-])", HOME
        for name in dict.fromkeys((self.host, self.host.partition(".")[0])):
            if is_telling(name):
                yield rf"(?<![\w.-]){re.escape(name)}(?![\w-])", HOST
        if is_telling(self.user):
            yield rf"(?<![\w-]){re.escape(self.user)}(?![\w-])", USER


def is_telling(name: str) -> bool:
    """Return whether *name* tells somebody, rather than being a word that outputs have anyway."""
    return len(name) >= _SHORTEST and name.lower() not in _COMMON.split() and not name.isdigit()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def _home() -> str:
    try:
        return str(Path.home())
    except RuntimeError:
        return ""
