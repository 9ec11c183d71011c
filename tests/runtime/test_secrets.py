"""A page's secrets are asked from its clusters and read from its files."""

from __future__ import annotations

import base64
import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.blocks import Scenario
from kindsphinx.core.problems import Location
from kindsphinx.runtime.secrets import page_text
from tests.fakes.pages import a_block
from tests.fakes.project import block, config, going_on_from, page
from tests.fakes.settings import FakeSettings
from tests.runtime.computer import KUBECONFIG, SECONDS, a_computer, said, start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kindsphinx.core.ports import Runtime
    from tests.runtime.computer import Computer

PASSWORD, KEY = "tQ8zz-hello-4711", "key-of-the-page-4711"
SECRETS = {
    "items": [
        {
            "metadata": {"namespace": "a", "name": "db"},
            "data": {"p": base64.b64encode(PASSWORD.encode()).decode()},
        }
    ]
}


@pytest.fixture
def computer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Computer]:
    """Give a computer, and check that closing leaves nothing on its disk."""
    with a_computer(monkeypatch) as computer:
        computer.programs.answer("json", json.dumps(SECRETS))
        yield computer


def test_a_cluster_is_asked_for_its_secrets(computer: Computer) -> None:
    """Once it runs; what is known of it stays known when it does not answer any more."""
    runtime = computer.open()
    runtime.secrets.learn()
    before = runtime.secrets.redact(PASSWORD)
    start(runtime, "dev-control-plane", cluster="dev", role="control-plane")

    runtime.secrets.learn()
    computer.be_silent()
    runtime.secrets.learn()

    assert (before, runtime.secrets.redact(PASSWORD)) == (PASSWORD, "<redacted>")


def test_a_cluster_that_has_never_answered_is_named(computer: Computer) -> None:
    """Until it does."""
    computer.be_silent()
    runtime = computer.open()
    runtime.secrets.learn()
    start(runtime, "dev-control-plane", cluster="dev", role="control-plane")
    said(runtime, f"mkdir ~/.kube; printf '{KUBECONFIG}' > ~/.kube/config")

    runtime.secrets.learn()
    before = runtime.secrets.silent()
    computer.programs.answer("json", json.dumps(SECRETS))
    runtime.secrets.learn()

    assert (before, runtime.secrets.silent()) == (("dev",), ())


def test_a_cluster_whose_creation_has_failed_is_not_named(computer: Computer) -> None:
    """Its nodes may run, after ``--retain``; no kubeconfig of the page has ever reached it."""
    computer.be_silent()
    runtime = computer.open()
    start(runtime, "dev-control-plane", cluster="dev", role="control-plane")

    runtime.secrets.learn()

    assert runtime.secrets.silent() == ()


def test_a_secret_that_is_gone_again_is_known(computer: Computer) -> None:
    """The cluster is watched while a command runs."""
    gone = json.dumps({**SECRETS["items"][0], "data": {"p": base64.b64encode(b"gone-again-4711").decode()}})
    computer.programs.answer("--watch", f"{gone}\n{gone}")
    runtime = computer.open()
    start(runtime, "dev-control-plane", cluster="dev", role="control-plane")

    known = [runtime.secrets.redact("gone-again-4711") for _ in _learning(runtime)]

    assert known[-1] == "<redacted>"


def test_kubeconfigs_of_the_page_are_read(computer: Computer) -> None:
    """Wherever in its folders they lie, and again when they have changed."""
    runtime = computer.open()
    runtime.secrets.learn()

    coded = base64.b64encode(KEY.encode()).decode()
    config = f"clusters:\n- cluster:\n- user:\n    client-key-data: {coded}\n"
    said(runtime, f"mkdir sub; cat > sub/config << END\n{config}END")
    runtime.secrets.learn()

    assert runtime.secrets.redact(KEY) == "<redacted>"


def _learning(runtime: Runtime) -> Iterator[None]:
    """Learn until the watch has told something."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and runtime.secrets.known < 2:
        runtime.secrets.learn()
        yield


def test_a_project_names_secrets(computer: Computer) -> None:
    """By a pattern, or by the name of a variable."""
    runtime = computer.open(FakeSettings(secrets=(r"id-\d+", "$DOCKER_HOST")))

    assert runtime.secrets.redact(f"id-42 at {computer.fake.endpoint.url}") == "<redacted> at <redacted>"


def test_an_author_may_publish_one(computer: Computer) -> None:
    """What was revealed may stand in a file, and a short value is told."""
    runtime = computer.open()
    start(runtime, "dev-control-plane", cluster="dev", role="control-plane")
    runtime.secrets.learn()
    before = len(runtime.secrets.survivors(PASSWORD))

    runtime.secrets.reveal(PASSWORD)

    assert (before, runtime.secrets.survivors(PASSWORD), runtime.secrets.ordinary("x")) == (1, (), ())
    assert runtime.secrets.known == 1


def test_the_sources_of_a_page_are_its_text_its_commands_and_its_files(tmp_path: Path) -> None:
    """A page whose text cannot be read still has its commands."""
    page = tmp_path / "page.rst"
    page.write_text("prose", encoding="utf-8")
    made = replace(a_block("a", "command"), location=Location(source=str(page), line=1))

    text = page_text(Scenario(docname="page", blocks=(made, config(data=b"file"))))

    assert text.split("\n") == ["prose", "", "command", "file"]


def test_what_a_page_goes_on_from_is_public_as_well() -> None:
    """A value that the author spelled out there is no secret here."""
    before = going_on_from(block("create secret --from-literal=p=w"))

    text = page_text(page(block("ls"), origin=before))

    assert text.split("\n") == ["", "create secret --from-literal=p=w", "ls"]
