"""Which outputs show which fault, as read by eye in the outputs themselves."""

from __future__ import annotations

PODS = {"kubectl get pods -l app=web -o yaml", "kubectl describe pods -l app=web"}
NAMES = {"kubectl get pods -l app=web -o jsonpath='{.items[*].metadata.name}'"}
DEPLOYMENT = {
    "kubectl get deployment web -o yaml",
    "kubectl get deployment web -o json",
    "kubectl get replicasets -o yaml",
    "kubectl get endpointslices -l kubernetes.io/service-name=web -o json",
    "kubectl describe deployment web",
}
ENDPOINTS = {"kubectl describe service web"}
NODE = {"kubectl get node rd-dev-worker -o yaml", "kubectl describe node rd-dev-worker"}
WITHOUT_EVENTS = {"kubectl describe deployment web", "kubectl describe pods -l app=web"}
"""After a repair the events are gone that these tell of a good run."""
IMAGE = "kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[0].image}'"
SHOWN_BY = {
    "scaled": PODS | NAMES | DEPLOYMENT | ENDPOINTS,
    "image": PODS | NAMES | DEPLOYMENT | {IMAGE},
    "crash": PODS | NAMES | DEPLOYMENT,
    "service": WITHOUT_EVENTS
    | {
        "kubectl get service web -o yaml",
        "kubectl get service web -o jsonpath='{.spec}'",
        "kubectl get service web -o jsonpath='{.spec.type}'",
        "kubectl describe service web",
    },
    "config": WITHOUT_EVENTS
    | {"kubectl get configmap settings -o json", "kubectl describe configmap settings"},
    "taint": WITHOUT_EVENTS | NODE,
    "stopped": PODS
    | DEPLOYMENT
    | ENDPOINTS
    | NODE
    | {
        "docker inspect rd-dev-worker",
        "docker inspect -f '{{.State.Status}} {{.Config.Image}}' rd-dev-worker",
        "docker ps --format json --filter label=io.x-k8s.kind.cluster=rd-dev",
    },
}
