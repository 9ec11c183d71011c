"""The picture is well formed, has all names as text, and nothing in it covers anything else."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from kindsphinx.core.topology import Kind, Topology, TopologyNode, draw
from kindsphinx.core.topology.layout import LINE, MOST, WIDTH, lay_out

SVG = "{http://www.w3.org/2000/svg}"
LONG = "a-cluster-with-a-name-of-fifty-characters-for-guide"


def node(name: str, kind: Kind = Kind.WORKER, **more: tuple[str, ...]) -> TopologyNode:
    """Return a container."""
    return TopologyNode(name=name, kind=kind, image="kindest/node:v1.34.0", **more)


def cluster(name: str, planes: int, workers: int, **more: tuple[str, ...]) -> Topology:
    """Return a cluster; *more* is what its last node has."""
    nodes = [node(f"{name}-control-plane{at or ''}", Kind.CONTROL_PLANE) for at in range(planes)]
    nodes += [node(f"{name}-worker{at or ''}") for at in range(workers)]
    nodes[-1] = node(f"{name}-last", nodes[-1].kind, **more)
    if planes > 1:
        nodes.insert(
            0, node(f"{name}-external-load-balancer", Kind.LOAD_BALANCER, ports=("127.0.0.1:* → 6443/TCP",))
        )
    return Topology(cluster=name, nodes=tuple(nodes))


CLUSTERS = {
    "one": cluster("dev", 1, 0),
    "two-workers": cluster("dev", 1, 2),
    "model-page": cluster("dev", 3, 5, ports=("0.0.0.0:8080 → 80/TCP",), labels=("tier=frontend",)),
    "twenty": cluster("dev", 5, 15),
    "long-names": cluster(LONG, 3, 3),
    "many-ports": cluster("dev", 1, 1, ports=tuple(f"[2001:db8::{at}]:{at} → 80/TCP" for at in range(30))),
    "long-path": cluster("dev", 1, 1, mounts=(f"/{'x' * 200} → /data",)),
    "chinese": cluster("集群" * 20, 2, 2),
    "thousand": cluster("dev", 1, 1000),
}


@pytest.mark.parametrize("topology", CLUSTERS.values(), ids=CLUSTERS)
def test_it_has_every_name_as_text(topology: Topology) -> None:
    """So that a reader can search and copy it; of very many nodes, the first and the last."""
    root = _parsed(draw(topology, "x", title="The cluster"))

    text = "".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))
    shown = [each for kind in Kind for each in topology.of(kind)[: MOST - 1]]
    assert all(each.name in text for each in [*shown, topology.nodes[-1]])


@pytest.mark.parametrize("topology", CLUSTERS.values(), ids=CLUSTERS)
def test_nothing_covers_anything(topology: Topology) -> None:
    """Boxes stand apart and within the picture, and their texts within them."""
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
        assert box.x + box.width <= WIDTH
        assert box.y + box.height <= layout.height
        for line in box.lines:
            wide = sum(2 if ord(letter) > 0x2E80 else 1 for letter in line.text)
            assert line.x + wide * 6.62 <= box.x + box.width
            assert box.y + LINE / 2 < line.y < box.y + box.height


def test_a_picture_has_a_bound() -> None:
    """A thousand workers are told, not drawn."""
    layout = lay_out(CLUSTERS["thousand"])

    assert len(layout.boxes) == 1 + MOST
    assert layout.boxes[-1].lines[0].text == "… 989 more, up to"


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
    root = _parsed(draw(CLUSTERS["one"], "a-1", title="The cluster dev"))

    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "a-1-title a-1-desc"
    assert [each.attrib["id"] for each in root if "id" in each.attrib] == ["a-1-title", "a-1-desc"]
    assert root.findtext(f"{SVG}title") == "The cluster dev"
    assert root.findtext(f"{SVG}desc") == "dev-last: control plane"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a&b", '"quoted"', "a\x00b\x1b[31m", "]]>"])
def test_hostile_texts_are_texts(text: str) -> None:
    """Whatever stands in a configuration, it is drawn as it is, or as a sign for it."""
    topology = cluster("dev", 1, 0, labels=(text,))

    root = _parsed(draw(topology, "x", title=text))

    drawn = "".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))
    assert "".join(letter if letter.isprintable() else "\ufffd" for letter in text) in drawn
    assert not list(root.iter(f"{SVG}script"))


def _parsed(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 - our own picture
