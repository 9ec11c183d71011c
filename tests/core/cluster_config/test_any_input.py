"""Whatever the input, there is a verdict, soon and in little memory."""

from __future__ import annotations

import random
import time

import pytest

from kindsphinx.core.cluster_config import dump, judge
from tests.core.cluster_config.grammar import configurations
from tests.core.cluster_config.mutations import mutations

HEAD = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"
BOMB = "".join(
    f"- &a{level} {{kubeadmConfigPatches: [{','.join([f'*a{level - 1}'] * 9)}]}}\n" for level in range(1, 9)
)

HOSTILE = {
    "alias bomb": f"{HEAD}nodes:\n- &a0 {{}}\n{BOMB}",
    "aliases of a long list": f"{HEAD}kubeadmConfigPatches: &p [{'x,' * 1000}]\n"
    f"nodes: [{'{kubeadmConfigPatches: *p},' * 1000}]\n",
    "deep brackets": f"{HEAD}nodes: {'[' * 10_500}",
    "deep braces": f"{HEAD}nodes: {'{a: ' * 9_000}{'}' * 9_000}",
    "too deep merges": f"{HEAD}nodes:\n- {'{<<: ' * 10_500}{{}}{'}' * 10_500}",
    "deep merges of an unknown field": f"{HEAD}nodes:\n- {'{<<: ' * 5_000}{{x: 1}}{'}' * 5_000}",
    "a deep key beside a merge": f"{HEAD}networking: {{? {'[' * 5_000}{']' * 5_000} : a, <<: {{}}}}",
    "keys again": HEAD + "a: 1\n" * 5_000,
    "unknown keys": HEAD + "".join(f"a{number}: 1\n" for number in range(5_000)),
    "wrong items": HEAD + "nodes:\n" + "- x\n" * 5_000,
    "long number": f"{HEAD}networking: {{apiServerPort: {'9' * 100_000}}}\n",
    "clashing ports": HEAD + "nodes:\n- extraPortMappings:\n" + "  - {hostPort: 80}\n" * 2_000,
    "merge of itself": f"{HEAD}nodes: [&a {{<<: *a}}]",
    "alias of itself": f"{HEAD}nodes: &a [*a]",
    "key of itself": f"{HEAD}networking: &a\n  ? *a\n  : x\n",
    "merge beside a list as key": f"{HEAD}networking: {{? [a] : b, <<: {{}}}}\n",
    "quotation marks": '"' * 50_000,
    "nul": "\0" * 50_000,
    "a bad byte behind many lines": HEAD.encode() + b"\n" * 200_000 + b"\xff",
    "lone surrogate": "\ud800",
    "all bytes": bytes(range(256)) * 100,
    "half a character": "é".encode("utf-16")[:-1],
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_hostile_input_ends_in_a_verdict_soon(data: str | bytes) -> None:
    """No exception, and not more than seconds; at most a hundred problems of one sort are told."""
    begin = time.process_time()

    verdict = judge(data)

    assert time.process_time() - begin < 10
    assert not verdict.accepted
    assert 1 <= len(verdict.problems) <= 202


MANY = {
    "errors": (f"{HEAD}nodes:\n" + "- {x: 1}\n" * 150, 104, "config-field", 50),
    "warnings": (f"{HEAD}containerdConfigPatches:\n" + "- a =\n" * 130, 104, "patch-syntax", 30),
}


@pytest.mark.parametrize(("text", "line", "code", "count"), MANY.values(), ids=MANY)
def test_how_many_are_not_told_is_told_last(text: str, line: int, code: str, count: int) -> None:
    """After a hundred of one sort there is one more, where the others begin."""
    *told, last = judge(text).problems

    assert len(told) == 100
    assert (last.line, last.code, last.severity) == (line, code, told[0].severity)
    assert f"… and {count} more" in last.message
    assert last.count == count


def test_many_of_one_sort_hide_none_of_another() -> None:
    """What is told of last is not what somebody chose to ignore."""
    text = f"{HEAD}containerdConfigPatches:\n" + "- a =\n" * 150 + "name: -a\n"

    codes = [problem.code for problem in judge(text).problems]

    assert codes.count("patch-syntax") == 101
    assert "name-start" in codes


def test_noise_ends_in_a_verdict() -> None:
    """Random bytes and mutations end in a verdict, with a message of kind's if it is no."""
    noise = random.Random(3)  # noqa: S311 - chance that repeats itself is wanted

    texts = [*(noise.randbytes(noise.randrange(200)) for _ in range(500)), *mutations(500, seed=4)]
    verdicts = [judge(text) for text in texts]

    assert all(bool(verdict.kind_message) != verdict.accepted for verdict in verdicts)


def test_every_field_in_every_shape_ends_in_a_verdict() -> None:
    """Of what a grammar writes about half is taken, and no field is missing in that half."""
    verdicts = [judge(text) for text in configurations(500, seed=6)]
    taken = [dump(verdict.config) for verdict in verdicts if verdict.accepted and verdict.config]

    assert 150 < len(taken) < 450
    assert all(any(each[key] for each in taken) for key in taken[0])


def test_text_and_its_bytes_are_judged_alike() -> None:
    """A text and its UTF-8 are the same to us."""
    texts = [data.decode("utf-8", "replace") for data in mutations(200, seed=5)]

    assert all(judge(text) == judge(text.encode()) for text in texts)
