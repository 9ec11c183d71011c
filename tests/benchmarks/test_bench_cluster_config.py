"""What judging a configuration costs, beside loading it with libyaml in the same run: figures to read."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
import yaml

from kindsphinx.core.cluster_config import judge

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.bench

HEAD = """\
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
name: dev
nodes:
- role: control-plane
  kubeadmConfigPatches:
  - |
    kind: InitConfiguration
    nodeRegistration:
      kubeletExtraArgs:
        node-labels: "ingress-ready=true"
"""
WORKER = """\
- role: worker
  image: kindest/node:v1.34.0
  labels: {tier: web, zone: "a"}
  extraPortMappings:
  - containerPort: 80
    listenAddress: "127.0.0.1"
    protocol: TCP
  extraMounts:
  - hostPath: /data
    containerPath: /data
    readOnly: true
"""
NODES = (8, 100, 1_000)
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def seconds(*calls: Callable[[], object]) -> list[float]:
    """Return what each of *calls* costs in processor time, as the best of nine, taken in turns."""
    best = [float("inf")] * len(calls)
    for _ in range(9):
        for index, call in enumerate(calls):
            begin = time.process_time()
            call()
            best[index] = min(best[index], time.process_time() - begin)
    return best


def told(what: str, text: str, loading: float, judging: float) -> None:
    """Print one row: loading, judging, and how much more the second is."""
    print(  # noqa: T201 - figures are what a benchmark is for
        f"{what:<24}{len(text):>7} characters   yaml.load {loading * 1000:>8.2f} ms   "
        f"judge {judging * 1000:>8.2f} ms {judging / loading:>6.2f} times"
    )


@pytest.mark.parametrize("count", NODES)
def test_judging_beside_loading(count: int) -> None:
    """Both read the same text; judging decodes, checks, completes and warns as well."""
    text = HEAD + WORKER * (count - 1)
    assert judge(text).accepted

    loading, judging = seconds(lambda: yaml.load(text, Loader=LOADER), lambda: judge(text))  # noqa: S506 - it is safe

    told(f"{count} nodes", text, loading, judging)


@pytest.mark.parametrize("count", NODES[:2])
def test_what_libyaml_reads_otherwise(count: int) -> None:
    """A byte order mark makes the exact parser read all of it, in Python."""
    text = f"{HEAD}{WORKER * (count - 1)}# \ufeff\n"
    assert judge(text).accepted

    loading, judging = seconds(lambda: yaml.load(text, Loader=LOADER), lambda: judge(text))  # noqa: S506 - it is safe

    told(f"{count} nodes, exact parser", text, loading, judging)
