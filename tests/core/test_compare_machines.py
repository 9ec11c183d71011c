"""What programs tell of a machine and its moment may differ; what they tell of the page's things may not."""

from __future__ import annotations

import pytest

from tests.core.both_ways import told_both_ways

FILES = """\
total 40
-rw-r--r-- 1 root root  298 Nov 26 14:41 backups.yaml
drwxr-xr-x 5 root root 4096 Nov 26 14:44 logs
"""
OTHER_FILES = """\
total 44
-rw-r--r-- 1 root root   298 Nov 26  2025 backups.yaml
drwxr-xr-x 7 root root 12288 Nov 27 09:02 logs
"""
DISKS = """\
Filesystem      Size  Used Avail Use% Mounted on
overlay         252G   42G   50G  46% /
tmpfs            64M     0   64M   0% /dev
"""
OTHER_DISKS = """\
Filesystem                Size      Used Available Use% Mounted on
tmpfs                    64.0M         0     64.0M   0% /dev
overlay                 126.0G     37.1G     54.0G  41% /
""".replace("Available", "Avail")
MEMORY = """\
              total        used        free      shared  buff/cache   available
Mem:          24106        3484        2120          18       18502       20212
Swap:             0           0           0
"""
OTHER_MEMORY = """\
               total        used        free      shared  buff/cache   available
Mem:            15Gi       3.4Gi       5.8Gi        18Mi        14Gi        20Gi
Swap:             0B          0B          0B
"""
SOCKETS = """\
State  Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess
LISTEN 0      4096       127.0.0.1:2381       0.0.0.0:*    users:(("etcd",pid=439,fd=11))
LISTEN 0      4096       127.0.0.1:42447      0.0.0.0:*    users:(("containerd",pid=122,fd=11))
LISTEN 0      4096      127.0.0.11:38381      0.0.0.0:*
LISTEN 0      4096               *:6443             *:*    users:(("kube-apiserver",pid=432,fd=3))
"""
OTHER_SOCKETS = """\
State  Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess
LISTEN 0      4096               *:6443             *:*    users:(("kube-apiserver",pid=448,fd=3))
LISTEN 0      4096      127.0.0.11:34313      0.0.0.0:*
LISTEN 0      4096       127.0.0.1:43295      0.0.0.0:*    users:(("containerd",pid=86,fd=11))
LISTEN 0      4096       127.0.0.1:2381       0.0.0.0:*    users:(("etcd",pid=460,fd=6))
"""
SERVICE = """\
● kubelet.service - kubelet
     Loaded: loaded (/etc/systemd/system/kubelet.service; enabled; preset: enabled)
     Active: active (running) since Thu 2026-11-26 14:41:41 UTC; 2min 58s ago
   Main PID: 171 (kubelet)
      Tasks: 12 (limit: 28909)
     Memory: 33M
     CGroup: /kubelet.slice/kubelet.service
             └─171 /usr/bin/kubelet --node-ip=172.18.0.3 --node-labels=tier=front

Nov 26 14:43:03 dev-worker kubelet[171]: I1126 14:43:03.130086     171 reconciler_common.go:299] "Volume"
"""
OTHER_SERVICE = """\
● kubelet.service - kubelet
     Loaded: loaded (/etc/systemd/system/kubelet.service; enabled; preset: enabled)
     Active: active (running) since Fri 2026-11-27 09:01:09 UTC; 1 day 6h ago
   Main PID: 264 (kubelet)
      Tasks: 17 (limit: 9370)
     Memory: 32.2M (peak: 40.1M)
     CGroup: /kubelet.slice/kubelet.service
             └─264 /usr/bin/kubelet --node-ip=172.18.0.10 --node-labels=tier=front

Nov 27 09:02:00 dev-worker kubelet[264]: E1127 09:02:00.338414     264 upgradeaware.go:427] broken pipe
Nov 27 09:02:46 dev-worker kubelet[264]: I1127 09:02:46.720069     264 deletor.go:80] "not found"
"""
CERTIFICATES = """\
CERTIFICATE                EXPIRES                  RESIDUAL TIME   CERTIFICATE AUTHORITY   EXTERNALLY MANAGED
admin.conf                 Nov 26, 2027 14:41 UTC   364d            ca                      no
"""
ANSWERS = """\
Server:\t\t10.130.0.10
Address:\t10.130.0.10:53


Name:\tdb.shop.svc.cluster.local
Address: 10.120.1.6

"""
OTHER_ANSWERS = """\
Server:\t\t10.130.0.10
Address:\t10.130.0.10:53

Name:\tdb.shop.svc.cluster.local
Address: 10.120.1.8



"""
JOBS = """\
NAME            STATUS     COMPLETIONS   DURATION   AGE
tick-29928404   Complete   1/1           3s         2m
"""
RULES = (
    "KUBE-SVC-A  tcp  --  0.0.0.0/0  10.96.0.1  /* default/kubernetes:https cluster IP */\nKUBE-SVC-B  tcp\n"
)
ROUTES = "default via 172.18.0.1 dev eth0\n10.120.0.0/24 via 172.18.0.4 dev eth0\n"
LINKS = """\
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
2: veth9fd49871@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500
    link/ether 9a:b0:01:3b:5a:e4 brd ff:ff:ff:ff:ff:ff link-netns cni-e054b029-1609-4c07-bf7d-188397460750
"""
DRAINED = """\
evicting pod shop/web-7f7c5889d8-c5ltv
evicting pod shop/web-7f7c5889d8-fvptf
error when evicting pods/"web-7f7c5889d8-fvptf" -n "shop" (will retry after 5s): Cannot evict pod.
evicting pod shop/web-7f7c5889d8-fvptf
pod/web-7f7c5889d8-c5ltv evicted
pod/web-7f7c5889d8-fvptf evicted
node/dev-worker drained
"""

EQUAL = {
    "files": ("ls -l", FILES, OTHER_FILES),
    "room": ("docker exec dev-worker df -h", DISKS, OTHER_DISKS),
    "memory": ("kubectl exec probe -- free", MEMORY, OTHER_MEMORY),
    "memory of the kernel": ("head -2 /proc/meminfo", "MemFree:  993260 kB\n", "MemFree: 6144120 kB\n"),
    "load": ("cat /proc/loadavg", "21.50 12.56 6.36 14/1930 2579", "0.08 0.03 1.05 1/210 99"),
    "how long a machine is up": (
        "docker exec dev-worker uptime",
        " 14:44:52 up  5:29,  0 users,  load average: 21.50, 12.56, 6.36",
        " 09:02:01 up 12 days, 3 min,  0 users,  load average: 0.08, 0.03, 1.05",
    ),
    "sockets": ("docker exec dev-control-plane ss -ltnp", SOCKETS, OTHER_SOCKETS),
    "numbers of sockets": (
        "ss -s",
        "Total: 105\nTCP:   819 (estab 4, closed 809, orphaned 0, timewait 11)\n",
        "Total: 98\nTCP:   625 (estab 4, closed 615, orphaned 0, timewait 20)\n",
    ),
    "a service": ("docker exec dev-worker systemctl status kubelet --no-pager", SERVICE, OTHER_SERVICE),
    "interfaces": (
        "docker exec dev-worker ip -4 -brief addr",
        "lo               UNKNOWN        127.0.0.1/8 \neth0@if1621      UP             172.18.0.3/16 \n",
        "lo               UNKNOWN        127.0.0.1/8 \neth0@if37        UP             172.18.0.10/16 \n",
    ),
    "layers of a container": (
        "docker exec dev-worker mount | head -1",
        "overlay on / type overlay (rw,lowerdir=/var/lib/docker/overlay2/l/WNWQA6E6AXUVPUDVAKC2KNNMWZ)",
        "overlay on / type overlay (rw,lowerdir=/var/lib/docker/overlay2/l/6YLXLROLL2J6TBQ5XNV3M4HTEO)",
    ),
    "runtimes of an engine": (
        "docker info",
        " Runtimes: io.containerd.runc.v2 runc",
        " Runtimes: runc io.containerd.runc.v2",
    ),
    "when certificates expire": (
        "docker exec dev-control-plane kubeadm certs check-expiration",
        CERTIFICATES,
        CERTIFICATES.replace("14:41", "15:02").replace("364d", "363d"),
    ),
    "answers of a name server": ("kubectl exec probe -- nslookup db.shop.svc", ANSWERS, OTHER_ANSWERS),
    "seconds since 1970": ("date +%s", "1795704332", "1795704693"),
    "how long a request took": ("curl -w '%{http_code} %{time_total}' u", "200 0.000425", "200 0.012237"),
    "a temporary file": ("mktemp", "/tmp/tmp.ePF1e1Cz3X", "/tmp/tmp.UxRppQJ2Wx"),
    "an elected leader": (
        "kubectl logs provisioner",
        "rancher.io/local-path_local-path-provisioner-6487846659-f5x8k_40e83b2b-2425-4ac4-94da-87444a23f71c",
        "rancher.io/local-path_local-path-provisioner-5d4f9b7c86-k8zzt_f2c2910b-bb05-4bcf-bbe5-0b53392f3b49",
    ),
    "a volume of a pod": (
        "journalctl",
        '"kubernetes.io/projected/e054b029-1609-4c07-bf7d-188397460750-kube-api-access-ssmsm"',
        '"kubernetes.io/projected/76492c31-3660-4572-807d-d7bc7965df3f-kube-api-access-rmbq8"',
    ),
    "an API server": (
        "kubectl get leases -n kube-system",
        "NAME   HOLDER   AGE\napiserver-qfjxukwevbh3pxqpt5xpj3rsvu   x   3m\n",
        "NAME   HOLDER   AGE\napiserver-fs6cz3adi254qrp445e4oou7yi   x   9m\n",
    ),
    "finished jobs of a CronJob": (
        "kubectl get jobs",
        JOBS,
        f"{JOBS}tick-29928405   Complete   1/1           4s         1m\n",
    ),
    "rules of Kubernetes": (
        "docker exec dev-worker iptables -t nat -L KUBE-SERVICES -n",
        RULES,
        "".join(reversed(RULES.splitlines(keepends=True))),
    ),
    "routes to pods": (
        "docker exec dev-worker ip route",
        f"{ROUTES}10.120.2.0/24 via 172.18.0.4 dev eth0\n10.120.1.2 dev veth9fd49871 scope host\n",
        f"{ROUTES}10.120.2.0/24 via 172.18.0.9 dev eth0\n",
    ),
    "interfaces of pods": (
        "docker exec dev-worker ip link",
        LINKS,
        LINKS.partition("2: veth")[0],
    ),
    "the network of a node's pods": (
        "docker exec dev-worker cat /etc/cni/net.d/10-kindnet.conflist",
        '{"plugins": [{"type": "ptp", "ipam": {"ranges": [[{"subnet": "10.120.2.0/24"}]]}}]}',
        '{"plugins": [{"type": "ptp", "ipam": {"ranges": [[{"subnet": "10.120.1.0/24"}]]}}]}',
    ),
    "the width of an address": (
        "./rules",
        "ACCEPT  0.0.0.0/0            172.18.0.3   /* web */",
        "ACCEPT  0.0.0.0/0            172.18.0.123 /* web */",
    ),
    "pods of a drained node": (
        "kubectl drain dev-worker --ignore-daemonsets",
        "node/dev-worker drained\n",
        DRAINED,
    ),
    "events without their messages": (
        "kubectl get events -o custom-columns=REASON:.reason,OBJECT:.involvedObject.name",
        "REASON    OBJECT\nPulled    db-0\nPulled    db-0\nStarted   db-0\n",
        "REASON    OBJECT\nStarted   db-0\nPulled    db-0\n",
    ),
    "a log of Kubernetes": (
        "kubectl logs -n kube-system daemonset/kube-proxy",
        "I1126 14:43:03.130086       1 a.go:1] one\nI1126 14:43:03.130087       1 b.go:1] two\n",
        "I1127 09:02:46.720069       1 b.go:1] two\nI1127 09:02:46.720070       1 a.go:1] one\n",
    ),
    "one line of JSON": (
        "kubectl get --raw /api/v1/pods | head -c 99",
        '{"metadata":{"name":"probe","resourceVersion":"806"},"spec":{"nodeName":"dev-worker","a',
        '{"metadata":{"name":"probe","resourceVersion":"91"},"spec":{"nodeName":"dev-worker2","a',
    ),
}
CHANGED = {
    "the order of rules that others write": (
        "iptables -L INPUT -n",
        "ACCEPT tcp\nDROP all\n",
        "DROP tcp\nACCEPT all\n",
    ),
    "the size of a file": ("ls -l", FILES, FILES.replace(" 298", " 299")),
    "the mode of a file": ("ls -l", FILES, FILES.replace("-rw-r--r--", "-rwxr-xr-x")),
    "the kind of a file system": ("df -h", DISKS, DISKS.replace("tmpfs ", "ramfs ")),
    "how many users there are": (
        "uptime",
        "up 5:29, 0 users, load average: 1, 1, 1",
        "up 5:29, 3 users, load average: 1, 1, 1",
    ),
    "what a service does": (
        "systemctl status kubelet",
        SERVICE,
        SERVICE.replace("active (running)", "failed (Result: exit-code)"),
    ),
    "arguments of a service": (
        "systemctl status kubelet",
        SERVICE,
        SERVICE.replace("tier=front", "tier=back"),
    ),
    "a certificate's authority": (
        "kubeadm certs check-expiration",
        CERTIFICATES,
        CERTIFICATES.replace(" ca ", " xx "),
    ),
    "a number alone": ("wc -c log", "1795704332", "1795704693"),
    "a job of a CronJob that fails": ("kubectl get jobs", JOBS, JOBS.replace("Complete", "Failed  ")),
    "a lease": ("kubectl get leases", "NAME    HOLDER\nmy-app  a-b\n", "NAME    HOLDER\nmy-app  a-c\n"),
}
STRUCTURE = {
    "an evicted pod that the page names": ("kubectl drain w", DRAINED, f"evicting pod shop/db-0\n{DRAINED}"),
    "an event without its message": (
        "kubectl get events -o custom-columns=REASON:.reason,OBJECT:.involvedObject.name",
        "REASON    OBJECT\nPulled    db-0\n",
        "REASON    OBJECT\nPulled    db-0\nBackOff   db-0\n",
    ),
    "a file": ("ls -l", FILES, FILES.rpartition("drwx")[0]),
    "a file system": ("df -h", DISKS, DISKS.replace(" /dev", " /srv")),
    "who listens": ("ss -ltnp", SOCKETS, SOCKETS.replace("2381", "2382")),
    "a name's address": ("nslookup db", ANSWERS, f"{ANSWERS}Name:\tdb-1.shop.svc.cluster.local\n"),
    "the first job of a CronJob": ("kubectl get jobs", JOBS.splitlines()[0], JOBS),
}  # fmt: skip


@pytest.mark.parametrize(("command", "one", "other"), EQUAL.values(), ids=EQUAL)
def test_what_a_machine_measures_may_differ(command: str, one: str, other: str) -> None:
    """In either direction nothing is told."""
    assert told_both_ways(command, one, other) == []


@pytest.mark.parametrize(
    ("drift", "command", "one", "other"),
    [("changed", *case) for case in CHANGED.values()] + [("structure", *case) for case in STRUCTURE.values()],
    ids=[*CHANGED, *STRUCTURE],
)
def test_what_a_page_has_made_may_not_differ(drift: str, command: str, one: str, other: str) -> None:
    """In either direction, with the class that it has."""
    assert told_both_ways(command, one, other) == [drift, drift]
