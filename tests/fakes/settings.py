"""What a project's settings say about running, without a project."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kindsphinx.core.isolation import Sudo
from kindsphinx.core.permissions import Permissions

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True, slots=True)
class FakeSettings:
    """A :class:`~kindsphinx.runtime.runtime_settings.RuntimeSettings` with the defaults of the real ones."""

    shell: str = "bash"
    executable: str = "kind"
    set_environment: Mapping[str, str] = field(default_factory=dict)
    requires: Mapping[str, str] = field(default_factory=dict)
    secrets: tuple[str, ...] = ()
    allow: Permissions = Permissions()
    inherit_environment: tuple[str, ...] = ()
    image: str = ""
    images: tuple[str, ...] = ()
    sudo: Sudo = Sudo.REFUSE
    busy_timeout: float = 0.0
    keep: bool = False
