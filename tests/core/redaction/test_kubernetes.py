"""Which values of Secrets, kubeconfigs and logins are secret."""

from __future__ import annotations

import base64
import json

import pytest

from kindsphinx.core.redaction.kubernetes import in_docker_config, in_kubeconfig, in_secrets

YAML = """\
clusters:
- cluster:
    certificate-authority-data: {authority}
    server: https://x
  name: c
users:
- user:
    client-certificate-data: {certificate}
    client-key-data: {key}
    token: tok
"""


def b64(text: str) -> str:
    """Return base64 of a text."""
    return base64.b64encode(text.encode()).decode()


def secret(name: str, data: dict[str, str], *, kind: str = "Opaque") -> dict[str, object]:
    """Return a Secret as kubectl has it."""
    coded = {key: b64(value) for key, value in data.items()}
    return {"metadata": {"namespace": "default", "name": name}, "type": kind, "data": coded}


def test_the_values_of_all_secrets_are_secret() -> None:
    """With where each belongs; a Secret without data is nothing."""
    empty = {"metadata": {"name": "none"}, "type": "Opaque"}
    answer = json.dumps({"items": [secret("db", {"password": "hunter2hunter2", "user": "me"}), empty]})

    found = {each.value: each.what for each in in_secrets(answer)}

    assert found == {b"hunter2hunter2": "Secret default/db, password", b"me": "Secret default/db, user"}


def test_a_bootstrap_token_is_secret_as_a_whole() -> None:
    """And what every cluster has with it, such as ``true``, is no news."""
    data = {"token-id": "abcdef", "token-secret": "0123456789abcdef", "usage": "true"}
    token = secret("t", data, kind="bootstrap.kubernetes.io/token")

    found = [each.value for each in in_secrets(json.dumps(token))]

    assert found == [b"0123456789abcdef", b"abcdef.0123456789abcdef"]


@pytest.mark.parametrize(
    "answer", ["", "[]", "null", "{", "[" * 100000], ids=lambda each: each[:4] or "empty"
)
def test_what_is_no_answer_has_no_secrets(answer: str) -> None:
    """It is no error: the cluster may have gone."""
    assert list(in_secrets(answer)) == []


@pytest.mark.parametrize("as_json", [False, True], ids=["YAML", "JSON"])
def test_keys_certificates_and_tokens_of_a_kubeconfig_are_secret(*, as_json: bool) -> None:
    """Its addresses are not."""
    config = {
        "clusters": [
            {"cluster": {"certificate-authority-data": b64("authority"), "server": "https://x"}, "name": "c"}
        ],
        "users": [
            {"user": {"client-certificate-data": b64("cert"), "client-key-data": b64("key"), "token": "tok"}}
        ],
    }
    yaml = YAML.format(authority=b64("authority"), certificate=b64("cert"), key=b64("key"))

    found = [each.value for each in in_kubeconfig(json.dumps(config) if as_json else yaml, "it")]

    assert found == [b"authority", b"cert", b"key", b"tok"]
    assert list(in_kubeconfig("password: hunter2", "it")) == []


def test_logins_of_docker_are_secret() -> None:
    """As docker keeps them, and as they are."""
    config = {"auths": {"r": {"auth": b64("me:hunter2hunter2")}, "s": {"identitytoken": "t0ken-t0ken"}}}

    found = [each.value for each in in_docker_config(json.dumps(config), "it")]

    assert found == [b64("me:hunter2hunter2").encode(), b"hunter2hunter2", b"t0ken-t0ken"]
