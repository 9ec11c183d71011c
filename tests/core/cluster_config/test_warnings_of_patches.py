"""What is wrong with a patch is said at its own line, and only what kind's patching really does."""

from __future__ import annotations

from itertools import pairwise
from textwrap import indent

import pytest

from kindsphinx.core.cluster_config import judge

HEAD = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"
OLD = "nodes:\n- image: kindest/node:v1.34.0\n"
CONTAINERD_1 = "nodes:\n- image: kindest/node:v1.29.2\n"
PATCH = "kubeadmConfigPatches:\n- |\n"
TOML = "containerdConfigPatches:\n- |\n"
CRI = '[plugins."io.containerd.grpc.v1.cri"'
MIRRORS = f'  {CRI}.registry.mirrors."a"]\n  endpoint = ["http://b"]\n'
IMAGES = '[plugins."io.containerd.cri.v1.images"'


def _operations(*operations: str, kind: str = "ClusterConfiguration") -> str:
    lines = "".join(f"    - {operation}\n" for operation in operations)
    return f"kubeadmConfigPatchesJSON6902:\n- kind: {kind}\n  patch: |\n{lines}"


BOMB = "  a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"  {new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in pairwise("abcdefghi")
)

FOUND = {
    "kind in the second document": (
        f"{PATCH}  kind: ClusterConfiguration\n  ---\n  kind: Pod\n",
        ("patch-ignored", 7, 9, "there is no “Pod” to patch"),
    ),
    "what follows a separator on its line": (
        f"{PATCH}  kind: ClusterConfiguration\n  --- kind: Pod\n  kind: Job\n",
        ("patch-ignored", 7, 9, "there is no “Job”"),
    ),
    "list as kind": (f"{PATCH}  kind: [a]\n", ("patch-syntax", 5, 3, "a list or a mapping as “kind”")),
    "null as a key": (
        f"{PATCH}  kind: ClusterConfiguration\n  null: a\n",
        ("patch-syntax", 5, 3, "“null” for a key"),
    ),
    "list as a key": (
        f"{PATCH}  kind: ClusterConfiguration\n  ? [a]\n  : b\n",
        ("patch-syntax", 5, 3, "for a key"),
    ),
    "no number": (
        f"{PATCH}  kind: KubeletConfiguration\n  failSwapOn:\n  - .nan\n",
        ("patch-syntax", 7, 5, "“.nan”"),
    ),
    "key that is there twice": (
        f"{PATCH}  kind: ClusterConfiguration\n  networking:\n    dnsDomain: a\n    dnsDomain: b\n",
        ("patch-duplicate", 8, 5, "the last “dnsDomain”"),
    ),
    "list of arguments for an older version": (
        f"{OLD}{PATCH}  kind: ClusterConfiguration\n  apiServer: {{extraArgs: [{{name: v, value: '4'}}]}}\n",
        ("patch-arguments", 8, 26, "write them as “name: value”"),
    ),
    "list of arguments that says the older version": (
        (
            f"{OLD}{PATCH}  kind: InitConfiguration\n  apiVersion: kubeadm.k8s.io/v1beta3\n"
            "  nodeRegistration:\n    kubeletExtraArgs:\n    - {name: v, value: '4'}\n"
        ),
        ("patch-arguments", 11, 5, "in v1beta3"),
    ),
    "operation on an argument": (
        _operations("{op: add, path: /apiServer/extraArgs/v, value: '4'}"),
        ("patch-arguments", 6, 7, "write “/apiServer/extraArgs/-” as path"),
    ),
    "proxy that is not there": (
        f"networking: {{kubeProxyMode: none}}\n{PATCH}  kind: KubeProxyConfiguration\n  mode: ipvs\n",
        ("patch-ignored", 6, 9, "kubeProxyMode is “none”"),
    ),
    "beginning on a node that joins": (
        "nodes:\n- {}\n- role: worker\n  kubeadmConfigPatches:\n  - |\n    kind: InitConfiguration\n",
        ("patch-ignored", 8, 11, "it joins the cluster, patch JoinConfiguration"),
    ),
    "kubelet on a node that joins": (
        "nodes:\n- {}\n- role: worker\n  kubeadmConfigPatches:\n  - |\n    kind: KubeletConfiguration\n",
        ("patch-ignored", 8, 11, "at the top level"),
    ),
    "joining on the node that begins": (
        "nodes:\n- role: control-plane\n  kubeadmConfigPatches:\n  - |\n    kind: JoinConfiguration\n",
        ("patch-ignored", 7, 11, "it begins the cluster, patch InitConfiguration"),
    ),
    "operation that moves from nowhere": (
        _operations("{op: add, path: /a, value: 1}", "{op: move, path: /b}"),
        ("patch-operation", 7, 7, "“move” needs “from”"),
    ),
    "operation below what is not there": (
        _operations("{op: add, path: /etcd/local/dataDir, value: /tmp/etcd}"),
        ("patch-operation", 6, 7, "there is no “etcd” in what kind writes: add “/etcd” as a whole"),
    ),
    "operation on what is not there": (
        _operations("{op: replace, path: /taints, value: []}", kind="InitConfiguration"),
        ("patch-operation", 6, 7, "there is no “taints”"),
    ),
    "operation without a value": (
        _operations("{op: add, path: /networking/dnsDomain}"),
        ("patch-operation", 6, 7, "means null"),
    ),
    "operation behind the end of a list": (
        _operations("{op: remove, path: /apiServer/certSANs/-}"),
        ("patch-operation", 6, 7, "nothing to remove"),
    ),
    "operation on everything": (
        _operations("{op: add, path: '', value: {}}"),
        ("patch-operation", 6, 7, "is no path"),
    ),
    "operation in capitals": (
        _operations("{op: Add, path: /a, value: 1}"),
        ("patch-operation", 6, 7, "did you mean “add”?"),
    ),
    "null as an operation": (_operations("null"), ("patch-operation", 6, 7, "has no “op”")),
    "number as path": (_operations("{op: add, path: 1, value: 1}"), ("patch-operation", 6, 7, "no “path”")),
    "operations for nothing that kind cannot apply": (
        _operations("{op: frob, path: /a}", kind="Pod"),
        ("patch-ignored", 4, 9, "there is no “Pod”"),
    ),
    "no operations": (
        "kubeadmConfigPatchesJSON6902:\n- {kind: ClusterConfiguration}\n",
        ("patch-ignored", 4, 3, "there is no operation"),
    ),
    "operations for containerd that are a mapping": (
        "containerdConfigPatchesJSON6902: ['{}']\n",
        ("patch-syntax", 3, 35, "must be a list"),
    ),
    "operation for containerd that is none": (
        'containerdConfigPatchesJSON6902: [\'[{"op": "frob", "path": "/a"}]\']\n',
        ("patch-operation", 3, 35, "no operation “frob”"),
    ),
    "no number in JSON": (
        'containerdConfigPatchesJSON6902: [\'[{"op": "add", "path": "/a", "value": NaN}]\']\n',
        ("patch-syntax", 3, 35, "must be JSON"),
    ),
    "no number in TOML": (f"{TOML}  a = nan\n", ("patch-syntax", 4, 3, "“nan”")),
    "text as version": (f"{TOML}  version = '2'\n", ("patch-syntax", 4, 3, "“version” that is no number")),
    "table of the first containerd": (
        f"{TOML}  [plugins.cri.registry]\n",
        ("patch-ignored", 4, 3, "“plugins.cri”"),
    ),
    "table of containerd 2 in an older image": (
        f"{CONTAINERD_1}{TOML}  {IMAGES}.registry]\n",
        ("patch-ignored", 6, 3, "the node images here do not"),
    ),
    "mirrors beside a path": (
        f'{CONTAINERD_1}{TOML}  {CRI}.registry]\n  config_path = "/etc/containerd/certs.d"\n{MIRRORS}',
        ("registry-mirrors", 6, 3, "together with “config_path”"),
    ),
    "aliases that unfold to too much": (
        f"{PATCH}  kind: InitConfiguration\n{BOMB}",
        ("patch-syntax", 4, 3, "unfold to far more than it holds"),
    ),
    "alias of what it stands in": (
        f"{PATCH}  kind: InitConfiguration\n  a: &a [*a]\n",
        ("patch-syntax", 6, 10, "contains itself"),
    ),
    "operations that unfold to too much": (
        f"kubeadmConfigPatchesJSON6902:\n- kind: ClusterConfiguration\n  patch: |\n{indent(BOMB, '  ')}",
        ("patch-syntax", 5, 10, "unfold to far more than it holds"),
    ),
    "mirrors": (f"{TOML}{MIRRORS}", ("registry-mirrors", 4, 3, "kind v0.31")),
}


@pytest.mark.parametrize(("text", "found"), FOUND.values(), ids=FOUND)
def test_what_a_patch_will_not_do_is_said_at_its_place(text: str, found: tuple[str, int, int, str]) -> None:
    """There is one warning, at the line and column within the patch where its text stands line by line."""
    code, line, column, says = found

    (problem,) = judge(HEAD + text).problems

    assert (problem.code, problem.line, problem.column) == (code, line, column)
    assert says in problem.message


SOUND = {
    "mapping of arguments that says no version": (
        f"{PATCH}  kind: ClusterConfiguration\n  apiServer: {{extraArgs: {{v: '4'}}}}\n"
    ),
    "mapping of arguments for an older version": (
        f"{OLD}{PATCH}  kind: ClusterConfiguration\n  apiServer: {{extraArgs: {{v: '4'}}}}\n"
    ),
    "list of arguments where nodes differ": (
        f"{OLD}- role: worker\n{PATCH}  kind: ClusterConfiguration\n  apiServer: {{extraArgs: []}}\n"
    ),
    "operation on an argument of an older version": (
        f"{OLD}{_operations('{op: add, path: /apiServer/extraArgs/v, value: 4}')}"
    ),
    "operations on a list": _operations(
        "{op: add, path: /apiServer/extraArgs/-, value: {name: v, value: '4'}}",
        "{op: remove, path: /apiServer/extraArgs/0}",
    ),
    "operation that adds": _operations(
        "{op: add, path: /etcd, value: {}}", "{op: add, path: /etcd/local, value: {}}"
    ),
    "operation below what another patch adds": (
        f"{PATCH}  kind: ClusterConfiguration\n  etcd: {{}}\n"
        f"{_operations('{op: add, path: /etcd/local, value: {}}')}"
    ),
    "operation on the whole": _operations("{op: replace, path: '', value: {}}"),
    "operation below what only kubelets know": _operations(
        "{op: add, path: /authentication/x509, value: {}}", kind="KubeletConfiguration"
    ),
    "operation that copies": _operations("{op: copy, from: /a, path: /b}"),
    "header in capitals": f"{PATCH}  Kind: ClusterConfiguration\n",
    "header from elsewhere": f"{PATCH}  <<: {{kind: ClusterConfiguration}}\n",
    "separator with a comment": (
        f"{PATCH}  kind: ClusterConfiguration\n  --- # more\n  kind: InitConfiguration\n"
    ),
    "separator at the end": f"{PATCH}  # nothing\n  ---\n",
    "both beginning and joining": (
        "nodes:\n- {}\n- role: worker\n  kubeadmConfigPatches: ['kind: InitConfiguration', "
        "'kind: JoinConfiguration']\n"
    ),
    "joining at the top": f"{PATCH}  kind: JoinConfiguration\n",
    "mirrors in an older image": f"{CONTAINERD_1}{TOML}{MIRRORS}",
    "path": f'{TOML}  {CRI}.registry]\n  config_path = "/etc/containerd/certs.d"\n',
    "tables of containerd 2": f'{TOML}  {IMAGES}.registry]\n  config_path = "/etc/containerd/certs.d"\n',
    "tables of both": f"{CONTAINERD_1}{TOML}  {CRI}.registry]\n  {IMAGES}.registry]\n",
    "no operations for containerd": "containerdConfigPatchesJSON6902: ['[]', 'null']\n",
}


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_a_patch_that_does_what_it_says_is_not_warned_of(text: str) -> None:
    """Each was put through kind's own patching."""
    assert judge(HEAD + text).problems == ()


def test_a_patch_that_is_not_shown_line_by_line_is_warned_of_where_it_begins() -> None:
    """In quotation marks, folded or indented by number, lines of the patch are not lines of the file."""
    for begin in ("'kind: Pod'", '"\\n\\nkind: Pod"', ">\n  a: b\n\n  kind: Pod", "|2\n  kind: Pod"):
        (problem,) = judge(f"{HEAD}kubeadmConfigPatches:\n- {begin}\n").problems

        assert (problem.code, problem.line, problem.column) == ("patch-ignored", 4, 3)
