"""Says whose a container, network, volume or exec is, by asking the engine for its labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kindsphinx.runtime.proxy.ask import NOT_FOUND, label_filter
from kindsphinx.runtime.proxy.call import RefusedError
from kindsphinx.runtime.proxy.owner import RUN_LABEL, TAG_LABEL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kindsphinx.runtime.proxy.ask import Asker
    from kindsphinx.runtime.proxy.owner import Owner

NOT_YOURS = "(not this page's)"
"""What follows the engine's own words where a thing exists, but for somebody else."""
PREDEFINED_NETWORKS = frozenset({"bridge", "host", "none", "nat"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Ownership:
    """Knows what is its owner's; what does not exist at all is left for the engine to say."""

    owner: Owner
    engine: Asker
    shared_networks: frozenset[str]
    """Names of networks that all pages and everybody else use together."""

    def check_container(self, reference: str, *, changes: bool = False) -> None:
        """Refuse a container, by name, id or the beginning of one, that is somebody else's.

        :param changes: whether it is another after what is asked; of a shared node that is noted.
        :raises RefusedError: in the engine's words for a container that does not exist.
        """
        reply = self.engine.get("containers", reference, "json")
        if not reply.good:
            return
        labels = reply.document["Config"].get("Labels") or {}
        if not self.owner.owns(labels):
            raise RefusedError(f"No such container: {reference} {NOT_YOURS}", status=404)
        loan = self.owner.loan
        if changes and loan and labels.get(RUN_LABEL) == loan.run:
            loan.enter(str(reply.document["Name"]).lstrip("/"))

    def check_exec(self, exec_id: str) -> None:
        """Refuse an exec in a container that is somebody else's.

        :raises RefusedError: in the engine's words for one that does not exist.
        """
        reply = self.engine.get("exec", exec_id, "json")
        if not reply.good:
            return
        try:
            self.check_container(reply.document["ContainerID"])
        except RefusedError:
            raise RefusedError(f"No such exec instance: {exec_id} {NOT_YOURS}", status=404) from None

    def check_network(self, reference: str) -> None:
        """Refuse a network that is neither the owner's nor everybody's.

        :raises RefusedError: in the engine's words for a network that does not exist.
        """
        reply = self.engine.get("networks", reference)
        if reply.good and not self.sees_network(reply.document):
            raise RefusedError(f"network {reference} not found {NOT_YOURS}", status=404)

    def check_volume(self, name: str) -> None:
        """Refuse a volume that is somebody else's.

        :raises RefusedError: in the engine's words for a volume that does not exist.
        """
        reply = self.engine.get("volumes", name)
        if reply.good and not self.sees_volume(reply.document, self.mounted_volumes()):
            raise RefusedError(f"get {name}: no such volume {NOT_YOURS}", status=404)

    def claim_volume(self, name: str, spec: Mapping[str, Any]) -> None:
        """Make sure that a volume which is about to be used is the owner's, and labelled as such.

        :raises RefusedError: if somebody else has a volume of that name, or the engine does not make it.
        """
        reply = self.engine.get("volumes", name)
        if reply.status == NOT_FOUND:
            labels = {**(spec.get("Labels") or {}), **self.owner.labels}
            reply = self.engine.post("volumes", "create", body={**spec, "Name": name, "Labels": labels})
            if not reply.good:
                raise RefusedError((reply.document or {}).get("message", ""), status=reply.status)
        elif reply.good and not self.sees_volume(reply.document, self.mounted_volumes()):
            raise RefusedError(
                f"kindsphinx does not give this page the volume {name}: it was on this engine before; choose "
                "another name, or remove the volume",
                status=409,
            )

    def sees_network(self, network: Mapping[str, Any]) -> bool:
        """Return whether a network, as the engine describes it, is the owner's or everybody's."""
        common = network["Name"] in PREDEFINED_NETWORKS or network["Name"] in self.shared_networks
        return common or self.owner.owns(network.get("Labels"))

    def sees_volume(self, volume: Mapping[str, Any], mounted: frozenset[str]) -> bool:
        """Return whether a volume, as the engine describes it, is the owner's by label or by use."""
        labels = volume.get("Labels") or {}
        return volume["Name"] in mounted or (self.owner.owns(labels) and TAG_LABEL not in labels)

    def containers(self) -> list[dict[str, Any]]:
        """Return the owner's containers as the engine lists them, stopped ones too."""
        reply = self.engine.get("containers", "json", all="1", filters=label_filter(self.owner.filter))
        return reply.document if reply.good else []

    def mounted_volumes(self) -> frozenset[str]:
        """Return the names of the volumes that the owner's containers use; anonymous ones carry no label."""
        return frozenset(
            mount["Name"]
            for container in self.containers()
            for mount in container.get("Mounts") or ()
            if mount.get("Type") == "volume"
        )
