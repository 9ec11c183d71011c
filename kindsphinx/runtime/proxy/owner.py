"""Whose a thing on the engine is: labels, which alone have to survive a crash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kindsphinx.runtime.proxy.loan import Loan

PREFIX = "io.kindsphinx."
"""Every label of kindsphinx begins with it; a page never sees one."""
PROJECT_LABEL = PREFIX + "project"
PAGE_LABEL = PREFIX + "page"
RUN_LABEL = PREFIX + "run"
KEEP_LABEL = PREFIX + "keep"
"""``true`` on what stays on the engine after its run, until the page's next run replaces it."""
LEASE_LABEL = PREFIX + "lease"
"""Which process the run is, and where: :class:`~kindsphinx.runtime.lease.Lease`."""
HOLDER_LABEL = PREFIX + "holder"
"""Instead of the run's label on what kindsphinx itself notes for a run, which its page is not to see."""
CLAIM_LABEL = PREFIX + "claim"
"""On a volume that is there so that no other run takes the same name or port: which one, in words."""
TAG_LABEL = PREFIX + "tag"
"""On a volume that holds nothing but the name of an image tag, since a tag cannot carry a label itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Owner:
    """The one run of one page to which things on the engine belong."""

    project: str
    page: str
    """The page's docname."""
    run: str
    """Different in every run."""
    keep: bool = False
    """Whether what the run creates stays after it."""
    lease: str = ""
    """Which process the run is."""
    loan: Loan | None = None
    """The cluster that the page shares with others."""

    @property
    def labels(self) -> dict[str, str]:
        """Return the labels of everything that the run creates."""
        kept = {KEEP_LABEL: "true"} if self.keep else {}
        return {**self._whose, RUN_LABEL: self.run, **kept, **(self.loan.mark if self.loan else {})}

    @property
    def note_labels(self) -> dict[str, str]:
        """Return the labels of what kindsphinx itself notes for the run."""
        return {**self._whose, HOLDER_LABEL: self.run}

    @property
    def filter(self) -> str:
        """Return what the engine's ``label`` filter finds by all that the page has."""
        return self.loan.filter if self.loan and self.loan.in_hand else self.own_filter

    @property
    def own_filter(self) -> str:
        """Return what the engine's ``label`` filter finds the run's things by, and no shared cluster."""
        return f"{RUN_LABEL}={self.run}"

    @property
    def _whose(self) -> dict[str, str]:
        lease = {LEASE_LABEL: self.lease} if self.lease else {}
        return {PROJECT_LABEL: self.project, PAGE_LABEL: self.page, **lease}

    def labels_for(self, labels: Mapping[str, str]) -> dict[str, str]:
        """Return the labels of a container that the run creates, which has *labels* from whoever asks."""
        return self.loan.labels if self.loan and self.loan.is_for(labels) else self.labels

    def owns(self, labels: Mapping[str, str] | None) -> bool:
        """Return whether a thing with these labels is the page's now."""
        run = (labels or {}).get(RUN_LABEL)
        return run == self.run or bool(self.loan and self.loan.in_hand and run == self.loan.run)

    def expects(self, labels: Mapping[str, str] | None) -> bool:
        """Return whether a thing with these labels is the page's, now or when it comes to its cluster."""
        run = (labels or {}).get(RUN_LABEL)
        return run == self.run or bool(self.loan and run == self.loan.run)


def without_own_labels(document: Any) -> Any:  # noqa: ANN401 - any JSON document
    """Return *document* without the labels of kindsphinx, wherever in it they stand."""
    if isinstance(document, dict):
        return {
            key: without_own_labels(value) for key, value in document.items() if not key.startswith(PREFIX)
        }
    if isinstance(document, list):
        return [without_own_labels(each) for each in document]
    return document
