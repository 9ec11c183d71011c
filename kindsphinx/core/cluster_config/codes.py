"""The closed set of names that problems of a cluster configuration carry."""

from __future__ import annotations

from enum import StrEnum

from kindsphinx.core.problems import Severity


class ProblemCode(StrEnum):
    """What is wrong with a cluster configuration; also the subtype of the Sphinx warning."""

    SYNTAX = "config-syntax"
    """The text is no YAML that kind's reader takes."""
    VERSION = "config-version"
    """``apiVersion`` or ``kind`` is missing or another than kind's."""
    FIELD = "config-field"
    """A key that kind does not know at this place."""
    TYPE = "config-type"
    """A value of another type than the field's."""
    VALUE = "config-value"
    """A value of the right type that is not allowed."""
    DUPLICATE = "config-duplicate"
    """A key that is there twice."""

    ALIAS = "config-alias"
    """Aliases or merge keys that lead nowhere, to themselves, or to too much."""

    NEWER_FIELD = "newer-field"
    """A field that the kind which judges does not have yet."""
    PATCH_IGNORED = "patch-ignored"
    """A patch that matches nothing, so that kind drops it without a word."""
    PATCH_SYNTAX = "patch-syntax"
    """A patch whose text does not parse."""
    PATCH_OPERATION = "patch-operation"
    """An operation of a JSON 6902 patch that cannot be applied, or that sets nothing."""
    PATCH_ARGUMENTS = "patch-arguments"
    """Extra arguments in the form of another version of kubeadm's documents."""
    PATCH_DUPLICATE = "patch-duplicate"
    """A key that is in a patch twice, of which kind takes the last."""
    REGISTRY_MIRRORS = "registry-mirrors"
    """A containerd patch with ``registry.mirrors``, which containerd 2 refuses or is about to."""
    RESERVED_LABEL = "reserved-label"
    """A node label that the kubelet may not set itself."""
    LABEL_SYNTAX = "label-syntax"
    """A node label that breaks the kubelet's command line."""
    PORT_CLASH = "port-clash"
    """Two things that want the same port of the host."""
    CONTAINER_PORT = "container-port"
    """A ``containerPort`` that leads nowhere."""
    LISTEN_ADDRESS = "listen-address"
    """A listening address that is no IP address."""
    HOST_PATH = "host-path"
    """A ``hostPath`` that depends on where kind is started, or that is missing."""
    CONTAINER_PATH = "container-path"
    """A ``containerPath`` that the engine refuses."""
    MOUNT_CLASH = "mount-clash"
    """Two mounts at one place of a node."""
    SUBNET_OVERLAP = "subnet-overlap"
    """Pods and services that share addresses."""
    PROXY_MODE = "proxy-mode"
    """A ``kubeProxyMode`` that this Kubernetes does not have."""
    EVEN_CONTROL_PLANES = "even-control-planes"
    """A number of control planes that tolerates no more failures than one less."""
    LONG_NAME = "long-name"
    """A cluster name that makes host names too long."""
    NAME_START = "name-start"
    """A cluster name that cannot start the name of a container."""
    IMAGE_TAG = "image-tag"
    """A node image without tag or digest."""
    IMAGE_SYNTAX = "image-syntax"
    """A node image that is no reference, so that the engine refuses it."""
    OPEN_API_SERVER = "open-api-server"
    """An API server that listens on more than the loopback interface."""
    CNI_WAIT = "cni-wait"
    """Waiting for a cluster that never becomes ready, as it has no network."""
    CGROUP_V1 = "cgroup-v1"
    """Kubernetes 1.35 or later on an engine with cgroup v1."""

    @property
    def severity(self) -> Severity:
        """Return whether kind refuses what has this code, or accepts it."""
        return Severity.ERROR if self.startswith("config-") else Severity.WARNING
