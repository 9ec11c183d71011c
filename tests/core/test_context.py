"""Which cluster a page's commands reach, as far as their text says it."""

from __future__ import annotations

import pytest

from kindsphinx.core.context import Astray, ContextTracker

CREATED = ("kind create cluster --name dev", "kind create cluster --name other")
"""After these, the current context is ``kind-other``."""

ASTRAY = {
    "current-context": ("kubectl get nodes", "dev", "kubectl", "other", "--context kind-dev", True),
    "context-option": (
        "kubectl get nodes --context kind-x",
        "dev",
        "kubectl",
        "x",
        "--context kind-dev",
        False,
    ),
    "context-option-with-equals": (
        "kubectl --context=kind-x get nodes",
        "dev",
        "kubectl",
        "x",
        "--context kind-dev",
        False,
    ),
    "context-that-is-no-cluster-of-kind": (
        "kubectl get nodes --context production",
        "dev",
        "kubectl",
        "production",
        "--context kind-dev",
        False,
    ),
    "helm": ("helm install web ./web", "dev", "helm", "other", "--kube-context kind-dev", True),
    "helm-option": ("helm list --kube-context kind-x", "dev", "helm", "x", "--kube-context kind-dev", False),
    "kind-without-a-name": ("kind load docker-image web:1", "dev", "kind", "kind", "--name dev", False),
    "kind-with-another-name": ("kind get nodes --name other", "dev", "kind", "other", "--name dev", False),
    "kind-short-option": ("kind get nodes -n other", "dev", "kind", "other", "--name dev", False),
    "kind-export": ("kind export logs ./logs", "dev", "kind", "kind", "--name dev", False),
    "kind-delete": ("kind delete cluster", "dev", "kind", "kind", "--name dev", False),
    "exec-with-options-of-its-program": (
        "kubectl exec pod -- tool --context kind-dev",
        "dev",
        "kubectl",
        "other",
        "--context kind-dev",
        True,
    ),
    "in-a-pipe": ("kubectl get nodes | grep Ready", "dev", "kubectl", "other", "--context kind-dev", True),
    "behind-and": ("true && kubectl get nodes", "dev", "kubectl", "other", "--context kind-dev", True),
    "in-a-loop": (
        "while ! kubectl get nodes; do\nsleep 1\ndone",
        "dev",
        "kubectl",
        "other",
        "--context kind-dev",
        True,
    ),
    "with-a-path": ("/usr/bin/kubectl get nodes", "dev", "kubectl", "other", "--context kind-dev", True),
    "with-a-variable": ("A=b kubectl get nodes", "dev", "kubectl", "other", "--context kind-dev", True),
    "with-a-here-document": (
        "kubectl apply -f - <<EOF\nx: 1\nEOF",
        "dev",
        "kubectl",
        "other",
        "--context kind-dev",
        True,
    ),
}
"""A command of a block about a cluster -> program, the cluster that it reaches, what to add, and how."""


@pytest.mark.parametrize("case", ASTRAY)
def test_a_command_that_reaches_another_cluster_is_astray(case: str) -> None:
    """The option that is missing is known."""
    text, cluster, program, reached, option, current = ASTRAY[case]
    tracker = _after(*CREATED)

    found = tracker.follow(text, cluster)

    assert found == (Astray(program=program, reached=reached, option=option, current=current),)


FINE = {
    "the-current-one": ("kubectl get nodes", "other"),
    "as-written": ("kubectl get nodes --context kind-dev", "dev"),
    "about-none": ("kubectl get nodes", ""),
    "context-in-a-variable": ('kubectl get nodes --context "$CONTEXT"', "dev"),
    "another-kubeconfig": ("kubectl --kubeconfig x get nodes", "dev"),
    "another-server": ("kubectl -s https://localhost get nodes", "dev"),
    "kubeconfig-variable": ("KUBECONFIG=x kubectl get nodes", "dev"),
    "local-kubectl": ("kubectl kustomize .", "dev"),
    "local-helm": ("helm repo add a b", "dev"),
    "nothing-asked": ("kubectl", "dev"),
    "version-of-kind": ("kind version", "dev"),
    "list-of-kind": ("kind get clusters", "dev"),
    "name-in-a-variable": ("kind load docker-image x --name $NAME", "dev"),
    "another-program": ("docker ps", "dev"),
    "quotation": ("echo 'kubectl get nodes'", "dev"),
    "comment": ("echo done", "dev"),
    "cluster-created-by-this": ("kind create cluster --name x", "dev"),
    "view-of-the-config": ("kubectl config view", "dev"),
}
"""Commands that say nothing wrong -> what they are about."""


@pytest.mark.parametrize("case", FINE)
def test_nothing_is_said_of_what_may_be_right(case: str) -> None:
    """A wrong warning is worse than none."""
    assert _after(*CREATED).follow(*FINE[case]) == ()


MOVES = {
    "creation": (("kind create cluster --name dev",), "kind-dev"),
    "creation-without-a-name": (("kind create cluster --config x.yaml",), "kind-web"),
    "use-context": ((*CREATED, "kubectl config use-context kind-dev"), "kind-dev"),
    "export": ((*CREATED, "kind export kubeconfig --name dev"), "kind-dev"),
    "deletion-of-the-current": ((*CREATED, "kind delete cluster --name other"), ""),
    "deletion-of-another": ((*CREATED, "kind delete cluster --name dev"), "kind-other"),
    "looking": ((*CREATED, "kubectl config current-context", "kubectl config get-contexts"), "kind-other"),
    "another-change-of-the-config": ((*CREATED, "kubectl config set-context x"), None),
    "unknown-script": ((*CREATED, "./up.sh"), None),
    "bash-file": ((*CREATED, "bash up.sh"), None),
    "what-cannot-be-read": ((*CREATED, "echo 'open"), None),
    "kubeconfig": ((*CREATED, "export KUBECONFIG=x"), None),
    "name-in-a-variable": ((*CREATED, "kind create cluster --name $NAME"), None),
    "known-again": (("./up.sh", "kubectl config use-context kind-dev"), "kind-dev"),
    "harmless": ((*CREATED, "ls -l | wc -l; for a in b; do echo $a; done", "sleep 1"), "kind-other"),
    "command-substitution": ((*CREATED, "NAME=$(kubectl get pods -o name)"), "kind-other"),
}
"""Commands -> the current context after them; ``None`` where it cannot be known."""


@pytest.mark.parametrize("case", MOVES)
def test_the_context_moves_as_kind_and_the_commands_move_it(case: str) -> None:
    """Where it may have been moved out of sight, it is not known any more."""
    commands, expected = MOVES[case]

    assert _after(*commands, about="web").current == expected


def test_where_the_context_is_not_known_nothing_is_said() -> None:
    """But of what a command says itself."""
    tracker = _after(*CREATED, "./up.sh")

    assert tracker.follow("kubectl get nodes", "dev") == ()
    assert [each.reached for each in tracker.follow("kubectl get nodes --context kind-x", "dev")] == ["x"]


def test_before_any_creation_nothing_is_said() -> None:
    """There is no context to go astray to."""
    assert ContextTracker().follow("kubectl get nodes", "dev") == ()


def test_a_creation_of_unknown_name_makes_the_context_unknown() -> None:
    """The configuration may give it."""
    tracker = ContextTracker(current="kind-dev")

    tracker.follow("kind create cluster --config x.yaml", "")

    assert tracker.current is None


def test_everything_that_goes_astray_in_one_command_is_told() -> None:
    """Each program once."""
    found = _after(*CREATED).follow("kubectl get nodes && helm list; kind get nodes", "dev")

    assert [each.program for each in found] == ["kubectl", "helm", "kind"]


def _after(*commands: str, about: str = "") -> ContextTracker:
    tracker = ContextTracker()
    for text in commands:
        tracker.follow(text, about)
    return tracker


@pytest.mark.parametrize(
    "commands",
    [["KIND_CLUSTER_NAME=dev kind get nodes"], ["export KIND_CLUSTER_NAME=dev", "kind get nodes"]],
    ids=["for one command", "for all that follow"],
)
def test_kind_s_own_variable_names_the_cluster(commands: list[str]) -> None:
    """What it holds is not looked into: saying nothing is better than a wrong warning."""
    tracker = ContextTracker()

    assert [tracker.follow(each, "dev") for each in commands] == [() for _ in commands]


def test_the_settings_may_name_kind_s_usual_cluster() -> None:
    """As ``kind_set_environment`` does with KIND_CLUSTER_NAME."""
    tracker = ContextTracker(usual="dev")

    assert tracker.follow("kind get nodes", "dev") == ()
    assert tracker.follow("kind get nodes", "other")[0].reached == "dev"
