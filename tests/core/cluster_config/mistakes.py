"""Mistakes in configurations, and what is to be said of each."""

from __future__ import annotations

from dataclasses import dataclass

from kindsphinx.core.cluster_config import ProblemCode


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A mistake and what is said of it; the first line of ``text`` is the third."""

    text: str
    at: tuple[int, int]
    path: str
    code: ProblemCode
    says: str
    """A part of our message."""
    kind: str
    """A part of kind's."""


CASES = {
    "misspelt field": Case(
        text="node:\n- role: worker\n",
        at=(3, 1),
        path="node",
        code=ProblemCode.FIELD,
        says="did you mean “nodes”?",
        kind="field node not found in type v1alpha4.Cluster",
    ),
    "field in another case": Case(
        text="nodes:\n- extraMounts:\n  - hostpath: /a\n",
        at=(5, 5),
        path="nodes[0].extraMounts[0].hostpath",
        code=ProblemCode.FIELD,
        says="did you mean “hostPath”?",
        kind="field hostpath not found in type v1alpha4.MountAlias",
    ),
    "field of another place": Case(
        text="extraMounts: []\n",
        at=(3, 1),
        path="extraMounts",
        code=ProblemCode.FIELD,
        says="it is a field of a node",
        kind="field extraMounts not found in type v1alpha4.Cluster",
    ),
    "field of another place that resembles one of this": Case(
        text="nodes:\n- extraPortMappings:\n  - containerPath: /data\n",
        at=(5, 5),
        path="nodes[0].extraPortMappings[0].containerPath",
        code=ProblemCode.FIELD,
        says="it is a field of an item of “extraMounts”",
        kind="field containerPath not found in type v1alpha4.PortMappingAlias",
    ),
    "unknown field": Case(
        text="networking:\n  xyz: 1\n",
        at=(4, 3),
        path="networking.xyz",
        code=ProblemCode.FIELD,
        says="known are “ipFamily”",
        kind="field xyz not found in type v1alpha4.Networking",
    ),
    "quoted port": Case(
        text='networking:\n  apiServerPort: "6443"\n',
        at=(4, 18),
        path="networking.apiServerPort",
        code=ProblemCode.TYPE,
        says="wants a port number, but this is the text “6443”: write 6443 without quotes",
        kind="cannot unmarshal !!str `6443` into int32",
    ),
    "quoted truth": Case(
        text="networking:\n  disableDefaultCNI: 'true'\n",
        at=(4, 22),
        path="networking.disableDefaultCNI",
        code=ProblemCode.TYPE,
        says="write true without quotes",
        kind="cannot unmarshal !!str `true` into bool",
    ),
    "mapping for a list": Case(
        text="kubeadmConfigPatches:\n  kind: X\n",
        at=(4, 3),
        path="kubeadmConfigPatches",
        code=ProblemCode.TYPE,
        says="wants a list, but this is a mapping: write “- ” before each item",
        kind="cannot unmarshal !!map into []string",
    ),
    "text for a list of texts": Case(
        text="containerdConfigPatches: abc\n",
        at=(3, 26),
        path="containerdConfigPatches",
        code=ProblemCode.TYPE,
        says="but this is the text “abc”: write “- abc”",
        kind="cannot unmarshal !!str `abc` into []string",
    ),
    "patch without its bar": Case(
        text="kubeadmConfigPatches:\n- kind: X\n",
        at=(4, 3),
        path="kubeadmConfigPatches[0]",
        code=ProblemCode.TYPE,
        says="write “|” after the “-”",
        kind="cannot unmarshal !!map into string",
    ),
    "number for nodes": Case(
        text="nodes: 3\n",
        at=(3, 8),
        path="nodes",
        code=ProblemCode.TYPE,
        says="but this is the number “3”",
        kind="cannot unmarshal !!int `3` into []v1alpha4.Node",
    ),
    "list for a mapping": Case(
        text="featureGates: [A]\n",
        at=(3, 15),
        path="featureGates",
        code=ProblemCode.TYPE,
        says="wants a mapping of names to values, but this is a list",
        kind="cannot unmarshal !!seq into map[string]bool",
    ),
    "word for a node": Case(
        text="nodes:\n- worker\n",
        at=(4, 3),
        path="nodes[0]",
        code=ProblemCode.TYPE,
        says="an item of “nodes” wants a mapping with “role”",
        kind="cannot unmarshal !!str `worker` into v1alpha4.Node",
    ),
    "no truth": Case(
        text="featureGates: {A: maybe}\n",
        at=(3, 19),
        path="featureGates.A",
        code=ProblemCode.TYPE,
        says="wants true or false",
        kind="cannot unmarshal !!str `maybe` into bool",
    ),
    "list for a text": Case(
        text="name: [a]\n",
        at=(3, 7),
        path="name",
        code=ProblemCode.TYPE,
        says="wants a text, but this is a list",
        kind="cannot unmarshal !!seq into string",
    ),
    "long text": Case(
        text=f"nodes: {'x' * 60}\n",
        at=(3, 8),
        path="nodes",
        code=ProblemCode.TYPE,
        says="xxx…",
        kind="cannot unmarshal !!str `xxxxxxx...` into []v1alpha4.Node",
    ),
    "tag against its value": Case(
        text="name: !!int abc\n",
        at=(3, 7),
        path="name",
        code=ProblemCode.TYPE,
        says="cannot decode !!str `abc` as a !!int",
        kind="yaml: cannot decode !!str `abc` as a !!int",
    ),
    "no base64": Case(
        text="name: !!binary a\n",
        at=(3, 7),
        path="name",
        code=ProblemCode.TYPE,
        says="is not base64",
        kind="yaml: !!binary value contains invalid base64 data",
    ),
    "propagation": Case(
        text="nodes:\n- extraMounts:\n  - propagation: bidirectional\n",
        at=(5, 18),
        path="nodes[0].extraMounts[0].propagation",
        code=ProblemCode.VALUE,
        says="did you mean “Bidirectional”?",
        kind='Unknown MountPropagation: "bidirectional"',
    ),
    "protocol": Case(
        text="nodes:\n- extraPortMappings:\n  - {protocol: http}\n",
        at=(5, 16),
        path="nodes[0].extraPortMappings[0].protocol",
        code=ProblemCode.VALUE,
        says="write “TCP”, “UDP” or “SCTP”",
        kind='Unknown PortMappingProtocol: "HTTP"',
    ),
    "key twice": Case(
        text="name: a\nname: b\n",
        at=(4, 1),
        path="name",
        code=ProblemCode.DUPLICATE,
        says="“name” is there twice",
        kind='mapping key "name" already defined at line 3',
    ),
    "field in two spellings": Case(
        text="name: a\n!!binary bmFtZQ==: b\n",
        at=(4, 1),
        path="name",
        code=ProblemCode.DUPLICATE,
        says="“name” is there twice",
        kind="field name already set in type v1alpha4.Cluster",
    ),
    "list as a key": Case(
        text="networking:\n  ? [a]\n  : b\n",
        at=(4, 5),
        path="networking",
        code=ProblemCode.TYPE,
        says="cannot be the name of a field",
        kind="cannot unmarshal !!seq into string",
    ),
    "merge of nothing": Case(
        text="networking:\n  <<: 1\n",
        at=(4, 7),
        path="networking",
        code=ProblemCode.TYPE,
        says="“<<” merges mappings",
        kind="yaml: map merge requires map or sequence of maps as the value",
    ),
    "role in another case": Case(
        text="nodes:\n- role: control-plane\n- role: Worker\n",
        at=(5, 9),
        path="nodes[1].role",
        code=ProblemCode.VALUE,
        says="did you mean “worker”?",
        kind='"Worker" is not a valid node role',
    ),
    "no control plane": Case(
        text="nodes:\n- role: worker\n",
        at=(4, 1),
        path="nodes",
        code=ProblemCode.VALUE,
        says="no node has the role “control-plane”",
        kind="must have at least one control-plane node",
    ),
    "port too large": Case(
        text="nodes:\n- extraPortMappings:\n  - hostPort: 70000\n",
        at=(5, 15),
        path="nodes[0].extraPortMappings[0].hostPort",
        code=ProblemCode.VALUE,
        says="70000 is no port",
        kind="invalid hostPort: invalid port number: 70000",
    ),
    "port twice": Case(
        text="nodes:\n- extraPortMappings:\n  - {hostPort: 80}\n  - {hostPort: 80}\n",
        at=(6, 16),
        path="nodes[0].extraPortMappings[1].hostPort",
        code=ProblemCode.VALUE,
        says="extraPortMappings[0] of this node has the same",
        kind="already configured: 0.0.0.0:80/",
    ),
    "no address": Case(
        text="nodes:\n- extraPortMappings:\n  - {hostPort: 80, listenAddress: localhost}\n",
        at=(5, 35),
        path="nodes[0].extraPortMappings[0].listenAddress",
        code=ProblemCode.VALUE,
        says="“localhost” is no IP address",
        kind="invalid listen address: localhost",
    ),
    "family": Case(
        text="networking: {ipFamily: IPv4}\n",
        at=(3, 24),
        path="networking.ipFamily",
        code=ProblemCode.VALUE,
        says="did you mean “ipv4”?",
        kind="invalid ipFamily: IPv4",
    ),
    "proxy mode": Case(
        text="networking: {kubeProxyMode: ebpf}\n",
        at=(3, 29),
        path="networking.kubeProxyMode",
        code=ProblemCode.VALUE,
        says="write “iptables”, “ipvs”, “nftables” or “none”",
        kind="invalid kubeProxyMode: ebpf",
    ),
    "subnet": Case(
        text="networking: {podSubnet: 10.0.0.0}\n",
        at=(3, 25),
        path="networking.podSubnet",
        code=ProblemCode.VALUE,
        says="such as “10.244.0.0/16”",
        kind="invalid CIDR address: 10.0.0.0",
    ),
    "two subnets": Case(
        text="networking: {serviceSubnet: '10.0.0.0/16,fd00::/48'}\n",
        at=(3, 29),
        path="networking.serviceSubnet",
        code=ProblemCode.VALUE,
        says="needs ipFamily “dual”",
        kind="only one CIDR allowed for single-stack networking",
    ),
    "name": Case(
        text="name: My_Cluster\n",
        at=(3, 7),
        path="name",
        code=ProblemCode.VALUE,
        says="may consist of a-z",
        kind="'My_Cluster' is not a valid cluster name",
    ),
}
