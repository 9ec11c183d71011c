"""Runs of pages on a fake engine, living, dead and far away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kindsphinx.runtime.lease import Lease
from kindsphinx.runtime.proxy.owner import TAG_LABEL, Owner
from tests.fakes.engine_state import network

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.fakes.engine import FakeEngine


def living(environ: Mapping[str, str], *, page: str = "guide/nodes", keep: bool = False) -> Owner:
    """Return a run of this process."""
    return an_owner(Lease.current(environ), run=f"living-{page}", page=page, keep=keep)


def dead(environ: Mapping[str, str], *, page: str = "guide/nodes", keep: bool = False) -> Owner:
    """Return a run of a process of this computer that has ended."""
    lease = replace(Lease.current(environ), began="at another time")
    return an_owner(lease, run=f"dead-{page}", page=page, keep=keep)


def far_away(environ: Mapping[str, str], *, page: str = "guide/nodes") -> Owner:
    """Return a run on another computer."""
    lease = replace(Lease.current(environ), seat="theirs", host="theirs", boot="theirs")
    return an_owner(lease, run=f"far-{page}", page=page)


def an_owner(lease: Lease, *, run: str, page: str, keep: bool = False) -> Owner:
    """Return a run with a lease."""
    run = run.replace("/", "-")
    return Owner(project="/home/somebody/docs", page=page, run=run, keep=keep, lease=lease.text)


def add_things(fake: FakeEngine, owner: Owner, *, cluster: str = "dev") -> None:
    """Let a run have two nodes, a container, a network, a volume, a tag, and its note."""
    for name, more in (
        (f"{cluster}-control-plane", {"io.x-k8s.kind.cluster": cluster}),
        (f"{cluster}-worker", {"io.x-k8s.kind.cluster": cluster}),
        (f"{cluster}-registry", {}),
    ):
        fake.state.add_container(name, {"Image": "busybox:1.36", "Labels": {**owner.labels, **more}})
    fake.state.networks.append({**network(f"{cluster}-net", labels=owner.labels), "Created": fake.state.time})
    fake.state.add_volume({"Name": f"{cluster}-data", "Labels": owner.labels})
    fake.state.tag(fake.state.images[0], f"{cluster}-app:1")
    fake.state.add_volume(
        {"Name": f"{cluster}-tag", "Labels": {**owner.labels, TAG_LABEL: f"{cluster}-app:1"}}
    )
    fake.state.add_volume({"Name": f"{cluster}-note", "Labels": owner.note_labels})


def names(fake: FakeEngine) -> set[str]:
    """Return the names of all that is on an engine but what it always has."""
    usual = {"bridge", "host", "none", "kind", "busybox:1.36", "nginx:1.26"}
    found = {each["Name"].strip("/") for each in fake.state.containers.values()}
    found |= {each["Name"] for each in fake.state.networks} | fake.state.volumes.keys()
    return (found | {tag for each in fake.state.images for tag in each["RepoTags"]}) - usual
