"""What a project's settings say about running, as the runtime sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kindsphinx.core.isolation import Sudo
    from kindsphinx.core.permissions import Permissions


class RuntimeSettings(Protocol):
    """What a project's settings say about running."""

    @property
    def shell(self) -> str:
        """Return the bash: a name on ``PATH``, or a path."""
        ...

    @property
    def executable(self) -> str:
        """Return the program that answers to ``kind``."""
        ...

    @property
    def set_environment(self) -> Mapping[str, str]:
        """Return what is added to the shell's environment."""
        ...

    @property
    def requires(self) -> Mapping[str, str]:
        """Return which versions of what the project asks for."""
        ...

    @property
    def allow(self) -> Permissions:
        """Return what of the engine's machine pages may reach."""
        ...

    @property
    def inherit_environment(self) -> tuple[str, ...]:
        """Return which of the caller's variables pages have, too: names, or beginnings of them with ``*``."""
        ...

    @property
    def image(self) -> str:
        """Return the node image of clusters that name none; empty for kind's own."""
        ...

    @property
    def images(self) -> tuple[str, ...]:
        """Return the images that are pulled before a page runs, where they are missing."""
        ...

    @property
    def sudo(self) -> Sudo:
        """Return what becomes of ``sudo``."""
        ...

    @property
    def busy_timeout(self) -> float:
        """Return for how many seconds another run is waited for that has a name or port."""
        ...

    @property
    def keep(self) -> bool:
        """Return whether clusters stay after the run."""
        ...

    @property
    def secrets(self) -> tuple[str, ...]:
        """Return what else is secret: ``$NAME`` for a variable, or a regular expression."""
        ...
