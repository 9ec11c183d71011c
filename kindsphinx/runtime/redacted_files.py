"""Takes secrets out of files that another program has written, such as the logs of nodes."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from kindsphinx.core.redaction import SecretBook
from kindsphinx.core.redaction.kubernetes import in_kubeconfig, in_secrets
from kindsphinx.runtime.caller_secrets import caller_secrets

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

_ASK_SECONDS: Final = 30.0


def secrets_of(name: str, folder: Path, *, kind: str, environ: Mapping[str, str]) -> SecretBook:
    """Return what the cluster *name* and the caller have of secrets; what cannot be asked is left out.

    :param folder: where a kubeconfig may lie meanwhile.
    """
    book = SecretBook()
    book.add(caller_secrets(environ))
    text = _said([kind, "get", "kubeconfig", "--name", name], environ)
    book.add(in_kubeconfig(text, f"the kubeconfig of the cluster {name}"))
    kubeconfig = folder / "kubeconfig"
    kubeconfig.touch(mode=0o600)
    kubeconfig.write_text(text, encoding="utf-8")
    ask = ["kubectl", "--kubeconfig", str(kubeconfig), "--request-timeout=10s", "get", "secrets", "-A"]
    book.add(in_secrets(_said([*ask, "-o", "json"], environ)))
    kubeconfig.unlink()
    return book


def redact_files(folder: Path, redact: Callable[[str], str]) -> None:
    """Take the secrets out of every file below *folder*, in which nothing else may be.

    What is no text is removed: a secret in a journal of systemd may be compressed, and is not found.

    :raises OSError: if one cannot be read or written.
    """
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_file():
            continue
        before = path.read_bytes()
        if b"\0" in before:
            path.unlink()
            continue
        after = redact(before.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        if after != before:
            path.write_bytes(after)


def _said(command: Sequence[str], environ: Mapping[str, str]) -> str:
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(
            command,
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_ASK_SECONDS,
            check=True,
        )
        return done.stdout
    return ""
