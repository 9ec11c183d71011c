"""A fingerprint covers what a recording depends on; its values are the same everywhere and for ever."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kindsphinx.core.blocks import ClusterBlock, FileBlock, PageFile, RunBlock
from kindsphinx.core.fingerprint import (
    as_lf,
    block_fingerprints,
    end_of,
    file_digest,
    files_of,
    fingerprints,
    seed,
    sources,
)
from kindsphinx.core.problems import Location
from tests.fakes.project import at, block, command, config, going_on_from, page

SCRIPT = PageFile(name="bin/run.sh", data=b"#!/bin/sh\necho hi\n", executable=True)
MANIFEST = PageFile(name="web.yaml", data="名称: web 😀\n".encode())
CONFIG = config("dev", b"kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n")
FILES = FileBlock(id="files", location=at(3), files=(SCRIPT, MANIFEST))
RUN = block("kubectl get nodes", 'echo "你好"\n', files=(SCRIPT,))
PAGE = (CONFIG, FILES, RUN, block("no", no_run="needs a GPU"), block("pwd"))


def test_fingerprints_stay_as_they_are() -> None:
    """Golden values: one that changes makes every recording of every project stale. Never adjust them."""
    environment = {"B": "2", "A": "ä"}

    assert seed({}) == "5c6d86154ebe5642"
    assert seed(environment) == "927453d6b90963d0"
    assert file_digest(SCRIPT.data) == "299001868fb8c02f"
    assert [steps for _, steps in fingerprints(PAGE, environment)] == [
        ("99def657b2cd76c4",),
        ("5563398859012b0e",),
        ("ea3422bff750128f", "712b8135570ac087"),
        ("712b8135570ac087",),
        ("dbb0bf1496e91649",),
    ]
    assert sources(PAGE, environment) == {
        "dev.yaml": "2d195748ec754646",
        "bin/run.sh": "299001868fb8c02f",
        "web.yaml": "7a1372c16aeeede4",
        "kind_set_environment": "7b2d463c789a4bad",
    }


def test_fingerprints_of_a_page_that_goes_on_stay_as_they_are() -> None:
    """Golden values, as above."""
    second = page(RUN, origin=going_on_from(*PAGE))

    assert seed({}, goes_on=True) == "84335a6dbf037f6d"
    assert end_of(page(*PAGE), {}) == "449f61652381cd16"
    assert end_of(second, {}) == "c4920199b08b6af2"
    assert sources([], {}, origin="abc") == {":after:": "abc"}


def test_a_block_that_does_not_run_passes_on_what_was_before() -> None:
    """And has the files of nobody."""
    silent = block("no", no_run="needs a GPU", files=(MANIFEST,))

    assert block_fingerprints(silent, "before") == ("before",)
    assert files_of(silent) == ()


@pytest.mark.parametrize(
    "changed",
    [
        replace(RUN, commands=(command("kubectl get pods"), *RUN.commands[1:])),
        replace(RUN, commands=RUN.commands[:1]),
        replace(RUN, commands=RUN.commands[::-1]),
        replace(RUN, commands=(command("kubectl get  nodes"), *RUN.commands[1:])),
        replace(RUN, files=()),
        replace(RUN, files=(replace(SCRIPT, name="run.sh"),)),
        replace(RUN, files=(replace(SCRIPT, data=b"#!/bin/sh\necho ho\n"),)),
        replace(RUN, files=(replace(SCRIPT, executable=False),)),
    ],
    ids=["command", "fewer", "order", "blanks", "no file", "file's name", "file's content", "file's mode"],
)
def test_what_a_command_depends_on_changes_its_fingerprint(changed: RunBlock) -> None:
    """And so that of everything after it."""
    assert block_fingerprints(changed, "before")[-1] != block_fingerprints(RUN, "before")[-1]


@pytest.mark.parametrize(
    "changed",
    [
        replace(RUN, id="other"),
        replace(RUN, location=Location(source="other.rst", line=99)),
        replace(RUN, commands=tuple(replace(each, expected="x\n") for each in RUN.commands)),
        replace(RUN, commands=tuple(replace(each, written=("$ x",)) for each in RUN.commands)),
        replace(RUN, timeout=5.0, retry=10.0),
        replace(RUN, exit_codes=(1, 2)),
        replace(RUN, files=(replace(SCRIPT, data=SCRIPT.data.replace(b"\n", b"\r\n")),)),
    ],
    ids=["name", "place", "expectation", "layout", "limits", "exit codes", "line ends"],
)
def test_what_it_does_not_depend_on_leaves_it(changed: RunBlock) -> None:
    """Prose, layout and what an author expects may change without making a recording stale."""
    assert block_fingerprints(changed, "before") == block_fingerprints(RUN, "before")


def test_a_change_reaches_everything_below_and_nothing_above() -> None:
    """A page runs in one environment, in order."""
    changed = [replace(each, files=(MANIFEST,)) if each is FILES else each for each in PAGE]

    same = [
        old == new
        for (_, old), (_, new) in zip(fingerprints(PAGE, {}), fingerprints(changed, {}), strict=True)
    ]

    assert same == [True, False, False, False, False]


def test_each_command_has_one() -> None:
    """The last goes into the next block's."""
    steps = block_fingerprints(RUN, "before")

    assert len(set(steps)) == len(RUN.commands)
    assert steps[1:] == block_fingerprints(block(RUN.commands[1]), steps[0])


def test_the_environment_is_in_every_fingerprint() -> None:
    """In whatever order it is set."""
    assert seed({"A": "1", "B": "2"}) == seed({"B": "2", "A": "1"})
    assert len({seed({}), seed({"A": "1"}), seed({"A": "2"}), seed({"A1": ""})}) == 4


LINE_ENDS = {
    "Windows": (b"a\r\nb\r\n", b"a\nb\n"),
    "old Macintosh": (b"a\rb\r", b"a\nb\n"),
    "mixed": (b"a\r\n\rb\n", b"a\n\nb\n"),
    "byte order mark": (b"\xef\xbb\xbfa\n", b"a\n"),
    "already so": (b"a\nb", b"a\nb"),
    "other encoding": (b"\xff\r\n", b"\xff\r\n"),
    "binary": (b"\0\r\n", b"\0\r\n"),
    "empty": (b"", b""),
}


@pytest.mark.parametrize(("data", "expected"), LINE_ENDS.values(), ids=LINE_ENDS)
def test_a_text_has_one_kind_of_line_ends(data: bytes, expected: bytes) -> None:
    """Git may check out others on Windows; what is no UTF-8 text stays as it is."""
    assert as_lf(data) == expected
    assert file_digest(data) == file_digest(expected)


def test_files_belong_to_the_block_that_shows_them() -> None:
    """A cluster's configuration is a file like any other."""
    cluster = ClusterBlock(id="dev", location=at(1), name="dev", file=MANIFEST)

    assert files_of(cluster) == (MANIFEST,)
    assert files_of(FILES) == (SCRIPT, MANIFEST)
    assert files_of(RUN) == (SCRIPT,)


def test_sources_are_named_as_the_author_knows_them() -> None:
    """Files by their names, and the setting, only where there is something in it."""
    assert sources(PAGE, {}).keys() == {"dev.yaml", "bin/run.sh", "web.yaml"}
    assert sources(PAGE, {"A": "1"}).keys() - sources(PAGE, {}).keys() == {"kind_set_environment"}
