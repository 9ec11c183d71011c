"""What kind's own guides teach is not warned of."""

from __future__ import annotations

import pytest

from kindsphinx.core.cluster_config import CreationContext, judge

HEAD = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"

TAUGHT = {
    "minimal": "",
    "ingress with a label": """
nodes:
- role: control-plane
  labels:
    ingress-ready: true
  extraPortMappings:
  - {containerPort: 80, hostPort: 80, protocol: TCP}
  - {containerPort: 443, hostPort: 443, protocol: TCP}
""",
    "ingress with a patch": """
nodes:
- role: control-plane
  kubeadmConfigPatches:
  - |
    kind: InitConfiguration
    nodeRegistration:
      kubeletExtraArgs:
        node-labels: "ingress-ready=true"
  extraPortMappings:
  - containerPort: 80
    hostPort: 80
    protocol: TCP
- role: worker
""",
    "local registry": """
containerdConfigPatches:
- |-
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "/etc/containerd/certs.d"
""",
    "private registry": """
nodes:
- role: control-plane
  extraMounts:
  - containerPath: /var/lib/kubelet/config.json
    hostPath: /home/me/.docker/config.json
""",
    "mounts with all fields": """
nodes:
- role: control-plane
  extraMounts:
  - hostPath: /path/to/my/files
    containerPath: /files
  - hostPath: /path/to/other-files/
    containerPath: /other-files
    readOnly: true
    selinuxRelabel: false
    propagation: None
""",
    "high availability": """
nodes:
- role: control-plane
- role: control-plane
- role: control-plane
- role: worker
- role: worker
- role: worker
""",
    "image with a digest": f"""
nodes:
- role: control-plane
- role: worker
  image: kindest/node:v1.16.4@sha256:{"0a" * 32}
""",
    "IPv6": "networking:\n  ipFamily: ipv6\n  apiServerAddress: '::1'\n",
    "dual stack": "networking:\n  ipFamily: dual\n",
    "dual stack with subnets": """
networking:
  ipFamily: dual
  podSubnet: "10.244.0.0/16,fd00:10:244::/56"
  serviceSubnet: "10.96.0.0/16,fd00:10:96::/112"
""",
    "API server": "networking:\n  apiServerAddress: 127.0.0.1\n  apiServerPort: 6443\n",
    "API server on a port of the engine": "networking:\n  apiServerPort: -1\n",
    "subnets": "networking:\n  podSubnet: 10.244.0.0/16\n  serviceSubnet: 10.96.0.0/12\n",
    "another network plugin": "networking:\n  disableDefaultCNI: true\n  podSubnet: 192.168.0.0/16\n",
    "a network plugin instead of kube-proxy": """
networking:
  disableDefaultCNI: true
  kubeProxyMode: none
""",
    "proxy of virtual servers": "networking:\n  kubeProxyMode: ipvs\n",
    "search domains": "networking:\n  dnsSearch: [xyz.acme.example, abc.acme.example]\n",
    "no search domains": "networking:\n  dnsSearch: []\n",
    "feature gates": "featureGates:\n  FeatureGateName: true\n  CSIMigration: false\n",
    "runtime config": 'runtimeConfig:\n  "api/alpha": "false"\n  "scheduling.k8s.io/v1": "true"\n',
    "labels": """
nodes:
- role: control-plane
- role: worker
  labels:
    tier: frontend
- role: worker
  labels:
    tier: backend
""",
    "UDP": """
nodes:
- role: control-plane
  extraPortMappings:
  - containerPort: 30053
    hostPort: 53
    listenAddress: "127.0.0.1"
    protocol: udp
""",
    "patch of an older Kubernetes": """
nodes:
- role: control-plane
  image: kindest/node:v1.30.0
kubeadmConfigPatches:
- |
  apiVersion: kubeadm.k8s.io/v1beta3
  kind: ClusterConfiguration
  metadata:
    name: config
  apiServer:
    extraArgs:
      "enable-admission-plugins": NodeRestriction,MutatingAdmissionWebhook
""",
    "patch of the newest Kubernetes": """
kubeadmConfigPatches:
- |
  apiVersion: kubeadm.k8s.io/v1beta4
  kind: ClusterConfiguration
  apiServer:
    extraArgs:
    - name: enable-admission-plugins
      value: NodeRestriction
    extraVolumes:
    - name: audit-policies
      hostPath: /etc/kubernetes/policies
      mountPath: /etc/kubernetes/policies
      readOnly: true
      pathType: DirectoryOrCreate
""",
    "auditing": """
nodes:
- role: control-plane
  kubeadmConfigPatches:
  - |
    kind: ClusterConfiguration
    apiServer:
      extraArgs:
        audit-log-path: /var/log/kubernetes/kube-apiserver-audit.log
        audit-policy-file: /etc/kubernetes/policies/audit-policy.yaml
  extraMounts:
  - hostPath: /home/me/audit-policy.yaml
    containerPath: /etc/kubernetes/policies/audit-policy.yaml
    readOnly: true
""",
    "labels of a worker by patch": """
nodes:
- role: control-plane
- role: worker
  kubeadmConfigPatches:
  - |
    kind: JoinConfiguration
    nodeRegistration:
      kubeletExtraArgs:
        node-labels: "my-label2=true"
""",
    "kubelet": """
kubeadmConfigPatches:
- |
  kind: KubeletConfiguration
  apiVersion: kubelet.config.k8s.io/v1beta1
  cgroupRoot: /kubelet
  failCgroupV1: false
  evictionHard:
    memory.available: "100Mi"
""",
    "proxy": """
kubeadmConfigPatches:
- |
  kind: KubeProxyConfiguration
  apiVersion: kubeproxy.config.k8s.io/v1alpha1
  metricsBindAddress: "0.0.0.0:10249"
""",
    "two patches in one text": """
kubeadmConfigPatches:
- |
  kind: ClusterConfiguration
  networking:
    dnsDomain: my.domain
  ---
  kind: InitConfiguration
  nodeRegistration:
    ignorePreflightErrors: [Mem]
""",
    "operations in YAML": """
kubeadmConfigPatchesJSON6902:
- group: kubeadm.k8s.io
  version: v1beta4
  kind: ClusterConfiguration
  patch: |
    - op: add
      path: /apiServer/certSANs/-
      value: my-hostname
""",
    "operations in JSON": """
kubeadmConfigPatchesJSON6902:
- kind: ClusterConfiguration
  patch: |
    [{"op": "add", "path": "/apiServer/certSANs/-", "value": "my-hostname"}]
""",
    "snapshotter": """
containerdConfigPatches:
- |-
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "fuse-overlayfs"
""",
    "runtime of graphics cards": """
nodes:
- role: control-plane
- role: worker
  extraMounts:
  - hostPath: /dev/null
    containerPath: /var/run/nvidia-container-devices/all
containerdConfigPatches:
- |-
  [plugins."io.containerd.grpc.v1.cri"]
    enable_cdi = true
    cdi_spec_dirs = ["/etc/cdi", "/var/run/cdi"]
  [plugins."io.containerd.grpc.v1.cri".containerd]
    default_runtime_name = "nvidia"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.nvidia]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.nvidia.options]
      BinaryName = "/usr/bin/nvidia-container-runtime"
""",
    "sockets": """
nodes:
- role: control-plane
  extraMounts:
  - {hostPath: /var/run/docker.sock, containerPath: /var/run/docker.sock}
""",
}


@pytest.mark.parametrize("text", TAUGHT.values(), ids=TAUGHT)
@pytest.mark.parametrize(
    "context", [CreationContext(), CreationContext(cgroup_version=2)], ids=["page", "run"]
)
def test_what_kind_teaches_is_not_warned_of(text: str, context: CreationContext) -> None:
    """A warning that is not true is worse than none."""
    verdict = judge(HEAD + text, context=context)

    assert verdict.accepted
    assert verdict.problems == ()


def test_what_kind_taught_and_what_is_lost_by_now_is_warned_of() -> None:
    """A patch of kind's guide to OIDC names a version that no current image has."""
    patch = "- |\n  apiVersion: kubeadm.k8s.io/v1beta2\n  kind: ClusterConfiguration\n"

    (problem,) = judge(f"{HEAD}kubeadmConfigPatches:\n{patch}").problems

    assert (problem.code, problem.line, problem.column) == ("patch-ignored", 5, 15)
