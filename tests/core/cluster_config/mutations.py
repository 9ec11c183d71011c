"""Configurations that nobody would write: mutations of those that somebody did."""

from __future__ import annotations

import json
import random
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PROBES = Path(__file__).with_name("probes.json")

VALUES = [
    "1", "0", "-1", "-2", "70000", "65536", "0x50", "0120", "08", "1_000", "1e3", "80.5", ".5", "-.inf",
    ".nan", "+80", "0o17", "0b11", "-0b1", "0b-1", "9223372036854775808", "true", "False", "yes", "off",
    "null", "~", "''", '""', '"80"', "'true'", "2001-01-01", "1:30", "!!str 80", "!!int '80'",
    "!!int x", "!!bool yes", "!!float 80", "!!null ''", "!!null x", "!!binary Y29udHJvbC1wbGFuZQ==",
    "!!binary x", "!foo bar", "! 80", "[]", "{}", "[null]", "[a, b]", "{a: b}", "[worker]",
    "[{role: worker}]", "*x", "&x 1", "<<", "10.0.0.0/8", "fd00::/8", "::", "localhost", "127.0.0.1",
    "::ffff:1.2.3.4", "tcp", "Udp", "HTTP", "None", "none", "Bidirectional", "dual", "ipv6", "worker",
    "control-plane", "Worker", "|\n  a\n", ">-\n  a\n  b\n", "a b", "a\n  b", "'a\n  b'", '"a\\n\\x41"',
    '"\\\'"', '"\\/"', "@a", "`a", "%a", "a: b", "a #b", "a#b", "{a:}", "[a:b, ?c]", "{?a: b}",
    "!!str, x", "- a", "? a", ": a", "\ta", "a\t# b", "10.0.0.0/16,fd00::/48", "10.0.0.0/08", "0.0.0.0",
    "é", "😀",
]  # fmt: skip
KEYS = [
    "name", "kind", "apiVersion", "nodes", "role", "image", "labels", "extraMounts",
    "extraPortMappings", "hostPort", "containerPort", "listenAddress", "protocol", "hostPath",
    "containerPath", "readOnly", "propagation", "networking", "ipFamily", "podSubnet", "serviceSubnet",
    "apiServerPort", "kubeProxyMode", "dnsSearch", "disableDefaultCNI", "featureGates", "runtimeConfig",
    "kubeadmConfigPatches", "kubeadmConfigPatchesJSON6902", "containerdConfigPatches", "<<", '"<<"',
    "1", "null", "~", "foo", "? [a]\n", "*x ", "&x a", "!!binary bmFtZQ==",
]  # fmt: skip
PIECES = [
    " ", "  ", "\n", "\t", "#", " # c", "\n# c\n", "\n\t# c\n", ":", ": ", "- ", "-", "?", "? ", ",",
    "[", "]", "{", "}", "'", '"', "|", ">", "&x ", "*x", "!", "!!", "!!str ", "---\n", "\n---\n",
    "...\n", "%YAML 1.1\n---\n", "%YAML 1.2\n---\n", "%TAG !e! tag:yaml.org,2002:\n---\n", "\r", "\r\n",
    "\x85", "\u2028", "\ufeff", "\x00", "\x07", "\x7f", "\\", "@", "`", "<<: *x\n", "<<: {a: b}\n",
    "null", "~", "é", "😀", "\xa0", "\n\n", "\n ", "\n  ", "\n    ",
]  # fmt: skip


LARGE = """\
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
name: dev
x: &x
networking:
  ipFamily: dual
  apiServerAddress: "127.0.0.1"
  apiServerPort: 6443
  podSubnet: 10.1.0.0/16,fd00:1::/56
  dnsSearch: [a.example, b.example]
  kubeProxyMode: nftables
featureGates:
  A: true
  B: no
runtimeConfig:
  api/alpha: "false"
kubeadmConfigPatches:
- |
  kind: ClusterConfiguration
  apiServer:
    extraArgs: {v: "4"}
# comment
nodes:
- role: control-plane
  kubeadmConfigPatchesJSON6902:
  - group: kubeadm.k8s.io
    version: v1beta3
    kind: InitConfiguration
    patch: |
      - op: add
        path: /x
        value: y
- &worker
  role: worker  # one
  image: kindest/node:v1.34.0
  labels: {tier: web, "zone": 'a'}
  extraMounts:
  - hostPath: /data
    containerPath: /data
    readOnly: yes
    propagation: HostToContainer
  extraPortMappings:
    - containerPort: 80
      hostPort: 8080
      listenAddress: 127.0.0.1
      protocol: tcp
    - {containerPort: 0x50, hostPort: 8081}
- *worker
- <<: *worker
  labels: {<<: {a: b}, c: "d"}
  extraPortMappings: []
""".replace("x: &x\n", "")


@cache
def seeds() -> tuple[list[str], list[str]]:
    """Return the texts that mutations start from: all, and those that kind accepts."""
    probes = json.loads(PROBES.read_text("utf-8"))
    accepted = [probe["yaml"] for probe in probes if probe["verdict"] == "ok"]
    return [probe["yaml"] for probe in probes], [*accepted, *[LARGE] * 50]


def mutations(count: int, seed: int = 1) -> Iterator[bytes]:
    """Return an iterator over *count* texts, the same for the same *seed*; a part of them is accepted."""
    dice = random.Random(seed)  # noqa: S311 - chance that repeats itself is wanted
    for _ in range(count):
        text = dice.choice(seeds()[dice.random() < 0.8])
        changes = dice.choice((CHANGES, MILD_CHANGES))
        for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 5))):
            text = dice.choice(changes)(dice, text[:20_000])
        yield encoded(dice, text)


def encoded(dice: random.Random, text: str) -> bytes:
    """Return *text* in bytes, now and then in others than UTF-8, or damaged."""
    way = dice.random()
    raw = text.encode("utf-8", "surrogatepass")
    if way < 0.97:
        return raw
    if way < 0.985:
        encoding = dice.choice(["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1"])
        return text.encode(encoding, "replace")
    place = dice.randrange(len(raw) + 1)
    return raw[:place] + bytes([dice.randrange(256)]) + raw[place + dice.choice((0, 1)) :]


def insert_piece(dice: random.Random, text: str) -> str:
    """Put a piece of syntax anywhere."""
    place = dice.randrange(len(text) + 1)
    return text[:place] + dice.choice(PIECES) + text[place:]


def delete_some(dice: random.Random, text: str) -> str:
    """Take out a few characters."""
    place = dice.randrange(len(text) + 1)
    return text[:place] + text[place + dice.choice((1, 1, 1, 2, 5)) :]


def change_value(dice: random.Random, text: str) -> str:
    """Give a key another value."""
    return _replace_one(dice, text, r"(?<=: )[^\n]*$|(?<=- )[^\n:]*$", dice.choice(VALUES))


def change_key(dice: random.Random, text: str) -> str:
    """Give a value another key."""
    return _replace_one(dice, text, r"[\w<]+(?=:)", dice.choice(KEYS))


def add_line(dice: random.Random, text: str) -> str:
    """Add a key with a value somewhere."""
    lines = text.split("\n")
    place = dice.randrange(len(lines) + 1)
    indent = " " * dice.choice((0, 0, 2, 2, 4, 1))
    lines.insert(place, f"{indent}{dice.choice(('', '', '- '))}{dice.choice(KEYS)}: {dice.choice(VALUES)}")
    return "\n".join(lines)


def move_lines(dice: random.Random, text: str) -> str:
    """Take a line and put it, or a copy of it, elsewhere."""
    lines = text.split("\n")
    line = lines[dice.randrange(len(lines))]
    if dice.random() < 0.5:
        lines.remove(line)
    lines.insert(dice.randrange(len(lines) + 1), line)
    return "\n".join(lines)


def indent_line(dice: random.Random, text: str) -> str:
    """Indent a line more, less, or with a tab."""
    lines = text.split("\n")
    place = dice.randrange(len(lines))
    line = lines[place]
    lines[place] = dice.choice((f" {line}", f"  {line}", line[1:], line.lstrip(), f"\t{line}"))
    return "\n".join(lines)


def join_another(dice: random.Random, text: str) -> str:
    """Go on with another configuration, or part of one."""
    other = dice.choice(seeds()[0])[:2_000]
    return text + dice.choice(("", "\n---\n", "\n...\n")) + other[dice.randrange(len(other) + 1) :]


def make_flow(dice: random.Random, text: str) -> str:
    """Write a value in brackets."""
    items = ", ".join(dice.choice(VALUES) for _ in range(dice.randrange(3)))
    pair = f"{dice.choice(KEYS)}: {dice.choice(VALUES)}"
    return _replace_one(
        dice, text, r"(?<=: )[^\n]*$", dice.choice((f"[{items}]", f"{{{pair}}}", f"[{{{pair}}}]"))
    )


def mild_value(dice: random.Random, text: str) -> str:
    """Write a scalar otherwise: quoted, tagged, anchored, on several lines."""
    pattern = r"(?<=: )[\w./:-]+$|(?<=- )[\w./-]+$"
    found = list(re.finditer(pattern, text, re.MULTILINE))
    if not found:
        return text
    match = dice.choice(found)
    old = match.group()
    forms = (
        "'{}'",
        '"{}"',
        "!!str {}",
        "&a {}",
        "{} # c",
        "{}\t# c",
        "{}   ",
        "! {}",
        "|-\n          {}",
        "\n          {}",
        "{}\t",
    )
    return text[: match.start()] + dice.choice(forms).format(old) + text[match.end() :]


def add_blank(dice: random.Random, text: str) -> str:
    """Add a line that says nothing, or nearly nothing."""
    lines = text.split("\n")
    lines.insert(
        dice.randrange(len(lines) + 1),
        dice.choice(("", "  ", "# c", "      # c", "\t", "\t# c", "...", "---", "\r")),
    )
    return "\n".join(lines)


def add_ignored(dice: random.Random, text: str) -> str:
    """Add what kind reads and does not look at, so that only its syntax counts."""
    pieces = "".join(dice.choice(PIECES + VALUES) for _ in range(dice.randrange(1, 9)))
    return f"{text}\nnull: {dice.choice(('{}', '[{}]', '{{{}}}', '|{}', '{}'))}\n".replace("{}", pieces)


CHANGES = [
    insert_piece, insert_piece, delete_some, change_value, change_value, change_key, add_line, move_lines,
    indent_line, join_another, make_flow, add_ignored,
]  # fmt: skip
MILD_CHANGES = [change_value, make_flow, mild_value, mild_value, mild_value, move_lines, add_blank]


def _replace_one(dice: random.Random, text: str, pattern: str, new: str) -> str:
    found = list(re.finditer(pattern, text, re.MULTILINE))
    if not found:
        return text
    match = dice.choice(found)
    return text[: match.start()] + new + text[match.end() :]
