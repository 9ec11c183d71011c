"""The directives: each reads what its author wrote, notes a block, and returns plain nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.sphinx_ext.directives.cluster import KindCluster, KindCreate, KindDelete
from kindsphinx.sphinx_ext.directives.config import KindConfig
from kindsphinx.sphinx_ext.directives.files import KindFile
from kindsphinx.sphinx_ext.directives.run import KindRun
from kindsphinx.sphinx_ext.directives.show import KindShow

if TYPE_CHECKING:
    from kindsphinx.sphinx_ext.directives.base import KindDirective

DIRECTIVES: dict[str, type[KindDirective]] = {
    "kind-cluster": KindCluster,
    "kind-config": KindConfig,
    "kind-create": KindCreate,
    "kind-delete": KindDelete,
    "kind-file": KindFile,
    "kind-run": KindRun,
    "kind-show": KindShow,
}
