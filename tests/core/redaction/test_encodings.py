"""A secret is found in whatever form it is printed."""

from __future__ import annotations

import base64
import json
import re
import textwrap
from urllib.parse import quote, quote_plus

import pytest

from kindsphinx.core.redaction import Secret, SecretBook

VALUE = "S3cr&t+/pä ssw0rd'\"x"
COUNTED = bytes(range(7, 247))
KEY = (
    "".join(
        [
            "-----BEGIN PRIVATE KEY-----\n",
            *(f"{line}\n" for line in textwrap.wrap(base64.b64encode(COUNTED).decode(), 64)),
        ]
    )
    + "-----END PRIVATE KEY-----\n"
)
IN_TOKEN = "tQ8zz-hello-4711-x"
TOKEN = ".".join(
    base64.urlsafe_b64encode(part).decode().rstrip("=")
    for part in (b'{"alg":"RS256"}', f'{{"iss":"kubernetes","pw":"{IN_TOKEN}"}}'.encode(), COUNTED)
)


def b64(value: str | bytes) -> str:
    """Return base64 of a text."""
    return base64.b64encode(value.encode() if isinstance(value, str) else value).decode()


def hexdump(value: bytes) -> str:
    """Return what ``xxd -p`` prints."""
    return "\n".join(textwrap.wrap(value.hex(), 60)) + "\n"


def book(*values: str | bytes) -> SecretBook:
    """Return what knows these values."""
    made = SecretBook()
    made.add(Secret(value=each if isinstance(each, bytes) else each.encode(), what="it") for each in values)
    return made


FORMS = {
    "plain": (VALUE, VALUE),
    "base64": (VALUE, b64(VALUE)),
    "base64 without padding": (VALUE, b64(VALUE).rstrip("=")),
    "base64url": (COUNTED, base64.urlsafe_b64encode(COUNTED).decode()),
    "base64 with a newline": (VALUE, b64(f"{VALUE}\n")),
    "base64 of a text around it": (VALUE, b64(f"user:{VALUE}@db")),
    "base64 of a text around it, one further": (VALUE, b64(f"users:{VALUE}@db")),
    "base64 of a text around it, two further": (VALUE, b64(f"myuser:{VALUE}@db")),
    "base64 of base64": (VALUE, b64(b64(VALUE))),
    "base64 over lines": (COUNTED, "\n".join(textwrap.wrap(b64(COUNTED), 76))),
    "base64 over indented lines": (COUNTED, "\n    ".join(textwrap.wrap(b64(COUNTED), 76))),
    "base64 in URLs": (VALUE, quote(b64(VALUE), safe="")),
    "URL": (VALUE, quote(VALUE, safe="")),
    "URL in small letters": (VALUE, re.sub("%..", lambda found: found[0].lower(), quote(VALUE, safe=""))),
    "form": (VALUE, quote_plus(VALUE)),
    "JSON": (VALUE, json.dumps(VALUE)[1:-1]),
    "JSON in JSON": (
        VALUE,
        json.dumps(json.dumps(VALUE, ensure_ascii=False)[1:-1], ensure_ascii=False)[1:-1],
    ),
    "JSON of Go": (VALUE, json.dumps(VALUE, ensure_ascii=False)[1:-1].replace("&", "\\u0026")),
    "YAML": (VALUE, VALUE.replace("'", "''")),
    "shell": (VALUE, VALUE.replace("'", "'\\''")),
    "hexadecimal": (VALUE, VALUE.encode().hex()),
    "hexadecimal over lines": (COUNTED, hexdump(COUNTED).strip()),
    "PEM": (KEY, KEY.strip()),
    "PEM that is indented": (KEY, textwrap.indent(KEY, "      ").strip()),
    "PEM in JSON": (KEY, json.dumps(KEY.strip())[1:-1]),
    "PEM in one line": (KEY, KEY.strip().replace("\n", " ")),
    "PEM without its first and last line": (KEY, "\n".join(KEY.splitlines()[1:-1])),
    "a line of PEM": (KEY, KEY.splitlines()[2]),
    "half a line of PEM": (KEY, KEY.splitlines()[2][:40]),
    "token": (TOKEN, TOKEN),
    "token over lines": (TOKEN, "\n".join(textwrap.wrap(TOKEN, 40))),
    "payload of a token": (TOKEN, TOKEN.split(".")[1]),
    "signature of a token": (TOKEN, TOKEN.split(".")[2]),
    "within a token": (IN_TOKEN, TOKEN.split(".")[1]),
}


@pytest.mark.parametrize(("value", "printed"), FORMS.values(), ids=FORMS)
def test_it_is_taken_out_in_every_form(value: str | bytes, printed: str) -> None:
    """All of it, and nothing of what stands around it."""
    text = book(value).redact(f"before: {printed}\nbehind\n")

    assert text == "before: <redacted>\nbehind\n"


def test_pieces_in_columns_are_taken_out_each() -> None:
    """As ``hexdump`` prints what is long: an address before each piece, and characters behind."""
    rows = [f"{at:08x}  {COUNTED[at : at + 16].hex(' ')}  |................|" for at in range(0, 240, 16)]

    text = book(COUNTED).redact("\n".join(rows))

    assert [line.split()[1] for line in text.splitlines()] == ["<redacted>"] * 15
    assert [line.index("|") for line in text.splitlines()] == [rows[0].index("|")] * 15


@pytest.mark.parametrize(
    ("value", "hidden"),
    [
        (
            json.dumps({"auths": {"r": {"password": "hunter2hunter2", "auth": b64("me:hunter2hunter2")}}}),
            "hunter2hunter2",
        ),
        ("USER=app\nDB_PASSWORD=hunter2hunter2\n", "hunter2hunter2"),
        ("apiVersion: v1\nusers:\n- user:\n    token: hunter2hunter2\n", "hunter2hunter2"),
    ],
    ids=["login of docker", "variables", "YAML"],
)
def test_what_is_secret_in_a_value_is_a_secret(value: str, hidden: str) -> None:
    """A file with a password in it is printed in parts."""
    assert book(value).redact(f"it is {hidden}, is it?") == "it is <redacted>, is it?"
    assert book(value).redact("apiVersion: v1 USER=app") == "apiVersion: v1 USER=app"


@pytest.mark.parametrize(
    "value",
    [
        '{"broken":',
        '[{"token": 1}]',
        '{"auths": {"r": {"auth": "no-base64!"}}, "list": [{"token": "short"}]}',
    ],
    ids=["broken", "no text", "no login"],
)
def test_a_value_that_is_not_what_it_seems_is_taken_out_as_a_whole(value: str) -> None:
    """And it is no error."""
    assert book(value).redact(f"it is {value}.") == "it is <redacted>."


def test_a_long_text_is_taken_out_as_a_whole() -> None:
    """What is in it is not looked for."""
    value = "PASSWORD=hunter2hunter2\n" + "x = y\n" * 20000 + "z"

    assert book(value).redact(f"a{value}b hunter2hunter2") == "a<redacted>b hunter2hunter2"


def test_many_secrets_are_found_in_one_pass() -> None:
    """A long text with none of a thousand values stays as it is."""
    values = [f"value-{at:05}-{at * 7919}" for at in range(1000)]
    text = "pod/web-5d78c9869d-abcde   1/1   Running   0   4m12s\n" * 2000

    made = book(*values)

    assert made.redact(text) == text
    assert made.redact(f"{text}{values[500]}\n{values[999]}") == f"{text}<redacted>\n<redacted>"
