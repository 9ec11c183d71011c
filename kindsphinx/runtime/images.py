"""Has the images that a page needs pulled before it runs, with the credentials that it never gets."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from kindsphinx.core.errors import EngineError
from kindsphinx.core.needed_images import needed_images
from kindsphinx.runtime.endpoint import find_endpoint
from kindsphinx.runtime.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kindsphinx.core.blocks import Scenario
    from kindsphinx.runtime.runtime_settings import RuntimeSettings


def provide_images(scenario: Scenario, settings: RuntimeSettings, environ: Mapping[str, str]) -> None:
    """Pull the images that the page needs and the engine has not.

    :raises EngineError: if one cannot be pulled; the text says which, and why.
    """
    needed = needed_images(scenario, always=settings.images, usual=settings.image)
    with closing(Engine(find_endpoint(environ))) as engine:
        for image in needed:
            if not engine.has_image(image):
                _pull(engine, image)


def _pull(engine: Engine, image: str) -> None:
    try:
        engine.pull_image(image)
    except EngineError as error:
        raise EngineError(
            f"the image {image} is not on this engine and cannot be pulled: {error}; pull or build it "
            "before the page is run, or name another one in kind_images or the configuration"
        ) from error
