from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from kindsphinx.runtime.kubeconfigs import unknown_clusters

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONFIG = """\
apiVersion: v1
clusters:
- cluster:
    server: https://127.0.0.1:39563
  name: kind-dev
contexts:
- context:
    cluster: kind-dev
    user: kind-dev
  name: dev
current-context: dev
kind: Config
"""
"""As kind writes it, with a context that the page has renamed."""


@pytest.mark.parametrize("place", ["config", "home/.kube/config", "work/deep/er/dev.yaml"])
def test_a_cluster_is_known_wherever_its_kubeconfig_lies(tmp_path: Path, place: str) -> None:
    """In a file or a folder that is looked into, whatever its contexts are called."""
    file = tmp_path / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(CONFIG, encoding="utf-8")

    in_folder = unknown_clusters({"dev", "other"}, [tmp_path])
    in_file = unknown_clusters({"dev"}, [file])

    assert in_folder == {"other"}
    assert in_file == set()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kind: Cluster\nname: dev\n",
        CONFIG.replace("kind-dev", "kind-dev2"),
        "items:\n- metadata:\n    name: kind-dev\n",
        CONFIG + "#" * (1 << 20),
    ],
    ids=["empty", "a configuration", "a longer name", "a manifest", "far too large"],
)
def test_other_files_know_no_cluster(tmp_path: Path, text: str) -> None:
    """Whatever names they have in them."""
    (tmp_path / "file").write_text(text, encoding="utf-8")

    unknown = unknown_clusters({"dev"}, [tmp_path])

    assert unknown == {"dev"}


@pytest.mark.parametrize(
    "make",
    [
        os.mkfifo,
        lambda path: path.symlink_to("absent"),
        lambda path: path.symlink_to("/proc/self/mem"),
        lambda path: path.write_bytes(b"\xff\xfe\0"),
        lambda path: None,
    ],
    ids=["a pipe", "a broken link", "a forbidden file", "no text", "nothing"],
)
def test_what_cannot_be_read_knows_no_cluster(tmp_path: Path, make: Callable[[Path], object]) -> None:
    """And nobody waits for it."""
    make(tmp_path / "file")

    unknown = unknown_clusters({"dev"}, [tmp_path / "file", tmp_path])

    assert unknown == {"dev"}
