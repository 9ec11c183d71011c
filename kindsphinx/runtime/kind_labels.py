"""The labels that kind gives the containers of its clusters, the roles that stand in them, and its network.

Source: kind's ``pkg/cluster/constants/constants.go``.
"""

from __future__ import annotations

KIND_NETWORK = "kind"
"""On which kind puts the nodes of all clusters, whoever creates them."""
CLUSTER_LABEL = "io.x-k8s.kind.cluster"
ROLE_LABEL = "io.x-k8s.kind.role"
CONTROL_PLANE = "control-plane"
WORKER = "worker"
LOAD_BALANCER = "external-load-balancer"
