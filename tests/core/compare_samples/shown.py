"""Which outputs show which fault, as read by eye in the outputs themselves."""

from __future__ import annotations

PODS = {
    "kubectl get pods",
    "kubectl get pods -o wide",
    "kubectl get pods -A",
    "kubectl get pods --no-headers",
    "kubectl get pods --sort-by=.metadata.name",
    "kubectl get all",
}
NAMES = {
    "kubectl get pods -o name",
    "kubectl get pods -o custom-columns=POD:.metadata.name,IMAGE:.spec.containers[0].image",
}
DEPLOYMENT = {
    "kubectl get pods | grep web",
    "kubectl get deployments -o wide",
    "kubectl get endpointslices",
    "kubectl get deployment web-front -o yaml",
    "kubectl describe service web-front",
    "kubectl describe deployment web-front",
}
NODES = {"kubectl get nodes", "kubectl get nodes -o wide"}
DOCKER = {
    "docker ps --filter label=io.x-k8s.kind.cluster=cmp-dev",
    "docker ps --filter label=io.x-k8s.kind.cluster=cmp-dev --format '{{.Names}} {{.Image}} {{.Status}}'",
}
SHOWN_BY = {
    "scaled": PODS | NAMES | DEPLOYMENT,
    "image": PODS | NAMES | DEPLOYMENT,
    "crash": PODS | NAMES | DEPLOYMENT,
    "service": {"kubectl get all", "kubectl get services", "kubectl describe service web-front"},
    "job": PODS | {"kubectl get jobs,cronjobs"},
    "daemonset": PODS | NAMES | {"kubectl get daemonsets -A"},
    "taint": NODES,
    "storage": PODS | {"kubectl get pvc,pv", "kubectl get storageclass", "kubectl describe pod db-0"},
    # its pods are still called Running; the events of the volume spoilt before still stand with their pod
    "stopped": NODES
    | DOCKER
    | (DEPLOYMENT - {"kubectl get pods | grep web", "kubectl get endpointslices"})
    | {"kubectl get all", "kubectl get daemonsets -A", "kubectl describe pod db-0"},
}
