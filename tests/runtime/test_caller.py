"""Who has run a page does not show in what it prints."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest

from kindsphinx.runtime.caller import Caller

MARY = Caller(user="mary", host="inkwell.example.org", home="/home/mary")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("mary\n", "user\n"),
        ("/home/mary\n", "/home/user\n"),
        ("/home/mary/go/bin/kind", "/home/user/go/bin/kind"),
        ("file:///home/mary/x", "file:///home/user/x"),
        ("mary@inkwell:~$", "user@host:~$"),
        ("-rw-r--r-- 1 mary mary 4 Jan  1 00:00 a", "-rw-r--r-- 1 user user 4 Jan  1 00:00 a"),
        ("uid=1000(mary) gid=1000(mary)", "uid=1000(user) gid=1000(user)"),
        ("Linux inkwell 6.1.0", "Linux host 6.1.0"),
        ("inkwell.example.org inkwell.local", "host host.local"),
    ],
)
def test_names_are_replaced(text: str, clean: str) -> None:
    """User, host and home, wherever they are whole words."""
    assert MARY.taken_out(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "rosemary",
        "mary-k8s",
        "kind-mary",
        "mary_2",
        "Mary",
        "inkwells",
        "inkwell-2",
        "/home/mary2",
        "my.inkwell",
    ],
)
def test_parts_of_words_are_left(text: str) -> None:
    """They are words of the output's own."""
    assert MARY.taken_out(text) == text


@pytest.mark.parametrize(
    ("caller", "text"),
    [
        (Caller(user="root", host="debian", home="/root"), "root /root debian"),
        (Caller(user="dev", host="kind", home="/home/dev"), "kind-dev dev kind /home/dev"),
        (Caller(user="al", host="pc", home="/home/al"), "al pc /home/al"),
        (Caller(user="1000", host="127", home="/"), "1000 127 / /x"),
        (Caller(), "nothing is known"),
    ],
    ids=["root", "words of Kubernetes", "short", "numbers", "unknown"],
)
def test_names_that_outputs_have_anyway_are_left(caller: Caller, text: str) -> None:
    """They tell nobody who it was, and what is theirs cannot be told from what is not."""
    assert caller.taken_out(text) == text


def test_names_are_no_patterns() -> None:
    """A user may have a dot in the name."""
    caller = Caller(user="m.ary", home="/home/m.ary")

    assert caller.taken_out("m.ary mxary /home/m.ary") == "user mxary /home/user"


def test_the_current_caller_is_who_runs_this() -> None:
    """As the system knows them."""
    caller = Caller.current()

    assert caller.user == getpass.getuser()
    assert caller.home == str(Path.home())
    assert caller.host


def test_a_caller_without_a_name_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container whose user is in no file."""

    def no_user() -> str:
        raise KeyError

    def no_home() -> Path:
        raise RuntimeError

    monkeypatch.setattr(getpass, "getuser", no_user)
    monkeypatch.setattr(Path, "home", no_home)

    assert (Caller.current().user, Caller.current().home) == ("", "")
