"""The labels that kind gives the containers of its clusters, and the roles that stand in them.

Source: kind's ``pkg/cluster/constants/constants.go``.
"""

from __future__ import annotations

CLUSTER_LABEL = "io.x-k8s.kind.cluster"
ROLE_LABEL = "io.x-k8s.kind.role"
CONTROL_PLANE = "control-plane"
WORKER = "worker"
LOAD_BALANCER = "external-load-balancer"
