"""The exceptions of kindsphinx: each means that a job could not be done.

What a user got wrong is not an exception but a value (:class:`~kindsphinx.core.problems.Problem`,
:class:`~kindsphinx.core.diff.Diff`, :class:`~kindsphinx.core.outcome.Outcome`)::

    KindSphinxError
    ├── BusyError          another run has what this one needs
    ├── EngineError        the container engine cannot be reached, or refused
    ├── MissingProgramError   a program that the page needs is not installed
    ├── NormalizerError    a project's own function for comparing fails
    ├── RecordingError     a recording file cannot be read or written
    └── RunnerError        the shell of a page is gone
        └── CommandTimeoutError   a command took longer than it may
"""

from __future__ import annotations


class KindSphinxError(Exception):
    """Any failure of kindsphinx; its text is a sentence for the user."""


class BusyError(KindSphinxError):
    """Another run has what this one needs, and has not given it back in time."""


class EngineError(KindSphinxError):
    """The container engine cannot be reached, or refused what was asked."""


class MissingProgramError(KindSphinxError):
    """A program that the page needs is not installed; the text says how to get it."""


class NormalizerError(KindSphinxError):
    """A function that the project's settings name for comparing fails, or returns what it may not."""


class RecordingError(KindSphinxError):
    """A recording file cannot be read or written."""


class RunnerError(KindSphinxError):
    """The shell of a page ended; ``output`` is what the command printed until then."""

    def __init__(self, message: str, *, output: str = "") -> None:
        super().__init__(message)
        self.output = output


class CommandTimeoutError(RunnerError):
    """A command took longer than it may and was ended, with all it had started."""
