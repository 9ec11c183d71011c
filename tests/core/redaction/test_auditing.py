"""What looks like a secret is found in files that were written before."""

from __future__ import annotations

import base64
import html
import json

import pytest

from kindsphinx.core.redaction import Audit, Secret, Survivor

PASSWORD = "tQ8zz-hello-4711"
CODED = base64.b64encode(PASSWORD.encode()).decode()
TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrdWJlcm5ldGVzIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ"
KEY = base64.b64encode(b"-----BEGIN RSA PRIVATE KEY-----\nMIIEvgIBADANBgkqhkiG9w0BAQEFAASC\n").decode()
SECRET = {"apiVersion": "v1", "data": {"password": CODED, "user": "bWU="}, "kind": "Secret"}
LISTED = f"""\
      apiVersion: v1
      items:
      - apiVersion: v1
        data:
          password: {CODED}
          user: bWU=
        kind: Secret
        metadata:
          name: db
      - apiVersion: v1
        data:
          motd: {CODED}
        kind: ConfigMap
"""
WRITTEN = f"kind: Secret\nmetadata:\n  name: db\nstringData:\n  password: {PASSWORD}\n"
NESTED = json.dumps(json.dumps(SECRET))
DATA = "the value of “password” in a Secret"

FOUND = {
    "token": (f"a\n   {TOKEN}\n", "a token", 2, 4),
    "key of a kubeconfig": (f"x: 1\nclient-key-data: {KEY}\n", "a private key in base64", 2, 18),
    "bootstrap token": ("join --token abcdef.0123456789abcdef\n", "a bootstrap token", 1, 14),
    "Secret in a list": (LISTED, DATA, 5, 21),
    "Secret as it was written": (WRITTEN, DATA, 5, 13),
    "Secret in JSON": (json.dumps(SECRET), DATA, 1, json.dumps(SECRET).index(CODED) + 1),
    "Secret in lines of JSON": (json.dumps(SECRET, indent=4), DATA, 4, 22),
    "Secret in JSON in JSON": (NESTED, DATA, 1, NESTED.index(CODED) + 1),
}


@pytest.mark.parametrize(("text", "what", "line", "column"), FOUND.values(), ids=FOUND)
def test_what_looks_like_a_secret_is_found(text: str, what: str, line: int, column: int) -> None:
    """Once, with its place."""
    assert Audit().survivors(text) == (Survivor(what=what, line=line, column=column),)


@pytest.mark.parametrize(
    "text",
    [
        LISTED.replace(CODED, "<redacted>"),
        LISTED.replace("kind: Secret", "kind: ConfigMap"),
        LISTED.replace(CODED, "dHJ1ZQ=="),
        LISTED.replace(CODED, "no-base64"),
        LISTED.replace("kind: Secret", "type: Opaque"),
        json.dumps({**SECRET, "kind": "ConfigMap"}),
        json.dumps({**SECRET, "data": {"user": "bWU="}}),
        "client-key-data: DATA+OMITTED\n",
    ],
    ids=[
        "redacted",
        "no Secret",
        "ordinary",
        "no base64",
        "no kind",
        "no Secret in JSON",
        "short",
        "omitted",
    ],
)
def test_what_does_not_is_left_alone(text: str) -> None:
    """Among it what is redacted already."""
    assert Audit().survivors(text) == ()


def test_markup_does_not_hide_a_secret() -> None:
    """Tags may stand within one, and characters are written otherwise; the line is that of the file."""
    tagged = f'<p>\n<span\n class="k">client-key-data</span>: <b>{KEY[:9]}</b>{KEY[9:]}\n{TOKEN}</p>'
    escaped = html.escape(json.dumps({"client-key-data": "MIIEvgIBADANBgkqhkiG9w0BAQEF"}))

    assert Audit().survivors(tagged, is_markup=True) == (
        Survivor(what="a private key in base64", line=3, column=1),
        Survivor(what="a token", line=4, column=1),
    )
    assert [each.what for each in Audit().survivors(escaped, is_markup=True)] == [
        "client-key-data of a kubeconfig"
    ]


def test_what_is_known_is_found_in_every_form() -> None:
    """As the value of a variable."""
    audit = Audit(secrets=[Secret(value=PASSWORD.encode(), what="the variable P")])

    assert [each.what for each in audit.survivors(f"{PASSWORD} {CODED}")] == ["the variable P"] * 2


def test_what_is_allowed_is_no_secret() -> None:
    """A token of an example, say."""
    assert Audit(allowed=[r"^abcdef\."]).survivors("abcdef.0123456789abcdef") == ()
