"""Warns of configurations that fail on the very engine that a run has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.core.cluster_config import CreationContext, ProblemCode, judge
from kindsphinx.sphinx_ext.warnings import warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kindsphinx.sphinx_ext.page import Page
    from kindsphinx.sphinx_ext.settings import KindSettings


def tell_of_engine(
    pages: Iterable[Page], settings: KindSettings, cgroup_version: Callable[[], int | None]
) -> None:
    """Give a warning for each cluster of *pages* whose nodes cannot start on the engine.

    :param cgroup_version: asks the engine for the version of its control groups.
    """
    clusters = [each for page in pages for each in page.clusters.values() if not each.after]
    version = cgroup_version() if clusters else None
    if version is None:
        return
    for cluster in clusters:
        context = CreationContext(image=cluster.image, cgroup_version=version)
        verdict = judge(cluster.block.file.data, kind_version=settings.version, context=context)
        for problem in verdict.problems:
            if problem.code == ProblemCode.CGROUP_V1:
                warn(problem.message, problem.code, cluster.block.location)
