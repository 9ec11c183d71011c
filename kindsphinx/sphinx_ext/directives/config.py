"""``kind-config``: a cluster configuration that is shown and checked, and creates nothing."""

from __future__ import annotations

from dataclasses import replace
from textwrap import indent
from typing import TYPE_CHECKING

from kindsphinx.core.cluster_config import ProblemCode
from kindsphinx.core.problems import Severity
from kindsphinx.sphinx_ext.directives.configuration import ConfigurationDirective
from kindsphinx.sphinx_ext.listing_nodes import TRANSCRIPT, plain, read_listing
from kindsphinx.sphinx_ext.options import LISTING_OPTIONS, AnyOption
from kindsphinx.sphinx_ext.page import Listed, Named
from kindsphinx.sphinx_ext.verdicts import verdict_of
from kindsphinx.sphinx_ext.warnings import WarningSubtype

if TYPE_CHECKING:
    from docutils import nodes

    from kindsphinx.core.cluster_config import Verdict
    from kindsphinx.core.problems import Location, Problem
    from kindsphinx.sphinx_ext.listing_nodes import ListingOptions


class KindConfig(ConfigurationDirective):
    """A configuration; one that explains a mistake comes with what kind says of it."""

    option_spec = AnyOption((*LISTING_OPTIONS, "config", "expect-invalid", "substitutions", "topology"))

    def build(self) -> list[nodes.Node]:
        """Return the configuration, and kind's message if it is meant to be refused."""
        name, written = self.word(what="a cluster's name"), self.configuration()
        look, named = read_listing(self.read), self.name_of_block()
        if written is None:
            return []
        verdict = verdict_of(written.data, self.settings, name=name)
        wanted, printed = self.read.phrase("expect-invalid"), ""
        if wanted is None:
            self.complain_of_verdict(verdict, written)
        else:
            printed = self._refusal(verdict, wanted)
            look = self._with_faults(look, verdict)
        found: list[nodes.Node] = [self.listing_of(written, look)]
        if printed:
            found.append(self.listed(printed, TRANSCRIPT, plain(look)))
        if named:
            self.page.named[named] = Named(config=Listed(text=written.text, language="yaml"), printed=printed)
        if wanted is not None:
            self.read.refuse("topology", "a configuration that kind refuses makes no cluster")
        picture = self.topology(verdict, verdict.config.name if verdict.config else name)
        return [*picture, *self.with_target(found)]

    def _refusal(self, verdict: Verdict, wanted: str) -> str:
        """Return what kind prints, and say where the page expects something else."""
        printed = verdict.printed
        if verdict.accepted:
            message = (
                f"kind {self.settings.version} takes this configuration, and the page expects that it is "
                "refused: remove “expect-invalid”, or make the mistake that the page explains"
            )
            self._differ(message, self.location)
        elif wanted not in " ".join(printed.split()):
            message = (
                f"kind does not say “{wanted}”: correct the text, or the mistake that the page explains; "
                f"it says\n{indent(printed, '  ')}"
            )
            self._differ(message, self.place.of_option("expect-invalid", wanted))
        return printed

    def _differ(self, message: str, location: Location) -> None:
        self.complain(message, WarningSubtype.VERDICT, location, severity=Severity.WARNING)

    def _with_faults(self, look: ListingOptions, verdict: Verdict) -> ListingOptions:
        """Return *look* with the lines marked of which kind's message is, unless the author marks some."""
        said = (
            each for each in verdict.problems if each.kind_message and each.kind_message in verdict.printed
        )
        lines = frozenset(each.line for each in said if self._has_line(each))
        return replace(look, selection=replace(look.selection, marked=lines))

    def _has_line(self, problem: Problem) -> bool:
        is_missing = problem.code == ProblemCode.VERSION and not problem.path
        is_argument = problem.path == "name" and bool(self.argument)
        return not is_missing and not is_argument
