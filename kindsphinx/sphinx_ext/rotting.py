"""Finds values in the prose of a page that its next recording will have otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from kindsphinx.core.chance import ChanceValue, chance_values
from kindsphinx.core.fingerprint import files_of
from kindsphinx.sphinx_ext.locate import find_word
from kindsphinx.sphinx_ext.page import Finding
from kindsphinx.sphinx_ext.values import kind_value
from kindsphinx.sphinx_ext.warnings import WarningSubtype

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.comparing import Volatile
    from kindsphinx.core.recording import Recording
    from kindsphinx.sphinx_ext.page import Page

_NO_PROSE = (nodes.literal_block, nodes.comment, nodes.raw, nodes.math_block, kind_value)


def rotting(
    page: Page, recording: Recording, document: nodes.document, volatile: Volatile
) -> Iterator[Finding]:
    """Yield each value of the recording, made by chance, that the prose of *document* has literally."""
    candidates = chance_values(recording.interactions, own=_sources(page), volatile=volatile)
    if not candidates:
        return
    for text, source, line in _prose(document):
        for value in candidates.within(text):
            yield Finding(
                message=_message(value, page),
                code=WarningSubtype.LITERAL,
                location=find_word(source, line, value.text),
            )


def _prose(document: nodes.document) -> Iterator[tuple[str, str, int]]:
    for node in document.findall(nodes.Text):
        holder = node.parent
        if any(isinstance(each, _NO_PROSE) for each in _above(holder)):
            continue
        while holder.line is None and holder.parent is not None:
            holder = holder.parent
        yield node.astext(), holder.source or "", holder.line or 1


def _above(node: nodes.Element | None) -> Iterator[nodes.Element]:
    while node is not None:
        yield node
        node = node.parent


def _sources(page: Page) -> str:
    """Return what the author wrote to be run: what stands there is no chance."""
    files = [file.data.decode("utf-8", "replace") for block in page.blocks for file in files_of(block)]
    commands = [command.text for run in page.scenario.runs for command in run.commands]
    return "\n".join([*files, *commands, *page.config_values.values(), *page.environment.values()])


def _message(value: ChanceValue, page: Page) -> str:
    name = next((name for name, text in page.values.items() if text == value.text), "")
    how = f"write :kind:value:`{name}`"
    if not name:
        block = next((run for run in page.scenario.runs if run.id == value.block), None)
        where = f"the block at {block.location}" if block else "the block that prints it"
        how = f"add “:capture: NAME = …” to {where}, and write :kind:value:`NAME`"
    return f"“{value.text}” is {value.what} of the recorded run, and will be another in the next: {how}"
