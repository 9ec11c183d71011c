"""Pairs of outputs that must have one normal form, and pairs that must not."""

from __future__ import annotations

ID = "3f1c0d9be2a74f6f8d5e6a7b8c9d0e1f2a3b4c5d6e7f8091a2b3c4d5e6f70819"
OTHER_ID = "a" + ID[:-1]

EQUAL = {
    "line ends": ("one\r\ntwo\r\n", "one\ntwo"),
    "blanks at line ends": (" ✓ Preparing nodes 📦 📦 \n", " ✓ Preparing nodes 📦 📦"),
    "empty lines at the end": ("one\n\n\n", "one"),
    "overwritten progress": ("10%\r50%\r100%\n", "100%"),
    "colours": (
        "\x1b[0;32mKubernetes control plane\x1b[0m is running",
        "Kubernetes control plane is running",
    ),
    "variation selectors": (" ✓ Writing configuration 🖼️", " ✓ Writing configuration 🖼"),
    "steps once or twice": (
        " • Starting control-plane 🕹️  ...\n ✓ Starting control-plane 🕹️\n",
        " ✓ Starting control-plane 🕹️\n",
    ),
    "salutation": ("Have a nice day! 👋", "Thanks for using kind! 😊"),
    "salutation with a question": (
        "Have a question, bug, or feature request? Let us know! https://kind.sigs.k8s.io/#community 🙂",
        "Not sure what to do next? 😅  Check out https://kind.sigs.k8s.io/docs/user/quick-start/",
    ),
    "time to be ready": (" • Ready after 12s 💚", " • Ready after 1m3s 💚"),
    "order of deleted nodes": (
        'Deleted nodes: ["dev-worker" "dev-control-plane"]',
        'Deleted nodes: ["dev-control-plane" "dev-worker"]',
    ),
    "number of waits for a rollout": (
        (
            'Waiting for deployment "web" rollout to finish: 0 of 3 updated replicas are available...\n'
            'Waiting for deployment "web" rollout to finish: 2 of 3 updated replicas are available...\n'
            'deployment "web" successfully rolled out'
        ),
        'deployment "web" successfully rolled out',
    ),
    "waits for a stateful set": (
        "Waiting for 1 pods to be ready...\npartitioned roll out complete: 1 new pods have been updated...",
        "partitioned roll out complete: 1 new pods have been updated...",
    ),
    "age of seconds": ("ready for 12s", "ready for 59s"),
    "age of minutes": ("ready for 5m30s", "ready for 12s"),
    "age of days": ("ready for 2d4h", "ready for 3h"),
    "age of years": ("ready for 3y12d", "ready for 400d"),
    "fractions of a second": (
        "pulled in 1.234s (1.234s including waiting)",
        "pulled in 812ms (812ms including waiting)",
    ),
    "measured field": ("took=1.25s", "took=3.5ms"),
    "round trips": ("min/max = 0.062/0.096 ms", "min/max = 0.1/12.5 ms"),
    "ago": ("Created 3 weeks ago", "Created About a minute ago"),
    "just now": ("Created 2 hours ago", "Created Less than a second ago"),
    "up": ("web Up 2 minutes (healthy)", "web Up About an hour (healthy)"),
    "exited": ("Exited (0) 3 minutes ago", "Exited (0) 2 days ago"),
    "event repeated": ("5m (x3 over 6m) kubelet", "12s kubelet"),
    "timestamp": ("started 2026-11-24T15:27:13Z", "started 2025-01-02T03:04:05.678901Z"),
    "a pod as a kubelet calls it": (
        "Back-off restarting failed container web in pod web-76588cc55c-jfjwz_default(0-1)",
        "Back-off restarting failed container web in pod web-5c849d7c8-mjprv_default(0-1)",
    ),
    "timestamp with zone": ("2026-11-24 15:27:13 +0000 UTC", "2025-01-02 03:04:05 +0000 UTC"),
    "timestamp of describe": (
        "Start: Tue, 24 Nov 2026 15:37:11 +0000",
        "Start: Wed, 25 Nov 2026 05:07:01 +0000",
    ),
    "timestamp of HTTP": ("Date: Tue, 24 Nov 2026 15:37:11 GMT", "Date: Wed, 25 Nov 2026 05:07:01 GMT"),
    "timestamp of Redis": ("1:M 24 Nov 2026 15:37:11.123 * Ready", "1:M 04 Dec 2026 05:07:01.987 * Ready"),
    "timestamp with a zone's name": (
        "2026-11-24 15:37:11.123 CET [1] LOG",
        "2027-01-02 03:04:05.6 CET [1] LOG",
    ),
    "seconds since 1970": ('{"ts":1700000000.123,"msg":"up"}', '{"ts":1800000001.5,"msg":"up"}'),
    "seconds since boot": ("[   12.345678] cgroup", "[  112.345678] cgroup"),
    "log of a system": (
        "Nov 24 15:37:11 dev kubelet[123]: up",
        "Dec  2 05:07:01 dev kubelet[45678]: up",
    ),
    "log of nginx": ("2026/11/24 15:37:11 [notice] 1#1: up", "2027/01/02 05:07:01 [notice] 7#7: up"),
    "workers of nginx": (
        (
            "2026/11/24 15:37:11 [notice] 1#1: start worker process 29\n"
            "2026/11/24 15:37:11 [notice] 1#1: start worker process 30"
        ),
        "2026/11/24 15:37:11 [notice] 1#1: start worker process 31",
    ),
    "log of Apache": (
        "[Tue Nov 24 15:37:11.123456 2026] [core:notice] [pid 1:tid 140] up",
        "[Wed Nov 25 05:07:01.654321 2026] [core:notice] [pid 8:tid 239] up",
    ),
    "date": ("Tue Nov 24 15:37:11 UTC 2026", "Wed Dec  2 05:07:01 UTC 2026"),
    "access log": ("[24/Nov/2026:15:37:11 +0000] GET /", "[01/Jan/2027:00:00:00 +0000] GET /"),
    "error log": ("2026/11/24 15:37:11 [notice]", "2027/01/01 00:00:00 [notice]"),
    "log of Kubernetes": (
        "I1124 15:37:11.123456       1 main.go:12] up",
        "I1225 05:07:01.654321      17 main.go:12] up",
    ),
    "container id": ("3f1c0d9be2a7", "a3f1c0d9be2a"),
    "long id": (ID, OTHER_ID),
    "id behind a scheme": (f"containerd://{ID}", f"containerd://{OTHER_ID}"),
    "id of digits alone": ("123456789012", "3f1c0d9be2a7"),
    "digest": (f"nginx@sha256:{ID}", f"nginx@sha256:{OTHER_ID}"),
    "id in a path": ("/var/run/docker/netns/86b1a5ea2efe", "/var/run/docker/netns/e03522f27f37"),
    "id in a file's name": (f"containers/{ID}-json.log", f"containers/{OTHER_ID}-json.log"),
    "process": ('"Pid": 16143,', '"Pid": 24719,'),
    "uid": (
        "pvc-280ad1ab-1a6a-4a1f-a2a1-3f6f4ed80ef4",
        "pvc-90b5fea5-b41e-45ce-8b22-10a354ffe9b9",
    ),
    "pod of a deployment": ("pod/web-front-79d8789fd8-pbnzs", "pod/web-front-66bc5c9577-ln67k"),
    "replica set": ("replicaset.apps/web-front-79d8789fd8", "replicaset.apps/web-front-66bc5c9577"),
    "short hash": ("web-d74488d8d-cfkz2", "web-79d8789fd8-pbnzs"),
    "pod of a daemon set": ("kube-proxy-gtlzm", "kube-proxy-8bq5s"),
    "pod of a cron job": ("tick-29925580-2swkp", "tick-29925581-vvqnq"),
    "pod in a message": ("Created pod: agent-gtlzm", "Created pod: agent-pt9dj"),
    "hash in a label": ("pod-template-hash=79d8789fd8", "pod-template-hash=66bc5c9577"),
    "address": ("IP: 10.244.1.5", "IP: 172.18.0.3"),
    "address with a prefix": ("inet 172.18.0.3/16", "inet 172.18.0.14/16"),
    "address with a port": ("http://10.96.0.1:443/", "http://10.96.7.2:443/"),
    "address of the sixth version": ("inet6 fc00:f853:ccd:e793::2/64", "inet6 fc00:f853:ccd:e793::14/64"),
    "hardware address": ("ether 02:42:ac:12:00:03", "ether 02:42:0a:f4:01:05"),
    "interface": ("13: eth0@if14: <UP> mtu 1500", "21: eth0@if22: <UP> mtu 1500"),
    "interface of a container": ("dev veth6766306b scope host", "dev veth34bc65ab scope host"),
    "route to a node's pods": ("10.244.1.0/24 via 172.18.0.5", "10.244.3.0/24 via 172.18.0.4"),
    "network of a node's pods": ("podCIDRs:\n- 10.244.1.0/24", "podCIDRs:\n- 10.244.2.0/24"),
    "host port": ("0.0.0.0:40075->6443/tcp", "0.0.0.0:33001->6443/tcp"),
    "host port, sixth version": (":::40075->80/tcp", ":::32768->80/tcp"),
    "host port, as two engines write it": (":::8080->80/tcp", "[::]:8080->80/tcp"),
    "port of the API": ("https://127.0.0.1:40075", "https://127.0.0.1:34431"),
    "port of localhost": ("localhost:40075", "localhost:60999"),
    "inspected port": (
        '[{"HostIp":"127.0.0.1","HostPort":"40075"}]',
        '[{"HostIp":"127.0.0.1","HostPort":"34431"}]',
    ),
    "node port": ("80:31450/TCP,443:30001/TCP", "80:30123/TCP,443:32767/TCP"),
    "node port of describe": ("NodePort:   <unset>  31062/TCP", "NodePort:   <unset>  30123/TCP"),
    "node port of YAML": ("    nodePort: 31062", "    nodePort: 30123"),
    "node port behind an address": ("http://172.18.0.2:31062/", "http://172.18.0.3:30123/"),
    "resource version": ('resourceVersion: "715"', 'resourceVersion: "72401"'),
    "node of a pod": ("Node:             dev-worker/172.18.0.3", "Node:             dev-worker2/172.18.0.4"),
    "node assigned": (
        "Successfully assigned default/db-0 to dev-worker",
        "Successfully assigned default/db-0 to dev-worker2",
    ),
    "node in the environment": ("MY_NODE_NAME=dev-worker", "MY_NODE_NAME=dev-worker2"),
    "machine": (
        "Linux dev 6.18.44-fc #1 SMP Tue Nov 24 15:37:11 UTC 2026 x86_64 GNU/Linux",
        "Linux dev 5.10.0 #2 SMP PREEMPT Wed Nov 25 05:07:01 UTC 2026 aarch64 GNU/Linux",
    ),
    "architecture": ("kind v0.30.0 go1.24.6 linux/amd64", "kind v0.30.0 go1.24.6 linux/arm64"),
    "architecture in a label": ("kubernetes.io/arch=amd64,x=y", "kubernetes.io/arch=arm64,x=y"),
    "network of an engine": ("172.18.0.0/16 dev eth0", "172.20.0.0/16 dev eth0"),
    "network of podman": ("10.89.0.0/24 dev eth0", "10.89.2.0/24 dev eth0"),
    "part of the pods' network": ("range 10.244.1.0/24", "range 10.244.2.0/24"),
    "bridge": ("dev br-3f1c0d9be2a7 scope", "dev br-a3f1c0d9be2a scope"),
    "address that is new": ("inet6 fe80::1/64 scope link tentative", "inet6 fe80::2/64 scope link"),
    "token to join": ("--token 6g7kqx.0p3wzxv5bnmq8rtd", "--token abc9ef.1a2b3c4d5e6f7g8h"),
    "event": ("web.17f3a5b2c3d4e5f6", "web.18a8b9c0d1e2f304"),
    "order of deleted clusters": ('Deleted clusters: ["a" "b"]', 'Deleted clusters: ["b" "a"]'),
    "host of kind": (
        "cgroup v1 is deprecated in Kubernetes and will not be supported in a future kind release\nx",
        "x",
    ),
    "prompt that comes late": ("If you don't see a command prompt, try pressing enter.\nx", "x"),
    "image that is there": (
        (
            "Unable to find image 'nginx:1.26' locally\n1.26: Pulling from library/nginx\n"
            f"3f1c0d9be2a7: Pull complete\nDigest: sha256:{ID}\n"
            "Status: Downloaded newer image for nginx:1.26\nhello"
        ),
        "hello",
    ),
    "image that is there, for podman": (
        "Trying to pull r.example/nginx:1.26...\nCopying blob 3f1c0d9be2a7 done\nhello",
        "hello",
    ),
    "build that is cached": (
        "Step 1/1 : RUN make\n ---> Using cache\n ---> 3f1c0d9be2a7\nSuccessfully tagged web:1",
        (
            "Step 1/1 : RUN make\n ---> Running in a3f1c0d9be2a\nRemoving intermediate container "
            "a3f1c0d9be2a\n ---> 3f1c0d9be2a7\nSuccessfully tagged web:1"
        ),
    ),
    "ports of an engine without the sixth version": (
        "80/tcp -> 0.0.0.0:8080\n80/tcp -> [::]:8080",
        "80/tcp -> 0.0.0.0:8080",
    ),
    "meter of curl": (
        "100   615  100   615    0     0   300k      0 --:--:-- --:--:-- --:--:--  600k\nx",
        "100   615  100   615    0     0  1234k      0  0:00:01 --:--:-- --:--:-- 1600k\nx",
    ),
    "kernel": ("  Kernel Version:  6.18.44", "  Kernel Version:  5.10.0-32"),
    "certificate": (
        "  client-key-data: LS0tLS1CRUdJTiBSU0Eg" + "a" * 40,
        "  client-key-data: LS0tLS1CRUdJTiBSU0Eg" + "b" * 44 + "==",
    ),
}

DIFFERENT = {
    "Kubernetes version": ("dev-worker Ready v1.34.0", "dev-worker Ready v1.33.0"),
    "image tag": ("nginx:1.26", "nginx:1.27"),
    "image tag of digits": ("Image: app:20261124", "Image: app:20261125"),
    "tag that looks like an address": ("app:1.2.3.4", "app:1.2.3.5"),
    "tag that looks generated": ("app:1.0-bcdfg", "app:1.0-zxwvt"),
    "tag with a hash": ("kindnetd:v20250512-df8de77b", "kindnetd:v20250512-df8bd77b"),
    "created or not": ("service/web created", "service/web unchanged"),
    "cluster's name": ('Creating cluster "dev" ...', 'Creating cluster "test" ...'),
    "number of nodes": (" ✓ Preparing nodes 📦 📦 📦", " ✓ Preparing nodes 📦 📦"),
    "step failed": (" ✓ Starting control-plane 🕹️", " ✗ Starting control-plane 🕹️"),
    "step without end": (" • Starting control-plane 🕹️  ...", ""),
    "time limit": (
        " ✓ Waiting ≤ 1m30s for control-plane = Ready ⏳",
        " ✓ Waiting ≤ 30s for control-plane = Ready ⏳",
    ),
    "not ready in time": (" • Ready after 12s 💚", " • WARNING: Timed out waiting for Ready ⚠️"),
    "deleted nodes": ('Deleted nodes: ["dev-worker"]', 'Deleted nodes: ["dev-worker" "dev-worker2"]'),
    "rollout ended": (
        'Waiting for deployment "web" rollout to finish: 0 of 3 updated replicas are available...',
        'deployment "web" successfully rolled out',
    ),
    "worker's number": ("dev-worker2", "dev-worker3"),
    "pod's number": ("db-0", "db-1"),
    "word that looks generated": ("service/web-https", "service/web-pgsql"),
    "pod of something else": ("pod/web-79d8789fd8-pbnzs", "pod/api-79d8789fd8-pbnzs"),
    "pod with and without replica set": ("pod/web-79d8789fd8-pbnzs", "pod/web-pbnzs"),
    "loopback": ("server: 127.0.0.1", "server: 10.0.0.1"),
    "any address": ("0.0.0.0:8080->80/tcp", "127.0.0.1:8080->80/tcp"),
    "subnet": ("podSubnet: 10.244.0.0/16", "podSubnet: 10.245.0.0/16"),
    "subnet of the sixth version": ("fd00:10:244::/56", "fd00:10:245::/56"),
    "configured host port": ("0.0.0.0:8080->80/tcp", "0.0.0.0:8081->80/tcp"),
    "container port": ("0.0.0.0:40075->6443/tcp", "0.0.0.0:40075->6444/tcp"),
    "port of a service": ("80:31450/TCP", "8080:31450/TCP"),
    "with and without node port": ("80:31450/TCP", "80/TCP"),
    "protocol": ("80:31450/TCP", "80:31450/UDP"),
    "no address": ("External IP: <none>", "External IP: 172.18.0.5"),
    "exit code": ("Exited (0) 3 minutes ago", "Exited (1) 3 minutes ago"),
    "health": ("Up 2 minutes (healthy)", "Up 2 minutes (unhealthy)"),
    "exited or up": ("Up 2 minutes", "Exited (0) 2 minutes ago"),
    "configured duration": ("delay=60s timeout=5s", "delay=30s timeout=5s"),
    "processor": ("cpu:  100m", "cpu:  200m"),
    "share of a processor": ("cpu  100m (5%)", "cpu  200m (10%)"),
    "quantity": ("memory: 50Mi", "memory: 60Mi"),
    "severity of a log": (
        "I1124 15:37:11.123456       1 a.go:1] up",
        "E1124 15:37:11.123456       1 a.go:1] up",
    ),
    "commit": ("gitCommit: " + ID[:40], "gitCommit: " + OTHER_ID[:40]),
    "date that is a version": ("built 2026-11-24", "built 2026-11-25"),
    "indentation": ("  replicas: 3", "replicas: 3"),
    "line between": ("one\n\ntwo", "one\ntwo"),
    "service's name that looks generated": ("service/web-bcdfg", "service/web-zxwvt"),
    "deployment's name that looks generated": ('deployment "web-bcdfg"', 'deployment "web-zxwvt"'),
    "words of a log": ("2026-11-24 15:27:13 GET /", "2026-11-24 15:27:13 PUT /"),
    "architecture of a file": ("kind-linux-amd64", "kind-linux-arm64"),
    "item of a list": ("items[0]: x", "items[1]: x"),
    "build that fails": ("#7 ERROR: process failed", "#7 DONE 0.1s"),
    "port on one address": ("80/tcp -> 127.0.0.1:8080", "80/tcp -> [::]:8080"),
    "letter case": ("Running", "running"),
}
