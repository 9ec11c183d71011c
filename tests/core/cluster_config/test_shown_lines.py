"""A configuration is shown line by line, as its problems count lines."""

from __future__ import annotations

import pytest

from kindsphinx.core.cluster_config import judge, shown_lines

LINES = {
    "nothing": (b"", [""]),
    "no end": (b"a", ["a"]),
    "Unix": (b"a\nb\n", ["a", "b", ""]),
    "Windows": (b"a\r\n\r\nb", ["a", "", "b"]),
    "old Macintosh": (b"a\rb", ["a", "b"]),
    "Unicode": ("a\x85b\u2028c\u2029d".encode(), ["a", "b", "c", "d"]),
    "a form feed ends none": (b"a\x0cb\x0bc", ["a\x0cb\x0bc"]),
    "byte order mark": ("\ufeffa".encode(), ["a"]),
    "UTF-16": ("集\n群".encode("utf-16"), ["集", "群"]),
    "UTF-16, big end first": (b"\xfe\xff\x00a\x00\n\x00b", ["a", "b"]),
    "Latin-1": ("café\nb".encode("latin-1"), ["caf�", "b"]),
    "half a character": (b"\xff\xfea\x00\x0a", ["a�"]),
}


@pytest.mark.parametrize(("data", "lines"), LINES.values(), ids=LINES)
def test_lines_end_where_yaml_ends_them(data: bytes, lines: list[str]) -> None:
    """What cannot be read is shown as such, wherever it stands."""
    assert shown_lines(data) == lines


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028"], ids=ascii)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_problem_stands_in_the_line_that_is_shown(end: str, encoding: str) -> None:
    """Whatever ends a line, and whatever encodes it."""
    text = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n# 集群\nnome: x\n".replace("\n", end)
    data = text.encode(encoding)

    (problem,) = judge(data).problems

    assert shown_lines(data)[problem.line - 1][problem.column - 1 :] == "nome: x"
