"""How many jobs of a CronJob are in a list of YAML, and how far they are, tells only how late it is."""

from __future__ import annotations

import pytest

from tests.core.both_ways import told_both_ways

LIST = "apiVersion: v1\nitems:\n{}kind: List\n"
JOB = """\
- apiVersion: batch/v1
  kind: Job
  metadata:
    name: tick-2994025{}
    namespace: garage
  spec:
    template:
      spec:
        containers:
        - name: tick
          image: {}
  status:
{}"""
DONE = "    conditions:\n    - type: Complete\n      status: 'True'\n    ready: 0\n    succeeded: 1\n"
ACTIVE = "    active: 1\n    ready: 0\n"
FAILED = "    conditions:\n    - type: Failed\n      reason: BackoffLimitExceeded\n    failed: 7\n"
MIGRATE = """\
- apiVersion: batch/v1
  kind: Job
  metadata:
    name: migrate
    namespace: garage
  status:
    succeeded: 1
"""
BUSYBOX, OTHER_IMAGE = "busybox:1.36", "busybox:1.35"
ONE = JOB.format(4, BUSYBOX, DONE)
TWO = JOB.format(5, BUSYBOX, DONE)
STARTED = JOB.format(6, BUSYBOX, ACTIVE)
POD = """\
- apiVersion: v1
  kind: Pod
  metadata:
    name: tick-2994025{}-{}
    namespace: garage
  spec:
    nodeName: garage-worker
  status:
    phase: {}
"""
DESCRIBED = """\
Name:             tick-2994025{}
Namespace:        garage
Controlled By:    CronJob/tick
Completions:      1
Start Time:       Fri, 27 Nov 2026 00:24:00 +0000
Pods Statuses:    {} Active (0 Ready) / {} Succeeded / {} Failed
"""
LISTED = "kubectl get jobs -o yaml"
SAME = {
    "one more": (LISTED, LIST.format(MIGRATE + ONE), LIST.format(MIGRATE + ONE + TWO)),
    "one more, and nothing else": (LISTED, LIST.format(ONE), LIST.format(ONE + TWO)),
    "one that begins": (LISTED, LIST.format(MIGRATE + ONE), LIST.format(MIGRATE + ONE + STARTED)),
    "only one that begins": (LISTED, LIST.format(MIGRATE + ONE), LIST.format(MIGRATE + STARTED)),
    "none yet": (LISTED, LIST.format(MIGRATE), LIST.format(MIGRATE + ONE)),
    "a pod more": (
        "kubectl get pods -o yaml",
        LIST.format(POD.format(4, "stlpx", "Succeeded")),
        LIST.format(POD.format(4, "stlpx", "Succeeded") + POD.format(5, "bq7xz", "Running")),
    ),
    "descriptions": (
        "kubectl describe jobs",
        DESCRIBED.format(4, 0, 1, 0),
        DESCRIBED.format(4, 0, 1, 0) + "\n\n" + DESCRIBED.format(5, 1, 0, 0),
    ),
}
OTHER = {
    "one that has failed": (
        LISTED,
        LIST.format(MIGRATE + ONE),
        LIST.format(MIGRATE + ONE + JOB.format(5, BUSYBOX, FAILED)),
    ),
    "only one that has failed": (
        LISTED,
        LIST.format(MIGRATE + ONE),
        LIST.format(MIGRATE + JOB.format(5, BUSYBOX, FAILED)),
    ),
    "a first one that has failed": (
        LISTED,
        LIST.format(MIGRATE),
        LIST.format(MIGRATE + JOB.format(5, BUSYBOX, FAILED)),
    ),
    "another image": (
        LISTED,
        LIST.format(MIGRATE + ONE),
        LIST.format(MIGRATE + JOB.format(4, OTHER_IMAGE, DONE)),
    ),
    "the only one": (LISTED, "apiVersion: v1\nitems: []\nkind: List\n", LIST.format(ONE)),
    "a job of no CronJob": (LISTED, LIST.format(ONE), LIST.format(MIGRATE + ONE)),
    "a CronJob of another name": (
        LISTED,
        LIST.format(MIGRATE + ONE),
        LIST.format(MIGRATE + ONE.replace("tick-", "gong-")),
    ),
    "a pod that has failed": (
        "kubectl get pods -o yaml",
        LIST.format(POD.format(4, "stlpx", "Succeeded")),
        LIST.format(POD.format(4, "stlpx", "Succeeded") + POD.format(5, "bq7xz", "Failed")),
    ),
    "descriptions of one that has failed": (
        "kubectl describe jobs",
        DESCRIBED.format(4, 0, 1, 0),
        DESCRIBED.format(4, 0, 1, 0) + "\n\n" + DESCRIBED.format(5, 0, 0, 1),
    ),
}


@pytest.mark.parametrize(("command", "one", "other"), SAME.values(), ids=SAME)
def test_jobs_in_lists_come_and_go(command: str, one: str, other: str) -> None:
    """Neither direction tells anything."""
    assert told_both_ways(command, one, other) == []


@pytest.mark.parametrize(("command", "one", "other"), OTHER.values(), ids=OTHER)
def test_what_is_wrong_with_jobs_in_lists_is_told(command: str, one: str, other: str) -> None:
    """Both directions tell it."""
    assert len(told_both_ways(command, one, other)) == 2
