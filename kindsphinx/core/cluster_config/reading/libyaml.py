"""libyaml's parser, where PyYAML has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable


def find_libyaml() -> Callable[[str], Any] | None:
    """Return libyaml's parser, ``None`` where PyYAML was installed without it."""
    try:
        import yaml.cyaml  # noqa: PLC0415 - it may not be there
    except ImportError:
        return None
    parser: Callable[[str], Any] = yaml.cyaml.CParser  # type: ignore[attr-defined]
    return parser


LIBYAML: Final = find_libyaml()
