"""A page prints every secret that its cluster has, and no file has one of them."""

from __future__ import annotations

import base64
import json
import re
import textwrap
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.live.conftest import NODE_IMAGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.live.conftest import Project

pytestmark = pytest.mark.live

CLUSTER = "secrets-a"
PAGE = f"""\
.. kind-cluster:: {CLUSTER}
   :image: {NODE_IMAGE}

   kind: Cluster
   apiVersion: kind.x-k8s.io/v1alpha4

.. kind-run:: {CLUSTER}

   $ openssl rand -hex 16 > password
   $ kubectl create secret generic db --from-literal=user=admin --from-file=password
   $ kubectl create secret generic short --from-literal=key="$(openssl rand -base64 300)"
   $ openssl genrsa -out tls.key 2048 2>/dev/null; openssl req -x509 -key tls.key -subj /CN=web -out tls.crt
   $ kubectl create secret tls web --cert=tls.crt --key=tls.key
   $ cat tls.key
   $ kubectl get secrets -A -o yaml
   $ kubectl get secrets -A -o json | base64
   $ kubectl get secret db -o jsonpath='{{.data.password}}' | base64 -d
   $ kubectl get secret web -o jsonpath='{{.data.tls\\.key}}' | base64 -d | fold -w 50
   $ kubectl get secret db -o yaml
   $ kubectl get secret db -o custom-columns='NAME:.metadata.name,PASSWORD:.data.password,TYPE:.type'
   $ kubectl get secret short -o jsonpath='{{.data.key}}' | base64 -d | xxd -p
   $ kubectl config view --raw
   $ kubectl config view --raw -o json
   $ kind get kubeconfig --name {CLUSTER} | base64 -w 0
   $ kubectl run web --image=web --image-pull-policy=Never --dry-run=client -o name
   $ docker exec {CLUSTER}-control-plane cat /etc/kubernetes/admin.conf /etc/kubernetes/pki/ca.key
   $ kubectl -n kube-system exec ds/kube-proxy -- cat /var/run/secrets/kubernetes.io/serviceaccount/token
   $ kubectl -n kube-system exec ds/kube-proxy -- cat /run/secrets/kubernetes.io/serviceaccount/token | fold
   $ kubectl create token default | tee {{out}}/created
   $ kubectl get secrets -A -o json > {{out}}/secrets.json
   $ kubectl config view --raw -o json > {{out}}/kubeconfig.json
   $ kubectl -n kube-system exec ds/kube-proxy -- \\
   >    cat /var/run/secrets/kubernetes.io/serviceaccount/token > {{out}}/token
   $ docker exec {CLUSTER}-control-plane cat /etc/kubernetes/pki/ca.key > {{out}}/ca.key
   $ openssl rand -hex 16 > gone; cp gone {{out}}/gone; kubectl create secret generic gone --from-file gone; \
   >    kubectl get secret gone -o json; cat gone; kubectl delete secret gone
   $ kubectl delete secret db web
   $ cat tls.key | tr '\\n' ' '

.. kind-run:: {CLUSTER}
   :reveal:

   $ kubectl create secret generic open --from-literal=key=$(openssl rand -hex 16)
   $ kubectl get secret open -o jsonpath='{{.data.key}}' | base64 -d | tee {{out}}/open
"""


def values_of(found: Path) -> Iterator[bytes]:
    """Yield every value that the page had to hide, as the test itself has collected it."""
    for item in json.loads((found / "secrets.json").read_text())["items"]:
        yield from map(base64.b64decode, item.get("data", {}).values())
    config = json.loads((found / "kubeconfig.json").read_text())
    for each in (*config["users"], *config["clusters"]):
        fields = {**each.get("user", {}), **each.get("cluster", {})}
        yield from (base64.b64decode(fields[name]) for name in fields if name.endswith("-data"))
    for token in ((found / name).read_bytes().strip() for name in ("token", "created")):
        yield from (token, *token.split(b".")[1:])
    yield from ((found / name).read_bytes() for name in ("gone", "ca.key"))


def forms_of(value: bytes) -> Iterator[str]:
    """Yield the ways to spell *value*, worked out by other means than kindsphinx's."""
    coded = base64.b64encode(value).decode()
    yield from (coded.rstrip("="), base64.urlsafe_b64encode(value).decode().rstrip("="))
    yield from (value.hex(), quote(value, safe=""), quote(coded, safe=""))
    yield base64.b64encode(coded.encode()).decode()[:-4]
    text = value.decode("utf-8", "replace").strip()
    yield from (text, json.dumps(text)[1:-1])
    # a line of what is long is too much
    yield from (line for line in text.splitlines() if re.fullmatch(r"[A-Za-z0-9+/=]{40,}", line))
    yield from textwrap.wrap(coded, 76)[1:-1]


def test_no_file_has_a_secret_that_a_page_prints(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In any form: neither the recording, nor what is built from it, nor a report, nor a journal."""
    found = tmp_path_factory.mktemp("found")
    project.write(PAGE.replace("{out}", str(found)), settings='kind_record = "all"\n')

    ran = project.run()
    built = project.build("html")
    text = project.build("text")

    assert (ran.status, built.status, text.status) == (0, 0, 0), ran.text
    values = {value for value in values_of(found) if len(value.strip()) >= 8}
    assert len(values) > 10
    forms = {form for value in values for form in forms_of(value) if len(form) >= 8}
    files = {
        path: path.read_bytes().decode("utf-8", "replace")
        for path in project.root.rglob("*")
        if path.is_file()
    }
    told = [ran.text, built.text, text.text]
    wrong = [
        (str(path), form)
        for path, content in [*files.items(), *enumerate(told)]
        for form in forms
        if form in content or form in re.sub(r"\s", "", content)
    ]
    assert wrong == []
    recorded = project.recording.read_text(encoding="utf-8")
    assert "<redacted>" in recorded
    assert (found / "open").read_text() in recorded
