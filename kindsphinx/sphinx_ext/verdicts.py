"""Asks what the project's kind makes of a configuration."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kindsphinx.core.cluster_config import CreationContext, configurations_in, judge
from kindsphinx.core.problems import Severity

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config import Verdict
    from kindsphinx.core.problems import Problem
    from kindsphinx.sphinx_ext.settings import KindSettings

_IMAGE = re.compile(rb"^[ \t-]*[\"']?image[\"']?[ \t]*:", re.MULTILINE)


def verdict_of(
    data: bytes, settings: KindSettings, *, name: str = "", image: str | None = None, wait: bool = False
) -> Verdict:
    """Return what kind makes of *data*.

    :param name: what ``--name`` gives; empty if it is not there.
    :param image: the same for ``--image``; ``None`` for what the project gives.
    :param wait: whether the creation waits until the cluster is ready.
    """
    image = usual_image(data, settings) if image is None else image
    context = CreationContext(wait=wait, image=image)
    return judge(data, kind_version=settings.version, name=name, context=context)


def problems_in(data: str | bytes, settings: KindSettings) -> tuple[Problem, ...]:
    """Return what is wrong in the configurations of a listing: warnings, since nothing is made of them."""
    return tuple(
        replace(each, line=each.line + before, severity=Severity.WARNING)
        for before, configuration in configurations_in(data)
        for each in verdict_of(configuration, settings).problems
    )


def usual_image(data: bytes, settings: KindSettings) -> str:
    """Return the image that the project gives to the configuration *data*; empty if that names one itself."""
    return "" if _IMAGE.search(data) else settings.image
