"""Pairs of YAML and JSON: equal in what they say, and different with what is told of it."""

from __future__ import annotations

import json

from kindsphinx.core.drift import Drift

POD = "kubectl get pod web -o yaml"
JSON = "kubectl get pods -o json"
SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: web
  resourceVersion: "512"
  uid: 94e2bb48-fb88-4a7d-9596-462d6dc1e5ca
spec:
  clusterIP: 10.96.255.180
  ports:
  - name: http
    nodePort: 31813
    port: 80
  type: NodePort
"""


def pod(name: str, **status: object) -> dict[str, object]:
    """Return a pod as kubectl prints it, in short."""
    return {
        "kind": "Pod",
        "metadata": {"name": name, "namespace": "default", "generateName": name[:-5]},
        "spec": {"containers": [{"name": "web", "image": "nginx:1.26"}], "nodeName": "dev-worker"},
        "status": {"phase": "Running", **status},
    }


def volume(claim: str, revision: int) -> str:
    """Return a volume as kubectl prints it, in short: its name is that of nobody's choice."""
    name = f"pvc-711db0d4-9b61-46b3-8b5d-fec4e8ef0f{revision % 90 + 10}"
    return (
        f"kind: PersistentVolume\nmetadata: {{name: {name}, resourceVersion: '{revision}'}}\n"
        f"spec: {{claimRef: {{name: data-db-{claim}}}}}\n"
    )


def listed(*pods: dict[str, object]) -> str:
    """Return a list of pods as kubectl prints it."""
    return json.dumps({"apiVersion": "v1", "kind": "List", "items": pods}, indent=4)


ONE, TWO = "web-76588cc55c-jfjwz", "web-76588cc55c-mjprv"
EQUAL = {
    "keys in another order": ("jq .", '{"a": 1, "b": {"c": 2, "d": []}}', '{"b":{"d":[],"c":2},\n"a":1}'),
    "an object made anew": (
        "kubectl get service web -o yaml",
        SERVICE,
        SERVICE.replace("512", "9034")
        .replace("94e2bb48", "0123abcd")
        .replace("31813", "30125")
        .replace("255.180", "1.2"),
    ),
    "pods of one Deployment, in any order": (
        JSON,
        listed(pod(ONE, podIP="10.244.1.3"), pod("db-0"), pod(TWO, podIP="10.244.1.2")),
        listed(
            pod("db-0"),
            pod(TWO.replace("76588cc55c", "5c849d7c8"), podIP="10.244.2.9"),
            pod(ONE.replace("76588cc55c", "5c849d7c8"), podIP="10.244.1.7"),
        ),
    ),
    "pods of two templates, whichever hash comes first": (
        JSON,
        listed(
            pod(ONE, phase="Running"),
            pod(TWO.replace("76588cc55c", "5c849d7c8f"), phase="Pending"),
        ),
        listed(
            pod(ONE.replace("76588cc55c", "9f86746dc4"), phase="Running"),
            pod(TWO.replace("76588cc55c", "bf867cdc45"), phase="Pending"),
        ),
    ),
    "conditions in another order": (
        JSON,
        listed(pod(ONE, conditions=[{"type": "Ready", "status": "True"}, {"type": "Initialized"}])),
        listed(pod(ONE, conditions=[{"type": "Initialized"}, {"type": "Ready", "status": "True"}])),
    ),
    "who manages which field": (
        POD,
        "kind: Pod\nmanagedFields:\n- manager: kubectl\n",
        "kind: Pod\nmanagedFields:\n- manager: kubelet\n- manager: x\n",
    ),
    "a node's machine": (
        "kubectl get node dev -o json",
        '{"kind": "Node", "metadata": {"name": "dev"}, "status": {"capacity": {"cpu": "2", "pods": "110"}}}',
        '{"kind": "Node", "metadata": {"name": "dev"}, "status": {"capacity": {"cpu": "16", "pods": "110"}}}',
    ),
    "containers of a network, whose names are their ids": (
        "docker network inspect kind",
        json.dumps([{"Containers": {"3f" * 32: {"Name": "dev", "MacAddress": "02:42:ac:12:00:03"}}}]),
        json.dumps([{"Containers": {"0c" * 32: {"Name": "dev", "MacAddress": "02:42:ac:12:00:02"}}}]),
    ),
    "a container that has run for longer": (
        "docker ps --format json",
        '{"Names":"dev","Status":"Up 52 seconds","RunningFor":"53 seconds ago","Labels":"a=1,b=2"}',
        '{"Names":"dev","Status":"Up 2 minutes","RunningFor":"2 minutes ago","Labels":"b=2,a=1"}',
    ),
    "a cluster's own objects, changed more often": (
        JSON,
        '{"kind": "EndpointSlice", "metadata": {"name": "web-x5k2f", "generation": 3}}',
        '{"kind": "EndpointSlice", "metadata": {"name": "web-9dk2p", "generation": 4}}',
    ),
    "a leader that changed": (
        "kubectl get lease -n kube-system kube-scheduler -o json",
        '{"kind": "Lease", "metadata": {"name": "kube-scheduler"}, "spec": {"leaseTransitions": 0}}',
        '{"kind": "Lease", "metadata": {"name": "kube-scheduler"}, "spec": {"leaseTransitions": 2}}',
    ),
    "the volume of a node": (
        "docker ps --format json",
        '{"Names":"dev","Mounts":"/lib/modules,14d8e55573d76a…"}',
        '{"Names":"dev","Mounts":"3490024f335332…,/lib/modules"}',
    ),
    "a list that is asked for alone": (
        "docker inspect dev | jq '.[0].Mounts'",
        '[{"Type": "bind", "Destination": "/lib/modules"}, {"Type": "volume", "Destination": "/var"}]',
        '[{"Type": "volume", "Destination": "/var"}, {"Type": "bind", "Destination": "/lib/modules"}]',
    ),
    "volumes whose names are generated": (
        "kubectl get pv -o yaml",
        f"{volume('0', 691)}---\n{volume('1', 702)}",
        f"{volume('1', 88)}---\n{volume('0', 91)}",
    ),
    "what an engine counts": ("docker info --format '{{json .}}'", '{"NFd": 46}', '{"NFd": 48}'),
    "what is left of YAML": (
        "kubectl get pods -o yaml | grep image",
        "image: nginx:1.26\nimage: busybox:1.36\n",
        "image: nginx:1.26\nimage:  busybox:1.36\n",
    ),
    "below a warning": (
        "kubectl get endpoints web -o yaml",
        f"Warning: v1 Endpoints is deprecated\n{SERVICE}",
        "Warning: v1 Endpoints is deprecated\n" + SERVICE.replace("512", "9034"),
    ),
    "credentials": (
        "kubectl config view --raw",
        "users:\n- name: kind-dev\n  user:\n    client-key-data: LS0tLS1CRUdJ\n",
        "users:\n- name: kind-dev\n  user:\n    client-key-data: LS0tLS1DRVNE\n",
    ),
    "restarts of what crashes anyway": (
        JSON,
        listed(pod(ONE, containerStatuses=[{"name": "a", "restartCount": 2, "state": {"reason": "Error"}}])),
        listed(pod(ONE, containerStatuses=[{"name": "a", "restartCount": 4, "state": {"reason": "Error"}}])),
    ),
}
TOLD = {
    "an image": (
        JSON,
        listed(pod(ONE)),
        listed(pod(ONE)).replace("1.26", "1.27"),
        [(Drift.CHANGED, "pod web-*: spec.containers[web].image is nginx:1.27, it was nginx:1.26")],
    ),
    "one of several pods": (
        JSON,
        listed(pod(ONE), pod(TWO)),
        listed(pod(ONE)),
        [(Drift.STRUCTURE, "pod web-* is missing")],
    ),
    "a pod more": (
        JSON,
        listed(pod(ONE)),
        listed(pod(ONE), pod("db-0")),
        [(Drift.STRUCTURE, "there is a pod more: db-0")],
    ),
    "an image wherever it stands, once": (
        JSON,
        listed(pod(ONE), pod(TWO)),
        listed(pod(ONE), pod(TWO)).replace("nginx", "httpd"),
        [(Drift.CHANGED, "pod web-*: spec.containers[web].image is httpd:1.26, it was nginx:1.26")],
    ),
    "a field that is missing": (
        "kubectl get service web -o yaml",
        SERVICE,
        SERVICE.replace("    nodePort: 31813\n", "").replace("type: NodePort", "type: ClusterIP"),
        [
            (Drift.STRUCTURE, "service web: spec.ports[http].nodePort is missing, it was 31813"),
            (Drift.CHANGED, "service web: spec.type is ClusterIP, it was NodePort"),
        ],
    ),
    "a part that is more, as one": (
        "kubectl get nodes -o json",
        '{"kind": "Node", "metadata": {"name": "dev-worker"}, "spec": {}}',
        '{"kind": "Node", "metadata": {"name": "dev-worker"}, "spec": {"taints": [{"key": "a"}]}}',
        [
            (
                Drift.STRUCTURE,
                "worker dev-worker: there is spec.taints more: [a].key a",
            )
        ],
    ),
    "the order of what has names": (
        POD,
        "env:\n- name: A\n- name: B\n",
        "env:\n- name: B\n- name: A\n",
        [(Drift.CHANGED, "the order of env is B, A, it was A, B")],
    ),
    "an element that is missing, and not the order": (
        POD,
        "env:\n- name: A\n- name: B\n- name: C\n",
        "env:\n- name: C\n- name: A\n",
        [(Drift.STRUCTURE, "env[B] is missing, it was name B")],
    ),
    "the order of values": (
        POD,
        "command:\n- a\n- b\n",
        "command:\n- b\n- a\n",
        [(Drift.CHANGED, "command[0] is b, it was a"), (Drift.CHANGED, "command[1] is a, it was b")],
    ),
    "a text that was a number": (
        POD,
        "data: 1\n",
        'data: "1"\n',
        [(Drift.CHANGED, 'data is "1", it was 1')],
    ),
    "a line of a text": (
        "kubectl get cm app -o yaml",
        "kind: ConfigMap\nmetadata:\n  name: app\ndata:\n  app.ini: |\n    [a]\n    b = 1\n",
        "kind: ConfigMap\nmetadata:\n  name: app\ndata:\n  app.ini: |\n    [a]\n    b = 2\n",
        [(Drift.CHANGED, "configmap app: data[app.ini], line 2 is b = 2, it was b = 1")],
    ),
    "a version of Kubernetes": (
        "kubectl get nodes -o yaml",
        "kubeletVersion: v1.34.0\n",
        "kubeletVersion: v1.35.0\n",
        [(Drift.VERSION, "kubeletVersion is v1.35.0, it was v1.34.0")],
    ),
    "a port that the page has chosen": (
        "docker inspect dev",
        '[{"Id": "1", "Name": "/dev", "State": {}, "Ports": [{"HostPort": "30080"}]}]',
        '[{"Id": "1", "Name": "/dev", "State": {}, "Ports": [{"HostPort": "30081"}]}]',
        [(Drift.CHANGED, 'container dev: Ports[0].HostPort is "30081", it was "30080"')],
    ),
    "a change of one's own object": (
        JSON,
        '{"kind": "Service", "metadata": {"name": "web", "generation": 3}}',
        '{"kind": "Service", "metadata": {"name": "web", "generation": 4}}',
        [(Drift.CHANGED, "service web: metadata.generation is 4, it was 3")],
    ),
    "a name that is there twice": (
        "kubectl get pods -o yaml | grep image",
        "image: nginx:1.26\nimage: busybox:1.36\n",
        "image: busybox:1.36\nimage: busybox:1.36\n",
        [(Drift.CHANGED, "image is busybox:1.36, it was nginx:1.26")],
    ),
    "a warning": (
        "kubectl get endpoints web -o yaml",
        SERVICE,
        f"Warning: v1 Endpoints is deprecated\n{SERVICE}",
        [(Drift.STRUCTURE, "there is Warning more: v1 Endpoints is deprecated")],
    ),
    "an error in its place": (
        "kubectl get service web -o yaml",
        SERVICE,
        'Error from server (NotFound): services "web" not found\n',
        [
            (
                Drift.STRUCTURE,
                'there is Error from server (NotFound) more: services "web" not found',
            ),
            (Drift.STRUCTURE, "service web is missing"),
        ],
    ),
    "nothing beside something of that name": (
        POD,
        "spec:\n  a: 1\n",
        "spec:\nspec:\n  a: 1\n",
        [(Drift.STRUCTURE, "there is spec more: null")],
    ),
    "a value that is gone": (
        "kubectl describe pod web-0",
        "Name:  web-0\nNode:  dev-worker/172.18.0.3\nImage:  nginx\n",
        "Name:  web-0\nNode:  dev-worker/172.18.0.3\nImage:\n",
        [(Drift.CHANGED, "pod web-0: Image is empty, it was nginx")],
    ),
    "an address that is gone": (
        JSON,
        listed(pod(ONE, podIP="10.244.1.3")),
        listed(pod(ONE, podIP=None)),
        [(Drift.CHANGED, "pod web-*: status.podIP is null, it was 10.244.1.3")],
    ),
    "what was applied": (
        JSON,
        '{"last": "{\\"spec\\":{\\"type\\":\\"NodePort\\"}}"}',
        '{"last": "{\\"spec\\":{\\"type\\":\\"ClusterIP\\"}}"}',
        [(Drift.CHANGED, "last.spec.type is ClusterIP, it was NodePort")],
    ),
}
