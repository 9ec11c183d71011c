"""The variables that a page's shell begins with: the same ones for everybody, as far as can be."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kindsphinx.core.isolation import is_inherited
from kindsphinx.runtime.caller import USER
from kindsphinx.runtime.kind_labels import KIND_NETWORK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kindsphinx.runtime.scratch import Scratch

NETWORK_VARIABLE = "KIND_EXPERIMENTAL_DOCKER_NETWORK"
"""Names the network that kind uses instead of its own."""
_EXPERIMENTS = "KIND_EXPERIMENTAL_"
_PROVIDER = "KIND_EXPERIMENTAL_PROVIDER"
_PROXIES = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy")
_KEPT = (
    *_PROXIES,
    *map(str.upper, _PROXIES),
    # certificates of a company's network
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "NIX_SSL_CERT_FILE",
    "CURL_CA_BUNDLE",
    "REQUESTS_CA_BUNDLE",
    # without them, programs in unusual places do not start
    "LD_LIBRARY_PATH",
    "LOCALE_ARCHIVE",
)
_FIXED = {
    "USER": USER,
    "LOGNAME": USER,
    "SHELL": "/bin/bash",
    "TERM": "dumb",
    "NO_COLOR": "1",
    "COLUMNS": "80",
    "LINES": "24",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
}


def shell_environment(
    environ: Mapping[str, str],
    scratch: Scratch,
    *,
    docker_host: str,
    extra: Mapping[str, str],
    inherit: Iterable[str] = (),
) -> dict[str, str]:
    """Return all the variables of a page's shell.

    Of the caller's own it has the way to programs and to the network, and nothing else that the project does
    not name: no credentials, no
    ``KUBECONFIG`` (kubectl uses the private home's), no ``BASH_ENV``, nothing that changes what kind does.

    :param environ: the caller's environment.
    :param docker_host: where ``docker`` and ``kind`` find the engine.
    :param inherit: what the project lets pages have of the caller's (``kind_inherit_environment``): names, or
        beginnings of them with ``*``. The page's own home, folders and engine stay its own.
    :param extra: what the project adds (``kind_set_environment``); it beats everything else.
    """
    return {
        "PATH": _absolute(environ.get("PATH", os.defpath)),
        **{name: environ[name] for name in _KEPT if name in environ},
        **_FIXED,
        **{name: environ[name] for name in environ if is_inherited(name, inherit)},
        "HOME": str(scratch.home),
        "PWD": str(scratch.work),
        "TMPDIR": str(scratch.temporary),
        "DOCKER_HOST": docker_host,
        **extra,
    }


def shared_networks(
    environ: Mapping[str, str], *, extra: Mapping[str, str], inherit: Iterable[str] = ()
) -> frozenset[str]:
    """Return the names of the networks that all pages and everybody else use together.

    They are kind's, and the one that whoever runs the page lets kind use instead; parameters as for
    :func:`shell_environment`.
    """
    inherited = environ.get(NETWORK_VARIABLE, "") if is_inherited(NETWORK_VARIABLE, inherit) else ""
    return frozenset({KIND_NETWORK, extra.get(NETWORK_VARIABLE, inherited)} - {""})


def withheld(
    environ: Mapping[str, str], *, extra: Mapping[str, str], inherit: Iterable[str] = ()
) -> Iterator[str]:
    """Yield a sentence for each variable with which the caller's kind does what that of pages does not."""
    obeyed = (name for name in sorted(environ) if name.startswith(_EXPERIMENTS) and environ[name])
    for name in obeyed:
        if name in extra or is_inherited(name, inherit):
            continue
        if name == _PROVIDER:
            yield f"{name} is not passed to pages: DOCKER_HOST or docker's context names their engine"
        else:
            yield (
                f"{name} is not passed to pages, which are the same on every machine: name it in "
                "kind_inherit_environment, or set it for everybody in kind_set_environment"
            )


def _absolute(path: str) -> str:
    """Return *path* so that it means the same in another folder."""
    return os.pathsep.join(str(Path(folder).absolute()) for folder in path.split(os.pathsep) if folder)
