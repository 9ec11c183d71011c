"""The picture is well formed, has all names as text, and nothing in it covers anything else."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from kindsphinx.core.topology import Kind, Link, Topology, TopologyNode, draw
from kindsphinx.core.topology.alike import MOST
from kindsphinx.core.topology.layout import LETTER, LINE, WIDTH, lay_out

if TYPE_CHECKING:
    from kindsphinx.core.topology.layout import Line

SVG = "{http://www.w3.org/2000/svg}"
LONG = "a-cluster-with-a-name-of-fifty-characters-for-guide"
IMAGE = "kindest/node:v1.34.0"
API_SERVER = Link(host="127.0.0.1:*", node="6443/TCP")


def node(name: str, kind: Kind = Kind.WORKER, image: str = IMAGE, **more: Any) -> TopologyNode:  # noqa: ANN401 - fields
    """Return a container."""
    return TopologyNode(name=name, kind=kind, image=image, **more)


def cluster(name: str, planes: int, workers: int, **more: Any) -> Topology:  # noqa: ANN401 - fields
    """Return a cluster; *more* is what its last node has."""
    names = [f"{name}-control-plane{at or ''}" for at in range(planes)]
    nodes = [node(each, Kind.CONTROL_PLANE, api_server=API_SERVER) for each in names]
    nodes += [node(f"{name}-worker{at or ''}") for at in range(workers)]
    nodes[-1] = replace(nodes[-1], name=f"{name}-last", **more)
    if planes > 1:
        balancer = f"{name}-external-load-balancer"
        nodes.insert(0, node(balancer, Kind.LOAD_BALANCER, image="", api_server=API_SERVER))
    return Topology(cluster=name, nodes=tuple(nodes))


def mount(host: str, *, remark: str = "") -> Link:
    """Return a path of the host that a node sees."""
    return Link(host=host, node="/data", remark=remark)


CLUSTERS = {
    "one": cluster("dev", 1, 0),
    "one-worker": cluster("dev", 1, 1, labels=("a=b",)),
    "two-workers": cluster("dev", 1, 2),
    "model-page": cluster(
        "dev", 3, 5, ports=(Link(host="0.0.0.0:8080", node="80/TCP"),), labels=("tier=frontend",)
    ),
    "twenty": cluster("dev", 5, 15),
    "ipv6": cluster("dev", 3, 3, api_server=Link(host="[2001:db8:1234:5678::1]:6443", node="6443/TCP")),
    "long-names": cluster(LONG, 3, 3),
    "longest-name": cluster("x" * 1000, 2, 14),
    "many-ports": cluster(
        "dev", 1, 1, ports=tuple(Link(host=f"[2001:db8::{at}]:{at}", node="80/TCP") for at in range(30))
    ),
    "long-path": cluster("dev", 1, 2, mounts=(mount(f"/{'x' * 200}", remark="read only, HostToContainer"),)),
    "long-image": cluster("dev", 1, 2, image=f"example/{'y' * 200}:v1"),
    "long-label": cluster("dev", 1, 2, labels=(f"{'a' * 300}/{'b' * 63}={'c' * 63}", "no-value=", "")),
    "chinese": cluster("集群" * 20, 2, 2, mounts=(mount("/数据/" + "集群" * 50),)),
    "others": cluster("dev", 2, 4, image="kindest/node:v1.33.1"),
    "thousand": cluster("dev", 1, 1000),
}


@pytest.mark.parametrize("topology", CLUSTERS.values(), ids=CLUSTERS)
def test_it_has_every_name_as_text(topology: Topology) -> None:
    """So that a reader can search and copy it; of very many nodes, the first and the last."""
    text = _text(draw(topology, "x", title="The cluster"))

    shown = [each.name for kind in Kind for each in topology.of(kind)[: MOST - 1]]
    short = [name for name in [*shown, topology.nodes[-1].name] if len(name) < 100]
    assert all(name in text for name in short)


@pytest.mark.parametrize("topology", CLUSTERS.values(), ids=CLUSTERS)
def test_nothing_covers_anything(topology: Topology) -> None:
    """Boxes stand apart and within the picture, and their texts within them and apart."""
    layout = lay_out(topology)

    for one, other in combinations(layout.boxes, 2):
        assert (
            one.x + one.width < other.x
            or other.x + other.width < one.x
            or one.y + one.height < other.y
            or other.y + other.height < one.y
        )
    for box in layout.boxes:
        assert box.x >= 0
        assert box.x + box.width + 4 * box.is_pile < WIDTH
        assert box.y + box.height <= layout.height
        for line in box.lines:
            assert box.y + LINE / 2 < line.y < box.y + box.height
            assert box.x < _begin(line)
            assert _end(line) < box.x + box.width
        for first, second in combinations(box.lines, 2):
            assert first.y != second.y or _end(first) < _begin(second) or _end(second) < _begin(first)


@pytest.mark.parametrize("topology", CLUSTERS.values(), ids=CLUSTERS)
def test_no_text_is_too_small_on_a_phone(topology: Topology) -> None:
    """A page of 390 pixels leaves the picture 358 of them."""
    sizes = re.findall(r'font-size="(\d+)"', draw(topology, "x", title=""))

    assert min(map(int, sizes)) * 358 / WIDTH > 11


def test_it_is_the_same_each_time() -> None:
    """So that a page that is built twice is the same page."""
    assert draw(cluster("dev", 3, 20), "x", title="") == draw(cluster("dev", 3, 20), "x", title="")


def test_what_is_alike_is_a_pile() -> None:
    """A thousand workers are told, not drawn; one that has something of its own is drawn."""
    layout = lay_out(cluster("dev", 1, 1000, labels=("tier=last",)))

    *others, last, pile = layout.boxes
    assert len(others) == 1 + MOST
    assert [line.text for line in last.lines] == ["dev-last", "worker", "label", "tier=last"]
    assert [line.text for line in pile.lines] == ["dev-worker12 … dev-worker998", "987 more workers"]
    assert [box.is_pile for box in layout.boxes] == [False] * (2 + MOST) + [True]
    assert draw(cluster("dev", 1, 1000), "x", title="").count("<path") == 1


ITEMS = {
    "api": ({"api_server": API_SERVER}, ["API", "127.0.0.1:* → 6443/TCP"]),
    "port": (
        {"ports": (Link(host="127.0.0.1:8080", node="80/TCP"),)},
        ["port", "127.0.0.1:8080 → 80/TCP"],
    ),
    "mount": ({"mounts": (mount("/a", remark="read only"),)}, ["mount", "/a → /data (read only)"]),
    "label": ({"labels": ("tier=frontend",)}, ["label", "tier=frontend"]),
    "long-path": (
        {"mounts": (mount(f"/{'x' * 200}"),)},
        ["mount", "/" + "x" * 35, "…" + "x" * 35, "→ /data"],
    ),
    "long-label": (
        {"labels": (f"example.com/{'a' * 30}=b",)},
        ["label", "example.com/" + "a" * 24, "a" * 6 + "=b"],
    ),
}


@pytest.mark.parametrize(("more", "texts"), ITEMS.values(), ids=ITEMS)
def test_each_thing_of_a_node_has_its_key(more: dict[str, Any], texts: list[str]) -> None:
    """A reader sees what a path or a number is; what is long loses its middle."""
    layout = lay_out(Topology(cluster="dev", nodes=(node("dev-worker", **more),)))

    assert [line.text for line in layout.boxes[0].lines] == ["dev-worker", "worker", *texts]


def test_an_image_of_all_nodes_is_told_once() -> None:
    """Others stand with each node."""
    assert draw(CLUSTERS["twenty"], "x", title="").count(f">{IMAGE}<") == 1
    others = draw(CLUSTERS["others"], "x", title="")
    assert (others.count(f">{IMAGE}<"), others.count(">kindest/node:v1.33.1<")) == (5, 1)


@pytest.mark.parametrize(("port", "is_told"), [("*", True), ("6443", False)], ids=["picked", "configured"])
def test_a_port_that_is_picked_is_explained(port: str, is_told: bool) -> None:  # noqa: FBT001 - a case
    """Where there is one."""
    topology = cluster("dev", 1, 0, api_server=Link(host=f"127.0.0.1:{port}", node="6443/TCP"))

    assert ("* is picked" in draw(topology, "x", title="")) is is_told


def test_roles_look_different_without_a_colour() -> None:
    """On paper, in the dark, and to eyes that see no colours; no colour but that of the text is used."""
    picture = draw(CLUSTERS["model-page"], "x", title="The cluster")

    frames = [line.split('rx="')[1] for line in picture.splitlines() if line.startswith("<rect")]
    assert len({frame.split(" fill=")[0] for frame in frames}) == 3
    assert "#" not in picture.replace("&#", "")


def test_a_joint_leads_to_each_control_plane() -> None:
    """From the load balancer; without one there is none."""
    assert draw(CLUSTERS["model-page"], "x", title="").count("<path") == 1
    assert draw(CLUSTERS["model-page"], "x", title="").split("<path")[1].count("M") == 1 + 3
    assert draw(CLUSTERS["long-names"], "x", title="").split("<path")[1].split("/>")[0].count("M") == 1 + 3
    assert "<path" not in draw(CLUSTERS["one"], "x", title="")


def test_it_is_named_for_those_who_do_not_see_it() -> None:
    """With ids that are its own."""
    root = _parsed(draw(CLUSTERS["model-page"], "a-1", title="The cluster dev"))

    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "a-1-title"
    assert root.attrib["aria-describedby"] == "a-1-desc"
    assert [each.attrib["id"] for each in root if "id" in each.attrib] == ["a-1-title", "a-1-desc"]
    assert root.findtext(f"{SVG}title") == "The cluster dev"
    description = "1 load balancer, 3 control planes, 5 workers. The table below has all of it as text."
    assert root.findtext(f"{SVG}desc") == description


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a&b", '"quoted"', "a\x00b\x1b[31m", "]]>"])
def test_hostile_texts_are_texts(text: str) -> None:
    """Whatever stands in a configuration, it is drawn as it is, or as a sign for it."""
    topology = cluster("dev", 1, 0, labels=(text,))

    picture = draw(topology, "x", title=text)

    assert "".join(letter if letter.isprintable() else "\ufffd" for letter in text) in _text(picture)
    assert not list(_parsed(picture).iter(f"{SVG}script"))


def _parsed(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 - our own picture


def _text(picture: str) -> str:
    return "".join("".join(each.itertext()) for each in _parsed(picture).iter(f"{SVG}text"))


def _wide(line: Line) -> float:
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in line.text) * LETTER


def _begin(line: Line) -> float:
    return line.x - _wide(line) if line.is_end else line.x


def _end(line: Line) -> float:
    return line.x if line.is_end else line.x + _wide(line)
