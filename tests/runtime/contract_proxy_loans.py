"""What holds for a cluster that a page has on loan, in front of any engine, the fake one and a real one."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from docker import APIClient
from docker.errors import NotFound

from kindsphinx.runtime.cleanup import remove_scenario
from kindsphinx.runtime.proxy import EngineProxy, Owner
from kindsphinx.runtime.proxy.loan import Loan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.runtime.two_sides import Api, TwoSides


@dataclass(frozen=True, kw_only=True, slots=True)
class Borrower:
    """A page that has a cluster on loan."""

    loan: Loan
    owner: Owner
    page: Api


@contextmanager
def borrower(sides: TwoSides, folder: Path, name: str = "first") -> Iterator[Borrower]:
    """Give a page that shares the cluster ``PREFIXdev``, which belongs to a run of its own."""
    shared = replace(sides.owner, page="first and 1 more", run=f"{sides.owner.run}-shared")
    loan = Loan(cluster=sides.name("dev"), run=shared.run, labels=shared.labels)
    owner = replace(sides.owner, run=f"{sides.owner.run}-{name}", loan=loan)
    proxy = EngineProxy(upstream=sides.engine.endpoint, socket_path=folder / f"{name}.sock", owner=owner)
    proxy.start()
    with closing(proxy), closing(APIClient(proxy.url, version=sides.page._version)) as page:
        yield Borrower(loan=loan, owner=owner, page=page)


def create(sides: TwoSides, page: Borrower) -> str:
    """Let a page create the cluster, and return the id of its node."""
    page.loan.take()
    labels = {"io.x-k8s.kind.cluster": page.loan.cluster, "io.x-k8s.kind.role": "control-plane"}
    node = sides.start(page.page, "dev-control-plane", labels=labels)
    page.loan.take()
    return node


CHANGES: dict[str, Callable[[Api, str], object]] = {
    "restart": lambda api, node: api.restart(node, timeout=0),
    "pause": lambda api, node: api.pause(node),
    "rename": lambda api, node: api.rename(node, f"{api.inspect_container(node)['Name'].strip('/')}-2"),
    "work in it": lambda api, node: api.exec_create(node, ["touch", "/file"]),
    "copy into it": lambda api, node: api.put_archive(node, "/tmp", b"\0" * 1024),
}
READS: dict[str, Callable[[Api, str], object]] = {
    "inspect": lambda api, node: api.inspect_container(node),
    "logs": lambda api, node: api.logs(node),
    "read a file": lambda api, node: api.exec_create(node, ["cat", "/etc/hostname"]),
}


class LoansContract:
    """A cluster that pages have one after the other."""

    def test_a_shared_node_is_not_the_page_s_and_what_is_beside_it_is(
        self, sides: TwoSides, tmp_path: Path
    ) -> None:
        """The end of the page leaves the one, and takes the other."""
        with borrower(sides, tmp_path) as page:
            node = create(sides, page)
            sides.start(page.page, "beside")
            seen = sides.names(page.page)
            left = remove_scenario(sides.engine, page.owner)

        assert seen == {"dev-control-plane", "beside"}
        assert left == []
        assert sides.names(sides.host) == {"dev-control-plane"}
        assert page.loan.run in sides.host.inspect_container(node)["Config"]["Labels"].values()

    def test_a_page_sees_the_cluster_when_it_comes_to_it(self, sides: TwoSides, tmp_path: Path) -> None:
        """Neither in lists nor by its name before; other pages' things at no time."""
        with borrower(sides, tmp_path) as first:
            node = create(sides, first)
        with borrower(sides, tmp_path, "second") as page:
            sides.start(sides.host, "foreign")
            before = sides.names(page.page)
            with pytest.raises(NotFound):
                page.page.inspect_container(node)
            page.loan.take()
            after = sides.names(page.page)
            found = page.page.inspect_container(node)["Id"]

        assert (before, after, found) == (set(), {"dev-control-plane"}, node)

    @pytest.mark.parametrize("how", CHANGES)
    def test_what_changes_a_shared_node_is_noted(self, sides: TwoSides, tmp_path: Path, how: str) -> None:
        """Whether or not it succeeds."""
        with borrower(sides, tmp_path) as page:
            node = create(sides, page)
            CHANGES[how](page.page, node)

        assert page.loan.entered == (sides.name("dev-control-plane"),)

    @pytest.mark.parametrize("how", READS)
    def test_looking_into_a_shared_node_is_not(self, sides: TwoSides, tmp_path: Path, how: str) -> None:
        """Nor is what the page does with containers of its own."""
        with borrower(sides, tmp_path) as page:
            node = create(sides, page)
            beside = sides.start(page.page, "beside")
            READS[how](page.page, node)
            CHANGES["work in it"](page.page, beside)

        assert page.loan.entered == ()
