"""The settings of the extension: each declared once, checked, and read nowhere else."""

from __future__ import annotations

import difflib
import os
import re
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kindsphinx.core.cluster_config import NEWEST_KIND, OLDEST_KIND, is_release, is_too_old
from kindsphinx.core.comparing.volatile_setting import volatile
from kindsphinx.core.durations import parse_duration
from kindsphinx.core.isolation import Sudo
from kindsphinx.core.outcome import RecordMode
from kindsphinx.core.problems import did_you_mean
from kindsphinx.core.redaction.entries import secret_entries
from kindsphinx.core.requirement import REQUIRABLE, wrong_with_requirement
from kindsphinx.core.sharing import Scope
from kindsphinx.sphinx_ext.isolation_settings import allowed_programs, images, inherited, permissions
from kindsphinx.sphinx_ext.warnings import WarningSubtype, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from kindsphinx.core.comparing import Volatile
    from kindsphinx.core.permissions import Permissions

_MOST_RETRIES = 5


class Execute(StrEnum):
    """Whether the doctest builder runs pages."""

    OFF = "off"
    AUTO = "auto"
    """Where an engine answers."""
    ON = "on"
    """Always; what cannot run is an error."""


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise ValueError("a duration is needed: 90, '90s', '5m'")  # noqa: TRY004 - one error for all bad values
    seconds = parse_duration(str(value))
    if seconds <= 0:
        raise ValueError("a duration above 0 is needed: 90, '90s', '5m'")
    return seconds


def _one_of(kinds: type[StrEnum]) -> Callable[[object], StrEnum]:
    def convert(value: object) -> StrEnum:
        # YAML and -D users write on and off where Python has booleans
        text = {True: "on", False: "off"}.get(value, value) if isinstance(value, bool) else value
        try:
            return kinds(str(text))
        except ValueError:
            near = difflib.get_close_matches(str(text), list(kinds), n=1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            allowed = ", ".join(f"'{each}'" for each in kinds)
            raise ValueError(f"one of {allowed} is needed{hint}") from None

    return convert


def _text(value: object) -> str:
    if not isinstance(value, (str, os.PathLike)):
        raise ValueError("a string is needed")  # noqa: TRY004 - see above
    return os.fspath(value)


def _something(what: str) -> Callable[[object], str]:
    def convert(value: object) -> str:
        text = _text(value)
        if not text.strip():
            raise ValueError(f"the {what} is needed")
        return text

    return convert


def _version(value: object) -> str:
    text = _text(value)
    if not is_release(text):
        raise ValueError("a version of kind is needed: 'v0.30.0', or shorter '0.30'")
    if is_too_old(text):
        raise ValueError(f"a version of kind from {OLDEST_KIND} on is needed: older ones read another format")
    return text


def _patterns(value: object) -> tuple[str, ...]:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, (list, tuple, set, frozenset)) or not all(
        isinstance(each, str) for each in values
    ):
        raise ValueError("a list of patterns is needed: ['guide/*']")
    return tuple(each.strip() for each in values if each.strip())


def _mapping(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise ValueError("a dictionary from names to strings is needed")
    wrong = [key for key, each in value.items() if not isinstance(each, (str, int, float))]
    if wrong:
        raise ValueError(f"the value of {wrong[0]!r} is no string")
    return {key: str(each) for key, each in value.items()}


def _environment(value: object) -> Mapping[str, str]:
    found = _mapping(value)
    names = re.compile(r"[A-Za-z_]\w*", re.ASCII)
    wrong = [name for name, each in found.items() if not names.fullmatch(name) or "\0" in each]
    if wrong:
        raise ValueError(f"{wrong[0]!r} cannot be the name of a variable")
    return found


def _requirements(value: object) -> Mapping[str, str]:
    found = _mapping(value)
    for name, text in found.items():
        if name not in REQUIRABLE:
            raise ValueError(f"{name!r} cannot be required{_instead(name)}")
        if wrong := wrong_with_requirement(text):
            raise ValueError(f"{name!r}: {wrong}")
    return found


def _instead(name: str) -> str:
    if name == "kubernetes":
        return ": it is what the node image brings, which kind_image and the configurations choose"
    return did_you_mean(name, REQUIRABLE) or f": {', '.join(REQUIRABLE)} can"


def _count(value: object) -> int:
    text = str(value).strip()
    if isinstance(value, bool) or not text.isdecimal() or int(text) > _MOST_RETRIES:
        raise ValueError(f"a number from 0 to {_MOST_RETRIES} is needed")
    return int(text)


def _switch(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in (0, 1, "0", "1"):
        return value in (1, "1")
    raise ValueError("True or False is needed")


_program = _something("name or the path of a program")
_folder = _something("path of a folder")


def _setting(default: object, convert: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - stands for any field
    return field(metadata={"default": default, "convert": convert})


@dataclass(frozen=True, kw_only=True, slots=True)
class KindSettings:
    """What a project's ``conf.py`` says, checked; each field is the setting ``kind_`` and its name."""

    execute: Execute = _setting(Execute.OFF.value, _one_of(Execute))
    record: RecordMode = _setting(None, _one_of(RecordMode))
    """``new``, but ``none`` where the environment variable ``CI`` is set."""
    pages: tuple[str, ...] = _setting([], _patterns)
    """Patterns of the pages that run; all if empty."""
    image: str = _setting("", _text)
    """The node image of clusters that name none; empty for kind's own."""
    timeout: float = _setting("120s", _seconds)
    """Seconds for one command."""
    create_timeout: float = _setting("600s", _seconds)
    """Seconds for the creation of a cluster, and again until it is ready."""
    create_retries: int = _setting(1, _count)
    """How often a creation is tried again that has failed for what may not last."""
    busy_timeout: float = _setting("600s", _seconds)
    """Seconds that another run is waited for, which has the name of a cluster or a port."""
    shell: str = _setting("bash", _program)
    set_environment: Mapping[str, str] = _setting({}, _environment)
    executable: str = _setting("kind", _program)
    """The program that answers to ``kind`` in the pages."""
    version: str = _setting(NEWEST_KIND, _version)
    """Which kind judges the configurations."""
    check_yaml_blocks: bool = _setting(False, _switch)
    """Whether the configurations in plain listings are judged, too."""
    recordings_path: str = _setting("_recordings", _folder)
    """The folder of the recordings, from the source folder."""
    substitutions: Mapping[str, str] = _setting({}, _mapping)
    requires: Mapping[str, str] = _setting({}, _requirements)
    """Which versions of what must be there before a page is run."""
    volatile: Volatile = _setting({}, volatile)
    """What differs in every run besides what kindsphinx knows."""
    secrets: tuple[str, ...] = _setting([], secret_entries)
    """What else is secret: ``$NAME`` for a variable, or a regular expression."""
    allow: Permissions = _setting([], permissions)
    """What of the engine's machine pages may reach."""
    inherit_environment: tuple[str, ...] = _setting([], inherited)
    """Which of the caller's variables pages have, too: names, or beginnings of them with ``*``."""
    images: tuple[str, ...] = _setting([], images)
    """What is pulled before a page runs, where it is missing."""
    sudo: Sudo = _setting(Sudo.REFUSE.value, _one_of(Sudo))
    """What becomes of ``sudo`` on pages."""
    allowed_programs: tuple[str, ...] = _setting([], allowed_programs)
    """The only programs that the pages' commands may name; all if it is empty."""
    scope: Scope = _setting(Scope.DOCUMENT.value, _one_of(Scope))
    """For whom a cluster is created: for its page, or for all pages with the same one."""
    keep: bool = _setting(False, _switch)
    """Whether clusters stay after the run."""

    def recordings_root(self, srcdir: str | os.PathLike[str]) -> Path:
        """Return the folder of the recordings of the project in *srcdir*."""
        return Path(srcdir, self.recordings_path)


READ_ON_EVERY_PAGE = frozenset(
    {
        *("check_yaml_blocks", "image", "recordings_path", "set_environment", "substitutions", "version"),
        *("allow", "allowed_programs", "sudo", "volatile"),
    }
)
"""The settings that reach what pages show; a change reads every page again."""


def add_settings(app: Sphinx) -> None:
    """Declare the settings to Sphinx."""
    for each in fields(KindSettings):
        rebuild: Literal["env", ""] = "env" if each.name in READ_ON_EVERY_PAGE else ""
        # any type: a value of a wrong one is told by check_settings, in the same words as any other
        app.add_config_value(f"kind_{each.name}", each.metadata["default"], rebuild, types=Any)


def read_settings(config: Config, environ: Mapping[str, str] | None = None) -> KindSettings:
    """Return the settings of *config*, with the default in place of each wrong value."""
    return _read(config, os.environ if environ is None else environ, lambda *_: None)


def check_settings(config: Config) -> None:
    """Give a warning for each wrong value, and for each unknown name that looks like a setting."""
    _read(config, os.environ, lambda name, message: warn(f"{name}: {message}", WarningSubtype.SETTING, None))
    known = [f"kind_{each.name}" for each in fields(KindSettings)]
    for name in _raw_names(config):
        if name.startswith("kind_") and name not in config:
            hint = did_you_mean(name, known) or f": there are {', '.join(known)}"
            warn(f"{name}: there is no such setting{hint}", WarningSubtype.SETTING, None)


def _read(config: Config, environ: Mapping[str, str], tell: Callable[[str, str], None]) -> KindSettings:
    values = {}
    for each in fields(KindSettings):
        default = each.metadata["default"]
        if each.name == "record":
            default = (RecordMode.NONE if _is_ci(environ) else RecordMode.NEW).value
        value = getattr(config, f"kind_{each.name}")
        convert = each.metadata["convert"]
        try:
            values[each.name] = convert(default if value is None else value)
        except ValueError as error:
            tell(f"kind_{each.name}", f"{value!r} is not used, {default!r} is: {error}")
            values[each.name] = convert(default)
    return KindSettings(**values)


def _raw_names(config: Config) -> Iterable[str]:
    """Return the names that ``conf.py`` defines; Sphinx drops those that nobody has declared."""
    return sorted(getattr(config, "_raw_config", ()))


def _is_ci(environ: Mapping[str, str]) -> bool:
    return environ.get("CI", "").strip().lower() not in {"", "0", "false", "no"}
