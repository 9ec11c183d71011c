"""What an API server has is asked of kubectl, and a page's events are taken out."""

from __future__ import annotations

import json

import pytest

from kindsphinx.core.errors import EngineError
from kindsphinx.runtime.api_listing import api_of, events_of, forget_events


class ScriptedClusters:
    """Answers by the last word of a question, and remembers what was asked."""

    def __init__(self, **answers: str) -> None:
        self._answers = answers
        self.deleted: list[tuple[str, ...]] = []

    def asked(self, name: str, *question: str) -> str:
        """Return what the test says."""
        assert name == "dev"
        if question[0] == "delete":
            self.deleted.append(question[question.index("-n") + 1 :])
            return ""
        return self._answers[question[-1].replace(",", "_").replace(".", "_")]


def test_what_passes_is_not_asked_for() -> None:
    """Events alone may be thousands."""
    listed = {"items": [{"kind": "Node", "metadata": {"name": "one"}}]}
    clusters = ScriptedClusters(
        name="nodes\nevents\nleases.coordination.k8s.io\ncronjobs.batch\n",
        cronjobs_batch_nodes=json.dumps(listed),
    )

    assert [str(each) for each in api_of(clusters, "dev").objects] == ["Node one"]


@pytest.mark.parametrize("answer", ["nonsense", "[]", "{}"])
def test_an_answer_that_is_no_list_is_told(answer: str) -> None:
    """Nobody can say then what a page has left."""
    with pytest.raises(EngineError, match="kubectl does not list the objects of the cluster dev"):
        api_of(ScriptedClusters(name="nodes", nodes=answer), "dev")


def test_the_events_of_a_page_are_deleted_and_those_of_the_creation_stay() -> None:
    """In as many commands as there are namespaces."""
    before = events_of(ScriptedClusters(events="default node.1\nkube-system dns.1\n"), "dev")
    clusters = ScriptedClusters(
        events="default node.1\ndefault web.2\ndefault web.1\nkube-system dns.1\nshop pod.1\n"
    )

    forget_events(clusters, "dev", but=before)

    assert clusters.deleted == [("default", "events", "web.1", "web.2"), ("shop", "events", "pod.1")]


def test_very_many_events_are_deleted_in_several_commands() -> None:
    """A command line has an end."""
    clusters = ScriptedClusters(events="".join(f"default e{at:04}\n" for at in range(1001)))

    forget_events(clusters, "dev", but=frozenset())

    assert [len(names) - 2 for names in clusters.deleted] == [500, 500, 1]


def test_without_new_events_nothing_is_deleted() -> None:
    """No command is run for nothing."""
    clusters = ScriptedClusters(events="default node.1\n")

    forget_events(clusters, "dev", but={("default", "node.1")})

    assert clusters.deleted == []
