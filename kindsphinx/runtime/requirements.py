"""Says what a run needs that is not there, and how to get it."""

from __future__ import annotations

import re
import shutil
import sys
from contextlib import closing
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kindsphinx.core.blocks import Action
from kindsphinx.core.errors import EngineError
from kindsphinx.core.recording import Provenance
from kindsphinx.core.requirement import unmet_requirements
from kindsphinx.runtime.endpoint import find_endpoint
from kindsphinx.runtime.engine import Engine
from kindsphinx.runtime.versions import kind_version, kubectl_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kindsphinx.core.blocks import Scenario
    from kindsphinx.runtime.runtime_settings import RuntimeSettings

_HOW_TO_GET = {
    "kind": "https://kind.sigs.k8s.io/docs/user/quick-start/#installation, or “brew install kind”",
    "kubectl": "https://kubernetes.io/docs/tasks/tools/, or “brew install kubectl”",
    "docker": "https://docs.docker.com/engine/install/, or “brew install docker”",
    "bash": "your system's packages, version 3.2 or later",
}
_PACKAGES = ("docker", "ruamel.yaml")
"""What talks with the engine, and what writes recordings."""


def missing_parts(
    scenarios: Iterable[Scenario],
    settings: RuntimeSettings,
    environ: Mapping[str, str],
    *,
    system: str = sys.platform,
) -> tuple[str, ...]:
    """Return a sentence for each thing that is missing; nothing if the scenarios can be run.

    :param system: as :data:`sys.platform`.
    """
    if system == "win32":
        return ("pages run on Linux and macOS; on Windows, build them within WSL",)
    packages = [name for name in _PACKAGES if not _can_import(name)]
    # without its package, the engine could only say the same
    engine = () if "docker" in packages else _engine(environ)
    return (*_programs(scenarios, settings, environ), *engine, *_how_to_get(packages))


def cgroup_version(environ: Mapping[str, str]) -> int | None:
    """Return the version of the control groups that nodes will have; ``None`` where no engine tells."""
    try:
        with closing(Engine(find_endpoint(environ))) as engine:
            return engine.cgroup_version()
    except EngineError:
        return None


def unmet(settings: RuntimeSettings, environ: Mapping[str, str]) -> str:
    """Return in one sentence which versions are others than the project asks for; empty if none is."""
    required = settings.requires
    if not required:
        return ""
    found = present(settings, environ)
    names = ("kind", "kubectl", "engine", "architecture")
    return unmet_requirements(required, {name: getattr(found, name) for name in names})


def present(settings: RuntimeSettings, environ: Mapping[str, str]) -> Provenance:
    """Return the programs, the engine and its architecture, each empty where it does not tell."""
    environment = {**environ, **settings.set_environment}
    program = program_path(settings.executable, environ)
    found = Provenance(
        kind=kind_version(str(program or settings.executable), environment),
        kubectl=kubectl_version(environment),
    )
    try:
        with closing(Engine(find_endpoint(environ))) as engine:
            about = engine.about()
    except EngineError:
        return found
    return replace(found, engine=about.title, architecture=about.architecture)


def _programs(
    scenarios: Iterable[Scenario], settings: RuntimeSettings, environ: Mapping[str, str]
) -> Iterator[str]:
    programs = {"bash": settings.shell, "kind": settings.executable}
    wanted = {"bash"}.union(*(_names(scenario.whole) for scenario in scenarios if not scenario.problems))
    for name in sorted(wanted):
        program = programs.get(name, name)
        if not program_path(program, environ):
            yield f"“{program}” is not installed: see {_HOW_TO_GET[name]}"


def _names(scenario: Scenario) -> set[str]:
    """Return which programs the page calls, as far as its commands tell."""
    text = "\n".join(command.text for block in scenario.runs for command in block.commands)
    named = {name for name in _HOW_TO_GET if re.search(rf"\b{name}\b", text)}
    if "kind" in named or any(block.action is not Action.RUN for block in scenario.runs):
        # kind calls docker, and waiting for a cluster calls kubectl
        named |= {"kind", "docker", "kubectl"}
    return named


def _engine(environ: Mapping[str, str]) -> Iterator[str]:
    try:
        with closing(Engine(find_endpoint(environ))) as engine:
            engine.about()
    except EngineError as error:
        yield str(error)


def _how_to_get(packages: Sequence[str]) -> Iterator[str]:
    if packages:
        noun = "packages" if len(packages) > 1 else "package"
        names = " and ".join(f"“{name}”" for name in packages)
        yield f"running pages needs the Python {noun} {names}: pip install 'kindsphinx[record]'"


def _can_import(name: str) -> bool:
    try:
        import_module(name)
    except ImportError:
        return False
    return True


def program_path(program: str, environ: Mapping[str, str]) -> Path | None:
    """Return where *program* is; ``None`` if it is not there."""
    found = shutil.which(program, path=environ.get("PATH"))
    return Path(found).absolute() if found else None
