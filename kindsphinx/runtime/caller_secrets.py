"""What the caller's environment has of secrets, which no page is given and no file may have."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from kindsphinx.core.redaction import Secret
from kindsphinx.core.redaction.kubernetes import in_docker_config, in_kubeconfig

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_TELLING: Final = re.compile(
    r"(?i)(?:^|_)(?:pass|passwd|password|secret|token|credentials?|api_?key|auth|access_key|private_key)$"
    # PWD alone is the folder in which a shell is
    r"|_pwd$|^(?:aws_secret|docker_auth|github_token|gh_token|npm_token|registry_auth)"
)
_LARGEST: Final = 1 << 20


def caller_secrets(environ: Mapping[str, str], *, names: Iterable[str] = ()) -> Iterator[Secret]:
    """Yield the values of variables that are called like secrets, passwords in URLs, and what files have.

    These are docker's logins, and the keys and tokens of kubeconfigs, which kubectl finds by ``KUBECONFIG``
    or in ``~/.kube/config``.

    :param names: of further variables whose values are secret.
    """
    wanted = set(names)
    for name, value in environ.items():
        if name in wanted or _TELLING.search(name):
            yield Secret(value=value.encode(errors="surrogateescape"), what=f"the variable {name}")
        elif "://" in value and (password := _password(value)):
            yield Secret(value=password.encode(), what=f"the password in the variable {name}")
        if name == "DOCKER_AUTH_CONFIG":
            yield from in_docker_config(value, f"the variable {name}")
    home = environ.get("HOME", "")
    kubeconfigs = environ.get("KUBECONFIG") or (home and f"{home}/.kube/config")
    for file in filter(None, kubeconfigs.split(os.pathsep)):
        yield from in_kubeconfig(text_of(Path(file)), file)
    folder = environ.get("DOCKER_CONFIG") or (home and f"{home}/.docker")
    if folder:
        path = Path(folder, "config.json")
        yield from in_docker_config(text_of(path), str(path))


def text_of(path: Path) -> str:
    """Return the text of a file that is not large; nothing if it cannot be read."""
    try:
        # a pipe or a socket must not be opened
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return ""
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _password(url: str) -> str:
    try:
        return unquote(urlsplit(url).password or "")
    except ValueError:
        return ""
