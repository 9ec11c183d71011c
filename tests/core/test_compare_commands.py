"""What a command promises decides how its output is compared: columns, order, and what may differ."""

from __future__ import annotations

import pytest

from kindsphinx.core.diff import compare
from tests.core.both_ways import told_both_ways

POD = "NAME   READY   STATUS   RESTARTS   AGE\n"
WIDE = "NAME   READY   STATUS   RESTARTS   AGE   IP   NODE   NOMINATED NODE   READINESS GATES\n"
PODMAN = "CONTAINER ID  IMAGE  CREATED        STATUS            NAMES\n"
PODMAN_IMAGES = "REPOSITORY     TAG  IMAGE ID      CREATED      SIZE\n"
DOCKER = "CONTAINER ID   IMAGE   PORTS   NAMES\n"
HPA = "NAME   REFERENCE   TARGETS   MINPODS   MAXPODS   REPLICAS   AGE\n"
PV = "NAME   RECLAIM POLICY   CAPACITY   CLAIM     STORAGECLASS   REASON   AGE\n"
PS = "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n"

EQUAL = {
    "pods without a header": (
        "kubectl get pods -o wide --no-headers",
        "web-574cb87bd6-97qs7  1/1  Running  0  28s  10.244.2.3  dev-worker   <none>  <none>",
        "web-574cb87bd6-24444  1/1  Running  0  8m   10.244.1.2  dev-worker2  <none>  <none>",
    ),
    "pods of all namespaces, searched": (
        "kubectl get pods -A | grep dns",
        "kube-system  coredns-66bc5c9577-hnkpx  1/1  Running  0           53s",
        "kube-system  coredns-66bc5c9577-24444  1/1  Running  1 (3m ago)  53s",
    ),
    "a template of docker": (
        "docker ps --format '{{.Names}} {{.Status}} {{.Ports}}'",
        "a Up 3 minutes \nb Up 3 minutes 127.0.0.1:40075->6443/tcp",
        "b Up About a minute 127.0.0.1:33333->6443/tcp\na Up 12 seconds ",
    ),
    "a template of docker with tabs": (
        r"docker ps --format '{{.Names}}\t{{.RunningFor}}\t{{.Ports}}'",
        "dev\t2 hours ago\t0.0.0.0:8080->80/tcp, [::]:8080->80/tcp",
        "dev\t5 minutes ago\t0.0.0.0:8080->80/tcp",
    ),
    "the node of a pod, in a column of one's own": (
        "kubectl get pods -o custom-columns=NAME:.metadata.name,WHERE:.spec.nodeName",
        "NAME   WHERE\nweb    dev-worker",
        "NAME   WHERE\nweb    dev-worker2",
    ),
    "the network of a node": (
        "kubectl get nodes -o custom-columns=NAME:.metadata.name,NET:.spec.podCIDR",
        "NAME   NET\ndev    10.100.1.0/24",
        "NAME   NET\ndev    10.100.2.0/24",
    ),
    "what a machine has": (
        "kubectl get nodes -o custom-columns=NAME:.metadata.name,CPU:.status.capacity.cpu",
        "NAME   CPU\ndev    2",
        "NAME   CPU\ndev    16",
    ),
    "names of one's own, without a header": (
        "kubectl get pods --no-headers -o custom-columns=:.metadata.name",
        "web-574cb87bd6-97qs7\napi-574cb87bd6-97qs7",
        "api-574cb87bd6-24444\nweb-574cb87bd6-24444",
    ),
    "begun at one time": (
        "kubectl get pods --sort-by=.metadata.creationTimestamp",
        f"{POD}a   1/1   Running   0   30s\nb   1/1   Running   0   29s",
        f"{POD}b   1/1   Running   0   31s\na   1/1   Running   0   31s",
    ),
    "sorted by a generated name": (
        "kubectl get pods --sort-by=.metadata.name",
        f"{POD}web-574cb87bd6-97qs7   1/1   Running   0   9s\nweb-574cb87bd6-zzzzz   0/1   Pending   0   9s",
        f"{POD}web-574cb87bd6-24444   0/1   Pending   0   9s\nweb-574cb87bd6-97qs7   1/1   Running   0   9s",
    ),
    "sorted by a measurement": (
        "kubectl top pods --sort-by=cpu",
        "NAME   CPU(cores)   MEMORY(bytes)\na   2m   3Mi\nb   1m   4Mi",
        "NAME   CPU(cores)   MEMORY(bytes)\nb   3m   3Mi\na   1m   4Mi",
    ),
    "sorted by the node": (
        "kubectl get pods --sort-by='{.spec.nodeName}'",
        f"{POD}a   1/1   Running   0   30s\nb   0/1   Pending   0   29s",
        f"{POD}b   0/1   Pending   0   31s\na   1/1   Running   0   31s",
    ),
    "a range of ports": (
        "docker ps",
        f"{DOCKER}3f1c0d9be2a7   web   0.0.0.0:32768-32769->80-81/tcp   w",
        f"{DOCKER}3f1c0d9be2a8   web   0.0.0.0:32771->80/tcp, 0.0.0.0:32775->81/tcp   w",
    ),
    "ports of an engine without the sixth version": (
        "docker ps",
        f"{DOCKER}3f1c0d9be2a7   web   0.0.0.0:8080->80/tcp, :::8080->80/tcp   w",
        f"{DOCKER}3f1c0d9be2a8   web   0.0.0.0:8080->80/tcp   w",
    ),
    "images of podman": (
        "podman images",
        f"{PODMAN_IMAGES}localhost/web  1.0  3f1c0d9be2a7  2 hours ago  142 MB",
        f"{PODMAN_IMAGES}localhost/web  1.0  3f1c0d9be2a8  2 days ago   1.4 GB",
    ),
    "containers of podman": (
        "podman ps",
        f"{PODMAN}3f1c0d9be2a7  web:1  2 minutes ago  Up 2 minutes ago  w",
        f"{PODMAN}3f1c0d9be2a8  web:1  9 seconds ago  Up 9 seconds      w",
    ),
    "pods that crash": (
        "kubectl get pods",
        f"{POD}web   0/1   CrashLoopBackOff   4 (22s ago)   2m",
        f"{POD}web   0/1   CrashLoopBackOff   5 (9s ago)    3m",
    ),
    "pods that are drained": (
        "kubectl drain dev-worker --ignore-daemonsets",
        "evicting pod default/web-574cb87bd6-97qs7\nevicting pod default/api-574cb87bd6-97qs7",
        "evicting pod default/api-574cb87bd6-24444\nevicting pod default/web-574cb87bd6-24444",
    ),
    "a listing of docker without its header": (
        "docker stats --no-stream | tail -n +2",
        "3f1c0d9be2a7   dev   12.10%    618.9MiB / 23.54GiB   2.57%     2.04MB / 15.3MB   0B / 0B   224\n",
        "9a8b7c6d5e4f   dev   9.47%     658.1MiB / 23.54GiB   2.73%     2.1MB / 16MB      0B / 0B   231\n",
    ),
    "a table of docker without its header": (
        r"docker stats --no-stream --format 'table {{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}' | tail -n +2",
        "dev   1.14%   179.5MiB / 23.54GiB\n",
        "dev   3.09%     186.8MiB / 23.54GiB\n",
    ),
    "what differs, by kubectl": (
        "kubectl diff -f web.yaml",
        "diff -u -N /tmp/LIVE-797303138/v1.Service.shop.web /tmp/MERGED-1256919196/v1.Service.shop.web\n",
        "diff -u -N /tmp/LIVE-118/v1.Service.shop.web /tmp/MERGED-3044122/v1.Service.shop.web\n",
    ),
    "the header cut off": (
        "kubectl get pods | tail -n +2",
        "web-574cb87bd6-97qs7   1/1   Running   0   28s\napi-574cb87bd6-97qs7   1/1   Running   0   28s\n",
        "api-574cb87bd6-24444   1/1   Running   0   9m\nweb-574cb87bd6-24444   1/1   Running   0   9m\n",
    ),
    "blanks squeezed": (
        "kubectl get endpointslices | tr -s ' '",
        "NAME ADDRESSTYPE\nweb-kflgm IPv4\nweb-api-6xk2p IPv4\n",
        "NAME ADDRESSTYPE\nweb-api-9dk2p IPv4\nweb-zt7vw IPv4\n",
    ),
    "the first of those whose order is their suffixes'": (
        "kubectl get endpointslices | head -3",
        "NAME            ADDRESSTYPE\nweb-kflgm       IPv4\nweb-lb-6xk2p    IPv4\n",
        "NAME            ADDRESSTYPE\nweb-lb-9dk2p    IPv4\nweb-zt7vw       IPv4\n",
    ),
    "what an autoscaler measures": (
        "kubectl get hpa",
        f"{HPA}web   Deployment/web   cpu: 1%/50%   1   5   1   5s",
        f"{HPA}web   Deployment/web   cpu: 12%/50%   1   5   1   5s",
    ),
    "processes": (
        "docker exec dev ps aux",
        f"{PS}root           1  0.1  0.0  20352 11776 ?        Ss   15:37   0:01 /sbin/init --x",
        f"{PS}root          17  0.0  0.1  21352 12776 ?        Ss   05:01   0:05 /sbin/init --x",
    ),
    "names of clusters": ("kubectl config get-clusters", "NAME\nkind-a\nkind-b", "NAME\nkind-b\nkind-a"),
    "a kernel": ("docker exec dev uname -r", "6.18.44-fc", "5.10.0-32-amd64"),
    "addresses of a service": (
        "kubectl get endpoints",
        "NAME   ENDPOINTS                       AGE\nweb    10.244.1.2:80,10.244.1.3:443   5s",
        "NAME   ENDPOINTS                       AGE\nweb    10.244.1.3:443,10.244.1.9:80   5s",
    ),
    "two blanks in a cell": (
        "docker ps",
        "CONTAINER ID   COMMAND         NAMES\n3f1c0d9be2a7   \"sh -c 'a  b'\"   w",
        "CONTAINER ID   COMMAND            NAMES\n3f1c0d9be2a8   \"sh -c 'a  b'\"   w",
    ),
}
CHANGED = {
    "an image in a template": (
        "docker ps --format '{{.ID}}: {{.Image}}'",
        "3f1c0d9be2a7: nginx:1.26",
        "3f1c0d9be2a8: nginx:1.27",
    ),
    "a pod without a header": (
        "kubectl get pods --no-headers",
        "web-574cb87bd6-97qs7  1/1  Running  0  28s",
        "web-574cb87bd6-97qs7  0/1  Pending  0  28s",
    ),
    "a value of one's own": (
        "kubectl get svc -o custom-columns=NAME:.metadata.name,T:.spec.type",
        "NAME   T\nweb    NodePort",
        "NAME   T\nweb    ClusterIP",
    ),
    "an address": (
        "docker ps",
        f"{DOCKER}3f1c0d9be2a7   web   0.0.0.0:8080->80/tcp   w",
        f"{DOCKER}3f1c0d9be2a8   web   127.0.0.1:8080->80/tcp   w",
    ),
    "restarts": (
        "kubectl get pods",
        f"{POD}web   1/1   Running   4 (22s ago)   2m",
        f"{POD}web   1/1   Running   5 (22s ago)   3m",
    ),
    "the node of a static pod": (
        "kubectl get pods -o wide",
        f"{WIDE}etcd-dev   1/1   Running   0   5s   172.18.0.2   dev   <none>   <none>",
        f"{WIDE}etcd-dev   1/1   Running   0   5s   172.18.0.2   other   <none>   <none>",
    ),
    "what an autoscaler does not measure": (
        "kubectl get hpa",
        f"{HPA}web   Deployment/web   cpu: 1%/50%   1   5   1   5s",
        f"{HPA}web   Deployment/web   cpu: <unknown>/50%   1   5   1   5s",
    ),
    "what an autoscaler aims at": (
        "kubectl get hpa",
        f"{HPA}web   Deployment/web   cpu: 1%/50%   1   5   1   5s",
        f"{HPA}web   Deployment/web   cpu: 1%/80%   1   5   1   5s",
    ),
    "the column of a value": (
        "kubectl get pv",
        f"{PV}p      Delete           1Gi        ns/a      std                     5s",
        f"{PV}p      Delete           1Gi                  std            ns/a     5s",
    ),
    "several numbers": (
        "kubectl get deployment web -o jsonpath='{.spec.replicas} {.status.readyReplicas}'",
        "3 3",
        "3 2",
    ),
    "all of several numbers": ("kubectl get rs -o jsonpath='{.items[*].spec.replicas}'", "3 3", "2 2"),
    "a number below another command's answer": (
        "for n in $(kubectl get nodes -o name); do echo $n; kubectl get pods --no-headers | wc -l; done",
        "node/a\n9\nnode/b\n10\n",
        "node/a\n9\nnode/b\n11\n",
    ),
    "a number": ("kubectl get nodes --no-headers | wc -l", "3", "4"),
    "a schedule": (
        "kubectl get cronjobs",
        "NAME   SCHEDULE    SUSPEND   ACTIVE   AGE\nx      @every 5m   False     0        5s",
        "NAME   SCHEDULE    SUSPEND   ACTIVE   AGE\nx      @every 9m   False     0        5s",
    ),
    "a quota": (
        "kubectl get resourcequota",
        "NAME   REQUEST            LIMIT   AGE\nx      cpu: 100m/200m             5s",
        "NAME   REQUEST            LIMIT   AGE\nx      cpu: 100m/300m             5s",
    ),
}
STRUCTURE = {
    "the order of a loop": (
        "for n in $(kubectl get nodes -o name); do echo $n; done",
        "node/a\nnode/b\n",
        "node/b\nnode/a\n",
    ),
    "a name that looks generated": (
        "kubectl get services",
        "NAME        TYPE       CLUSTER-IP\nweb-bcdfg   NodePort   10.1.1.1",
        "NAME        TYPE       CLUSTER-IP\nweb-zxwvt   NodePort   10.1.1.1",
    ),
    "a name that looks generated, among others": (
        "kubectl get all",
        "NAME                        READY   UP-TO-DATE\ndeployment.apps/web-bcdfg   1/1     1",
        "NAME                        READY   UP-TO-DATE\ndeployment.apps/web-zxwvt   1/1     1",
    ),
    "an order by time": (
        "kubectl get pods --sort-by=.metadata.creationTimestamp",
        f"{POD}a   1/1   Running   0   90s\nb   1/1   Running   0   29s",
        f"{POD}b   1/1   Running   0   91s\na   1/1   Running   0   31s",
    ),
    "an order by name": (
        "kubectl get pods --sort-by=.metadata.name",
        f"{POD}a   1/1   Running   0   90s\nb   1/1   Running   0   29s",
        f"{POD}b   1/1   Running   0   91s\na   1/1   Running   0   31s",
    ),
}


@pytest.mark.parametrize(("command", "one", "other"), EQUAL.values(), ids=EQUAL)
def test_what_may_differ_is_known_by_the_command(command: str, one: str, other: str) -> None:
    """In either direction nothing is told."""
    assert told_both_ways(command, one, other) == []


@pytest.mark.parametrize(
    ("drift", "command", "one", "other"),
    [("changed", *case) for case in CHANGED.values()] + [("structure", *case) for case in STRUCTURE.values()],
    ids=[*CHANGED, *STRUCTURE],
)
def test_what_may_not_differ_is_told(drift: str, command: str, one: str, other: str) -> None:
    """In either direction, with the class that it has."""
    assert told_both_ways(command, one, other) == [drift, drift]


def test_wide_characters_take_two_places() -> None:
    """Where a program counts the places of a terminal, and where it counts characters, columns are found."""
    header = "NAME   OWNER   NOTE   AGE\n"
    by_places = f"{header}a      木村    x      5s\nb      山             5s\n"
    by_characters = f"{header}a      木村      x      5s\nb      山              5s\n"

    assert compare(by_places, by_characters, command="kubectl get things").equal
    assert not compare(by_places, by_places.replace("木村", "木林"), command="kubectl get things").equal
