"""The clusters of one scenario, made and deleted by the real kind."""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kindsphinx.core.errors import EngineError, MissingProgramError
from kindsphinx.runtime.claims import Claim, Claims
from kindsphinx.runtime.kind_labels import CLUSTER_LABEL, CONTROL_PLANE, ROLE_LABEL
from kindsphinx.runtime.node_containers import is_node, others_called
from kindsphinx.runtime.readiness import unready, without_account
from kindsphinx.runtime.secret_watch import SecretWatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kindsphinx.core.claiming import Wanted
    from kindsphinx.runtime.engine import Engine
    from kindsphinx.runtime.proxy.owner import Owner

_INTERVAL = 0.5
_ASK_SECONDS = 30.0
_DELETE_SECONDS = 300.0
_SECRETS_SECONDS = 5
_HOW_TO_GET = {
    "kind": "https://kind.sigs.k8s.io/docs/user/quick-start/#installation",
    "kubectl": "https://kubernetes.io/docs/tasks/tools/",
}


class KindClusters:
    """The :class:`~kindsphinx.core.ports.ClusterProvider` of real clusters."""

    def __init__(  # noqa: PLR0913 - what differs between a page's run and a test's
        self,
        *,
        engine: Engine,
        owner: Owner,
        environment: Mapping[str, str],
        kind: str = "kind",
        kubectl: str = "kubectl",
        patience: float = 0.0,
        claim: Claim | None = None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        """Know the clusters of *owner*.

        :param patience: for how many seconds another run is waited for that has a name or port.
        :param claim: takes names and ports, where it is not *owner* that is to have them.
        """
        self._sleep = sleep
        self._claim = claim or Claims(engine=engine, owner=owner, limit=patience, sleep=sleep).take
        self._engine = engine
        self._owner = owner
        self._environment = dict(environment)
        self._kind = kind
        self._kubectl = kubectl

    def list(self) -> tuple[str, ...]:
        """Return the names of the scenario's clusters, sorted."""
        nodes = self._engine.containers(self._owner.filter, CLUSTER_LABEL)
        return tuple(sorted({node["Labels"][CLUSTER_LABEL] for node in nodes}))

    def claim(self, wanted: Wanted, *, notice: Callable[[str], None]) -> None:
        """Take a name and ports for this scenario, when no other run has them any more."""
        self._claim(wanted, notice=notice)

    def foreign(self, name: str) -> str:
        """Return who else has a cluster called *name*, or containers that are called as its nodes will be."""
        return others_called(self._engine, name, but=self._owner)

    def wait_until_ready(self, name: str, *, timeout: float) -> None:
        """Return when nodes, kube-system and the default service account are ready.

        :raises EngineError: after *timeout* seconds, saying what is not ready.
        """
        deadline = time.monotonic() + timeout
        with self._kubeconfig(name) as kubeconfig:
            while missing := self._missing(name, kubeconfig):
                if time.monotonic() > deadline:
                    what = "; ".join(missing)
                    raise EngineError(f"the cluster {name} is not ready after {timeout:.0f} s: {what}")
                self._sleep(_INTERVAL)

    def kubernetes(self, name: str) -> str:
        """Return the version of a cluster's API server, such as ``v1.34.0``.

        :raises EngineError: if the cluster does not tell.
        """
        answer = self.asked(name, "version", "-o=json")
        try:
            return str(json.loads(answer)["serverVersion"]["gitVersion"])
        except (ValueError, KeyError, TypeError) as error:
            raise EngineError(f"“{self._kubectl} version” tells no version of the cluster {name}") from error

    def asked(self, name: str, *question: str) -> str:
        """Return what kubectl prints for *question* about a cluster.

        :raises EngineError: if that fails.
        """
        with self._kubeconfig(name) as kubeconfig:
            return self._run([self._kubectl, "--kubeconfig", str(kubeconfig), *question])

    def node_images(self, name: str) -> frozenset[str]:
        """Return the images of a cluster's nodes."""
        nodes = self._engine.containers(f"{CLUSTER_LABEL}={name}", self._owner.filter)
        return frozenset(str(node["Image"]) for node in nodes if is_node(node))

    def running(self) -> dict[str, str]:
        """Return cluster -> what no other has, of those with a control plane that runs."""
        nodes = self._engine.containers(f"{ROLE_LABEL}={CONTROL_PLANE}", self._owner.filter)
        return {node["Labels"][CLUSTER_LABEL]: node["Id"] for node in nodes if node["State"] == "running"}

    def kubeconfig(self, name: str) -> str:
        """Return the kubeconfig of a cluster's administrator.

        :raises EngineError: if there is none.
        """
        return self._run([self._kind, "get", "kubeconfig", "--name", name])

    def secrets(self, kubeconfig: Path) -> str:
        """Return all Secrets of the cluster that *kubeconfig* reaches, as JSON.

        :raises EngineError: if the cluster does not tell.
        """
        ask = self._secrets_of(kubeconfig)
        return self._run(
            [*ask, f"--request-timeout={_SECRETS_SECONDS}s", "-o", "json"], timeout=2 * _SECRETS_SECONDS
        )

    def watched_secrets(self, kubeconfig: Path) -> SecretWatch:
        """Return a watch over the Secrets of the cluster that *kubeconfig* reaches.

        :raises EngineError: if it cannot be started.
        """
        try:
            return SecretWatch([*self._secrets_of(kubeconfig), "-o", "json", "--watch"], self._environment)
        except OSError as error:
            raise EngineError(f"“{self._kubectl}” cannot be started: {error.strerror}") from error

    def delete(self, name: str) -> None:
        """Delete a cluster of this scenario; nothing happens if there is none."""
        self._run([self._kind, "delete", "cluster", "--name", name], timeout=_DELETE_SECONDS)

    def _secrets_of(self, kubeconfig: Path) -> Sequence[str]:
        return (self._kubectl, "--kubeconfig", str(kubeconfig), "get", "secrets", "-A")

    def _missing(self, name: str, kubeconfig: Path) -> tuple[str, ...]:
        ask = [self._kubectl, "--kubeconfig", str(kubeconfig), "--request-timeout=10s", "get", "-o", "json"]
        try:
            objects = self._items([*ask, "-n", "kube-system", "nodes,pods,daemonsets,deployments"])
            accounts = self._items([*ask, "-n", "default", "serviceaccounts"])
        except EngineError as error:
            return (str(error),)
        return (*unready(objects, nodes=self._count_nodes(name)), *without_account(accounts))

    def _count_nodes(self, name: str) -> int:
        nodes = self._engine.containers(f"{CLUSTER_LABEL}={name}", self._owner.filter)
        return sum(map(is_node, nodes))

    @contextmanager
    def _kubeconfig(self, name: str) -> Iterator[Path]:
        """Give a kubeconfig of its own, so that the page's is not touched."""
        with tempfile.TemporaryDirectory(dir=self._environment.get("TMPDIR")) as folder:
            kubeconfig = Path(folder, "kubeconfig")
            kubeconfig.touch(mode=0o600)
            kubeconfig.write_text(self.kubeconfig(name))
            yield kubeconfig

    def _items(self, command: Sequence[str]) -> Sequence[dict[str, Any]]:
        try:
            items: Sequence[dict[str, Any]] = json.loads(self._run(command))["items"]
        except (ValueError, KeyError, TypeError) as error:
            raise EngineError(f"“{' '.join(command)}” prints no list") from error
        return items

    def _run(self, command: Sequence[str], *, timeout: float = _ASK_SECONDS) -> str:
        # a session of its own: Ctrl-C must not cut the deletion that it asks for
        try:
            done = subprocess.run(
                command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=timeout,
                check=False,
                start_new_session=True,
            )
        except FileNotFoundError as error:
            where = _HOW_TO_GET.get(Path(command[0]).name, "its own documentation")
            raise MissingProgramError(f"“{command[0]}” is not installed: see {where}") from error
        except subprocess.TimeoutExpired as error:
            raise EngineError(f"“{' '.join(command)}” did not end within {timeout:.0f} s") from error
        if done.returncode:
            raise EngineError(f"“{' '.join(command)}” failed: {done.stderr.strip()}")
        return done.stdout
