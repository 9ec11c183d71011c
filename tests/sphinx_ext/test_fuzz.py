"""Whatever an author writes, the build goes on."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from kindsphinx.sphinx_ext.directives import DIRECTIVES

if TYPE_CHECKING:
    from tests.sphinx_ext.project import Project

PAGES = 80
FILES = {"a.yaml": b"kind: x\n", "no.txt": b"x\n", "b.bin": b"\xff\0", "empty": b"", "dir/a": b"x\n"}
NAMES = [*DIRECTIVES, "code-block", "literalinclude"]
OPTIONS = sorted(
    {name for each in DIRECTIVES.values() for name in each.option_spec or {}} | {"bogus", "Name", "no run"}
)
WORDS = [
    "", "", "dev", "kind", "nowhere", "index:dev", ":", "::", "dev other", "./x", "../x", "/",
    "~", "a.yaml", "dir", "no.txt", "b.bin", "empty", "$ true", "> x", "$", "true", "no", "0",
    "1", "-1", "1-3,8-", "3-1", "999999999999", "0x1", "٣", "²", "5m", "1e9", "90", "linux/arm64",
    "*a", "``x", "|x|", "|release|", "config output", "output, command", "\\", "'", '"', "#",
    "ab", "三个节点", "🖼", "\u00a0", "\u200b", "{}", "%s", "[", "(?P<", "name", "x" * 300, "a:b:c",
    "-", "---", "--name", "@",
]  # fmt: skip
LINES = [
    "", "$ true", "$ echo one \\", "> continued", "$", ">", "\\$ x", "...", "one", "  two",
    "$ cat <<EOF", "EOF", "$ echo 'a", "$ kubectl get nodes --context kind-other",
    "$ kind delete cluster", "$ kubectl config use-context kind-dev", "# x", "kind: Cluster",
    "apiVersion: kind.x-k8s.io/v1alpha4", "nodes:", "- role: worker", "name: dev", "\ttab",
    "&a [*a]", "}{", "|x|", "$ FOO=$(bar) kubectl get x; (helm list)",
    "$ sudo kubectl get nodes && kind load x", "$ KUBECONFIG=x kubectl x", "$ 'x' <<'A' <<B",
    "\u2028", "\x0c", "三个节点", "🖼 ", ":option: x", ".. kind-run::",
]  # fmt: skip


def _directive(chance: random.Random) -> list[str]:
    argument = " ".join(chance.choices(WORDS, k=chance.choice([0, 1, 1, 1, 2])))
    options = [f":{name}: {chance.choice(WORDS)}" for name in chance.sample(OPTIONS, k=chance.randint(0, 4))]
    content = chance.choices(LINES, k=chance.choice([0, 0, 1, 3, 8]))
    return [chance.choice(NAMES), argument, *options, "", *content]


def _rst(chance: random.Random) -> str:
    lines = []
    for _ in range(chance.randint(1, 5)):
        name, argument, *rest = _directive(chance)
        lines += [f".. {name}:: {argument}", *(f"   {each}" for each in rest), "", ":kind:cluster:`x:y`", ""]
    return "\n".join(lines)


def _markdown(chance: random.Random) -> str:
    lines = []
    for _ in range(chance.randint(1, 5)):
        name, argument, *rest = _directive(chance)
        lines += [f"```{{{name}}} {argument}", *rest, "```", "", "{kind:cluster}`dev`", ""]
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(4))
def test_nothing_that_an_author_writes_stops_a_build(project: Project, seed: int) -> None:
    """Random arguments, options and content: warnings at most, and the page is there."""
    chance = random.Random(seed)  # noqa: S311 - no secrets
    project.extensions = ("kindsphinx", "myst_parser")
    project.conf = 'kind_check_yaml_blocks = True\nhighlight_language = "yaml"\n'
    for name, data in FILES.items():
        project.write(name, data)
    for number in range(PAGES):
        page, text = ("md", _markdown(chance)) if number % 4 == 0 else ("rst", _rst(chance))
        project.write(f"page{number}.{page}", text.encode())

    built = project.build("text")

    written = {path.stem for path in built.outdir.glob("page*.txt")}
    assert len(written) == PAGES
    # kindsphinx always says where
    nowhere = [each for each in built.warnings if "[kind." in each and each.startswith("WARNING")]
    assert nowhere == []
