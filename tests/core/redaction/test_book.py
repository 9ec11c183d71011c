"""What is taken out, what is reported, and what is left alone."""

from __future__ import annotations

import base64
import textwrap

import pytest

from kindsphinx.core.redaction import Secret, SecretBook, Survivor
from kindsphinx.core.redaction.entries import shapes_of

PASSWORD = "tQ8zz-hello-4711"
BODY = "MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQ"


def book(*values: str, public: str = "", patterns: tuple[str, ...] = ()) -> SecretBook:
    """Return what knows these values."""
    made = SecretBook(public=public, shapes=shapes_of(patterns))
    made.add(Secret(value=each.encode(), what=f"Secret default/{each}, key") for each in values)
    return made


@pytest.mark.parametrize("word", ["true", "admin", "7", "password", "kube-system", "aaaaaaaaaaaa", "a1b2c3d"])
def test_an_ordinary_word_is_reported_and_not_replaced(word: str) -> None:
    """It would blot out the page; whose value it is can be told, where it stands as a word of its own."""
    made = book(word)

    assert made.redact(f"it is {word}.") == f"it is {word}."
    assert made.ordinary(f"it is {word}.") == (f"Secret default/{word}, key",)
    assert made.ordinary(f"it is x{word}x") == ()


@pytest.mark.parametrize(
    "public",
    [
        f"$ kubectl create secret --from-literal=p={PASSWORD}",
        f"p: {base64.b64encode(PASSWORD.encode()).decode()}",
    ],
    ids=["plain", "base64"],
)
def test_what_the_page_says_itself_is_no_secret(public: str) -> None:
    """In whatever form it is printed then."""
    coded = base64.b64encode(PASSWORD.encode()).decode()

    made = book(PASSWORD, "true", public=f"{public} is true")

    assert made.redact(f"{PASSWORD} {coded}") == f"{PASSWORD} {coded}"
    assert made.ordinary("true") == ()
    assert (
        book("abcdef.0123456789abcdef", public="abcdef.0123456789abcdef").redact("abcdef.0123456789abcdef")[0]
        == "a"
    )


SHAPES = {
    "private key": (f"-----BEGIN RSA PRIVATE KEY-----\n{BODY}\n{BODY}\n-----END RSA PRIVATE KEY-----", "{}"),
    "private key in base64": (
        base64.b64encode(f"-----BEGIN EC PRIVATE KEY-----\n{BODY}".encode()).decode(),
        "{}",
    ),
    "token": (f"eyJhbGciOiJSUzI1NiJ9.eyJ{BODY}.{BODY}", "{}"),
    "bootstrap token": ("abcdef.0123456789abcdef", "kubeadm join --token {}"),
    "certificate key": ("0123456789abcdef" * 4, "--certificate-key {}"),
    "kubeconfig": (BODY, "client-key-data: {}"),
    "kubeconfig in JSON": (BODY, '"client-key-data": "{}"'),
    "proxy": ("hunter2hunter2", "http_proxy=http://me:{}@proxy.example:3128"),
}


@pytest.mark.parametrize(("secret", "around"), SHAPES.values(), ids=SHAPES)
def test_some_secrets_are_told_by_their_looks(secret: str, around: str) -> None:
    """Keys and tokens, whoever has made them."""
    assert SecretBook().redact(f"x {around.format(secret)} y") == f"x {around.format('<redacted>')} y"


@pytest.mark.parametrize(
    "text",
    [
        "image: kindest/node:v1.34.0@sha256:" + "7" * 64,
        "uid: 6a1f0c9e-0b5e-4a52-9a3c-0c1d2e3f4a5b",
        "pod/coredns-66bc5c9577-9x2lq   1/1   Running   0   4m12s",
        "https://127.0.0.1:39563/api/v1/namespaces/kube-system/services/kube-dns:dns/proxy",
        "unix:///var/run/docker.sock",
        "client-key-data: DATA+OMITTED",
        "-----BEGIN CERTIFICATE-----",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    """Digests, names, addresses, and what kubectl has left out itself."""
    assert book(PASSWORD).redact(text) == text


@pytest.mark.parametrize("indent", ["", "    "])
@pytest.mark.parametrize("width", [20, 40, 45])
def test_a_token_that_nobody_knows_is_found_over_lines(width: int, indent: str) -> None:
    """As ``fold`` breaks it; what stands below it stays."""
    token = f"eyJhbGciOiJSUzI1NiJ9.eyJ{BODY}.{BODY}x"
    lines = f"\n{indent}".join(textwrap.wrap(token, width))

    assert SecretBook().redact(f"token:\n{indent}{lines}\n{indent}not this\n") == (
        f"token:\n{indent}<redacted>\n{indent}not this\n"
    )


@pytest.mark.parametrize(
    "text", ["eyJhbGciOi\neyJhbGciOi\n", "eyJhbGciOi\nmuch-longer-line\n", "eyJhbGciOi\nx"]
)
def test_what_only_begins_like_a_token_is_none(text: str) -> None:
    """Lines of something else."""
    assert SecretBook().redact(text) == text


def test_a_project_has_patterns_of_its_own() -> None:
    """The group ``secret`` if there is one, else all that is found."""
    made = book(patterns=(r"ghp_\w{8}", r"pin (?P<secret>\d{4})(\d*)"))

    assert made.redact("ghp_abcdefgh pin 12345") == "<redacted> pin <redacted>5"


def test_columns_stay_where_they_are() -> None:
    """A short cell has a shorter mark; text that is no table is not padded."""
    short = "h7x2-q9z"
    rows = (f"a      {PASSWORD}    4s", f"b      {short}  x         4s", f"c      {short}")
    table = "\n".join(["NAME   VALUE               AGE", *rows, ""])

    assert book(PASSWORD, short).redact(table) == (
        "NAME   VALUE               AGE\n"
        "a      <redacted>          4s\n"
        "b      <redact>  x         4s\n"
        "c      <redacted>\n"
    )


def test_a_survivor_has_its_place() -> None:
    """Line and column of the file, and whose value it is."""
    found = book(PASSWORD).survivors(f"a\nb {PASSWORD}\n")

    assert found == (Survivor(what=f"Secret default/{PASSWORD}, key", line=2, column=3),)


def test_lines_stay_lines() -> None:
    """Where a secret goes over several, each has the mark."""
    key = f"{BODY[:40]}4711\n{BODY[:40]}4712"

    assert book(key).redact_lines(["a", *key.split("\n"), "b"]) == ["a", "<redacted>", "<redacted>", "b"]


def test_one_token_that_is_revealed_reveals_no_other() -> None:
    """Although they look alike."""
    made, tokens = book(), ("abcdef.0123456789abcdef", "bcdefg.0123456789abcdef")

    made.reveal(tokens[0])

    assert [bool(made.survivors(each)) for each in tokens] == [False, True]


def test_what_an_author_reveals_may_survive() -> None:
    """It is no survivor, and is still taken out elsewhere."""
    made = book(PASSWORD)

    made.reveal(f"password: {PASSWORD}")

    assert made.survivors(f"a\nb {PASSWORD}\n") == ()
    assert made.redact(PASSWORD) == "<redacted>"


def test_a_value_is_known_once() -> None:
    """Asking again changes nothing."""
    made = book(PASSWORD, PASSWORD)
    before = made.known

    made.add([Secret(value=PASSWORD.encode(), what="another")])

    assert made.known == before > 0
