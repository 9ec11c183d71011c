"""Accepting compares as the run has compared: by what the page's own sources name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sphinx_ext.accepting import accept
from tests.sphinx_ext.fake_builder import run

if TYPE_CHECKING:
    from tests.sphinx_ext.project import Project

PAGE = """\
Ports
=====

.. kind-file:: web.yaml

   nodePort: {port}

.. kind-run::

   $ kubectl get services
"""
SERVICES = "NAME   TYPE       PORT(S)        AGE\nweb    NodePort   80:{}/TCP   5m\n"


@pytest.mark.parametrize(("port", "named"), [(30080, True), (30081, False)], ids=["named", "drawn"])
def test_a_port_that_the_page_names_is_a_change_to_accept(port: int, book: Project, *, named: bool) -> None:
    """Where only a page's own file tells that somebody chose the port, accepting has to know it as well."""
    book.write("page.rst", PAGE.format(port=port).encode())
    run(book, {"kubectl get services": SERVICES.format(30080)}, kind_record="all")
    ended = run(book, {"kubectl get services": SERVICES.format(30090)}, kind_record="none")

    accepted = accept(book, "--only", "version")

    assert bool(ended.status) is named
    assert ("port 30080, which the page names, is 30090 now" in accepted.err) is named
    assert "80:30080" in book.store.path("page").read_text(encoding="utf-8")
