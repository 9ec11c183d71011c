"""Adds kindsphinx to a Sphinx application."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kindsphinx import __version__
from kindsphinx.sphinx_ext.builder import KindDoctestBuilder
from kindsphinx.sphinx_ext.directives import DIRECTIVES
from kindsphinx.sphinx_ext.directives.show import shown_again
from kindsphinx.sphinx_ext.domain import KindDomain
from kindsphinx.sphinx_ext.going_on import DoubtOrigin
from kindsphinx.sphinx_ext.settings import add_settings, check_settings
from kindsphinx.sphinx_ext.show_again import ShowAgain
from kindsphinx.sphinx_ext.telling import (
    is_told_already,
    pages_to_write_again,
    pages_with_new_recordings,
    tell_findings,
)
from kindsphinx.sphinx_ext.topology_nodes import OnlyTableInBooks
from kindsphinx.sphinx_ext.unread import NoteUnread
from kindsphinx.sphinx_ext.values import PublishValues, as_text, kind_value
from kindsphinx.sphinx_ext.yaml_blocks import CheckYamlBlocks

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

STYLE = "kindsphinx.css"


def setup_extension(app: Sphinx) -> ExtensionMetadata:
    """Register all parts; the doctest builder is loaded first, since ours takes its place."""
    app.setup_extension("sphinx.ext.doctest")
    add_settings(app)
    app.add_domain(KindDomain)
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_node(shown_again)
    as_it_is = (as_text, as_text)
    app.add_node(kind_value, html=as_it_is, latex=as_it_is, text=as_it_is, man=as_it_is, texinfo=as_it_is)
    app.add_transform(NoteUnread)
    app.add_transform(CheckYamlBlocks)
    app.add_post_transform(ShowAgain)
    app.add_post_transform(DoubtOrigin)
    app.add_post_transform(PublishValues)
    app.add_post_transform(OnlyTableInBooks)
    app.add_builder(KindDoctestBuilder, override=True)
    app.add_css_file(STYLE)
    app.connect("config-inited", _prepare)
    app.connect("env-get-outdated", pages_with_new_recordings)
    app.connect("env-updated", tell_findings)
    app.connect("env-updated", pages_to_write_again)
    app.connect("warn-missing-reference", is_told_already)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}


def _prepare(_app: Sphinx, config: Config) -> None:
    check_settings(config)
    config.html_static_path = [*config.html_static_path, str(Path(__file__).with_name("static"))]
