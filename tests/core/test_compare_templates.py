"""What a template prints for each thing is compared as the row of a table, whose columns are its fields."""

from __future__ import annotations

import pytest

from kindsphinx.core.diff import compare
from kindsphinx.core.normalize.templates import header_of_template
from tests.core.both_ways import told_both_ways

NODES = (
    r"kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name}{\"\t\"}{.spec.podCIDR}{\"\t\"}"
    r"{.status.nodeInfo.kubeletVersion}{\"\n\"}{end}'"
).replace(r"\"", '"')
PODS = (
    "kubectl get pods -o go-template='{{range .items}}{{.metadata.name}} {{.status.hostIP}} "
    '{{range .status.containerStatuses}}{{.name}}:{{.restartCount}} {{end}}{{"\\n"}}{{end}}\''
)
WHERE = (
    """kubectl get pods -o=jsonpath="{range .items[*]}{.metadata.name} on {.spec.nodeName}{'\\n'}{end}" """
)
PORTS = (
    "kubectl get svc -o jsonpath='{range .items[*]}{.metadata.name}={.spec.ports[0].nodePort}{\"\\n\"}{end}'"
)
JQ = (
    r"kubectl get pods -o json | "
    r"""jq -r '.items[] | "\(.metadata.name) \(.status.phase) \(.spec.nodeName)"'"""
)
TAINTS = (
    "kubectl get no -o go-template='{{range .items}}{{.metadata.name}}{{range .spec.taints}} {{.key}}{{end}}"
    '{{"\\n"}}{{end}}\''
)

COLUMNS = {
    "fields of an object": (NODES, ("NAME", "podCIDR", "kubeletVersion")),
    "a list of each thing's own": (PODS, ("NAME", "hostIP", "containerStatuses")),
    "in double quotes, with text": (WHERE, ("NAME", "nodeName")),
    "searched": (PORTS + " | grep web", ("NAME", "nodePort")),
    "a list that follows at once": (
        TAINTS,
        ("NAME", "taints"),
    ),
    "one field": ("kubectl get ns -o jsonpath='{range .items[*]}{.metadata.name}{\"\\n\"}{end}'", ("NAME",)),
    "jq, one field": ("kubectl get pods -o json | jq -r '.items[].metadata.name'", ("NAME",)),
    "jq, a text": (JQ, ("NAME", "phase", "nodeName")),
    "jq, a list": (
        "kubectl get svc -o json | jq -r '.items[] | [.metadata.name, .spec.type] | @tsv'",
        ("NAME", "type"),
    ),
    "two of one name": (
        "kubectl get rs -o jsonpath='{range .items[*]}{.status.replicas} {.spec.replicas}{\"\\n\"}{end}'",
        ("replicas", ".spec.replicas"),
    ),
}
NO_COLUMNS = (
    "kubectl get pods -o json | jq '.items | length'",
    "kubectl get pods -o json | jq -r '.items[] | select(.a).metadata.name'",
    "kubectl get pods -o jsonpath='{.items[*].metadata.name}'",
    "kubectl get pods -o jsonpath='{range .items[*]}{.metadata.name} {end}'",
    "kubectl get pods -o jsonpath='{range .items[*]}{.metadata.name}{.status.phase}{\"\\n\"}{end}'",
    'kubectl get pods -o jsonpath=\'{range .items[*]}{.metadata.name}{"\\n"}{.status.phase}{"\\n"}{end}\'',
    "kubectl get pod a -o jsonpath='{range .spec.containers[*]}{.name}{\"\\n\"}{end}'",
    "kubectl get pods -o go-template='{{range .items}}{{if .spec}}{{.kind}}{{end}}{{\"\\n\"}}{{end}}'",
    "kubectl get pods -o go-template='all:{{range .items}}{{.kind}}{{\"\\n\"}}{{end}}'",
    "kubectl get pods -o jsonpath='{range .items[*]}{.metadata.name}{\"\\n\"}{end}' | wc -l",
    "kubectl get secret a -o go-template='{{range $k,$v := .data}}{{$k}}{{\"\\n\"}}{{end}}'",
)
EQUAL = {
    "networks of nodes": (
        NODES,
        "dev-worker\t10.120.1.0/24\tv1.34.0\ndev-worker2\t10.120.2.0/24\tv1.34.0\n",
        "dev-worker\t10.120.2.0/24\tv1.34.0\ndev-worker2\t10.120.1.0/24\tv1.34.0\n",
    ),
    "pods in another order": (
        PODS,
        "db-0 172.18.0.5 httpd:0 \nweb-7f7c5889d8-c5ltv 172.18.0.3 log:0 nginx:1 \n",
        "web-7d9f8b6c5d-fvptf 172.18.0.9 log:0 nginx:1 \ndb-0 172.18.0.5 httpd:0 \n",
    ),
    "nodes of pods": (WHERE, "db-0 on dev-worker\n", "db-0 on dev-worker2\n"),
    "pods, by jq": (
        JQ,
        "db-0 Running dev-worker\nweb-7f7c5889d8-c5ltv Running dev-worker\n",
        "web-7d9f8b6c5d-fvptf Running dev-worker2\ndb-0 Running dev-worker\n",
    ),
    "ports of nodes": (PORTS, "web=31813\napi=\n", "api=\nweb=30125\n"),
}
CHANGED = {
    "the version of a node": (
        NODES,
        "a\t10.1.1.0/24\tv1.34.0\n",
        "a\t10.1.1.0/24\tx\n",
        "kubeletVersion is x",
    ),
    "restarts": (PORTS, "web=8080\n", "web=8081\n", "nodePort is 8081"),
    "a taint": (
        TAINTS,
        "dev-worker\ndev-worker2\n",
        "dev-worker\ndev-worker2 node.kubernetes.io/unschedulable\n",
        "worker dev-worker2: taints is node.kubernetes.io/unschedulable",
    ),
    "a phase, by jq": (JQ, "db-0 Running w\n", "db-0 Pending w\n", "pod db-0: phase is Pending"),
    "no value": (PODS, "db-0 172.18.0.5 httpd:0 \n", "db-0 <no value> \n", "hostIP is <no value>"),
}


@pytest.mark.parametrize(("command", "columns"), COLUMNS.values(), ids=COLUMNS)
def test_the_fields_of_a_template_are_columns(command: str, columns: tuple[str, ...]) -> None:
    """A name is known by its path; what is between the fields sets them apart."""
    header = header_of_template(command)

    assert header
    assert header.columns == columns


@pytest.mark.parametrize("command", NO_COLUMNS)
def test_other_templates_have_no_columns(command: str) -> None:
    """Where not each thing has one line, and a text between its values, lines are compared as lines."""
    assert header_of_template(command) is None


@pytest.mark.parametrize(("command", "one", "other"), EQUAL.values(), ids=EQUAL)
def test_what_differs_in_every_run_is_known_by_its_field(command: str, one: str, other: str) -> None:
    """In either direction nothing is told."""
    assert told_both_ways(command, one, other) == []


@pytest.mark.parametrize(("command", "one", "other", "told"), CHANGED.values(), ids=CHANGED)
def test_what_changed_is_told_by_its_field(command: str, one: str, other: str, told: str) -> None:
    """A sentence names the thing and the field."""
    (difference,) = compare(one, other, command=command, ellipsis=False).differences

    assert difference.drift == "changed"
    assert told in difference.sentence
    assert not compare(one, "", command=command, ellipsis=False).equal
