"""Why a creation has failed is told from what kind, the engine and the nodes print."""

from __future__ import annotations

import pytest

from kindsphinx.core.creation_failures import cause_of

RUN = (
    'ERROR: failed to create cluster: command "docker run --name dev-control-plane" failed with error: exit '
)
PULL = (
    'ERROR: failed to create cluster: failed to pull image "kindest/node:v1": command "docker pull" failed\n'
)
DAEMON = "Command Output: Error response from daemon: "
SYSTEMD = (
    "ERROR: failed to create cluster: could not find a log line that matches "
    '"Reached target .*Multi-User System.*|detected cgroup v1"\n'
)
CNI = "ERROR: failed to create cluster: failed to apply overlay network: command failed\n"
KUBEADM = "ERROR: failed to create cluster: failed to init node with kubeadm: command failed\n"
NETWORKING = "docker: Error response from daemon: failed to set up container networking: driver failed: "

TRANSIENT = {
    "a port that kind had found": (
        f"{RUN}status 125\n{NETWORKING}Bind for 127.0.0.1:34631 failed: port is already allocated",
        "something else took the port 34631",
    ),
    "a port in the words of a newer engine": (
        "failed to bind host port for 127.0.0.1:36337:172.18.0.2:6443/tcp: address already in use",
        "port 36337",
    ),
    "a port of IPv6": ("listen tcp6 [::1]:43215: bind: address already in use", "port 43215"),
    "TLS": (f"{PULL}{DAEMON}net/http: TLS handshake timeout", "registry did not answer"),
    "a connection that breaks": (f"{PULL}{DAEMON}read tcp: connection reset by peer", "registry did not"),
    "a name server": (f"{PULL}{DAEMON}lookup r: Temporary failure in name resolution", "registry did not"),
    "a gateway": (f"{PULL}{DAEMON}received unexpected HTTP status: 503 Service Unavailable", "registry did"),
    "systemd": (SYSTEMD, "systemd did not come up in time"),
    "the API for a moment": (
        f"{CNI}The connection to the server dev-control-plane:6443 was refused",
        "API server was not there for a moment",
    ),
    "etcd for a moment": (f"{CNI}Error from server: etcdserver: leader changed", "not there for a moment"),
}
PERMANENT = {
    "an image that is not there": (
        f"{PULL}{DAEMON}pull access denied for kindest/none, repository does not exist or may require",
        "no such node image",
    ),
    "a tag that is not there": (
        f"{PULL}{DAEMON}manifest for kindest/node:v0 not found",
        "no such node image",
    ),
    "a registry that refuses": (f"{PULL}{DAEMON}unauthorized: authentication required", "docker login"),
    "a registry's limit": (
        f"{PULL}{DAEMON}toomanyrequests: You have reached your pull rate limit",
        "no more",
    ),
    "no network": (f"{PULL}{DAEMON}dial tcp: lookup registry.example: no such host", "cannot be reached"),
    "an architecture": (f"{PULL}{DAEMON}no matching manifest for linux/arm64/v8", "architecture"),
    "the disk": (f"{RUN}status 125\n{DAEMON}mkdir /var/lib: no space left on device", "disk is full"),
    "addresses": (f"{DAEMON}all predefined address pools have been fully subnetted", "docker network prune"),
    "memory": (f'{KUBEADM}"docker exec" failed with error: exit status 137', "not enough memory"),
    "a name": (
        'ERROR: failed to create cluster: node(s) already exist for a cluster with the name "dev"',
        "name",
    ),
    "a configuration": ("ERROR: unable to decode config: yaml: line 3: found a tab", "kind refuses"),
    "a flag": ("ERROR: unknown flag: --confg", "correct the configuration or the command"),
    "kubeadm": (f'{KUBEADM}error: networking.dnsDomain: Invalid value: "-": a lowercase', "kubeadm refuses"),
    "the engine": (f"{RUN}\nCannot connect to the Docker daemon at unix:///x. Is the docker", "no engine"),
    "the engine in the middle": (
        "Error response from daemon: the engine does not answer: [Errno 2]",
        "no engine",
    ),
    "the proxy": (f"{DAEMON}kindsphinx refuses the mount /etc of the engine's machine", "kindsphinx refuses"),
    "inotify": (f"{KUBEADM}failed to create fsnotify watcher: too many open files", "fs.inotify.max_user"),
}


@pytest.mark.parametrize(("output", "what"), TRANSIENT.values(), ids=TRANSIENT)
def test_what_may_not_last_can_be_tried_again(output: str, what: str) -> None:
    """It says what it was, and needs no advice."""
    cause = cause_of(output)

    assert cause is not None
    assert (cause.is_transient, cause.advice) == (True, "")
    assert what in str(cause)


@pytest.mark.parametrize(("output", "what"), PERMANENT.values(), ids=PERMANENT)
def test_what_lasts_is_never_tried_again(output: str, what: str) -> None:
    """It says what to do."""
    cause = cause_of(output)

    assert cause is not None
    assert not cause.is_transient
    assert cause.advice
    assert what in str(cause)


@pytest.mark.parametrize("port", ["8080", "34631"])
def test_a_port_of_the_page_stays_in_use(port: str) -> None:
    """Only one that kind has found free can be another the next time."""
    output = f"{NETWORKING}Bind for 0.0.0.0:{port} failed: port is already allocated"

    cause = cause_of(output, sources="extraPortMappings: [{containerPort: 80, hostPort: 8080}]")

    assert cause is not None
    assert cause.is_transient is (port != "8080")


def test_the_nodes_tell_more_than_kind() -> None:
    """A systemd that does not come up for want of inotify never will; errors of a start are none."""
    lasting = cause_of(SYSTEMD, logs="Failed to create control group inotify object: Too many open files\n")
    usual = cause_of(
        SYSTEMD, logs="E1 kubelet: connection refused; unauthorized: no token; exit status 137\n"
    )

    assert lasting is not None
    assert "inotify" in lasting.what
    assert usual is not None
    assert usual.is_transient


@pytest.mark.parametrize("output", ["", KUBEADM, "ERROR: failed to create cluster: something new"])
def test_what_is_not_known_is_no_reason_to_try_again(output: str) -> None:
    """A creation takes minutes."""
    assert cause_of(output) is None
