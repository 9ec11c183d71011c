"""The one place where warnings are given, and the closed set of their subtypes."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils.nodes import Node

    from kindsphinx.core.problems import Location

_logger = logging.getLogger(__name__)


class WarningSubtype(StrEnum):
    """What a warning of the type ``kind`` is about: ``suppress_warnings = ["kind.stale"]`` silences one.

    A problem in a configuration has the subtype of its rule
    (:class:`~kindsphinx.core.cluster_config.ProblemCode`).
    """

    OPTION = "option"
    """An option that the directive does not have, or a value that it does not take."""
    ARGUMENT = "argument"
    """An argument that cannot be meant, most often because the blank line below the directive is missing."""
    CONTENT = "content"
    """A directive without content, or with both content and a file."""
    FILE = "file"
    """A file that is not there or cannot be used."""
    TRANSCRIPT = "transcript"
    """A transcript in which a command or its output cannot be told apart."""
    CLUSTER = "cluster"
    """A cluster that nothing above on the page defines."""
    CLASH = "clash"
    """A name that the page uses twice."""
    CONTEXT = "context"
    """A command that reaches another cluster than its block is about."""
    PROGRAM = "program"
    """A program that pages may not use: ``sudo``, or one that ``kind_allowed_programs`` does not name."""
    SUBSTITUTION = "substitution"
    """A substitution that nobody defines."""
    VERDICT = "verdict"
    """A configuration of which kind says something else than the page expects."""
    REFERENCE = "reference"
    """A role or a ``kind-show`` that leads nowhere."""
    AFTER = "after"
    """A page to go on from (``:after:``) that is not there, has not the cluster, or goes on from this one."""
    MARKUP = "markup"
    """Markup that makes a directive of kindsphinx vanish or fail."""
    SETTING = "setting"
    """A setting in ``conf.py`` with a value that it does not take; the default is used."""
    MISSING = "missing"
    """Commands of a page that have no recording."""
    STALE = "stale"
    """A recording that was taken from another version of the page."""
    EDITED = "edited"
    """A recording that was changed by hand."""
    RECORDING = "recording"
    """A recording file that cannot be read: damaged, with conflict markers, or of a newer kindsphinx."""
    UNUSED = "unused"
    """A recording, or one of its interactions, that belongs to no page."""
    EXPECTATION = "expectation"
    """An expectation that the page's own recording does not meet."""
    CAPTURE = "capture"
    """A capture that says not what to take, or that finds nothing in the recording."""
    VALUE = "value"
    """A value in the prose for which there is no recording."""
    LITERAL = "literal"
    """A port, address, id or generated name in the prose, which the next recording will have otherwise."""
    SECRET = "secret"  # noqa: S105 - the name of a subtype
    """A value of a Secret that a page prints and that is too usual a word to be taken out."""
    BUILD = "build"
    """Something outside the pages that a build met: pages that no pattern finds."""


def warn(message: str, code: str, location: Location | Node | str | None) -> None:
    """Give the warning *message* of the type ``kind`` and the subtype *code*.

    :param location: where it is; a text is the name of a page; ``None`` for what is in no file.
    """
    place = location if location is None or not hasattr(location, "column") else str(location)
    _logger.warning(message, type="kind", subtype=code, location=place)
