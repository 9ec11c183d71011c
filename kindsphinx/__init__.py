"""Kubernetes guides that stay true: kind clusters and their real output in Sphinx pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add kindsphinx to a Sphinx application; called by Sphinx."""
    from kindsphinx.sphinx_ext.extension import setup_extension  # noqa: PLC0415 - importing kindsphinx stays free of Sphinx

    return setup_extension(app)
