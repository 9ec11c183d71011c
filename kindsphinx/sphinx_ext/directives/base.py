"""What the directives share: where they stand, what is wrong in them, and the files they name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from kindsphinx.core.fingerprint import as_lf
from kindsphinx.core.problems import Severity, did_you_mean
from kindsphinx.sphinx_ext.domain import kind_domain, with_doubt
from kindsphinx.sphinx_ext.listing_nodes import TRANSCRIPT, doubt_mark, listing, read_listing
from kindsphinx.sphinx_ext.locate import Place, locate
from kindsphinx.sphinx_ext.options import AnyOption, Options
from kindsphinx.sphinx_ext.substitutions import definitions, substitute
from kindsphinx.sphinx_ext.warnings import WarningSubtype

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.util.typing import OptionSpec

    from kindsphinx.core.blocks import Block, RunBlock
    from kindsphinx.core.freshness import BlockState
    from kindsphinx.core.problems import Location, Problem
    from kindsphinx.core.showing import Shown
    from kindsphinx.sphinx_ext.domain import KindDomain
    from kindsphinx.sphinx_ext.listing_nodes import ListingOptions
    from kindsphinx.sphinx_ext.page import Page
    from kindsphinx.sphinx_ext.settings import KindSettings


class KindDirective(SphinxDirective):
    """A directive that tells everything that is wrong in it, at its place, and lets the build go on."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec | None] = AnyOption(())

    place: Place
    read: Options

    def run(self) -> list[nodes.Node]:
        """Read the directive and return what it shows."""
        self.place = locate(self)
        self.read = Options(f"“{self.name}”", self.options, tuple(self.option_spec or ()))
        shown = self.build()
        for each in dict.fromkeys(self.read.problems):
            self.complain(each.message, each.code, self.place.of_option(each.option, each.word))
        return shown

    def build(self) -> list[nodes.Node]:
        """Return what the directive shows, and note what it asks for."""
        raise NotImplementedError

    @property
    def domain(self) -> KindDomain:
        """Return the domain, which keeps what the directives note."""
        return kind_domain(self.env)

    @property
    def page(self) -> Page:
        """Return what is known of the page so far."""
        return self.domain.page(self.env.docname)

    @property
    def settings(self) -> KindSettings:
        """Return the project's settings."""
        return self.domain.settings

    @property
    def location(self) -> Location:
        """Return where the directive stands."""
        return self.place.of_argument("")

    @property
    def argument(self) -> str:
        """Return the argument in one line; empty if there is none."""
        return " ".join(self.arguments[0].split()) if self.arguments else ""

    @property
    def is_swallowed(self) -> bool:
        """Return whether an option, or the content, was taken for the argument."""
        argument = self.argument
        return " " in argument or argument[:1] in {":", "$", "#", "%"} or argument.endswith(":")

    def word(self, *, what: str) -> str:
        """Return the argument if it is one word, and say what is wrong if it is none."""
        if not self.is_swallowed:
            return self.argument
        first = self.argument.split()[0]
        how = (
            f"write “{first.rstrip(':')}:”, with a colon behind it, if it is an option"
            if first.startswith(":")
            else f"a blank line is missing below “{self.name}::”"
        )
        message = f"“{self.argument}” cannot be {what}: {how}"
        self.complain(message, WarningSubtype.ARGUMENT, self.place.of_argument(first))
        return ""

    def refuse_content(self) -> None:
        """Say that the directive takes no content, if it has some."""
        if self.content:
            message = (
                f"“{self.name}” takes no content: remove it, or end the directive with a line at its margin"
            )
            self.complain(message, WarningSubtype.CONTENT, self.place.of_content(1))

    def refuse_both(self, what: str, option: str) -> None:
        """Say that *what* is in a file, which *option* names, and in the content as well, if it is."""
        if self.content:
            message = f"{what} there twice: leave out the content, or “{option}”"
            self.complain(message, WarningSubtype.CONTENT, self.place.of_content(1))

    def complain(
        self, message: str, code: str, location: Location, *, severity: Severity = Severity.ERROR
    ) -> None:
        """Give a warning; an error also keeps the page from being run."""
        self.page.note_mistake(message, code, location, severity=severity)

    def complain_of(self, problems: Sequence[Problem], *, source: str = "") -> None:
        """Give a warning for each problem of the content, or of the file *source*."""
        for each in problems:
            location = self.place.of_content(each.line, each.column)
            if each.path == "name" and self.argument:
                location = self.place.of_argument(self.argument)
            elif source:
                location = type(location)(source=source, line=each.line, column=each.column)
            self.complain(each.message, each.code, location, severity=each.severity)

    def text(self) -> tuple[str, ...]:
        """Return the lines of the content, with substitutions replaced if the author wants that."""
        lines = self.place.raw_content()
        if "substitutions" not in self.options or not self.read.flag("substitutions"):
            return lines
        known = definitions(self.state.document, self.config, self.settings.substitutions)
        replaced, unknown = substitute(lines, known)
        for line, column, message in unknown:
            self.complain(message, WarningSubtype.SUBSTITUTION, self.place.of_content(line, column))
        return replaced

    def path_of(self, option: str) -> Path | None:
        """Return the file or folder that an option names; ``None``, and a problem, if it is not there."""
        written = self.read.text(option)
        if not written:
            return None
        relative, absolute = self.env.relfn2path(written)
        path = Path(absolute)
        if self._leads_out(path, option):
            return None
        if not _is_there(path):
            self._missing(option, written, path)
            self.env.note_dependency(relative)
            return None
        return path

    def data_of(self, path: Path, option: str) -> bytes | None:
        """Return the content of a file, with LF line ends if it is a text."""
        if self._leads_out(path, option):
            return None
        self.env.note_dependency(str(path))
        written = self.read.text(option)
        if path.is_dir():
            message = f"“{written}” is a folder: name a file in it"
            self.read.problem(option, message, written, WarningSubtype.FILE)
            return None
        try:
            return as_lf(path.read_bytes())
        except OSError as error:
            message = f"“{written}” cannot be read ({error.strerror}): check the file's permissions"
            self.read.problem(option, message, written, WarningSubtype.FILE)
            return None

    def text_of(self, path: Path, option: str) -> str | None:
        """Return the content of a text file; ``None``, and a problem, if it is none."""
        data = self.data_of(path, option)
        try:
            return None if data is None else data.decode("utf-8")
        except UnicodeDecodeError as error:
            word = self.read.text(option)
            message = f"“{word}” is no UTF-8 text (byte {error.start}): save it as UTF-8"
            self.read.problem(option, message, word, WarningSubtype.FILE)
            return None

    def name_of_block(self) -> str:
        """Return the ``name`` option; a problem, and nothing, if the page has it already."""
        name = self.read.text("name")
        if name and (name in self.page.used or name in self.page.named):
            message = f"the name “{name}” is used twice on this page: give one of the blocks another name"
            self.read.problem("name", message, name, WarningSubtype.CLASH)
            name = ""
        if re.search(r"/\d+$", name):
            message = f"“{name}” is what the recording calls a later command of a block: leave out the number"
            self.read.problem("name", message, name, WarningSubtype.CLASH)
            name = ""
        if not name:
            # docutils would make a target of it
            self.options.pop("name", None)
        return name

    def note(self, block: Block) -> BlockState | None:
        """Add a block to the page."""
        return self.page.note_block(block, self.domain.recording(self.env.docname))

    def listed(self, text: str, language: str, look: ListingOptions | None = None) -> nodes.Element:
        """Return a listing with this directive's options."""
        look = look or read_listing(self.read)
        block = listing(self, text, language, look, self.read)
        return self.captioned(block, look.caption) if look.caption else block

    def transcript(
        self, shown: Shown, parts: Sequence[str], look: ListingOptions | None = None
    ) -> list[nodes.Node]:
        """Return the listing of commands and output, and the mark of an output that is not verified."""
        text = shown.transcript(commands="command" in parts, output="output" in parts)
        found: list[nodes.Node] = [self.listed(text, TRANSCRIPT, look)] if text else []
        if "output" in parts and shown.doubt:
            mark = doubt_mark(shown.doubt)
            self.set_source_info(mark)
            found.append(mark)
        return found

    def captioned(self, node: nodes.Element, caption: str) -> nodes.Element:
        """Return *node* within its caption, which is one line: ``1. First`` is no list."""
        title, _ = self.parse_inline(caption, lineno=self.lineno)
        heading = nodes.caption(caption, "", *title)
        heading.source, heading.line = node.source, node.line
        return nodes.container("", heading, node, literal_block=True, classes=["literal-block-wrapper"])

    def doubt_of(self, block: RunBlock, shown: Shown) -> Shown:
        """Return *shown* with what the recording file itself leaves in doubt."""
        return with_doubt(self.domain.loaded(self.env.docname), block, shown)

    def with_target(self, found: list[nodes.Node]) -> list[nodes.Node]:
        """Make the first of the nodes the target of the directive's ``name``."""
        for node in found:
            if self.options.get("name") and hasattr(node, "attributes"):
                self.add_name(node)
                break
        return found

    def _leads_out(self, path: Path, option: str) -> bool:
        """Return whether a path, or a link that it goes by, leads out of the source folder, and say so."""
        if _real(path).is_relative_to(_real(Path(self.env.srcdir))):
            return False
        written = self.read.text(option)
        message = (
            f"“{written}” leads out of the source folder, with “..” or by a link: a page shows what is in "
            "its project; put the file there"
        )
        self.read.problem(option, message, written, WarningSubtype.FILE)
        return True

    def _missing(self, option: str, written: str, path: Path) -> None:
        where = f"there is no file “{path}”"
        hint = did_you_mean(path.name, _names_in(path.parent)) or (
            f": “{option}” is relative to the page, or from the source folder with a leading “/”"
        )
        self.read.problem(option, where + hint, written, WarningSubtype.FILE)


def _real(path: Path) -> Path:
    """Return where a path leads; itself if it can be no file's name."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        # no name that a file can have
        return False


def _names_in(folder: Path) -> list[str]:
    try:
        return [each.name for each in folder.iterdir()]
    except (OSError, ValueError):
        return []
