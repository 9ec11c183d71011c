"""What only tells how late it is, or is drawn by lot, is no difference; what went wrong by then is."""

from __future__ import annotations

import pytest

from tests.core.both_ways import told_both_ways

LOG = "Thu Nov 26 19:26:{:02} UTC 2026 indexed {} books\n"
ACCESS = '10.244.1.{} - - [26/Nov/2026:19:26:{:02} +0000] "GET / HTTP/1.1" {} 615 "-" "Wget" "-"\n'
JOURNAL = "Nov 26 19:26:{:02} dev-worker {}[{}]: {}\n"
STARTED = JOURNAL.format(1, "systemd", 1, "Started kubelet.service - kubelet.")
FAILED = JOURNAL.format(1, "systemd", 1, "kubelet.service: Failed with result 'exit-code'.")
EVENTS = "LAST SEEN   TYPE      REASON    OBJECT      MESSAGE\n"
PULLED = "12s         Normal    Pulled    pod/web-0   Image is present\n"
STARTED_POD = "11s         Normal    Started   pod/web-0   Started container\n"
BACK_OFF = "10s         Warning   BackOff   pod/web-0   Back-off restarting\n"
TOP = "    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n"
CRON_JOBS = (
    "NAME   SCHEDULE      TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE\n"
    "bell   {:<11}   <none>     {:<5}     {}        {:<6}          5m\n"
)
LINK = "lrwxrwxrwx 1 root root {} Nov 26 19:26 ..data -> ..2026_11_26_19_26_12.{}\n"
SERVICE_LINK = "lrwxrwxrwx 1 root root 13 Nov 26 19:26 token -> ..data/{}\n"


def _log(*numbers: int) -> str:
    return "".join(LOG.format(number, number) for number in numbers)


THROTTLED = 'I1126 19:27:06.561613   31950 request.go:752] "Waited before sending request" delay="1.0s"\n'
SAME = {
    "the end of a log that counts": ("kubectl logs deploy/web --tail=2", _log(10, 11), _log(32, 33)),
    "a whole log that counts": ("kubectl logs web", _log(1, 2, 3), _log(1, 2, 3, 4, 5)),
    "a log that says the time": (
        "kubectl logs web",
        "Thu Nov 26 19:26:01 UTC 2026\nThu Nov 26 19:26:02 UTC 2026\n",
        "Thu Nov 26 19:28:01 UTC 2026\n",
    ),
    "requests of one kind": (
        "kubectl logs web",
        ACCESS.format(2, 1, 200),
        ACCESS.format(3, 5, 200) + ACCESS.format(4, 6, 200),
    ),
    "the length of a log": ("kubectl logs deploy/web | wc -l", "11\n", "33\n"),
    "lines of a log, counted": ("kubectl logs web -c main | grep -c books", "11\n", "33\n"),
    "the end of a journal": (
        "docker exec dev-worker journalctl -u kubelet -n 1 --no-pager",
        JOURNAL.format(1, "kubelet", 201, "I1126 19:26:01.0 201 scope.go:117] RemoveContainer"),
        JOURNAL.format(2, "kubelet", 208, "E1126 19:29:02.1 208 upgradeaware.go:427] broken pipe"),
    ),
    "the end of the log of a program of Kubernetes": (
        "kubectl logs -n kube-system -l k8s-app=kube-dns --tail=1",
        "[INFO] Reloading complete\n",
        "[ERROR] plugin/errors: 2 example.org. A: read udp 10.244.0.2:49152->172.18.0.1:53: i/o timeout\n",
    ),
    "events, counted": (
        "kubectl get events -o json | jq -r '.items[].reason' | sort | uniq -c | sort -rn",
        "     15 Started\n      2 Completed\n",
        "     19 Started\n     20 Completed\n",
    ),
    "the last events, if nothing is wrong": (
        "kubectl get events --sort-by=.lastTimestamp | tail -2",
        EVENTS + PULLED,
        EVENTS + STARTED_POD,
    ),
    "who is busy": (
        "docker exec dev-worker top -bn1 | head -8",
        TOP + "   3685 root      20   0    7236   5024   3016 R  10.0   0.0   0:00.01 top\n",
        TOP + "    105 root      20   0 2416104  72892  39644 S  10.0   0.3   0:03.56 contain+\n",
    ),
    "a process without its header": (
        "docker exec dev-worker ps -ef | grep kubelet",
        "root         172       1  3 19:25 ?        00:00:02 /usr/bin/kubelet --v=2\n",
        "root         181       1  2 19:29 ?        00:00:03 /usr/bin/kubelet --v=2\n",
    ),
    "whether a CronJob has a job now": (
        "kubectl get cronjobs",
        CRON_JOBS.format("*/5 * * * *", "False", 0, "<none>"),
        CRON_JOBS.format("*/5 * * * *", "False", 1, "12s"),
    ),
    "the length of a link": (
        "kubectl exec web -- ls -la /etc/config",
        LINK.format(31, 261345678),
        LINK.format(30, 26134567),
    ),
    "how often kubectl was told to wait": (
        "kubectl drain dev-worker --ignore-daemonsets",
        "pod/db-0 evicted\nnode/dev-worker drained\n",
        THROTTLED + "pod/db-0 evicted\nnode/dev-worker drained\n",
    ),
    "how often kubectl was told to wait, elsewhere": (
        "kubectl apply -f app.yaml",
        "pod/db created\n",
        THROTTLED + "pod/db created\n",
    ),
    "a random number": ("echo $RANDOM", "8942\n", "14891\n"),
    "a drawn key": ("openssl rand -hex 8", "e50265dcc489107a\n", "5f47683562c8de45\n"),
    "how kubelet calls a stream": (
        "docker exec dev-worker journalctl | grep Portforward",
        'returns URL "http://127.0.0.1:41234/portforward/JvK_IAvN"\n',
        'returns URL "http://127.0.0.1:36235/portforward/jhLFy2VA"\n',
    ),
}
OTHER = {
    "numbers that are too long to count": (
        "kubectl logs web",
        "took 999999999999999 steps\ntook 1000000000000000 steps\n",
        "took 999999999999999 steps\ntook 1000000000000001 steps\n",
    ),
    "another line of a log": (
        "kubectl logs deploy/web --tail=2",
        _log(10, 11),
        "Thu Nov 26 19:26:10 UTC 2026 no more books\n" + LOG.format(11, 11),
    ),
    "requests that fail": ("kubectl logs web", ACCESS.format(2, 1, 200), ACCESS.format(2, 1, 500)),
    "logs of several pods": (
        "kubectl logs -l app=web",
        "Thu Nov 26 19:26:01 UTC 2026\nThu Nov 26 19:26:01 UTC 2026\n",
        "Thu Nov 26 19:28:01 UTC 2026\n",
    ),
    "what a Job has counted": ("kubectl logs job/count", _log(1, 2, 3), _log(1, 2)),
    "what a Job has said, counted": ("kubectl logs job/count | wc -l", "3\n", "2\n"),
    "no line of a log": ("kubectl logs web | grep -c books", "11\n", "0\n"),
    "what systemd says of a program": (
        "docker exec dev-worker journalctl -u kubelet --no-pager | tail -1",
        STARTED,
        FAILED,
    ),
    "why a program has ended": (
        "kubectl logs -n kube-system -l k8s-app=kube-dns --tail=1",
        "[INFO] Reloading complete\n",
        "[FATAL] plugin/loop: Loop (127.0.0.1:55953 -> :53) detected for zone\n",
    ),
    "an event of another reason, counted": (
        "kubectl get events -o json | jq -r '.items[].reason' | sort | uniq -c",
        "     15 Started\n",
        "     15 Started\n      3 BackOff\n",
    ),
    "a warning among the last events": (
        "kubectl get events --sort-by=.lastTimestamp | tail -2",
        EVENTS + PULLED,
        EVENTS + BACK_OFF,
    ),
    "an option of a process": (
        "docker exec dev-worker ps -ef | grep kubelet",
        "root         172       1  3 19:25 ?        00:00:02 /usr/bin/kubelet --v=2\n",
        "root         172       1  3 19:25 ?        00:00:02 /usr/bin/kubelet --v=4\n",
    ),
    "a CronJob that waits": (
        "kubectl get cronjobs",
        CRON_JOBS.format("*/5 * * * *", "False", 0, "12s"),
        CRON_JOBS.format("*/5 * * * *", "True", 0, "12s"),
    ),
    "jobs that pile up": (
        "kubectl get cronjobs",
        CRON_JOBS.format("*/5 * * * *", "False", 0, "12s"),
        CRON_JOBS.format("*/5 * * * *", "False", 3, "12s"),
    ),
    "a CronJob of the night that has started": (
        "kubectl get cronjobs",
        CRON_JOBS.format("0 3 * * *", "False", 0, "<none>"),
        CRON_JOBS.format("0 3 * * *", "False", 1, "12s"),
    ),
    "where a link leads": (
        "kubectl exec web -- ls -la /etc/config",
        SERVICE_LINK.format("token"),
        SERVICE_LINK.format("other"),
    ),
    "a word beside what is drawn": (
        "openssl rand -hex 8; echo started",
        "ab12cd34\nstarted\n",
        "ab12cd34\nended\n",
    ),
}


@pytest.mark.parametrize(("command", "one", "other"), SAME.values(), ids=SAME)
def test_what_tells_how_late_it_is_is_no_difference(command: str, one: str, other: str) -> None:
    """Nobody can promise it: neither the later output nor the earlier one differs from the other."""
    assert told_both_ways(command, one, other) == []


@pytest.mark.parametrize(("command", "one", "other"), OTHER.values(), ids=OTHER)
def test_what_has_happened_by_then_is_one(command: str, one: str, other: str) -> None:
    """What went wrong is told, whatever the time."""
    assert len(told_both_ways(command, one, other)) == 2
