"""``kind-cluster``, ``kind-create`` and ``kind-delete``: a cluster's configuration, creation and deletion."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.nodes import make_id

from kindsphinx.core.blocks import Action, ClusterBlock, Command, PageFile, RunBlock
from kindsphinx.core.comparing import Comparison
from kindsphinx.core.durations import go_duration
from kindsphinx.core.problems import did_you_mean
from kindsphinx.core.showing import show_block
from kindsphinx.sphinx_ext.directives.after import go_on_after
from kindsphinx.sphinx_ext.directives.base import KindDirective
from kindsphinx.sphinx_ext.directives.configuration import Configuration, ConfigurationDirective
from kindsphinx.sphinx_ext.listing_nodes import plain, read_listing
from kindsphinx.sphinx_ext.options import LISTING_OPTIONS, AnyOption
from kindsphinx.sphinx_ext.page import Cluster, Listed, Named
from kindsphinx.sphinx_ext.values import config_values
from kindsphinx.sphinx_ext.verdicts import usual_image, verdict_of
from kindsphinx.sphinx_ext.warnings import WarningSubtype

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config import Verdict
    from kindsphinx.sphinx_ext.listing_nodes import ListingOptions

_SHORTEST = Configuration(data=b"kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n")
"""Stands in for a configuration that is not there, so that the rest of the page has its cluster."""


class _Steps(KindDirective):
    """Places the creation or the deletion of a cluster as a block."""

    def cluster_of(self, word: str) -> Cluster | None:
        """Return the cluster that *word* names, else the nearest one above; a problem if there is none."""
        name = word or self.page.nearest
        if name in self.page.clusters:
            return self.page.clusters[name]
        known = ", ".join(f"“{each}”" for each in self.page.clusters)
        if not name:
            message = "this page defines no cluster above: write “.. kind-cluster::” first"
        else:
            hint = did_you_mean(name, self.page.clusters) or f": the page has {known or 'none'}"
            message = f"nothing above on this page defines the cluster “{name}”{hint}"
        self.complain(message, WarningSubtype.CLUSTER, self.place.of_argument(name))
        return None

    def step(
        self, cluster: Cluster, action: Action, command: str, *, name: str, timeout: float | None
    ) -> RunBlock:
        """Return the block that runs *command*."""
        comparison = Comparison(volatile=self.settings.volatile)
        return RunBlock(
            id=self.page.unused_id(name, command),
            location=self.location,
            commands=(Command(text=command, location=self.location, comparison=comparison),),
            action=action,
            cluster=cluster.block.name,
            files=(cluster.block.file,) if action is Action.CREATE else (),
            timeout=timeout,
        )

    def shown_step(
        self, block: RunBlock, parts: tuple[str, ...], look: ListingOptions | None = None
    ) -> list[nodes.Node]:
        """Note *block* and return what the page shows of it."""
        state = self.note(block)
        for each in block.commands:
            self.page.contexts.follow(each.text, block.cluster)
        if state is None:
            return []
        return self.transcript(self.doubt_of(block, show_block(block, state)), parts, look)


class KindCluster(ConfigurationDirective, _Steps):
    """A cluster: its configuration, and its creation."""

    option_spec = AnyOption(
        (
            *LISTING_OPTIONS,
            "after",
            "config",
            "config-name",
            "image",
            "no-create",
            "retain",
            "show",
            "substitutions",
            "timeout",
            "topology",
            "wait",
        )
    )

    def build(self) -> list[nodes.Node]:
        """Return configuration, command and transcript; of a cluster of another page, where it comes from."""
        if self.read.has("after"):
            return go_on_after(self)
        argument = self.word(what="a cluster's name")
        written = self.configuration() or _SHORTEST
        image, wait = self._image(written), self.read.has("wait")
        verdict = verdict_of(written.data, self.settings, name=argument, image=image, wait=wait)
        self.complain_of_verdict(verdict, written)
        name = argument or (verdict.config.name if verdict.config else "kind")
        cluster = self._cluster(name, self._file(name, written), verdict, image)
        parts = self.read.words("show", choices=("config", "command", "output"))
        look = read_listing(self.read)
        named = self.name_of_block()
        self.note(cluster.block)
        found: list[nodes.Node] = [nodes.target("", "", ids=[cluster.node_id])]
        if "config" in parts:
            found.append(self.listing_of(written, look))
        run = self._creation(cluster, named)
        if run:
            # numbers and emphasis belong to the configuration
            found += self.shown_step(run, parts, plain(look) if "config" in parts else look)
        if named:
            self.page.used.add(named)
            self.page.named[named] = Named(config=Listed(text=written.text, language="yaml"), run=run)
        picture = self.topology(verdict, name, image=image)
        return [found[0], *picture, *self.with_target(found[1:])]

    def _file(self, name: str, written: Configuration) -> PageFile:
        if written.path:
            self.read.refuse("config-name", "the file has a name already")
            return PageFile(name=written.path.name, data=written.data)
        file = self.read.text("config-name") or f"{name}.yaml"
        if file.startswith(("/", "~")) or ".." in file.split("/"):
            message = f"“config-name”: “{file}” leaves the working directory: write a name below it"
            self.read.problem("config-name", message, file)
            file = f"{name}.yaml"
        return PageFile(name=file, data=written.data)

    def _cluster(self, name: str, file: PageFile, verdict: Verdict, image: str) -> Cluster:
        said = verdict.config.declared_name if verdict.config else ""
        cluster = Cluster(
            block=ClusterBlock(id=f"cluster:{name}", location=self.location, name=name, file=file),
            node_id=make_id(self.env, self.state.document, "kind-cluster", name),
            command=self._command(name if self.argument and name != said else "", file, image),
            image=image,
            timeout=self.read.duration("timeout", above=0.0),
        )
        self._refuse_clashes(cluster)
        self.page.clusters[name] = cluster
        if verdict.config:
            self.page.config_values |= config_values(verdict.config, name)
        return cluster

    def _command(self, name: str, file: PageFile, image: str) -> str:
        words = ["kind", "create", "cluster", *(["--name", name] if name else []), "--config", file.name]
        words += ["--image", image] if image else []
        if self.read.duration("wait") is not None:
            words += ["--wait", go_duration(self.read.text("wait"))]
        words += ["--retain"] if self.read.flag("retain") else []
        return shlex.join(words)

    def _image(self, written: Configuration) -> str:
        if self.read.has("image"):
            return str(self.options["image"] or "").strip()
        return usual_image(written.data, self.settings)

    def _creation(self, cluster: Cluster, name: str) -> RunBlock | None:
        self.read.text("image")
        if self.read.flag("no-create"):
            return None
        cluster.created = True
        return self.step(cluster, Action.CREATE, cluster.command, name=name, timeout=cluster.timeout)

    def _refuse_clashes(self, cluster: Cluster) -> None:
        name, file = cluster.block.name, cluster.block.file
        if name in self.page.clusters:
            where = self.page.clusters[name].block.location
            message = f"this page has a cluster “{name}” already ({where}): give this one another name"
            self.complain(message, WarningSubtype.CLASH, self.place.of_argument(name))
        for other in self.page.clusters.values():
            if other.block.file.name == file.name and other.block.file.data != file.data:
                message = (
                    f"the configuration of “{other.block.name}” lies under the name “{file.name}” already: "
                    "give this one another with “config-name”, or rename the file"
                )
                self.complain(message, WarningSubtype.CLASH, self.location)


class _LaterStep(_Steps):
    """A step about a cluster that is defined above."""

    option_spec = AnyOption((*LISTING_OPTIONS, "show", "timeout"))
    action: ClassVar[Action]

    def build(self) -> list[nodes.Node]:
        """Return command and transcript."""
        self.refuse_content()
        cluster = self.cluster_of(self.word(what="a cluster's name"))
        parts = self.read.words("show", choices=("command", "output"))
        timeout, name = self.read.duration("timeout", above=0.0), self.name_of_block()
        if cluster is None:
            return []
        command, usual = self.taken(cluster)
        timeout = usual if timeout is None else timeout
        run = self.step(cluster, self.action, command, name=name, timeout=timeout)
        if name:
            self.page.named[name] = Named(run=run)
        return self.with_target(self.shown_step(run, parts))

    def taken(self, cluster: Cluster) -> tuple[str, float | None]:
        """Note the step for the cluster, and return its command and how long that may take."""
        raise NotImplementedError


class KindCreate(_LaterStep):
    """The creation of a cluster that is defined above, as a step of its own."""

    action = Action.CREATE

    def taken(self, cluster: Cluster) -> tuple[str, float | None]:
        """Return the command that the definition shows."""
        if cluster.after:
            message = (
                f"the cluster “{cluster.block.name}” is one of the page “{cluster.after}”: define one of "
                "this page with “kind-cluster”"
            )
            self.complain(message, WarningSubtype.CLASH, self.location)
        elif cluster.created and not cluster.deleted:
            message = (
                f"the cluster “{cluster.block.name}” is created above already: "
                "give its kind-cluster the option “no-create”"
            )
            self.complain(message, WarningSubtype.CLASH, self.location)
        cluster.created, cluster.deleted = True, False
        return cluster.command, cluster.timeout


class KindDelete(_LaterStep):
    """The deletion of a cluster as a step of the page."""

    action = Action.DELETE

    def taken(self, cluster: Cluster) -> tuple[str, float | None]:
        """Return the command that deletes it."""
        cluster.deleted = True
        return shlex.join(["kind", "delete", "cluster", "--name", cluster.block.name]), None
