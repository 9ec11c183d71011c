"""Recognizes the addresses and ports that an engine or Kubernetes chose."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from typing import Final

from kindsphinx.core.normalize.clues import HEX_DIGITS, Clue, LineStart, has_any
from kindsphinx.core.normalize.programs import NOT_COMPARED

_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_IPV4 = re.compile(rf"\d(?<![\w.:-]\d)\d?+\d?+(?:\.{_OCTET}){{3}}(?:/\d\d?)?(?![\w-]|\.\d)")
_IPV6 = re.compile(
    r"[0-9a-fA-F:](?<![\w.:].)(?=[0-9a-fA-F]*+:[0-9a-fA-F]*+:|(?<=:):)"
    r"[0-9a-fA-F:]{2,38}(?:/\d{1,3})?(?![\w:])"
)
_HAS_IPV6: Final = re.compile(r":[0-9a-fA-F]*+:")
_MAC = re.compile(r"[0-9a-f]{2}(?<![\w:].{2})(?::[0-9a-f]{2}){5}(?![\w:])")
_INTERFACE = LineStart(r"\d+: (\S+?)(?:@if\d+)?: <")
_PEER = re.compile(r"(?<=\w)@if\d+(:| (?= *\S)) *")
_VETH = re.compile(r"veth[0-9a-f]{6,8}\b")
_CONNECTION = re.compile(
    r"(?m)^(?:\d+: veth[0-9a-f]+(?:@\S+)?: <.*(?:\n +(?:link|inet|inet6|valid_lft|altname)\b.*)*"
    r"|veth[0-9a-f]+(?:@\S+)? +(?:UP|DOWN|UNKNOWN|LOWERLAYERDOWN)\b.*"
    r"|[\d.]+ dev veth[0-9a-f]+ (?:scope|lladdr) \S+.*)$"
)
_LABELLED = re.compile(
    rf"\b((?:inet addr|Bcast|P-t-P|IP Address):){_OCTET}(?:\.{_OCTET}){{3}}"
    r"|(?<=HWaddr )(?:[0-9A-F]{2}:){5}[0-9A-F]{2}"
)
_MAPPED = re.compile(rf"(?<=::ffff:){_OCTET}(?:\.{_OCTET}){{3}}(?![\w.])")
_NEIGHBOUR = re.compile(r"(?<=lladdr <mac> )(?:STALE|REACHABLE|DELAY|PROBE)\b")
_BRIDGE = re.compile(r"(?<![\w-])br-[0-9a-f]{12}\b")
_TENTATIVE = re.compile(r"(?m)(?<= scope \w{4}) tentative| tentative (?=\S*noprefixroute)")
_POD_NETWORK = re.compile(r"(?i)(podCIDRs?\"?:\s+(?:- |\[\s*)?\"?)[0-9a-f.:]+/\d+")
# a node's part of kind's networks for pods; the networks that docker and podman give to networks
_PART = re.compile(
    r"\d(?<![\w.:-]\d)(?:0\.244\.\d{1,3}\.0/24|72\.(?:1[6-9]|2\d|3[01])\.0\.0/16|92\.168\.\d{1,3}\.0/20|0\.89\.\d{1,3}\.0/24)"
    r"(?![\w.-])|fd00:10:244:[0-9a-f]{1,4}::/64"
)
_ENDS_OF_PARTS: Final = (".0/24", ".0/16", ".0/20", "::/64")
_ROUTE = LineStart(r"[\d.]+/24(?= via )")
# Linux' ephemeral ports; NodePorts come from 30000-32767, from which a page may choose as well
_EPHEMERAL = r"(?:3276[89]|327[7-9]\d|32[89]\d\d|3[3-9]\d{3}|[45]\d{4}|6[0-5]\d{3})"
_HOST_PORT = re.compile(rf":(?<=[\w\].:>]:)(?:{_EPHEMERAL}|(?<=<ip>:)3\d{{4}})(?![\w.])")
_HAS_MAC: Final = Clue((HEX_DIGITS,), "00:00:00:00:00:00")
_ANY_V6 = re.compile(r":::(?=\d+->)")  # as Docker wrote [::] before version 23
_SERVICE_PORT = re.compile(r":(?<=\d:)3[0-2]\d{3}(?=/(?:TCP|UDP|SCTP))")
_INSPECTED_PORT = re.compile(rf"(\"HostPort\": ?\"){_EPHEMERAL}\"")
_NODE_PORT = re.compile(r"([nN]odePort\"?:[^\n]{0,40}?\b)3[0-2]\d{3}\b")
_PORT_ALONE = re.compile(r"(?m)^(?:[345]\d{4}|6[0-5]\d{3})$")


def addresses(text: str) -> str:
    """Replace addresses of hosts by ``<ip>`` and ``<mac>``, and the numbers of interfaces.

    Loopback, "any", masks and networks stay, but for the part of the pods' network that a node was given, and
    for networks such as engines choose.
    """
    if "." in text:
        text = _ROUTE.sub("<network>", text)
        text = _PART.sub("<network>", text) if has_any(text, _ENDS_OF_PARTS) else text
        text = _IPV4.sub(_address, text)
    if "Link encap" in text or "::ffff:" in text or "IP Address:" in text:
        text = _LABELLED.sub(_labelled, _MAPPED.sub("<ip>", text))
    if ":" in text:
        text = _PART.sub("<network>", text) if "::/64" in text else text
        text = _MAC.sub("<mac>", text) if _HAS_MAC.is_in(text) else text
        text = _IPV6.sub(_address, text) if _HAS_IPV6.search(text) else text
        text = _INTERFACE.sub(r"<number>: \1: <", text)
        text = _TENTATIVE.sub("", text) if "tentative" in text else text
        text = _POD_NETWORK.sub(r"\1<network>", text) if "cidr" in text.casefold() else text
    if "lladdr" in text:
        text = _NEIGHBOUR.sub("<measured>", text)
    if "@if" in text:
        text = _PEER.sub(r"@if<number>\1", text)
    if "br-" in text:
        text = _BRIDGE.sub("<interface>", text)
    return _VETH.sub("<interface>", text) if "veth" in text else text


def _labelled(match: re.Match[str]) -> str:
    if match[1] is None:
        return "<mac>"
    return match[0] if match[0].endswith((":127.0.0.1", ":0.0.0.0")) else f"{match[1]}<ip>"


def connections(text: str) -> str:
    """Drop what connects pods to their node, or containers to their host: how many there are is chance."""
    return _CONNECTION.sub(_dropped, text) if "veth" in text else text


def _dropped(match: re.Match[str]) -> str:
    return "\n".join([NOT_COMPARED] * (match[0].count("\n") + 1))


def ports(text: str) -> str:
    """Replace ports that an engine or Kubernetes chose by ``<port>``; lower ones are the page's own."""
    if ":" not in text:
        return text
    if ":::" in text:
        text = _ANY_V6.sub("[::]:", text)
    text = _SERVICE_PORT.sub(":<port>", _HOST_PORT.sub(":<port>", text))
    return _NODE_PORT.sub(r"\1<port>", _INSPECTED_PORT.sub(r'\1<port>"', text))


def ports_alone(text: str) -> str:
    """Replace numbers alone on their lines by ``<port>``, where they are such as nobody configures."""
    return _PORT_ALONE.sub("<port>", text)


def _address(match: re.Match[str]) -> str:
    found = match[0]
    if "/" not in found and ":" not in found:
        return found if found.startswith(("127.", "255.")) or found == "0.0.0.0" else "<ip>"  # noqa: S104 - compared
    return _host(found)


@lru_cache(maxsize=4096)
def _host(found: str) -> str:
    try:
        interface = ipaddress.ip_interface(found)
    except ValueError:
        return found
    address, network = interface.ip, interface.network
    if address.is_loopback or address.is_unspecified:
        return found
    _, slash, length = found.partition("/")
    return found if slash and address == network.network_address else f"<ip>{slash}{length}"
