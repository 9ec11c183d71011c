"""kind's cluster configuration: read, judged and explained without kind."""

from __future__ import annotations

from kindsphinx.core.cluster_config.codes import ProblemCode
from kindsphinx.core.cluster_config.creation import CreationContext
from kindsphinx.core.cluster_config.documents import configurations_in
from kindsphinx.core.cluster_config.dump import dump
from kindsphinx.core.cluster_config.judge import Verdict, judge
from kindsphinx.core.cluster_config.model import (
    ClusterConfig,
    Mount,
    Networking,
    Node,
    PatchJSON6902,
    PortMapping,
    Role,
    has_load_balancer,
    load_balancer_name,
    node_names,
)
from kindsphinx.core.cluster_config.reading import shown_lines
from kindsphinx.core.cluster_config.recognize import is_cluster_config
from kindsphinx.core.cluster_config.versions import (
    NEWEST_KIND,
    OLDEST_KIND,
    is_newer_than_known,
    is_release,
    is_too_old,
)

__all__ = [
    "NEWEST_KIND",
    "OLDEST_KIND",
    "ClusterConfig",
    "CreationContext",
    "Mount",
    "Networking",
    "Node",
    "PatchJSON6902",
    "PortMapping",
    "ProblemCode",
    "Role",
    "Verdict",
    "configurations_in",
    "dump",
    "has_load_balancer",
    "is_cluster_config",
    "is_newer_than_known",
    "is_release",
    "is_too_old",
    "judge",
    "load_balancer_name",
    "node_names",
    "shown_lines",
]
