"""The real kind and we judge configurations alike, many of them, made by chance.

``KINDSPHINX_DIFFERENTIAL=1000`` asks about fewer, ``KINDSPHINX_DIFFERENTIAL_SEED=1`` for others. What asks
kind lies in a folder ``shared`` beside the clone, or beside a folder that holds it, and must lie there in CI.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from kindsphinx.core.cluster_config import judge
from tests.core.cluster_config.grammar import configurations
from tests.core.cluster_config.mutations import mutations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

pytestmark = pytest.mark.live

ORACLE = Path("shared", "oracle", "verdict")
COUNT = int(os.environ.get("KINDSPHINX_DIFFERENTIAL", "20000"))
SEED = int(os.environ.get("KINDSPHINX_DIFFERENTIAL_SEED", "2026"))
PROGRAMS = {"v0.33.0": ("kind-v0.33.0", COUNT), "v0.30.0": ("kind", COUNT // 3)}
"""Version -> program, and how many configurations it is asked about."""
BATCH = 100
SHOWN = 10


@pytest.mark.parametrize("version", PROGRAMS)
def test_mutations_are_judged_as_the_real_kind_judges_them(version: str, tmp_path: Path) -> None:
    """The verdict is the same for every text, and so is the message."""
    _, count = PROGRAMS[version]

    found = _differences(version, list(mutations(count, SEED)), tmp_path)

    assert not found, f"{len(found)} of {count} differ:\n" + "\n".join(found[:SHOWN])


@pytest.mark.parametrize("version", PROGRAMS)
def test_every_field_in_every_shape_is_judged_as_the_real_kind_judges_it(
    version: str, tmp_path: Path
) -> None:
    """Most of these are valid, so that what is accepted is compared as often as what is not."""
    count = max(1, COUNT * 3 // 20)

    found = _differences(version, list(configurations(count, SEED)), tmp_path)

    assert not found, f"{len(found)} of {count} differ:\n" + "\n".join(found[:SHOWN])


def _differences(version: str, texts: Sequence[bytes], folder: Path) -> list[str]:
    found = []
    for text, answer in zip(texts, _ask(_find(PROGRAMS[version][0]), texts, folder), strict=True):
        ours = judge(text, kind_version=version)
        theirs = (answer["accepted"], _comparable(answer["message"]))
        if (ours.accepted, _comparable(ours.kind_message)) != theirs:
            found.append(f"{text!r}\n  kind: {answer['message']}\n  ours: {ours.kind_message}")
    return found


def _find(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        _go_without(f"the program {program} is not there")
    return str(path)


def _oracle() -> Path:
    found = next((each / ORACLE for each in Path(__file__).parents if (each / ORACLE).exists()), None)
    if found is None:
        _go_without(f"{ORACLE}, which asks kind without an engine, is not there")
    return found


def _go_without(missing: str) -> NoReturn:
    (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)


def _ask(program: str, texts: Sequence[bytes], folder: Path) -> Iterator[dict[str, Any]]:
    """Yield what *program* answers to each of *texts*."""
    files = []
    for index, text in enumerate(texts):
        files.append(folder / f"{index}.yaml")
        files[-1].write_bytes(text)
    batches = [files[start : start + BATCH] for start in range(0, len(files), BATCH)]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for answers in pool.map(lambda batch: _ask_batch(program, batch), batches):
            yield from answers


def _ask_batch(program: str, files: Sequence[Path]) -> list[dict[str, Any]]:
    # a process of its own: what one thread has open for writing, another's child could not execute
    command = [sys.executable, "-X", "utf8", str(_oracle()), "--kind", program, *map(str, files)]
    done = subprocess.run(command, stdout=subprocess.PIPE, timeout=300, check=True)
    return [json.loads(line) for line in done.stdout.split(b"\n") if line]


def _comparable(message: str) -> str:
    """Return *message* as a pipe hands it on: without bytes that are no text, and blanks at its ends."""
    return message.encode("utf-8", "replace").decode().replace("\ufffd", "?").strip()
