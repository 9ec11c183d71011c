"""What programs of a container tell of the moment may differ, and what they tell of the page may not."""

from __future__ import annotations

import pytest

from tests.core.both_ways import told_both_ways

TOP = """\
Mem: 16131824K used, 8552268K free, 15960K shrd, 471048K buff, 10858104K cached
CPU:  73% usr  26% sys   0% nic   0% idle   0% io   0% irq   0% sirq
Load average: 17.80 14.57 16.69 18/1290 13
  PID  PPID USER     STAT   VSZ %VSZ CPU %CPU COMMAND
    1     0 root     S     2696   0%   0   0% sleep 100000
"""
LATER = """\
Mem: 14135536K used, 10548556K free, 14576K shrd, 485892K buff, 9568244K cached
CPU:  80% usr  20% sys   0% nic   0% idle   0% io   0% irq   0% sirq
Load average: 12.47 14.19 16.15 16/1033 12
  PID  PPID USER     STAT   VSZ %VSZ CPU %CPU COMMAND
    1     0 root     S     2696   0%   1   0% sleep 100000
"""
INTERFACE = """\
eth0      Link encap:Ethernet  HWaddr FA:D6:6D:4D:12:58
          inet addr:10.120.1.7  Bcast:10.120.1.255  Mask:255.255.255.0
          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1
          RX packets:0 errors:0 dropped:0 overruns:0 frame:0
          TX packets:8 errors:0 dropped:0 overruns:0 carrier:0
          RX bytes:0 (0.0 B)  TX bytes:656 (656.0 B)
"""
OTHER_INTERFACE = """\
eth0      Link encap:Ethernet  HWaddr 2E:35:14:C4:C4:A0
          inet addr:10.120.1.20  Bcast:10.120.1.255  Mask:255.255.255.0
          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1
          RX packets:12 errors:0 dropped:0 overruns:0 frame:0
          TX packets:9 errors:0 dropped:0 overruns:0 carrier:0
          RX bytes:984 (984.0 B)  TX bytes:726 (726.0 B)
"""
NEIGHBOURS = """\
172.18.0.5 dev eth0 lladdr 02:42:ac:12:00:05 REACHABLE
10.120.1.7 dev vethdb333f48 lladdr fa:d6:6d:4d:12:58 STALE
"""
RUN = """\
All commands and output from this session will be recorded in container logs, including credentials.
If you don't see a command prompt, try pressing enter.
warning: couldn't attach to pod/t, falling back to streaming logs: error stream protocol error: unknown error
hello
pod "t" deleted from default namespace
"""

EQUAL = {
    "processes of a container": ("kubectl exec probe -- top -bn1", TOP, LATER),
    "room of folders": ("du -sh logs", "26M\tlogs", "4.0K\tlogs"),
    "found files": (
        "docker exec dev find /etc -name '*.conf'",
        "/etc/a.conf\n/etc/b.conf\n",
        "/etc/b.conf\n/etc/a.conf\n",
    ),
    "a port asked for within": (
        "echo $(kubectl get svc web -o jsonpath='{.spec.ports[0].nodePort}')",
        "31813",
        "30125",
    ),
    "an interface": ("kubectl exec probe -- ifconfig", INTERFACE, OTHER_INTERFACE),
    "traffic": (
        "docker exec dev-worker ip -s link show eth0",
        "    RX:  bytes packets errors dropped\n       2325429    2939      0       0       0       0\n",
        "    RX:  bytes packets errors dropped\n       5150209    6044      0       0       0       0\n",
    ),
    "neighbours": (
        "docker exec dev-worker ip neigh",
        NEIGHBOURS,
        "172.18.0.9 dev eth0 lladdr 02:42:ac:12:00:09 STALE\n",
    ),
    "seconds since the start": ("cat /proc/uptime", "23973.41 22786.09", "24180.82 22786.14"),
    "a file": (
        "stat page.html",
        "Device: fe00h\tInode: 3393820     Links: 1",
        "Device: fe00h\tInode: 34     Links: 1",
    ),
    "what Kubernetes mounts": (
        "kubectl exec web -- ls -l /etc/settings",
        "lrwxrwxrwx    1 root     root     31 Nov 26 15:54 ..data -> ..2026_11_26_15_54_29.3028984051\n",
        "lrwxrwxrwx    1 root     root     31 Nov 27 09:01 ..data -> ..2026_11_27_09_01_39.1950839007\n",
    ),
    "layers of a container": (
        "kubectl exec web -- mount",
        "overlay on / type overlay (rw,lowerdir=/var/lib/containerd/snapshotter/snapshots/9/fs)",
        "overlay on / type overlay (rw,lowerdir=/var/lib/containerd/snapshotter/snapshots/42/fs)",
    ),
    "whether a terminal was there in time": (
        "kubectl run t --image=busybox:1.36 --rm -it -- echo hello",
        RUN,
        'hello\npod "t" deleted from default namespace\n',
    ),
    "changes of a container": (
        "docker diff web",
        "C /usr\nA /usr/x\nC /kind\n",
        "C /kind\nC /usr\nA /usr/x\n",
    ),
    "an address of the fourth version in one of the sixth": (
        "ss -t",
        "peer [::ffff:172.18.0.2]:10250",
        "peer [::ffff:172.18.0.12]:10250",
    ),
}
DIFFERENT = {
    "what a quota has used": (
        "kubectl describe quota | tail -3",
        "Resource  Used  Hard\n--------  ----  ----\npods      9     40\n",
        "Resource  Used  Hard\n--------  ----  ----\npods      8     40\n",
    ),
    "a size in a template": ("kubectl get pvc a -o jsonpath='{.a}{\"\\t\"}{.b}'", "1G\tdata", "2G\tdata"),
    "two versions": ("cat versions", "1.26 1.27", "1.26 1.28"),
    "the order of a program in the host's network": (
        "docker run --network host web", "one\ntwo\n", "two\none\n",
    ),
    "the order of a file": (
        "kubectl get cm web -o jsonpath='{.data.conf}' | tr a b", "one\ntwo\n", "two\none\n",
    ),
    "a process": ("kubectl exec probe -- top -bn1", TOP, LATER.replace("sleep", "false")),
    "a mask": ("ifconfig", INTERFACE, OTHER_INTERFACE.replace("255.255.255.0", "255.255.0.0")),
    "errors": ("kubectl exec probe -- ifconfig", INTERFACE, OTHER_INTERFACE.replace("errors:0", "errors:7")),
    "what was run": ("kubectl run t --rm -it", RUN, RUN.replace("hello", "goodbye")),
    "a change of a container": ("docker diff web", "C /usr\nC /kind\n", "C /usr\nD /kind\n"),
    "links of a file": ("stat a", "Inode: 3393820     Links: 1", "Inode: 3393820     Links: 2"),
}  # fmt: skip


@pytest.mark.parametrize(("command", "one", "other"), EQUAL.values(), ids=EQUAL)
def test_what_programs_tell_of_the_moment_may_differ(command: str, one: str, other: str) -> None:
    """In either direction nothing is told."""
    assert told_both_ways(command, one, other) == []


@pytest.mark.parametrize(("command", "one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_what_programs_tell_of_the_page_may_not(command: str, one: str, other: str) -> None:
    """In either direction it is told."""
    assert len(told_both_ways(command, one, other)) == 2
