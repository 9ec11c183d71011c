from __future__ import annotations

import gc
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.errors import EngineError
from kindsphinx.runtime.endpoint import Endpoint
from kindsphinx.runtime.engine import Engine, EngineAbout
from tests.fakes.engine_state import image

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.fakes.engine import FakeEngine

DIGEST = "sha256:" + "1" * 64


@pytest.fixture
def engine(fake: FakeEngine) -> Iterator[Engine]:
    """Ask the fake engine."""
    with closing(Engine(fake.endpoint)) as engine:
        yield engine


def test_an_engine_tells_about_itself(engine: Engine) -> None:
    """What a recording's header says of it."""
    about = engine.about()

    assert about == EngineAbout(
        name="Docker Engine", version="20.10.24", api="1.41", architecture="linux/amd64"
    )


def test_an_engine_can_be_asked_again_after_it_was_closed(engine: Engine) -> None:
    """The connections are made anew."""
    engine.about()
    engine.close()

    assert engine.containers() == []


@pytest.mark.parametrize(
    ("reference", "digest"), [("node:1", DIGEST), ("busybox:1.36", ""), ("absent:1", "")]
)
def test_the_digest_of_an_image_is_its_registry_s(
    fake: FakeEngine, engine: Engine, reference: str, digest: str
) -> None:
    """An image that was built here has none."""
    fake.state.images.append(image("node:1", digests=[f"registry.example/node@{DIGEST}"]))

    assert engine.image_digest(reference) == digest


@pytest.mark.parametrize(
    "remove",
    [Engine.remove_container, Engine.remove_network, Engine.remove_volume, Engine.remove_image],
    ids=lambda method: method.__name__,
)
def test_removing_what_is_gone_does_nothing(engine: Engine, remove: Callable[[Engine, str], None]) -> None:
    """It is what was wanted."""
    remove(engine, "absent")

    assert engine.containers() == []


def test_what_an_engine_refuses_is_said_in_its_words(fake: FakeEngine, engine: Engine) -> None:
    """After what was asked for."""
    fake.state.add_container("web", {"Image": "busybox:1.36"})
    fake.state.busy.add("busybox:1.36")

    with pytest.raises(
        EngineError, match=r"does not remove the image busybox:1\.36: conflict: .* is being used"
    ):
        engine.remove_image("busybox:1.36")


@pytest.mark.parametrize("url", ["unix:///absent/engine.sock", "tcp://127.0.0.1:9"], ids=["socket", "port"])
def test_an_engine_that_does_not_answer_is_said_with_what_to_do(url: str) -> None:
    """With its address and where that was found."""
    with (
        closing(Engine(Endpoint(url=url, source="the test"))) as engine,
        pytest.raises(EngineError) as failure,
    ):
        engine.about()

    assert f"no container engine answers at {url} (the test): start Docker" in str(failure.value)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_engine_that_goes_away_is_said(fake: FakeEngine, engine: Engine) -> None:
    """Also after it has answered before."""
    engine.about()
    fake.close()

    with pytest.raises(EngineError, match="no container engine answers"):
        engine.containers()
    gc.collect()  # the docker package leaves the socket open on which it has not got through


def test_permission_is_told_from_absence() -> None:
    """By the system's words, which the docker package passes on."""
    engine = Engine(Endpoint(url="unix:///run/engine.sock", source="the test"))

    text = engine._silent(PermissionError(13, "Permission denied"))

    assert text.startswith("you may not use the container engine at unix:///run/engine.sock (the test)")


def test_the_docker_package_is_asked_for_by_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rendering does not need it, so it may be missing."""
    monkeypatch.setitem(sys.modules, "docker", None)
    engine = Engine(Endpoint(url="unix:///run/engine.sock", source="the test"))

    with pytest.raises(EngineError, match=r"pip install 'kindsphinx\[record\]'"):
        engine.about()


def test_an_engine_tells_the_control_groups_of_its_machine(engine: Engine) -> None:
    """Nodes have those, too."""
    assert engine.cgroup_version() == 1
