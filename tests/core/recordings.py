"""Recordings for tests: an ordinary one, and others of random texts that are hard to write as YAML."""

from __future__ import annotations

import random

from kindsphinx.core.recording import Interaction, Provenance, Recording

DOCNAME = "guide/web"

CREATION = """\
Creating cluster "dev" ...
 ✓ Ensuring node image (kindest/node:v1.34.0) 🖼
 ✓ Preparing nodes 📦 📦
Set kubectl context to "kind-dev"

Have a nice day! 👋
"""
NODES = """\
NAME                STATUS   ROLES           AGE   VERSION
dev-control-plane   Ready    control-plane   46s   v1.34.0
"""
ORDINARY = Recording(
    provenance=Provenance(
        kindsphinx="0.1.0",
        date="2026-11-25",
        kind="v0.30.0",
        kubectl="v1.34.0",
        kubernetes="v1.34.0",
        engine="Docker 28.5.1",
        engine_api="1.51",
        architecture="linux/amd64",
        node_images={"kindest/node:v1.34.0": "", "web:1": "sha256:" + "0f" * 32},
    ),
    sources={"dev.yaml": "2d195748ec754646", "名称.yaml": "7a1372c16aeeede4"},
    interactions=(
        Interaction(
            id="create-dev",
            fingerprint="0123456789012345",
            command="kind create cluster --name dev --config dev.yaml",
            exit_code=0,
            output=CREATION,
            duration=21.4,
        ),
        Interaction(
            id="kubectl-get-nodes",
            fingerprint="5563398859012b0e",
            command="kubectl get nodes",
            exit_code=0,
            output=NODES,
            duration=0.1,
        ),
        Interaction(
            id="kubectl-get-nodes/2",
            fingerprint="712b8135570ac087",
            command="kubectl get pods -o jsonpath='{.items[*].metadata.name}{\"\\n\"}'",
            exit_code=1,
            output="",
            duration=5.0,
            provenance=Provenance(architecture="linux/arm64"),
        ),
        Interaction(
            id="cat-eof",
            fingerprint="99def657b2cd76c4",
            command="cat <<EOF\n\tname: 你好 😀\nEOF",
            exit_code=0,
            output="\tname: 你好 😀\n",
            duration=0.0,
        ),
    ),
)

_PIECES = (
    *("a", "b", "word " * 40, "x" * 300, " ", "  ", "\t", "\n", "\n", "\n\n", "\r", "\r\n"),
    *(
        "😀",
        "👩\u200d👩\u200d👧",
        "⚠\ufe0f",
        "中文",
        "é",
        "e\u0301",
        "\u3000",
        "\xa0",
        "\xad",
        "\u200d",
        "\U000e0067",
    ),
    *(
        "---",
        "\n---\n",
        "...",
        "# x",
        ": ",
        "a: b\n",
        "- ",
        "|",
        "> ",
        "'",
        '"',
        "\\",
        "\\n",
        "%TAG",
        "&a",
        "*a",
        "!t",
    ),
    *(
        "{",
        "}",
        "[",
        "]",
        ",",
        "?",
        "@",
        "`",
        "=",
        "~",
        "null",
        "true",
        "no",
        "0x1",
        "1e3",
        "2026-11-25",
        "<<",
    ),
    *("<<<<<<< ours\n", "\n=======\n", ">>>>>>> theirs"),
    *("\0", "\a", "\x1b[0m", "\x7f", "\x85", "\x9b", "\u2028", "\u2029", "\ufeff", "\ufffd"),
)


def random_recording(seed: int) -> Recording:
    """Return a recording whose every text is made of what YAML takes for something else."""
    chance = random.Random(seed)  # noqa: S311 - chance that repeats itself is what a test wants

    def text() -> str:
        return "".join(chance.choices(_PIECES, k=chance.randint(0, 9)))

    def provenance() -> Provenance:
        return Provenance(date=text(), kind=text(), node_images={text(): text()})

    def interaction() -> Interaction:
        return Interaction(
            id=text(),
            fingerprint=text(),
            command=text(),
            exit_code=chance.randint(-15, 255),
            output=text(),
            duration=chance.choice([0.0, 1e-7, 0.1, 12.3, 86400.0]),
            provenance=chance.choice([None, provenance()]),
        )

    return Recording(
        provenance=provenance(),
        interactions=tuple(interaction() for _ in range(chance.randint(0, 3))),
        sources={text(): text() for _ in range(chance.randint(0, 2))},
    )
