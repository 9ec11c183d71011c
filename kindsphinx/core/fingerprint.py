"""Fingerprints: what a recording depends on, from the project's sources alone.

A fingerprint covers the commands, the files that lie in the working directory, the environment that
the settings add, and the fingerprint before it. It covers no installed tool, path, prose, caption,
expectation or layout, and is equal on every system and in every later release: whatever is written
here stays as it is (golden values in the tests).
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from kindsphinx.core.blocks import ClusterBlock, FileBlock, RunBlock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kindsphinx.core.blocks import Block, Command, PageFile, Scenario

ORIGIN = ":after:"
"""What a page goes on from is called so among the sources of its recording; no file can be."""
_SCHEME = "kindsphinx-1"


def seed(environment: Mapping[str, str], *, goes_on: bool = False) -> str:
    """Return the fingerprint before a page's first block.

    :param environment: what the settings add.
    :param goes_on: whether the page goes on from another, whichever that is: what that one does is no part
        of the chain, so that a page can be read before it.
    """
    return _digest([_SCHEME, sorted(environment.items()), *(["after"] if goes_on else [])])


def end_of(scenario: Scenario, environment: Mapping[str, str]) -> str:
    """Return the fingerprint of what a page leaves to one that goes on from it; clean-ups come later."""
    lasting = (each for each in scenario.blocks if not (isinstance(each, RunBlock) and each.cleanup))
    goes_on = scenario.origin is not None
    end = seed(environment, goes_on=goes_on)
    for _, steps in fingerprints(lasting, environment, goes_on=goes_on):
        end = steps[-1]
    return _digest(["after", end_of(scenario.origin.scenario, environment), end]) if scenario.origin else end


def file_digest(data: bytes) -> str:
    """Return the digest of a file's content; the line ends of a text do not count."""
    return hashlib.sha256(as_lf(data)).hexdigest()[:16]


def as_lf(data: bytes) -> bytes:
    """Return a text with LF line ends and without a byte order mark, and any other content as it is."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data
    if b"\0" in data:
        return data
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def files_of(block: Block) -> tuple[PageFile, ...]:
    """Return the files that a block puts into the working directory: none if it never runs."""
    if isinstance(block, ClusterBlock):
        return (block.file,)
    if isinstance(block, RunBlock) and block.no_run is not None:
        return ()
    return block.files


def block_fingerprints(block: Block, before: str) -> tuple[str, ...]:
    """Return the fingerprint of each step of *block*, the last of which goes into the next block's.

    A block with commands has one step for each, any other block has one.
    """
    files = [[file.name, file_digest(file.data), file.executable] for file in files_of(block)]
    if isinstance(block, (ClusterBlock, FileBlock)):
        return (_digest(["files", before, files]),)
    if block.no_run is not None:
        return (before,)
    chain = [_digest(["command", before, files, *_asked(block.commands[0])])]
    chain.extend(_digest(["command", chain[-1], [], *_asked(each)]) for each in block.commands[1:])
    return tuple(chain)


def fingerprints(
    blocks: Iterable[Block], environment: Mapping[str, str], *, goes_on: bool = False
) -> Iterator[tuple[Block, tuple[str, ...]]]:
    """Yield each block of a page, in order, with the fingerprints of its steps; parameters as above."""
    before = seed(environment, goes_on=goes_on)
    for block in blocks:
        steps = block_fingerprints(block, before)
        yield block, steps
        before = steps[-1]


def sources(blocks: Iterable[Block], environment: Mapping[str, str], *, origin: str = "") -> dict[str, str]:
    """Return what a recording depends on besides the commands, by a name that an author knows.

    :param origin: the fingerprint of what the page goes on from; empty if it does not.
    """
    found = {file.name: file_digest(file.data) for block in blocks for file in files_of(block)}
    if environment:
        found["kind_set_environment"] = _digest(sorted(environment.items()))
    if origin:
        found[ORIGIN] = origin
    return found


def _asked(command: Command) -> list[object]:
    """Return the text of *command*, and how the values are captured that it uses, if it uses any."""
    captured = [[each.name, str(each.form), each.expression] for each in command.captured]
    return [command.text, captured] if captured else [command.text]


def _digest(parts: object) -> str:
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
