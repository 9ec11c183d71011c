"""How many jobs of a CronJob have run, and how far the last one is, tells only how late it is."""

from __future__ import annotations

import pytest

from tests.core.both_ways import told_both_ways

PODS = "NAME                  READY   STATUS    RESTARTS   AGE\n"
BELL = "bell-2992868{}-{}   {}   {}   0          12s\n"
DESK = "desk                  1/1     Running   0          42s\n"
ONE = BELL.format(6, "stlpx", "0/1", "Completed")
TWO = BELL.format(7, "tmfkf", "0/1", "Completed")
CREATING = BELL.format(8, "bq7xz", "0/1", "ContainerCreating")
PENDING = BELL.format(8, "bq7xz", "0/1", "Pending")
ERROR = BELL.format(8, "bq7xz", "0/1", "Error")
IMAGE = "bell-2992868{}-{}   Container image is present\n"
CRON_JOB = """\
kind: CronJob
metadata:
  name: bell
spec:
  schedule: '{}'
  suspend: {}
status:{}
"""
ACTIVE = "\n  active:\n  - kind: Job\n    name: bell-29928686\n  lastScheduleTime: '2026-11-26T19:26:00Z'"
DESCRIBED = """\
Name:                bell
Schedule:            {}
Suspend:             {}
Last Schedule Time:  {}
Active Jobs:         {}
"""
EVENTS = "LAST SEEN  TYPE  REASON  OBJECT  MESSAGE\n9s  Normal  Started  pod/desk  Started container\n"
CREATED = "10s  Normal  SuccessfulCreate  cronjob/bell  Created job bell-29928686\n"
COMPLETED = "10s  Normal  Completed  job/bell-29928686  Job completed\n"
SAME = {
    "none yet": ("kubectl get pods", PODS + DESK, PODS + ONE + DESK),
    "no name yet": ("kubectl get pods -o name", "pod/desk\n", "pod/bell-29928686-stlpx\npod/desk\n"),
    "no name in a line yet": (
        "kubectl get pods -o jsonpath='{.items[*].metadata.name}'",
        "desk",
        "bell-29928687-tmfkf bell-29928688-bq7xz desk",
    ),
    "no event yet": ("kubectl get events", EVENTS, EVENTS + CREATED + COMPLETED),
    "YAML of one that starts often": (
        "kubectl get cronjob bell -o yaml",
        CRON_JOB.format("*/5 * * * *", "false", ACTIVE),
        CRON_JOB.format("*/5 * * * *", "false", " {}"),
    ),
    "a description of one that starts often": (
        "kubectl describe cronjob bell",
        DESCRIBED.format("*/5 * * * *", "False", "<unset>", "<none>"),
        DESCRIBED.format("*/5 * * * *", "False", "Thu, 26 Nov 2026 19:26:00 +0000", "bell-29928686"),
    ),
    "one more": ("kubectl get pods", PODS + ONE + DESK, PODS + ONE + TWO + DESK),
    "one that begins": ("kubectl get pods", PODS + ONE + DESK, PODS + ONE + CREATING + DESK),
    "only one that begins": ("kubectl get pods", PODS + ONE + DESK, PODS + CREATING + DESK),
    "names": (
        "kubectl get pods -o name",
        "pod/bell-29928686-stlpx\npod/desk\n",
        "pod/bell-29928687-tmfkf\npod/bell-29928688-bq7xz\npod/desk\n",
    ),
    "numbered names": (
        "kubectl get pods -o name | nl",
        "     1\tpod/bell-29928686-stlpx\n     2\tpod/desk\n",
        "     1\tpod/bell-29928687-tmfkf\n     2\tpod/bell-29928688-bq7xz\n     3\tpod/desk\n",
    ),
    "names in a line": (
        "kubectl get pods -o name | tr '\\n' ' '",
        "pod/bell-29928686-stlpx pod/desk",
        "pod/bell-29928686-stlpx pod/bell-29928687-tmfkf pod/bell-29928688-bq7xz pod/desk",
    ),
    "names by a path": (
        "kubectl get pods -o jsonpath='{.items[*].metadata.name}'",
        "bell-29928686-stlpx desk",
        "bell-29928687-tmfkf bell-29928688-bq7xz desk",
    ),
    "fields": (
        "kubectl get pods -o json | jq -r '.items[] | [.metadata.name, .status.phase] | @tsv' | column -t",
        "bell-29928686-stlpx  Succeeded\ndesk                 Running\n",
        "bell-29928686-stlpx  Succeeded\nbell-29928687-tmfkf  Succeeded\ndesk                 Running\n",
    ),
    "their events": (
        "kubectl get events -o custom-columns=OBJECT:.involvedObject.name,WHAT:.message",
        "OBJECT                WHAT\n" + IMAGE.format(6, "stlpx"),
        "OBJECT                WHAT\n" + IMAGE.format(6, "stlpx") + IMAGE.format(7, "tmfkf"),
    ),
}
OTHER = {
    "the only one": ("kubectl get pods", PODS, PODS + ONE),
    "one that nobody takes": ("kubectl get pods", PODS + ONE + DESK, PODS + ONE + PENDING + DESK),
    "a first one that nobody takes": ("kubectl get pods", PODS + DESK, PODS + PENDING + DESK),
    "a CronJob of another name": (
        "kubectl get pods -o name",
        "pod/bell-29928686-stlpx\n",
        "pod/gong-29928687-tmfkf\n",
    ),
    "YAML of one that waits": (
        "kubectl get cronjob bell -o yaml",
        CRON_JOB.format("*/5 * * * *", "false", ACTIVE),
        CRON_JOB.format("*/5 * * * *", "true", ACTIVE),
    ),
    "YAML of one of the night that has started": (
        "kubectl get cronjob bell -o yaml",
        CRON_JOB.format("0 3 * * *", "false", ACTIVE),
        CRON_JOB.format("0 3 * * *", "false", " {}"),
    ),
    "a description of one that waits": (
        "kubectl describe cronjob bell",
        DESCRIBED.format("*/5 * * * *", "False", "<unset>", "<none>"),
        DESCRIBED.format("*/5 * * * *", "True", "<unset>", "<none>"),
    ),
    "one that fails": ("kubectl get pods", PODS + ONE + DESK, PODS + ONE + ERROR + DESK),
    "another pod": (
        "kubectl get pods -o name | nl",
        "     1\tpod/bell-29928686-stlpx\n     2\tpod/desk\n",
        "     1\tpod/bell-29928686-stlpx\n     2\tpod/desk\n     3\tpod/table\n",
    ),
    "a failed one that was the first": ("kubectl get pods", PODS + DESK, PODS + ERROR + DESK),
    "the image of one": (
        "kubectl get pods -o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[0].image",
        "NAME                  IMAGE\nbell-29928686-stlpx   busybox:1.36\n",
        "NAME                  IMAGE\nbell-29928687-tmfkf   busybox:1.37\n",
    ),
    "a warning about one": (
        "kubectl get events",
        EVENTS + CREATED,
        EVENTS
        + CREATED
        + "10s  Warning  BackoffLimitExceeded  job/bell-29928686  Job has reached the limit\n",
    ),
    "a StatefulSet's pods": (
        "kubectl get pods -o name | tr '\\n' ' '",
        "pod/store-0 pod/store-1",
        "pod/store-0 pod/store-1 pod/store-2",
    ),
    "what somebody has called so": (
        "kubectl get configmaps -o name",
        "configmap/backup-29928686\n",
        "configmap/backup-29928686\nconfigmap/backup-29928687\n",
    ),
}


@pytest.mark.parametrize(("command", "one", "other"), SAME.values(), ids=SAME)
def test_how_many_jobs_there_are_by_now_is_no_difference(command: str, one: str, other: str) -> None:
    """However they are listed, as long as nothing is wrong with any."""
    assert told_both_ways(command, one, other) == []


@pytest.mark.parametrize(("command", "one", "other"), OTHER.values(), ids=OTHER)
def test_whether_there_are_any_and_how_they_ended_is_one(command: str, one: str, other: str) -> None:
    """And so is everything that somebody has named."""
    assert len(told_both_ways(command, one, other)) == 2
