"""Real YAML, JSON and descriptions: the sentences that tell a fault, and values changed by chance."""

from __future__ import annotations

import json
import random

import pytest

from kindsphinx.core.diff import compare
from kindsphinx.core.normalize.facts import read_facts
from kindsphinx.core.normalize.programs import NOT_COMPARED
from tests.drift.corpora import DATA as OLDER
from tests.drift.corpora import SHOP

FIRST = OLDER.texts("first")
DATA = {
    f"{corpus.name}: {command}": (command, output)
    for corpus in (OLDER, SHOP)
    for command, output in corpus.texts("first").items()
    if read_facts(output, command=command)
}
JSON = {name: each for name, each in DATA.items() if each[1][0] in "{["}
CHANGED = 12
"""So many values of each output are changed, each in turn."""

IMAGE = "kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[0].image}'"
SAYS = "the recording says"
SAID = {
    "scaled": {
        "kubectl get deployment web -o json": f"deployment web: spec.replicas is 3, {SAYS} 2",
        "kubectl describe pods -l app=web": "there is a pod more: web-*",
    },
    "image": {
        "kubectl describe pods -l app=web": (
            f"pod web-*: Containers.web.Image is nginx:1.27, {SAYS} nginx:1.26"
        ),
        IMAGE: f"“nginx:1.27”, {SAYS} “nginx:1.26”",
    },
    "crash": {
        "kubectl describe pods -l app=web": (
            "pod web-*: there is Containers.web.State.Reason more: CrashLoopBackOff"
        ),
        "kubectl get replicasets -o yaml": "there is a replicaset more: web-*",
    },
    "service": {
        "kubectl get service web -o yaml": f"service web: spec.type is ClusterIP, {SAYS} NodePort",
        "kubectl describe service web": f"service web: Type is ClusterIP, {SAYS} NodePort",
    },
    "config": {
        "kubectl describe configmap settings": f"configmap settings: Data.color is red, {SAYS} blue",
    },
    "taint": {
        "kubectl describe node rd-dev-worker": f"worker rd-dev-worker: Unschedulable is true, {SAYS} false",
    },
    "stopped": {
        "docker inspect rd-dev-worker": f"container rd-dev-worker: State.Status is exited, {SAYS} running",
        "kubectl describe node rd-dev-worker": (
            f"worker rd-dev-worker: Conditions[Ready].Status is Unknown, {SAYS} True"
        ),
    },
}
"""Fault -> command -> a sentence of what it tells."""


@pytest.mark.parametrize(
    ("fault", "command", "sentence"),
    [(fault, command, sentence) for fault, said in SAID.items() for command, sentence in said.items()],
)
def test_the_sentence_is_what_a_person_would_say(fault: str, command: str, sentence: str) -> None:
    """A fault is said with the thing, the place in it, and both values."""
    diff = compare(FIRST[command], OLDER.texts(fault)[command], command=command, ellipsis=False)

    assert sentence in [each.sentence for each in diff.differences]


@pytest.mark.parametrize(("command", "output"), JSON.values(), ids=JSON)
def test_layout_and_the_order_of_keys_never_change_a_verdict(command: str, output: str) -> None:
    """However JSON is laid out, it says the same."""
    chance = random.Random(command)  # noqa: S311 - chance that repeats itself is what a test wants
    documents = (
        [json.loads(line) for line in output.splitlines()] if "\n{" in output else [json.loads(output)]
    )

    other = "\n".join(
        json.dumps(_shuffled(each, chance), indent=chance.choice([None, 1, 7])) for each in documents
    )

    assert compare(output, other, command=command, ellipsis=False).text() == ""


@pytest.mark.parametrize(("command", "output"), DATA.values(), ids=DATA)
def test_one_changed_value_always_is_told(command: str, output: str) -> None:
    """A value that is no volatile one is told where it has changed."""
    chance = random.Random(command)  # noqa: S311 - chance that repeats itself is what a test wants
    reading = read_facts(output, command=command)
    assert reading
    assert reading.facts
    lines = output.split("\n")
    strict = [
        fact
        for fact, key in zip(reading.facts, reading.keys, strict=True)
        if key != NOT_COMPARED
        and "<" not in key
        and lines[fact.line].count(fact.value) == 1
        and fact.value.isalpha()
        and len(fact.value) > 1
    ]
    for fact in chance.sample(strict, min(CHANGED, len(strict))):
        changed = [*lines]
        changed[fact.line] = lines[fact.line].replace(fact.value, f"other{fact.value}")

        diff = compare(output, "\n".join(changed), command=command, ellipsis=False)

        assert not diff.equal, changed[fact.line]
        assert diff.differences


def _shuffled(value: object, chance: random.Random) -> object:
    if isinstance(value, list):
        return [_shuffled(each, chance) for each in value]
    if not isinstance(value, dict):
        return value
    pairs = list(value.items())
    chance.shuffle(pairs)
    return {key: _shuffled(each, chance) for key, each in pairs}
