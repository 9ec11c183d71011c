"""``config-fields``: the manual's reference of kind's configuration, made from kindsphinx' own model."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import yaml
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from kindsphinx.core.cluster_config.described import STRUCTURES
from kindsphinx.core.cluster_config.shapes import Flag, Int32, ListOf, MapOf, StructOf, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from kindsphinx.core.cluster_config.described import Described
    from kindsphinx.core.cluster_config.field_text import FieldText
    from kindsphinx.core.cluster_config.shapes import Shape

_NAMES = {each.shape.go: each.title for each in STRUCTURES}


class ConfigFields(SphinxDirective):
    """Shows all structures, a section for each, with their fields."""

    def run(self) -> list[nodes.Node]:
        """Return the sections."""
        return self.parse_text_to_nodes(reference(), allow_section_headings=True)


def reference() -> str:
    """Return the reference of all fields as reST."""
    return "\n".join(line for each in STRUCTURES for line in _structure(each))


def name_warnings(app: Sphinx, document: nodes.document) -> None:
    """Let ``:ref:`` lead to each warning that *document* has as a term."""
    labels = app.env.domains.standard_domain.anonlabels
    for term in document.findall(nodes.term):
        name = term.astext()
        if name.startswith("kind.") and len(term) == 1 and isinstance(term[0], nodes.literal):
            term["ids"].append(nodes.make_id(name))
            labels[name] = app.env.docname, term["ids"][-1]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive, and the places that it refers to."""
    app.add_directive("config-fields", ConfigFields)
    app.connect("doctree-read", name_warnings)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _structure(described: Described) -> Iterator[str]:
    title = f"The {described.title}" if not described.place else f"A {described.title}"
    title = "The networking" if described.place == "networking" else title
    yield from ("", title, "-" * len(title), "")
    if described.place:
        yield from (f"``{described.place}``", "")
    for key, text in described.fields.items():
        yield from _field(described, key, text)


def _field(described: Described, key: str, text: FieldText) -> Iterator[str]:
    yield f".. confval:: {described.place}{'.' * bool(described.place)}{key}"
    yield f"   :type: {_type(described.shape.fields[key])}"
    yield f"   :default: {text.default or 'none, it must be given'}"
    yield from ("", f"   {text.meaning}", "")
    allowed = f"Allowed: {text.allowed}. " if text.allowed else ""
    yield from (f"   {allowed}Since kind {text.since}.", "")
    if text.wrong:
        yield from (f"   {text.wrong}", "")
    if text.codes:
        codes = ", ".join(f":ref:`kind.{code} <kind.{code}>`" for code in text.codes)
        yield from (f"   Told by {codes}.", "")
    if text.example is not None:
        yield from ("   .. code-block:: yaml", "")
        yield from (textwrap.indent(_yaml({key: text.example}), "      "), "")


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as people do."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _yaml(data: object) -> str:
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, width=200)


def _type(shape: Shape) -> str:
    if isinstance(shape, StructOf):
        return f"a {_NAMES[shape.go]}" if shape.go != "v1alpha4.Networking" else "a mapping"
    if isinstance(shape, ListOf):
        item = shape.item
        return f"a list of {_plural(_NAMES[item.go] if isinstance(item, StructOf) else 'text')}"
    if isinstance(shape, MapOf):
        return f"a mapping from names to {'true or false' if isinstance(shape.value, Flag) else 'texts'}"
    if isinstance(shape, Flag):
        return "true or false"
    if isinstance(shape, Int32):
        return "a whole number"
    return _of_text(shape)


def _plural(noun: str) -> str:
    return f"{noun}es" if noun.endswith("ch") else f"{noun}s"


def _of_text(shape: Text) -> str:
    if not shape.choices:
        return "a text"
    *first, last = (f"``{choice}``" for choice in shape.choices)
    return f"{', '.join(first)} or {last}"
