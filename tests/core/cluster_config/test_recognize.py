"""Among the YAML of a repository, kind's configurations are told from all else."""

from __future__ import annotations

import pytest

from kindsphinx.core.cluster_config import is_cluster_config

HEAD = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"
WORKFLOW = f"""\
jobs:
  test:
    steps:
    - run: |
        cat <<EOF | kind create cluster --config -
        {HEAD.replace(chr(10), chr(10) + 8 * " ")}
        EOF
"""
CONFIGURATIONS = {
    "ordinary": HEAD,
    "below comments": f"# 集群\n---\n{HEAD}",
    "quoted": "'apiVersion': \"kind.x-k8s.io/v1alpha4\"\n",
    "in braces": "{kind: Cluster, apiVersion: kind.x-k8s.io/v1alpha4}",
    "indented": "  kind: Cluster\n  apiVersion: kind.x-k8s.io/v1alpha4\n",
    "of an old version": "apiVersion: kind.x-k8s.io/v1alpha3\n",
    "of no kind": "apiVersion: kind.x-k8s.io/v1alpha4\nnodes: []\n",
    "UTF-16": HEAD.encode("utf-16"),
    "no YAML": f"{HEAD}nodes: [\n",
    "no YAML before": f"nodes: [\n{HEAD}",
    "no UTF-8 before": "# café\n".encode("latin-1") + HEAD.encode(),
    "with carriage returns": HEAD.replace("\n", "\r").encode(),
}
OTHERS = {
    "nothing": "",
    "another thing": "kind: Cluster\napiVersion: cluster.x-k8s.io/v1beta1\n",
    "in a here-document": WORKFLOW,
    "in a here-document of no YAML": f"{WORKFLOW}\n  broken: [\n",
    "below a key": "cluster:\n  kind: Cluster\n  apiVersion: kind.x-k8s.io/v1alpha4\n",
    "in a list": "- kind: Cluster\n  apiVersion: kind.x-k8s.io/v1alpha4\n",
    "in a comment": f"# {HEAD.splitlines()[1]}\nkind: Deployment\napiVersion: apps/v1\n",
    "as another value": "group: kind.x-k8s.io/v1alpha4\napiVersion: v1\n",
    "as no text": "apiVersion: [kind.x-k8s.io/v1alpha4]\n",
    "as a second document": f"kind: Deployment\napiVersion: apps/v1\n---\n{HEAD}",
    "a text": "kind.x-k8s.io/v1alpha4\n",
    "no text": b"\x00\xff kind.x-k8s.io/ \xfe",
}


@pytest.mark.parametrize("data", CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_what_names_the_api_of_kind_is_a_configuration(data: str | bytes) -> None:
    """Also one that is broken: whoever wrote it wants to know."""
    assert is_cluster_config(data)


@pytest.mark.parametrize("data", OTHERS.values(), ids=OTHERS)
def test_what_only_mentions_kind_is_none(data: str | bytes) -> None:
    """A workflow that creates a cluster has a configuration within, and is none."""
    assert not is_cluster_config(data)
