"""Gives names and ports of an engine to one run at a time, on whichever computers the runs are."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kindsphinx.core.errors import BusyError, EngineError
from kindsphinx.runtime.belongings import belongings
from kindsphinx.runtime.cleanup import remove_kept, remove_kept_cluster, remove_notes, remove_run
from kindsphinx.runtime.host_ports import occupant
from kindsphinx.runtime.lease import EXPIRES_AFTER, Lease
from kindsphinx.runtime.proxy.ask import Asker
from kindsphinx.runtime.proxy.owner import CLAIM_LABEL, HOLDER_LABEL

if TYPE_CHECKING:
    from collections.abc import Callable

    from kindsphinx.core.claiming import Wanted
    from kindsphinx.runtime.belongings import Belongings
    from kindsphinx.runtime.engine import Engine
    from kindsphinx.runtime.proxy.owner import Owner

_INTERVAL = 1.0


class Claim(Protocol):
    """Takes what a run needs, as :meth:`Claims.take` does."""

    def __call__(self, wanted: Wanted, *, notice: Callable[[str], None]) -> None:
        """Take a cluster's name and its ports."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Claims:
    """Takes what a run needs; it is given back with everything that is noted for the run."""

    engine: Engine
    owner: Owner
    limit: float
    """For how many seconds another run is waited for."""
    sleep: Callable[[float], object] = time.sleep

    def take(self, wanted: Wanted, *, notice: Callable[[str], None]) -> None:
        """Take a cluster's name and its ports, when no other run has them any more.

        :param notice: gets a sentence if there is something to wait for.
        :raises BusyError: if another run has not given them back in time.
        :raises EngineError: if something that is no run has a port, or the engine does not answer.
        """
        # in one order for everybody, or two runs would wait for each other
        self._take(f"cluster-{wanted.cluster}", f"the cluster name “{wanted.cluster}”", notice)
        # nobody else is using it now, but whoever was waited for may have kept it
        remove_kept(self.engine, self.owner)
        remove_kept_cluster(self.engine, self.owner.project, wanted.cluster)
        for port in wanted.ports:
            self._take(f"port-{port.number}-{port.protocol}", str(port), notice)
            if who := occupant(self.engine, port, self.owner):
                raise EngineError(
                    f"{port}, which the cluster {wanted.cluster} needs, is in use by {who}: end that, or "
                    "choose another port in the configuration"
                )

    def _take(self, key: str, what: str, notice: Callable[[str], None]) -> None:
        began = time.monotonic()
        told = False
        while (holder := self._holder(key, what)) != self.owner.run:
            whose = self._living(holder)
            if whose is None:
                continue
            if time.monotonic() - began >= self.limit:
                raise BusyError(
                    f"{what} is in use by {whose.whose}, and was not given back within {self.limit:g} s "
                    "(kind_busy_timeout)"
                )
            if not told:
                notice(f"waiting for {what}, which is in use by {whose.whose}")
                told = True
            self.sleep(_INTERVAL)

    def _holder(self, key: str, what: str) -> str:
        """Return the run that has it, which is the owner's if it was free."""
        name = f"kindsphinx-claim-{key}"
        labels = {**self.owner.note_labels, CLAIM_LABEL: what}
        try:
            # the engine makes it only if there is none, and returns the one that there is
            reply = Asker(self.engine.endpoint).post(
                "volumes", "create", body={"Name": name, "Labels": labels}
            )
        except OSError as error:
            raise EngineError(f"the engine does not note {what}: {error}") from error
        document = reply.document or {}
        if not reply.good:
            raise EngineError(f"the engine does not note {what}: {document.get('message', reply.status)}")
        holder = (document.get("Labels") or {}).get(HOLDER_LABEL)
        if not holder:
            raise EngineError(
                f"{what} cannot be noted: the engine has a volume {name} that is not one of kindsphinx; "
                f"“docker volume rm {name}” removes it"
            )
        return str(holder)

    def _living(self, run: str) -> Belongings | None:
        """Return what a run has; ``None`` if it is over, and what it has left was removed."""
        found = next((each for each in belongings(self.engine) if each.run == run), None)
        if found is None:
            return None
        here = Lease.parse(self.owner.lease)
        if here is None or found.is_alive(here, now=self.engine.now(), patience=EXPIRES_AFTER):
            return found
        if left := (remove_notes if found.is_kept else remove_run)(self.engine, run):
            raise EngineError(f"what is left of {found.whose} cannot be removed: {'; '.join(left)}")
        return None
