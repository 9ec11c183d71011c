"""Removes from the messages of kind and kubectl what differs from run to run by chance or by haste."""

from __future__ import annotations

import re

from kindsphinx.core.normalize.clues import LineStart

NOT_COMPARED = "\0"
"""A line that says nothing about the result; it stays as a placeholder, so that lines keep their numbers."""

# client-go, rest/request.go: what kubectl says where it has asked too often
THROTTLED = r"I\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ request\.go:\d+\] \"?Waited (?:before|for) .*"
_STARTED = re.compile(r" • (?P<step>.*?) *\.\.\.$")
_CUT = "..."
_ENDED = re.compile(r" [✓✗] (?P<step>.*?) *$")
_SALUTATION = LineStart(
    r"(?:Thanks for using kind! 😊|Have a nice day! 👋|Not sure what to do next\? 😅 .*|"
    r"Have a question, bug, or feature request\? Let us know! .*)$"
)
_DELETED = re.compile(r"(?m)^(Deleted (?:nodes|clusters): \[)(.*)(\])$")
_HOST = LineStart(
    r"(?:cgroup v1 is deprecated in Kubernetes and will not be supported.*"
    r"|enabling experimental \w+ provider|using \w+ due to KIND_EXPERIMENTAL_PROVIDER)$"
)
_WAITING = LineStart(
    r"(?:[Ww]aiting for (?:[a-z ]+ \"[^\"\n]*\" rollout to finish|[a-z ]+ spec update to be observed"
    r"|\d+ pods to be ready|partitioned roll out to finish|statefulset rolling update to complete).*"
    rf"|{THROTTLED}"
    r"|All commands and output from this session will be recorded in container logs, .*"
    r"|Unable to use a TTY - input is not a terminal or the right kind of file"
    r"|warning: couldn't attach to pod/\S+, falling back to streaming logs: .*"
    r"|If you don't see a command prompt, try pressing enter\.)$"
)
_FETCHED = LineStart(
    r"(?:Unable to find image '[^'\n]*' locally|[\w.-]+: Pulling from \S+|Digest: sha256:[0-9a-f]{64}"
    r"|[0-9a-f]{12}: (?:Pull|Waiting|Verifying|Already exists|Download|Extract).*"
    r"|Status: (?:Downloaded newer image for|Image is up to date for) \S+"
    r"|Trying to pull \S+|Getting image source signatures|Copying (?:blob|config) .*|Storing signatures"
    r"|Writing manifest to image destination|Resolved \"[^\"\n]*\" as an alias .*)$"
)
_BUILT = LineStart(
    r"(?:#\d+ (?!ERROR).*| ---> (?:Running in |Using cache$|[0-9a-f]{12}$).*"
    r"|Removing intermediate container .*|Sending build context to Docker daemon .*)$"
)
_ANY_V4, _ANY_V6 = "0.0.0.0", "[::]"  # noqa: S104 - compared
_WORKER = re.compile(r"(?m)^(.*\[notice\] \d+#\d+: start worker process) \d+$")
_METER = re.compile(
    r"(?m)^ *\d{1,3} +[\d.]+[kMG]?(?: +\d{1,3} +[\d.]+[kMG]?){2} +\S+ +\S+(?: +[\d:-]{7,8}){3} +\S+$"
)


def emoji(text: str) -> str:
    """Remove U+FE0F, which some versions of kind write after an emoji and others do not."""
    return text.replace("\ufe0f", "")


def steps(text: str) -> str:
    """Drop the line that announces a step of kind where the line that ends the step follows.

    Where an author left out what follows, that line is part of it.
    """
    if " • " not in text:
        return text
    lines = text.split("\n")
    ended = {match["step"] for line in lines if (match := _ENDED.match(line))}
    for number, line in enumerate(lines):
        started = _STARTED.match(line)
        if started and (started["step"] in ended or lines[number + 1 : number + 2] == [_CUT]):
            lines[number] = NOT_COMPARED
    return "\n".join(lines)


def hosts(text: str) -> str:
    """Drop the lines in which kind tells of the host on which it runs."""
    return _HOST.sub(NOT_COMPARED, text)


def salutations(text: str) -> str:
    """Replace the closing line that kind draws by lot, and put the names of what it deleted in order."""
    text = _SALUTATION.sub("<salutation>", text)
    return _DELETED.sub(_in_order, text) if "Deleted " in text else text


def waits(text: str) -> str:
    """Drop the lines that kubectl writes while it waits, as many as there happen to be."""
    return _WAITING.sub(NOT_COMPARED, text)


def images(text: str) -> str:
    """Drop what an engine says while it pulls or builds an image: what of it is there already is chance."""
    return _BUILT.sub(NOT_COMPARED, _FETCHED.sub(NOT_COMPARED, text))


def publications(text: str) -> str:
    """Drop a port published on any address of the sixth version, where it is on any of the fourth, too.

    Engines without the sixth publish on the fourth only.
    """
    if f"-> {_ANY_V6}:" not in text:
        return text
    lines = text.split("\n")
    known = set(lines)
    for number, line in enumerate(lines):
        if "-> [::]:" in line and line.replace(_ANY_V6, _ANY_V4, 1) in known:
            lines[number] = NOT_COMPARED
    return "\n".join(lines)


def meters(text: str) -> str:
    """Drop curl's meter, and all but the first of nginx' workers: there is one for each processor."""
    if "--:--" in text or "  % Total" in text:
        text = _METER.sub(NOT_COMPARED, text)
    return _WORKER.sub(_first, text) if "start worker process" in text else text


def _first(match: re.Match[str]) -> str:
    return match[0] if "start worker process" not in match.string[: match.start()] else NOT_COMPARED


def _in_order(match: re.Match[str]) -> str:
    return match[1] + " ".join(sorted(match[2].split())) + match[3]
