"""A page that goes on from another, on a real cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.live.conftest import NODE_IMAGE

if TYPE_CHECKING:
    from tests.live.conftest import Project

pytestmark = pytest.mark.live

INSTALL = f"""\
.. kind-cluster:: after-a
   :image: {NODE_IMAGE}

   kind: Cluster
   apiVersion: kind.x-k8s.io/v1alpha4

.. kind-run::
   :capture: SPACE = namespace/(\\S+)

   $ kubectl create namespace shop

.. kind-run::
   :cleanup:

   $ kubectl delete namespace shop
"""
MORE = """\
More
====

.. kind-cluster:: after-a
   :after: index

.. kind-run:: after-a

   $ kubectl get namespace shop --output name
   namespace/shop
   $ kubectl config current-context
   kind-after-a
   $ kubectl get serviceaccount --namespace ${SPACE}
   $ pwd; ls
"""


def test_a_page_finds_what_the_page_before_has_made(project: Project) -> None:
    """Namespace, context, folder and captured value; it is recorded alone, and stale by a change there."""
    project.write(INSTALL)
    (project.root / "more.rst").write_text(MORE, encoding="utf-8")
    alone = ("-D", "kind_pages=more")

    first = project.run(*alone)
    second = project.run(*alone, environ={"CI": "1"})
    recorded = [path.name for path in project.recording.parent.iterdir()]
    project.change("create namespace shop", "create  namespace shop")
    told = project.build("text")

    assert (first.status, second.status) == (0, 0), first.text + second.text
    assert recorded == ["more.yaml"]
    assert "more: 4 commands, after 3 of index" in second.text
    assert "1 passed on 1 page" in second.text
    assert (
        "more.rst:5:12: WARNING: the page “index”, which this page goes on from, changed since" in told.text
    )
    text = (project.out / "text" / "more.txt").read_text(encoding="utf-8")
    assert "   $ pwd; ls\n   /work\n   after-a.yaml\n" in text
    assert "   namespace/shop\n" in text
