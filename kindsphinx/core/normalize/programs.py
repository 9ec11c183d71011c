"""Removes from the messages of kind and kubectl what differs from run to run by chance or by haste."""

from __future__ import annotations

import re

NOT_COMPARED = "\0"
"""A line that says nothing about the result; it stays as a placeholder, so that lines keep their numbers."""

_STARTED = re.compile(r" • (?P<step>.*?) *\.\.\.$")
_ENDED = re.compile(r" [✓✗] (?P<step>.*?) *$")
_SALUTATION = re.compile(
    r"(?m)^(?:Thanks for using kind! 😊|Have a nice day! 👋|Not sure what to do next\? 😅 .*|"
    r"Have a question, bug, or feature request\? Let us know! .*)$"
)
_DELETED = re.compile(r"(?m)^(Deleted nodes: \[)(.*)(\])$")
_WAITING = re.compile(
    r"(?m)^[Ww]aiting for (?:[a-z ]+ \"[^\"\n]*\" rollout to finish|[a-z ]+ spec update to be observed"
    r"|\d+ pods to be ready|partitioned roll out to finish|statefulset rolling update to complete).*$"
)


def emoji(text: str) -> str:
    """Remove U+FE0F, which some versions of kind write after an emoji and others do not."""
    return text.replace("\ufe0f", "")


def steps(text: str) -> str:
    """Drop the line that announces a step of kind where the line that ends the step follows."""
    if " • " not in text:
        return text
    lines = text.split("\n")
    ended = {match["step"] for line in lines if (match := _ENDED.match(line))}
    for number, line in enumerate(lines):
        started = _STARTED.match(line)
        if started and started["step"] in ended:
            lines[number] = NOT_COMPARED
    return "\n".join(lines)


def salutations(text: str) -> str:
    """Replace the closing line that kind draws by lot, and put the names of deleted nodes in order."""
    return _DELETED.sub(_in_order, _SALUTATION.sub("<salutation>", text))


def rollouts(text: str) -> str:
    """Drop the lines that ``kubectl rollout status`` writes while it waits, as many as there happen to be."""
    return _WAITING.sub(NOT_COMPARED, text)


def _in_order(match: re.Match[str]) -> str:
    return match[1] + " ".join(sorted(match[2].split())) + match[3]
