"""Makes the nodes of a listing, with the options that authors know from ``code-block``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docutils import nodes

from kindsphinx.core.listing import Selection, select

if TYPE_CHECKING:
    from sphinx.util.docutils import SphinxDirective

    from kindsphinx.sphinx_ext.options import Options

TRANSCRIPT = "console"
"""The highlighting of commands with their output."""
_LONGEST_LINE = 2000
_TRANSCRIPT_CLASS = "kind-transcript"
CHECKED = "kind-checked"
"""The attribute of listings whose configuration their directive has checked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListingOptions:
    """How a listing looks."""

    selection: Selection
    caption: str = ""
    name: str = ""
    classes: tuple[str, ...] = ()
    linenos: bool = False
    lineno_start: int | None = None
    force: bool = False


def read_listing(options: Options) -> ListingOptions:
    """Return the listing options of a directive; what is wrong is noted in *options*."""
    dedent: int | None = None
    if options.has("dedent"):
        dedent = options.number("dedent") if options.raw["dedent"] else -1
    return ListingOptions(
        selection=Selection(
            lines=options.text("lines"),
            start_at=options.line("start-at"),
            end_before=options.line("end-before"),
            dedent=dedent,
            emphasize=options.line("emphasize"),
            emphasize_lines=options.text("emphasize-lines"),
        ),
        caption=options.text("caption"),
        name=options.text("name"),
        classes=tuple(map(nodes.make_id, options.text("class").split())),
        linenos=options.flag("linenos") or options.has("lineno-start"),
        lineno_start=options.number("lineno-start"),
        force=options.flag("force"),
    )


def plain(look: ListingOptions) -> ListingOptions:
    """Return how the parts look that the author did not write: without caption, numbers and emphasis."""
    return replace(look, selection=Selection(), caption="", name="", linenos=False, lineno_start=None)


def listing(
    directive: SphinxDirective, text: str, language: str, look: ListingOptions, options: Options
) -> nodes.Element:
    """Return the listing of *text*, without its caption."""
    shown = select(text, look.selection)
    for wrong in shown.wrong:
        options.problem(wrong.option, wrong.message, wrong.word)
    block = literal(shown.text, language, look, emphasized=shown.emphasized)
    directive.set_source_info(block)
    return block


def literal(
    text: str, language: str, look: ListingOptions, *, emphasized: tuple[int, ...] = ()
) -> nodes.literal_block:
    """Return a literal block."""
    # a trailing newline would be an empty line in text and man
    content = text.removesuffix("\n")
    own = [_TRANSCRIPT_CLASS] if language == TRANSCRIPT else []
    # Pygments looks for a prompt in each line of a transcript, in a time that grows with its square
    is_slow = language == TRANSCRIPT and max(map(len, content.split("\n"))) > _LONGEST_LINE
    highlighted = "text" if is_slow else language
    block = nodes.literal_block(content, content, language=highlighted, classes=[*own, *look.classes])
    # what was recorded is shown as it is, whatever the highlighter makes of it
    block["force"] = look.force or language == TRANSCRIPT
    if look.linenos:
        block["linenos"] = True
    arguments: dict[str, object] = {}
    if emphasized:
        arguments["hl_lines"] = list(emphasized)
    if look.lineno_start is not None:
        arguments["linenostart"] = look.lineno_start
    block["highlight_args"] = arguments
    return block


def doubt_mark(doubt: str) -> nodes.paragraph:
    """Return the mark of an output that is not verified, with the reason."""
    ending = "" if doubt.endswith((".", "!", "?", "。")) else "."
    return nodes.paragraph(
        "",
        "",
        nodes.strong("", "Not verified", classes=["kind-doubt-title"]),
        nodes.Text(f": {doubt}{ending}"),
        classes=["kind-doubt"],
    )
