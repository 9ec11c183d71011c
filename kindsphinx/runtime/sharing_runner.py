"""Runs a page's commands, but for the creation of a cluster that is there already."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from kindsphinx.core.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kindsphinx.core.ports import Output, Runner
    from kindsphinx.runtime.proxy.loan import Loan
    from kindsphinx.runtime.shared_cluster import SharedCluster


class SharingRunner:
    """The :class:`~kindsphinx.core.ports.Runner` of a page that shares a cluster."""

    def __init__(self, runner: Runner, *, shared: SharedCluster, loan: Loan) -> None:
        self._runner = runner
        self._shared = shared
        self._loan = loan

    def run(self, command: str, *, timeout: float, on_output: Callable[[str], None] | None = None) -> Output:
        """Run *command*, or give the page the cluster that it would create; see the protocol."""
        if command != self._shared.sharing.creation:
            return self._runner.run(command, timeout=timeout, on_output=on_output)
        if self._shared.printed is None:
            # the page is to see what it is making
            self._shared.give(self._loan)
            printed = self._runner.run(command, timeout=timeout, on_output=on_output)
            self._shared.printed = printed if printed.exit_code == 0 else None
            self._shared.give(self._loan)
            return printed
        return self._given(self._shared.printed, timeout, on_output)

    def close(self) -> None:
        """End the shell and every process that it started; may be called again."""
        self._runner.close()

    def _given(self, printed: Output, timeout: float, on_output: Callable[[str], None] | None) -> Output:
        self._shared.give(self._loan)
        # in the page's shell, since that knows where its kubeconfig is to be
        command = shlex.join(["kind", "export", "kubeconfig", "--name", self._loan.cluster])
        done = self._runner.run(command, timeout=timeout)
        if done.exit_code:
            raise EngineError(f"the page does not get the cluster that it shares: {done.text.strip()}")
        if on_output:
            on_output(printed.text)
        return printed
