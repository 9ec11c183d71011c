"""Where Kubernetes puts a pod, and what hangs on that, is chance; what a page names itself is not."""

from __future__ import annotations

import pytest

from tests.core.both_ways import told_both_ways

VOLUME = """\
apiVersion: v1
kind: PersistentVolume
metadata:
  name: {}
spec:
  nodeAffinity:
    required:
      nodeSelectorTerms:
      - matchExpressions:
        - key: kubernetes.io/hostname
          operator: In
          values:
          - {}
"""
DESCRIBED_VOLUME = """\
Name:              {}
StorageClass:      standard
Node Affinity:
  Required Terms:
    Term 0:        kubernetes.io/hostname in [{}]
"""
CLAIMED = "pvc-3a513672-12fb-4c80-ab80-e7a430c10adf"
ALSO_CLAIMED = "pvc-5a4ffea0-4e52-46ae-99ab-97fd66993b06"
CREATED = (
    'time="2026-11-27T00:22:16Z" level=info msg="Volume {0} has been created on {1}:'
    '/var/local-path-provisioner/{0}_garage_data-store-1"\n'
)
MADE_UP = "kubectl get pods -o json | jq '[.items[] | {name: .metadata.name, node: .spec.nodeName}]'"
OBJECT = '[\n  {{\n    "name": "store-0",\n    "node": "{}"\n  }}\n]\n'
NETWORK = "docker network inspect -f '{{range .Containers}}{{.Name}} {{.IPv4Address}}{{\"\\n\"}}{{end}}' kind"
NAMES = "docker network inspect -f '{{range .Containers}}{{.Name}} {{end}}' kind"
DRAIN = "kubectl drain garage-worker2 --ignore-daemonsets --dry-run=server"
CORDONED = "node/garage-worker2 cordoned (server dry run)\n"
MIGRATE = "evicting pod garage/migrate-dg7c7 (server dry run)\n"
MOTOR = "[pod/motor-7cfb576597-{}/motor] 2026-11-27T00:2{}:05+00:00 INFO turn={} host=motor-7cfb576597-{}\n"
MOTORS = "kubectl logs -l app=motor --prefix --tail=2"
EVENTS = "kubectl get events -o custom-columns=REASON:.reason,NAME:.involvedObject.name | sort | uniq -c"
COUNTED = (
    "      1 Created             {0}\n      1 Pulled              {0}\n      1 REASON              NAME\n"
)
SUBJECT = "    DNS:kubernetes, DNS:localhost, IP Address:10.96.0.1, IP Address:{}, IP Address:127.0.0.1\n"
TOKEN = "kubectl create token reader | cut -d. -f1"


def _turns(minute: int, first: int, *, step: int = 1) -> str:
    pods = ("c5plb", "lv8r5")
    return "".join(MOTOR.format(pod, minute, turn, pod) for pod in pods for turn in (first, first + step))


SAME = {
    "where a claimed volume is": (
        "kubectl get pv -o yaml",
        VOLUME.format(CLAIMED, "garage-worker"),
        VOLUME.format(ALSO_CLAIMED, "garage-worker2"),
    ),
    "where a described volume is": (
        "kubectl describe pv",
        DESCRIBED_VOLUME.format(CLAIMED, "garage-worker"),
        DESCRIBED_VOLUME.format(ALSO_CLAIMED, "garage-worker2"),
    ),
    "where a volume is made": (
        "kubectl logs -n local-path-storage deploy/local-path-provisioner",
        CREATED.format(CLAIMED, "garage-worker"),
        CREATED.format(ALSO_CLAIMED, "garage-worker2"),
    ),
    "a node that jq calls by another name": (
        MADE_UP,
        OBJECT.format("garage-worker"),
        OBJECT.format("garage-worker2"),
    ),
    "containers of a network": (
        NETWORK,
        "garage-worker2 172.18.0.2/16\ngarage-worker 172.18.0.3/16\n\n",
        "garage-worker 172.18.0.4/16\ngarage-worker2 172.18.0.2/16\n\n",
    ),
    "names of containers of a network": (
        NAMES,
        "garage-worker2 garage-worker garage-control-plane \n",
        "garage-worker2 garage-control-plane garage-worker \n",
    ),
    "a drain that would evict the pod of a Job": (DRAIN, CORDONED + MIGRATE, CORDONED),
    "counters in the logs of several pods": (MOTORS, _turns(4, 14), _turns(6, 16)),
    "events without their header": (
        EVENTS,
        COUNTED.format("front-6764f7b5f7-pmm6r"),
        COUNTED.format("front-6764f7b5f7-96zgt"),
    ),
    "addresses of a certificate": (
        "openssl x509 -in apiserver.crt -noout -ext subjectAltName",
        SUBJECT.format("172.18.0.3"),
        SUBJECT.format("172.18.0.4"),
    ),
    "the first part of a token": (
        TOKEN,
        "eyJhbGciOiJSUzI1NiIsImtpZCI6IkthODNTc0lsU1BtUExPN21oLWJiVEV\n",
        "eyJhbGciOiJSUzI1NiIsImtpZCI6ImRkZjlCbV8taTk3X2lHNm11YXFHR29\n",
    ),
}
OTHER = {
    "where a volume of the page's own is": (
        "kubectl get pv -o yaml",
        VOLUME.format("disk", "garage-worker"),
        VOLUME.format("disk", "garage-worker2"),
    ),
    "where a described volume of the page's own is": (
        "kubectl describe pv",
        DESCRIBED_VOLUME.format("disk", "garage-worker"),
        DESCRIBED_VOLUME.format("disk", "garage-worker2"),
    ),
    "what jq calls by another name and is no node": (
        MADE_UP.replace("nodeName", "schedulerName"),
        OBJECT.format("garage-worker"),
        OBJECT.format("garage-worker2"),
    ),
    "a container of a network that is missing": (
        NAMES,
        "garage-worker2 garage-worker garage-control-plane \n",
        "garage-control-plane garage-worker \n",
    ),
    "a drain that would evict a pod of one's own": (
        DRAIN,
        CORDONED + MIGRATE.replace("migrate-dg7c7", "alone"),
        CORDONED,
    ),
    "numbers in the logs of several pods that do not go up": (
        MOTORS,
        _turns(4, 14, step=0),
        _turns(6, 16, step=0),
    ),
    "a name in a certificate": (
        "openssl x509 -in apiserver.crt -noout -ext subjectAltName",
        SUBJECT.format("172.18.0.3"),
        SUBJECT.format("172.18.0.3").replace("DNS:localhost", "DNS:example.com"),
    ),
}


@pytest.mark.parametrize(("command", "one", "other"), SAME.values(), ids=SAME)
def test_chance_is_no_difference(command: str, one: str, other: str) -> None:
    """Neither direction tells anything."""
    assert told_both_ways(command, one, other) == []


@pytest.mark.parametrize(("command", "one", "other"), OTHER.values(), ids=OTHER)
def test_what_is_no_chance_is_told(command: str, one: str, other: str) -> None:
    """Both directions tell it."""
    assert len(told_both_ways(command, one, other)) == 2
