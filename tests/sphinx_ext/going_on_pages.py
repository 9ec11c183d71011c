"""Pages that go on from one another, for the tests of ``:after:``."""

from __future__ import annotations

from tests.sphinx_ext.project import CLUSTER

INSTALL = f"""\
Install
=======
{CLUSTER}
.. kind-run::

   $ kubectl get nodes
"""
"""A page that makes a cluster."""
AFTER = ".. kind-cluster:: dev\n   :after: {}\n"
"""How a page goes on with that of another."""
RUN = "\n.. kind-run:: dev\n\n   $ true\n"
ANSWERS = {"kubectl get nodes": "node-a\n", "kubectl get pods": "pod-a\n", "kubectl get jobs": "job-a\n"}
"""What the pages' commands print."""


def going_on(title: str, before: str, command: str, *, name: str = "") -> str:
    """Return a page that runs *command* in a block called *name* on the cluster that *before* leaves."""
    heading = f"{title}\n{'=' * len(title)}\n"
    option = f"   :name: {name}\n" if name else ""
    return f"{heading}\n{AFTER.format(before)}\n.. kind-run:: dev\n{option}\n   $ {command}\n"
