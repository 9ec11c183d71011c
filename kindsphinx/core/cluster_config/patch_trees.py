"""Read the text of a patch, and say what is wrong with it: what doubts about all sorts of patches share."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config.any_shape import ANYTHING
from kindsphinx.core.cluster_config.codes import ProblemCode
from kindsphinx.core.cluster_config.creation import Doubt
from kindsphinx.core.cluster_config.decode import Decoder, TooMuchError
from kindsphinx.core.cluster_config.reading import Alias, Mapping, Scalar
from kindsphinx.core.cluster_config.resolve import tag_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kindsphinx.core.cluster_config.faults import Path
    from kindsphinx.core.cluster_config.reading import YamlNode

_DEEPEST: Final = 20
_ONE_PAIR: Final = 2
_INFINITE: Final = re.compile(r"[-+]?\.(?:nan|inf)\Z", re.IGNORECASE)
_SEPARATOR: Final = "\n---"


def unparsed(at: Path, why: str, *, inside: tuple[int, int] | None = None) -> Doubt:
    """Return the doubt about a patch that kind cannot read, with line and column *inside* its text."""
    where = f" (line {inside[0] + 1} of the patch)" if inside else ""
    return Doubt(
        path=at,
        inside=inside,
        code=ProblemCode.PATCH_SYNTAX,
        message=f"the creation will fail, since this patch {why}{where}",
    )


def wrong_alias(text: str, root: YamlNode | None, at: Path, above: int = 0) -> Doubt | None:
    """Return the doubt about aliases in *text* that kind does not follow, *above* lines down in the patch."""
    if root is None or "*" not in text:
        return None
    decoder = Decoder()
    with suppress(TooMuchError):
        # the shape of no field: whatever there is
        decoder.read(root, ANYTHING)  # type: ignore[arg-type]
    fault = next((each for each in decoder.faults if each.code is ProblemCode.ALIAS), None)
    if fault is None:
        return None
    if "excessive aliasing" in fault.words:
        return unparsed(at, "has aliases that unfold to far more than it holds: write out what you mean")
    why = f"does not parse as YAML: {fault.words.removeprefix('yaml: ')}"
    return unparsed(at, why, inside=(above + fault.place.line, fault.place.column))


def ignored(at: Path, why: str, *, inside: tuple[int, int] | None = None) -> Doubt:
    """Return the doubt about a patch that changes nothing."""
    return Doubt(path=at, inside=inside, code=ProblemCode.PATCH_IGNORED, message=why)


def documents(text: str) -> Iterator[tuple[int, str]]:
    """Yield the documents that kind sees in *text*, each with the lines above it.

    kind splits before it parses: what follows ``---`` on its line is lost, and so is a document whose end is
    such a line with nothing below.
    """
    begin = 0
    while (end := text.find(_SEPARATOR, begin)) >= 0:
        line_end = text.find("\n", end + len(_SEPARATOR))
        if line_end >= 0 or len(text) == end + len(_SEPARATOR):
            yield text.count("\n", 0, begin), text[begin:end]
        if line_end < 0:
            return
        begin = line_end + 1
    yield text.count("\n", 0, begin), text[begin:]


def pairs(mapping: Mapping) -> Iterator[tuple[str, YamlNode]]:
    """Yield the names and values of *mapping*; an alias stands for what it names."""
    for key, child in zip(mapping.children[::2], mapping.children[1::2], strict=True):
        yield key.value if isinstance(key, Scalar) else "", plain(child)


def plain(node: YamlNode) -> YamlNode:
    """Return what *node* stands for."""
    for _ in range(_DEEPEST):
        if not isinstance(node, Alias):
            break
        node = node.target
    return node


def is_null(node: YamlNode | None) -> bool:
    """Return whether *node* is nothing, or ``null``."""
    return node is None or (isinstance(node, Scalar) and tag_of(node) == "!!null")


def wrong_key(mapping: Mapping) -> str:
    """Return why kind cannot turn the keys of *mapping* into those of JSON, empty if it can."""
    for key in mapping.children[::2]:
        if isinstance(plain(key), Mapping) or not isinstance(plain(key), Scalar):
            return "has a list or a mapping for a key: write a text"
        if is_null(plain(key)):
            return "has “null” for a key: write it in quotation marks, or another"
    return ""


def no_number(nodes: Iterable[YamlNode]) -> Scalar | None:
    """Return the first of *nodes* that JSON has no number for."""
    for node in nodes:
        if isinstance(node, Scalar) and _INFINITE.match(node.value) and tag_of(node) == "!!float":
            return node
    return None


def repeated_key(nodes: Iterable[YamlNode]) -> Scalar | None:
    """Return the first key in one of *nodes* that is there for the second time."""
    for node in nodes:
        if isinstance(node, Mapping) and len(node.children) > _ONE_PAIR:
            seen: set[str] = set()
            for key in node.children[::2]:
                if isinstance(key, Scalar) and key.tag != "!!merge":
                    if key.value in seen:
                        return key
                    seen.add(key.value)
    return None


def all_below(node: YamlNode) -> Iterator[YamlNode]:
    """Yield *node* and what it contains, in the order of the text."""
    stack: list[tuple[YamlNode, int]] = [(node, 0)]
    while stack:
        each, depth = stack.pop()
        yield each
        if depth < _DEEPEST and not isinstance(each, (Scalar, Alias)):
            stack += [(child, depth + 1) for child in reversed(each.children)]
