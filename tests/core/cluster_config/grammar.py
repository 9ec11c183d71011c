"""Configurations that use every field in every shape, made by chance: most of them valid, some almost."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NAMES = ("kind", "dev", "a.b-c", "0", "x" * 60, "1.30", "true", "-a", "Dev", "a_b", "")
_ROLES = ("control-plane", "worker", "worker", "", "Worker", "control_plane")
_IMAGES = ("kindest/node:v1.34.0", "node", "", "a b", "1.30")
_PORTS = (
    "80",
    "443",
    "8080",
    "0",
    "-1",
    "65535",
    "30000",
    "0x50",
    "0120",
    "1_000",
    "80.9",
    "65536",
    "'80'",
    "-2",
)
_ADDRESSES = ("127.0.0.1", "0.0.0.0", "::1", "'::'", "''", "::ffff:127.0.0.1", "10.0.0.1", "localhost")
_PROTOCOLS = ("TCP", "UDP", "SCTP", "tcp", "Udp", "''", "HTTP")
_PROPAGATIONS = ("None", "HostToContainer", "Bidirectional", "''", "none")
_FLAGS = ("true", "false", "True", "yes", "no", "on", "OFF", "y", "N", "'yes'", "'true'", "1")
_FAMILIES = ("ipv4", "ipv6", "dual", "''", "IPv4")
_PROXIES = ("iptables", "ipvs", "nftables", "none", "''", "None")
_PODS = (
    "10.244.0.0/16",
    "192.168.0.0/16",
    "fd00:10:244::/56",
    "10.0.0.0/8,fd00::/48",
    "fd00::/48,10.0.0.0/8",
)
_BAD_PODS = (
    "10.0.0.0",
    "10.0.0.0/8, fd00::/48",
    "10.0.0.0/8,11.0.0.0/8",
    "::ffff:10.0.0.0/104",
    "10.0.0.0/33",
)
_TEXTS = (
    "a",
    "/data",
    "relative/path",
    "~/x",
    "yes",
    "1.0",
    "0o7",
    "2001-01-01",
    "'it''s'",
    '"a\\tb"',
    "!!str 5",
)
_NULLS = ("", "~", "null", "NULL")


class _Writer:
    """Writes one configuration, in the styles that YAML has."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._anchors = 0

    def text(self) -> str:
        """Return the whole of it."""
        fields = [("kind", "Cluster"), ("apiVersion", "kind.x-k8s.io/v1alpha4")]
        fields += self._some(
            {
                "name": lambda: self._pick(_NAMES[:6], _NAMES),
                "nodes": lambda: self._list(self._node, most=4),
                "networking": self._networking,
                "featureGates": lambda: self._map(lambda: self._pick(_FLAGS[:9], _FLAGS)),
                "runtimeConfig": lambda: self._map(lambda: self._pick(_TEXTS, _TEXTS)),
                **self._patches(),
                "containerdConfigPatches": lambda: self._list(lambda: self._pick(_TEXTS, _TEXTS)),
                "containerdConfigPatchesJSON6902": lambda: self._list(lambda: self._pick(_TEXTS, _TEXTS)),
            }
        )
        if self._chance.random() < 0.3:
            self._chance.shuffle(fields)
        text = self._pick(("", "---\n", "# a\n", "%YAML 1.1\n---\n"), ("",)) + self._block(fields, 0)
        return text + self._pick(("", "...\n", "---\nkind: Pod\n", "# end"), ("",))

    def _patches(self) -> dict[str, Callable[[], Any]]:
        return {
            "kubeadmConfigPatches": lambda: self._list(self._patch),
            "kubeadmConfigPatchesJSON6902": lambda: self._list(self._operations),
        }

    def _node(self) -> Any:  # noqa: ANN401 - of any shape
        if self._chance.random() < 0.03:
            return self._pick(_NULLS, ("worker",))
        return self._some(
            {
                "role": lambda: self._pick(_ROLES[:4], _ROLES),
                "image": lambda: self._pick(_IMAGES, _IMAGES),
                "labels": lambda: self._map(lambda: self._pick(_TEXTS, _FLAGS)),
                "extraMounts": lambda: self._list(self._mount),
                "extraPortMappings": lambda: self._list(self._mapping),
                **self._patches(),
            }
        )

    def _mount(self) -> Any:  # noqa: ANN401 - of any shape
        return self._some(
            {
                "hostPath": lambda: self._pick(_TEXTS, _NULLS),
                "containerPath": lambda: self._pick(_TEXTS, _NULLS),
                "readOnly": lambda: self._pick(_FLAGS[:9], _FLAGS),
                "selinuxRelabel": lambda: self._pick(_FLAGS[:9], _FLAGS),
                "propagation": lambda: self._pick(_PROPAGATIONS[:4], _PROPAGATIONS),
            }
        )

    def _mapping(self) -> Any:  # noqa: ANN401 - of any shape
        return self._some(
            {
                "containerPort": lambda: self._pick(_PORTS[:11], _PORTS),
                "hostPort": lambda: self._pick(_PORTS[:11], _PORTS),
                "listenAddress": lambda: self._pick(_ADDRESSES[:7], _ADDRESSES),
                "protocol": lambda: self._pick(_PROTOCOLS[:6], _PROTOCOLS),
            }
        )

    def _networking(self) -> Any:  # noqa: ANN401 - of any shape
        return self._some(
            {
                "ipFamily": lambda: self._pick(_FAMILIES[:4], _FAMILIES),
                "apiServerPort": lambda: self._pick(_PORTS[:11], _PORTS),
                "apiServerAddress": lambda: self._pick(_ADDRESSES, _TEXTS),
                "podSubnet": lambda: self._pick(_PODS, _BAD_PODS),
                "serviceSubnet": lambda: self._pick(_PODS, _BAD_PODS),
                "disableDefaultCNI": lambda: self._pick(_FLAGS[:9], _FLAGS),
                "kubeProxyMode": lambda: self._pick(_PROXIES[:5], _PROXIES),
                "dnsSearch": lambda: self._list(lambda: self._pick(_TEXTS, _NULLS)),
            }
        )

    def _patch(self) -> str:
        return self._pick(("|kind: A\n\nb: c\n", "|-a\n", ">a\n b\n", "|+\n\n", *_TEXTS), _NULLS)

    def _operations(self) -> Any:  # noqa: ANN401 - of any shape
        return self._some(
            {each: (lambda: self._pick(_TEXTS, _TEXTS)) for each in ("group", "version", "kind", "patch")}
        )

    def _pick(self, usual: tuple[str, ...], odd: tuple[str, ...]) -> str:
        return self._chance.choice(odd if self._chance.random() < 0.08 else usual)

    def _some(self, fields: dict[str, Callable[[], Any]]) -> list[tuple[str, Any]]:
        share = self._chance.choice((0.2, 0.4, 0.8))
        return [(key, make()) for key, make in fields.items() if self._chance.random() < share]

    def _list(self, item: Callable[[], Any], most: int = 3) -> list[Any]:
        return [item() for _ in range(self._chance.randrange(most + 1))]

    def _map(self, value: Callable[[], Any]) -> list[tuple[str, Any]]:
        return [(key, value()) for key in ("a", "b/c", "'d'", "e.f") if self._chance.random() < 0.4]

    def _block(self, value: Any, indent: int) -> str:  # noqa: ANN401 - of any shape
        """Return a mapping as a block, at its indentation."""
        return "".join(f"{' ' * indent}{key}:{self._value(each, indent)}" for key, each in value)

    def _value(self, value: Any, indent: int) -> str:  # noqa: ANN401 - of any shape
        if isinstance(value, str):
            return f" {self._scalar(value, indent)}\n"
        if not value or self._chance.random() < 0.25:
            return f" {self._flow(value)}\n"
        if isinstance(value[0], tuple):
            return f"{self._anchor()}\n{self._block(value, indent + self._chance.choice((1, 2, 4)))}"
        deeper = indent + self._chance.choice((0, 2))
        items = (self._item(each, deeper) for each in value)
        return f"{self._anchor()}\n{''.join(items)}"

    def _anchor(self) -> str:
        if self._chance.random() < 0.9:
            return ""
        self._anchors += 1
        return f" &a{self._anchors} # anchored"

    def _item(self, value: Any, indent: int) -> str:  # noqa: ANN401 - of any shape
        if isinstance(value, list) and value and self._chance.random() < 0.8:
            return f"{' ' * indent}- {self._block(value, indent + 2).lstrip(' ')}"
        shown = self._scalar(value, indent) if isinstance(value, str) else self._flow(value)
        return f"{' ' * indent}- {shown}\n"

    def _scalar(self, value: str, indent: int) -> str:
        if value[:1] not in {"|", ">"} or not value[1:]:
            return value
        head, lines = value[:1] + ("-" if value[1] == "-" else ""), value[1:].removeprefix("-").split("\n")
        return head + "".join(f"\n{' ' * (indent + 4)}{line}" if line else "\n" for line in lines).rstrip(" ")

    def _flow(self, value: Any) -> str:  # noqa: ANN401 - of any shape
        if isinstance(value, str):
            return json.dumps(value) if value[:1] in {"|", ">", "~", ""} or "," in value else value
        if value and isinstance(value[0], tuple):
            return f"{{{', '.join(f'{key}: {self._flow(each)}' for key, each in value)}}}"
        return (
            f"[{', '.join(map(self._flow, value))}]"
            if value
            else self._chance.choice(("~", "", "null", "[]"))
        )


def configurations(count: int, seed: int) -> Iterator[bytes]:
    """Yield *count* configurations, the same ones for the same *seed*."""
    chance = random.Random(seed)  # noqa: S311 - chance that repeats itself is wanted
    for _ in range(count):
        yield _Writer(chance).text().encode()
