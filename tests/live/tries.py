"""How a page may try to reach the caller's files and engine by their own paths."""

from __future__ import annotations

READING = (
    "kubectl --kubeconfig {home}/config get nodes",
    "kubectl --kubeconfig {home}/.kube/config get nodes",
    "(export KUBECONFIG={home}/.kube/config; kubectl get nodes)",
    "HOME={home} kubectl get nodes",
    'env -i HOME={home} PATH="$PATH" kubectl get nodes',
    "k={home}/.kube; grep . $k/config",
    "grep . {home}/.docker/config.json",
    "grep . {home}/.aws/credentials",
    "cp {home}/.ssh/id_ed25519 .",
    "printf 'grep -r . {home}/.docker {home}/.aws\\n' > read.sh; bash read.sh",
    "python3 -c \"open('{home}/.docker/config.json').read()[0]\"",
    "sh -c 'cd {home}; grep -h . .kube/config config .docker/config.json .aws/credentials'",
    "env -i docker ps",
    "env -i $(type -ap docker | tail -1) inspect {foreign}",
    "env -i /usr/bin/docker ps",
    "curl -sf --unix-socket /var/run/docker.sock http://engine/containers/json",
    "setsid -w curl -sf --unix-socket /var/run/docker.sock http://engine/version",
)
"""``{home}`` is a home of the caller, with credentials."""
BY_PATH = (
    *READING,
    "kubectl --kubeconfig={home}/.kube/config delete namespace --all",
    "KUBECONFIG={home}/config kubectl delete namespace --all",
    "echo {} > {home}/.docker/config.json",
    "rm -r {home}/.kube {home}/.docker",
    "kubectl --kubeconfig {home}/.kube/config config delete-context kind-{cluster}",
    "/usr/bin/docker -H unix:///var/run/docker.sock kill {foreign}",
    "env -i sh -c 'docker kill {node}'",
    "curl -sf --unix-socket /run/docker.sock -X POST http://engine/containers/{foreign}/kill",
)
"""Each is refused."""
