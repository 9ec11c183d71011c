"""Opens the runtimes of a project's pages, and holds the cluster that one leaves to the next."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from kindsphinx.core.redacted import errors_redacted
from kindsphinx.runtime.endpoint import find_endpoint
from kindsphinx.runtime.images import provide_images
from kindsphinx.runtime.lease import Lease
from kindsphinx.runtime.page_runtime import PageRuntime, PageTerms
from kindsphinx.runtime.proxy import Owner
from kindsphinx.runtime.secrets import book_for
from kindsphinx.runtime.shared_cluster import SharedCluster
from kindsphinx.runtime.shared_use import SharedUse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kindsphinx.core.blocks import Scenario
    from kindsphinx.core.ports import Runtime
    from kindsphinx.core.redaction import SecretBook
    from kindsphinx.runtime.runtime_settings import RuntimeSettings


class Opener:
    """The :class:`~kindsphinx.core.ports.Opener` of real pages."""

    def __init__(
        self,
        settings: RuntimeSettings,
        *,
        project: str,
        environ: Mapping[str, str],
        forensics: Path | None = None,
    ) -> None:
        """Open pages of one project.

        :param project: what distinguishes this project from others on the engine: its source folder.
        :param environ: the caller's environment, in which its engine and programs are found.
        :param forensics: where it is kept what is known of clusters that cannot be created; nowhere without
            it.
        """
        self._settings = settings
        self._project = project
        self._environ = environ
        self._forensics = forensics
        self._shared: SharedCluster | None = None
        self._left: tuple[str, ...] = ()

    def __call__(self, scenario: Scenario) -> Runtime:
        """Return the runtime of a page."""
        book = book_for(scenario, secrets=self._settings.secrets, environ=self._environ)
        owner = Owner(
            project=self._project,
            page=scenario.docname,
            run=secrets.token_hex(8),
            keep=self._settings.keep,
            lease=Lease.current(self._environ).text,
        )
        # what a registry or an engine answers may repeat the password in its address
        with errors_redacted(book):
            provide_images(scenario, self._settings, self._environ)
            return self._opened(scenario, owner, book)

    def close(self) -> tuple[str, ...]:
        """Delete the cluster that no page has taken over; return what could not be removed, in words."""
        self._end_shared()
        left, self._left = self._left, ()
        return left

    def _opened(self, scenario: Scenario, owner: Owner, book: SecretBook) -> Runtime:
        use = self._use(scenario, owner)
        if use:
            # it is the cluster that is kept; what the page has beside it is of no use to another
            owner = replace(owner, keep=False, loan=use.loan)
        terms = PageTerms(
            settings=self._settings,
            owner=owner,
            environ=self._environ,
            book=book,
            forensics=self._forensics,
            use=use,
        )
        return PageRuntime.open(terms)

    def _use(self, scenario: Scenario, owner: Owner) -> SharedUse | None:
        sharing = scenario.sharing
        if self._shared and not self._shared.is_for(sharing):
            self._end_shared()
        if sharing is None:
            return None
        self._shared = self._shared or SharedCluster(
            sharing,
            owner=owner,
            endpoint=find_endpoint(self._environ),
            patience=self._settings.busy_timeout,
        )
        is_last = scenario.docname == sharing.pages[-1]
        return SharedUse(shared=self._shared, loan=self._shared.lend(), is_last=is_last)

    def _end_shared(self) -> None:
        if self._shared:
            self._left += self._shared.end()
        self._shared = None
