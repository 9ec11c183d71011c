"""Judge a cluster configuration as kind would: the one entrance of this package."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config.codes import ProblemCode
from kindsphinx.core.cluster_config.creation import Creation, CreationContext
from kindsphinx.core.cluster_config.decode import Decoder, TooMuchError
from kindsphinx.core.cluster_config.defaults import build
from kindsphinx.core.cluster_config.doubts import doubts
from kindsphinx.core.cluster_config.doubts_of_releases import doubts_of_release
from kindsphinx.core.cluster_config.explain import explain
from kindsphinx.core.cluster_config.explain_syntax import explain_syntax
from kindsphinx.core.cluster_config.faults import kind_message_of, write_path
from kindsphinx.core.cluster_config.places import Places
from kindsphinx.core.cluster_config.reading import Mapping, YamlError, decode, read_tree
from kindsphinx.core.cluster_config.schema import API_VERSION, CLUSTER, KIND, TYPE_META
from kindsphinx.core.cluster_config.shapes import Struct
from kindsphinx.core.cluster_config.suggest import nearest
from kindsphinx.core.cluster_config.telling import Telling
from kindsphinx.core.cluster_config.validate import kind_message_of as kind_message_of_breaches
from kindsphinx.core.cluster_config.validate import validate
from kindsphinx.core.cluster_config.versions import NEWEST_KIND, default_image
from kindsphinx.core.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kindsphinx.core.cluster_config.creation import Doubt
    from kindsphinx.core.cluster_config.faults import Fault
    from kindsphinx.core.cluster_config.model import ClusterConfig
    from kindsphinx.core.cluster_config.reading import YamlNode
    from kindsphinx.core.cluster_config.reading.tree import Place
    from kindsphinx.core.cluster_config.shapes import StructOf
    from kindsphinx.core.cluster_config.validate import Breach

_REFUSED: Final = "ERROR: failed to create cluster: "
_UNREADABLE: Final = "could not determine kind / apiVersion for config: "
_UNDECODABLE: Final = "unable to decode config: "


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What kind makes of a configuration, and what is to be said about it."""

    accepted: bool
    config: ClusterConfig | None
    """``None`` where kind gets no configuration out of the text."""
    problems: tuple[Problem, ...] = ()
    """Errors and warnings, in order of place."""
    kind_message: str = ""
    """What kind prints after ``ERROR: failed to create cluster:``, empty if it accepts."""

    @property
    def printed(self) -> str:
        """Return what kind prints, word for word; empty if it accepts."""
        return f"{_REFUSED}{self.kind_message}" if self.kind_message else ""


def judge(
    data: str | bytes,
    *,
    kind_version: str = NEWEST_KIND,
    name: str = "",
    context: CreationContext | None = None,
) -> Verdict:
    """Return what the kind of *kind_version* makes of *data*; never raises, whatever the input.

    *name* is the name that the command line gives the cluster, empty if it gives none; *context* is what
    else is known of the creation.
    """
    source = decode(data)
    try:
        root = read_tree(source)
    except YamlError as error:
        message = f"{_UNREADABLE}{error.kind_message}"
        return Verdict(
            accepted=False,
            config=None,
            problems=(explain_syntax(error, message, source.text),),
            kind_message=message,
        )
    telling = Telling()
    meta, unreadable = _decode(root, TYPE_META)
    kind_message, identity = _identify(root, meta, unreadable)
    for problem in identity:
        telling.tell(problem)
    _tell_faults(unreadable, telling)
    if kind_message and _is_something_else(root, meta):
        return _refused(kind_message, telling)
    cluster, faults = _decode(root, CLUSTER)
    if not kind_message and (words := kind_message_of(faults)):
        kind_message = f"{_UNDECODABLE}{words}"
    config = build(cluster, name=name, image=default_image(kind_version))
    breaches = validate(config, kind_version)
    places = Places(cluster, root, source.text)
    _tell_faults(faults, telling)
    _tell_breaches(_news(breaches, faults), places, telling)
    if kind_message:
        return _refused(kind_message, telling)
    if breaches:
        return _refused(kind_message_of_breaches(breaches), telling, config)
    creation = Creation(context=context or CreationContext(), kind_version=kind_version)
    _tell_doubts(doubts(config, creation), places, telling)
    _tell_doubts(doubts_of_release(cluster, kind_version), places, telling)
    return Verdict(accepted=True, config=config, problems=telling.problems())


def _decode(root: YamlNode | None, shape: StructOf) -> tuple[Struct, list[Fault]]:
    decoder = Decoder()
    found = None
    if root is not None:
        with suppress(TooMuchError):
            found = decoder.read(root, shape)
    return found if isinstance(found, Struct) else Struct(), decoder.faults


def _identify(root: YamlNode | None, meta: Struct, faults: list[Fault]) -> tuple[str, list[Problem]]:
    """Return kind's message if it does not take the text for a configuration of its own, and our problems."""
    if words := kind_message_of(faults):
        return f"{_UNREADABLE}{words}", []
    version, kind = meta.values.get("apiVersion", ""), meta.values.get("kind", "")
    message = ""
    problems = []
    places = Places(meta, root)
    if kind != KIND:
        message = f"unknown kind {kind} for apiVersion: {version}"
        problems.append(
            _identity_problem("kind", kind, KIND, message if version == API_VERSION else "", places)
        )
    if version != API_VERSION:
        message = f"unknown apiVersion: {version}"
        problems.append(_identity_problem("apiVersion", version, API_VERSION, message, places))
    return message, problems


def _identity_problem(key: str, value: str, wanted: str, kind_message: str, places: Places) -> Problem:
    place = places.of((key,))
    message = (
        f"{key} “{value}” is not what kind reads: write “{key}: {wanted}”"
        if value
        else f"“{key}” is missing: write “{key}: {wanted}”"
    )
    return Problem(
        message=message,
        code=ProblemCode.VERSION,
        line=place.line + 1,
        column=place.column + 1,
        path=key if value else "",
        kind_message=kind_message,
    )


def _is_something_else(root: YamlNode | None, meta: Struct) -> bool:
    """Return whether the text is no attempt at a configuration, so that its fields say nothing."""
    if not isinstance(root, Mapping):
        return True
    version = meta.values.get("apiVersion", "")
    return bool(version and "kind" not in version and not nearest(version, [API_VERSION]))


def _news(breaches: list[Breach], faults: list[Fault]) -> list[Breach]:
    """Leave out what only follows from other breaches, or from values that did not decode."""
    broken = any(fault.path[:1] == ("nodes",) for fault in faults)
    return [each for each in breaches if not each.follows and not (broken and each.path == ("nodes",))]


def _tell_faults(faults: Iterable[Fault], telling: Telling) -> None:
    """Tell each once, though kind decodes twice, and notes some things in two ways."""
    for fault in faults:
        telling.add(fault.code, fault.place, partial(_problem_of, fault))


def _problem_of(fault: Fault) -> Problem:
    return Problem(
        message=explain(fault),
        code=fault.code,
        line=fault.place.line + 1,
        column=fault.place.column + 1,
        path=write_path(fault.path),
        kind_message=fault.words,
    )


def _tell_breaches(breaches: Iterable[Breach], places: Places, telling: Telling) -> None:
    for breach in breaches:
        place = places.of(breach.path)
        telling.add(ProblemCode.VALUE, place, partial(_problem_of_breach, breach, place))


def _problem_of_breach(breach: Breach, place: Place) -> Problem:
    return Problem(
        message=breach.message,
        code=ProblemCode.VALUE,
        line=place.line + 1,
        column=place.column + 1,
        path=write_path(breach.path),
        kind_message=breach.words,
    )


def _tell_doubts(found: Iterable[Doubt], places: Places, telling: Telling) -> None:
    for doubt in found:
        place = places.within(doubt.path, doubt.inside) if doubt.inside else places.of(doubt.path)
        telling.add(doubt.code, place, partial(_problem_of_doubt, doubt, place))


def _problem_of_doubt(doubt: Doubt, place: Place) -> Problem:
    return Problem(
        message=doubt.message,
        code=doubt.code,
        severity=Severity.WARNING,
        line=place.line + 1,
        column=place.column + 1,
        path=write_path(doubt.path),
    )


def _refused(kind_message: str, telling: Telling, config: ClusterConfig | None = None) -> Verdict:
    return Verdict(accepted=False, config=config, problems=telling.problems(), kind_message=kind_message)
