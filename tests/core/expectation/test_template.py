"""A template leaves text open, and has places for values."""

from __future__ import annotations

import pytest

from kindsphinx.core.expectation.template import values
from kindsphinx.core.normalize.shapes import PATTERNS
from kindsphinx.core.normalize.volatile import VolatileType

VALUES: dict[str, tuple[str, ...]] = {
    "age": ("5m", "3d4h", "3 weeks ago", "About a minute", "<invalid>"),
    "duration": ("1.25s", "5m30s", "2 minutes", "17.3 ms"),
    "timestamp": (
        "2026-11-24T10:00:00Z",
        "2026-11-24 10:00:00 +0000 UTC",
        "Tue, 24 Nov 2026 10:00:00 +0000",
        "24/Nov/2026:15:10:07 +0000",
        "10:00:00.123",
        "1790000000",
    ),
    "ip": ("10.244.1.2", "fd00:10:244::5", "[::1]", "127.0.0.1"),
    "network": ("10.244.1.0/24", "fd00::/64"),
    "mac": ("02:42:ac:12:00:03",),
    "port": ("80", "40075", "65535"),
    "interface": ("veth6766306b", "br-0123456789ab"),
    "uid": ("0ae3c1d2-0001-4000-8000-000000000001",),
    "container-id": ("54f38f8e9fa6", "54f38f8e9fa6" * 5 + "abcd"),
    "digest": ("90550c43ad2bc", "sha256:90550c43ad2b"),
    "hash": ("574cb87bd6",),
    "suffix": ("97qs7",),
    "name": ("eager_hopper",),
    "node": ("dev-worker2",),
    "pid": ("1",),
    "number": ("17",),
    "size": ("142MB", "1.5GiB", "12 bytes"),
    "percentage": ("1.5%",),
    "measured": ("120m",),
    "count": ("3",),
    "restarts": ("4",),
    "revision": ("1234",),
    "kernel": ("6.8.0-45-generic",),
    "token": ("abcdef.0123456789abcdef",),
    "architecture": ("amd64", "arm64/v8"),
    "salutation": ("Have a nice day! 👋",),
}
NOT_VALUES = {
    "port": ("65536", "x", "-1", "4.5"),
    "ip": ("300.1.1.1", "10:20:30", "10.1.2"),
    "age": ("5", "m", "soon"),
    "uid": ("0ae3c1d2",),
    "percentage": ("1",),
    "any": ("",),
}

FOUND: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "in a line": ("http://<ip>:<port>/", "http://127.0.0.1:40075/", ("127.0.0.1", "40075")),
    "side by side": ("web-<hash>-<suffix>", "web-574cb87bd6-97qs7", ("574cb87bd6", "97qs7")),
    "before what it might take": ("<node>-x", "dev-worker-x", ("dev-worker",)),
    "open text around it": ("...<port:x>...", "at 40075, ok", ("40075",)),
    "any text, as little as fits": ("<any> b <any>", "1 b 2 b 3", ("1", "2 b 3")),
    "an age with its last word": ("up <age> ago", "up 3 weeks ago", ("3 weeks",)),
    "its own mark": ("is <port>", "is <port>", ("<port>",)),
    "an address in brackets": ("[<ip>]:<port>", "[::1]:80", ("::1", "80")),
    "nothing but text": ("one <none>", "one <none>", ()),
}
NOT_FOUND = {
    "nothing for any text": ("a <any> c", "a  c"),
    "a part of a number": ("a...<port>", "a 123456"),
    "a part of a number, at its end": ("<port>...", "123456"),
    "a type that is another": ("<port>", "<ip>"),
    "text before it": ("<port>", "port 80"),
    "what is no placeholder": ("<none>", "x"),
}


def test_each_type_has_a_shape() -> None:
    """Whatever stands in the place of a value can be written by an author."""
    assert set(PATTERNS) == set(VolatileType) == set(VALUES)


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind in VALUES for value in VALUES[kind]])
def test_a_value_of_a_type_stands_at_its_place(kind: str, value: str) -> None:
    """As programs print it."""
    assert values(f"is <{kind}>!", f"is {value}!") == (value,)


@pytest.mark.parametrize(
    ("kind", "value"), [(kind, value) for kind in NOT_VALUES for value in NOT_VALUES[kind]]
)
def test_another_value_does_not(kind: str, value: str) -> None:
    """Though it may look like one from afar."""
    assert values(f"is <{kind}>!", f"is {value}!") is None


@pytest.mark.parametrize(("template", "text", "found"), FOUND.values(), ids=FOUND)
def test_values_are_found(template: str, text: str, found: tuple[str, ...]) -> None:
    """In the order of their places."""
    assert values(template, text) == found


@pytest.mark.parametrize(("template", "text"), NOT_FOUND.values(), ids=NOT_FOUND)
def test_another_text_does_not_fit(template: str, text: str) -> None:
    """A place has a whole value of its type."""
    assert values(template, text) is None


def test_a_value_of_a_row_stays_in_its_cell() -> None:
    """In a line it may have any blanks."""
    assert values("a  <any>  c", "a  x  y  c", row=True) is None
    assert values("a  <any>  c", "a  x y  c", row=True) == ("x y",)
    assert values("a  <any>  c", "a  x  y  c") == ("x  y",)
    assert values("...a<any>  z", "a b  ac  z", row=True) == ("c",)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("<any>a" * 2_000 + "b", "a" * 20_000),
        ("...<node>" * 50 + "!", "a" * 20_000),
        ("<token><token><token>!", "x" * 20_000),
        ("...<port>...<ip>...!", "1.1." * 5_000),
    ],
    ids=["any text", "open runs", "runs", "addresses"],
)
def test_no_template_takes_long(template: str, text: str) -> None:
    """What would take a regular expression years is over at once, on rows as well."""
    assert values(template, text) is None
    assert values(template, text, row=True) is None
