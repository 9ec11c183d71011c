"""Knows where people have files of credentials, and where engines and agents listen."""

from __future__ import annotations

import os
import pwd
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kindsphinx.runtime.endpoint import DEFAULT_URL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

HOME_CREDENTIALS: Final = """
.aws .azure .bluemix .boto .cargo/credentials .cargo/credentials.toml .composer/auth.json .crc .databrickscfg
.docker .fly .gem/credentials .git-credentials .gnupg .gradle/gradle.properties .kube .local/share/keyrings
.m2/settings-security.xml .m2/settings.xml .minikube .my.cnf .mylogin.cnf .netrc .npmrc .oci .password-store
.pgpass .pypirc .rancher .s3cfg .ssh .talos .terraform.d .terraformrc .vault-token .yarnrc.yml
"""
"""Below a home; of a folder, all that is in it."""
CONFIG_CREDENTIALS: Final = """
containers doctl gcloud gh git/credentials glab-cli hcloud helm hub op openstack rclone scw sops
"""
"""Below ``XDG_CONFIG_HOME``, which is ``~/.config`` as a rule."""
OFTEN_LINKS: Final = ".aws/config .aws/credentials .docker/config.json .kube/config"
"""What lies elsewhere where one of those folders has only a link to it."""
MACHINE_CREDENTIALS: Final = """
/etc/kubernetes/admin.conf /etc/kubernetes/super-admin.conf /etc/rancher /run/secrets/eks.amazonaws.com
/run/secrets/kubernetes.io /var/lib/rancher /var/snap/microk8s/current/credentials
"""
"""Of clusters that the machine is a part of, or runs in."""
VARIABLES: Final = """
AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE AZURE_CONFIG_DIR BOTO_CONFIG CLOUDSDK_CONFIG DOCKER_CERT_PATH
DOCKER_CONFIG GH_CONFIG_DIR GLAB_CONFIG_DIR GNUPGHOME GOOGLE_APPLICATION_CREDENTIALS HELM_REGISTRY_CONFIG
HELM_REPOSITORY_CONFIG KUBECONFIG NETRC NPM_CONFIG_USERCONFIG OCI_CLI_CONFIG_FILE OS_CLIENT_CONFIG_FILE
PASSWORD_STORE_DIR PGPASSFILE REGISTRY_AUTH_FILE SSH_AUTH_SOCK TALOSCONFIG TF_CLI_CONFIG_FILE
"""
"""Name files or folders of credentials, ``KUBECONFIG`` several."""
_NAMES_A_FILE: Final = re.compile(r"(?:CREDENTIALS?|TOKEN|PASSWORD|SECRET|PRIVATE_KEY)_FILE$")
_UNIX: Final = "unix://"
_IN_DOCKER_CONFIG: Final = ("config.json", "contexts")
_ENGINE_VARIABLES: Final = ("BUILDKIT_HOST", "CONTAINERD_ADDRESS", "CONTAINER_HOST", "DOCKER_HOST")
_ENGINE_SOCKETS: Final = """
/run/buildkit/buildkitd.sock /run/containerd/containerd.sock /run/cri-dockerd.sock /run/crio/crio.sock
/run/docker.sock /run/k3s/containerd/containerd.sock /run/podman/podman.sock
"""
_HOME_ENGINES: Final = ".colima .docker/desktop .docker/run .finch .lima .orbstack .rd"
_USER_ENGINES: Final = "buildkit containerd containerd-rootless docker.sock podman"
_USER_AGENTS: Final = "gcr gnupg keyring openssh_agent ssh-agent.socket"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A file, a folder or a socket, if it exists."""

    path: Path
    is_of_a_tool: bool = True
    """Whether all that is in the folder is a tool's; what a variable names may have anything in it."""


def files_of_credentials(environ: Mapping[str, str]) -> Iterator[Place]:
    """Yield where the caller has credentials: in their homes, where variables say, on the machine.

    The sockets of agents are among them, which give the use of keys.
    """
    for home in homes(environ):
        for name in f"{HOME_CREDENTIALS} {OFTEN_LINKS}".split():
            yield Place(path=home / name)
        for name in CONFIG_CREDENTIALS.split():
            yield Place(path=home / ".config" / name)
    if config := environ.get("XDG_CONFIG_HOME", ""):
        for name in CONFIG_CREDENTIALS.split():
            yield Place(path=Path(config, name))
    for name in MACHINE_CREDENTIALS.split():
        yield Place(path=Path(name))
    for folder in _runtime_folders(environ):
        for name in _USER_AGENTS.split():
            yield Place(path=folder / name)
    for path in _named(environ):
        yield Place(path=path, is_of_a_tool=False)


def engine_sockets(environ: Mapping[str, str], *, engine: str) -> Iterator[Place]:
    """Yield where engines of the caller listen.

    :param engine: the path of the socket of the engine that the page's own stands before; empty for another
        way to it.
    """
    named = (environ.get(name, "").removeprefix(_UNIX) for name in _ENGINE_VARIABLES)
    for path in (engine, *named, DEFAULT_URL.removeprefix(_UNIX), *_ENGINE_SOCKETS.split()):
        if path.startswith("/"):
            yield Place(path=Path(path), is_of_a_tool=False)
    for home in homes(environ):
        for name in _HOME_ENGINES.split():
            yield Place(path=home / name)
    for folder in _runtime_folders(environ):
        for name in _USER_ENGINES.split():
            yield Place(path=folder / name)


def homes(environ: Mapping[str, str]) -> tuple[Path, ...]:
    """Return the caller's homes: ``HOME``, that of their account, and that of who has called ``sudo``."""
    found = [environ.get("HOME", ""), *(_home_of(user) for user in _users(environ))]
    return tuple(Path(each) for each in dict.fromkeys(found) if each.startswith("/"))


def _users(environ: Mapping[str, str]) -> Iterator[int]:
    yield os.geteuid()
    if (number := environ.get("SUDO_UID", "")).isdecimal():
        yield int(number)


def _home_of(user: int) -> str:
    # a container may run as a user whom nobody knows
    with suppress(KeyError, OverflowError):
        return pwd.getpwuid(user).pw_dir
    return ""


def _runtime_folders(environ: Mapping[str, str]) -> Iterable[Path]:
    usual = (f"/run/user/{user}" for user in _users(environ))
    return (Path(each) for each in dict.fromkeys((environ.get("XDG_RUNTIME_DIR", ""), *usual)) if each)


def _named(environ: Mapping[str, str]) -> Iterator[Path]:
    for name, value in environ.items():
        if name not in VARIABLES.split() and not _NAMES_A_FILE.search(name):
            continue
        for each in value.split(os.pathsep) if name == "KUBECONFIG" else (value,):
            if each:
                yield Path(each).absolute()
    if folder := environ.get("DOCKER_CONFIG", ""):
        for each in _IN_DOCKER_CONFIG:
            yield Path(folder, each).absolute()
