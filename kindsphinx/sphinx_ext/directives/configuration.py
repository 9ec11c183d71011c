"""What the directives with a cluster configuration share: where they get it, and what is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from kindsphinx.sphinx_ext.directives.base import KindDirective
from kindsphinx.sphinx_ext.listing_nodes import CHECKED
from kindsphinx.sphinx_ext.topology_nodes import FORMS, topology_nodes
from kindsphinx.sphinx_ext.warnings import WarningSubtype

if TYPE_CHECKING:
    from pathlib import Path

    from kindsphinx.core.cluster_config import Verdict
    from kindsphinx.sphinx_ext.listing_nodes import ListingOptions


@dataclass(frozen=True, kw_only=True, slots=True)
class Configuration:
    """A cluster configuration as its author wrote it."""

    data: bytes
    path: Path | None = None
    """The file that has it; ``None`` if it is the content of the directive."""

    @property
    def text(self) -> str:
        """Return what the page shows."""
        return self.data.decode("utf-8", "replace")


class ConfigurationDirective(KindDirective):
    """A directive with a configuration: its content, or the file that ``config`` names."""

    def configuration(self) -> Configuration | None:
        """Return the configuration; ``None``, and a problem, if there is none."""
        if "config" in self.options:
            self.refuse_both("the configuration is", "config")
            path = self.path_of("config")
            data = self.data_of(path, "config") if path else None
            return None if data is None else Configuration(data=data, path=path)
        if self.content:
            return Configuration(data="\n".join([*self.text(), ""]).encode())
        if not self.is_swallowed:
            message = (
                "the configuration is missing: write it below the options, or name its file with “config”"
            )
            self.complain(message, WarningSubtype.CONTENT, self.location)
        return None

    def topology(self, verdict: Verdict, name: str, *, image: str = "") -> list[nodes.Node]:
        """Return what the option ``topology`` asks for; nothing for a configuration that kind refuses.

        :param image: the image of all nodes, as the command of the page gives it.
        """
        if "topology" not in self.options:
            return []
        forms = self.read.words("topology", choices=FORMS)
        if verdict.config is None or not verdict.accepted:
            return []
        return topology_nodes(self, verdict.config, name, image=image, forms=forms)

    def listing_of(self, written: Configuration, look: ListingOptions) -> nodes.Element:
        """Return the listing of the configuration, which is not checked once more with those of the book."""
        found = self.listed(written.text, "yaml", look)
        for block in found.findall(nodes.literal_block):
            block[CHECKED] = True
        return found

    def complain_of_verdict(self, verdict: Verdict, written: Configuration) -> None:
        """Give a warning for each thing that is wrong in the configuration."""
        self.complain_of(verdict.problems, source=str(written.path or ""))
