"""Makes of what a command prints a text that can be stored and shown: what a terminal shows in the end."""

from __future__ import annotations

import re
from collections import Counter

from kindsphinx.core.terminal_line import MOVES, overwritten

# the first of many carriage returns only, or the time would be quadratic
_LINE_END = re.compile(r"(?<!\r)\r+\n")
_ESCAPE = re.compile(
    r"""
    (?:\x1b\[|\x9b) (?P<numbers>[0-?]*) [ -/]* (?P<final>[@-~])  # colours, moves, erasures
    | \x1b \] [^\x07\x1b\n]* (?:\x07|\x1b\\)?                    # titles and links
    | \x1b [PX^_] [^\x1b\n]* (?:\x1b\\)?                         # other strings
    | \x1b [ -/]* [0-~]?
    """,
    re.VERBOSE,
)
# beyond those of YAML, what Python takes for the end of a line
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_SILENT = re.compile("[\a\ufeff]")
_BEGUN = re.compile(r" • (?P<step>.*\S)\s*\.\.\.\s*")
_ENDED = re.compile(r" [✓✗] (?P<step>.*\S)\s*")


def printable(text: str) -> str:
    r"""Return *text* as a terminal shows it in the end, in lines that have no trailing blanks.

    Progress that overwrites its line is reduced to its final state, backspaces are applied, colours and
    other escape sequences removed. A control character that is left is written as ``\x00``.
    The last line ends with a newline, too.
    """
    text = _LINE_END.sub("\n", text)
    lines = [_line(line) for line in text.split("\n")]
    if not lines[-1]:
        lines.pop()
    return "".join(f"{line}\n" for line in lines)


def shown_once(text: str) -> str:
    """Return kind's transcript *text* with each step once.

    Without a terminal kind prints a line when a step begins and another one when it has ended; a terminal
    shows the second in place of the first. A step that has not ended keeps its line.
    """
    kept: list[str] = []
    ended: Counter[str] = Counter()
    for line in reversed(text.splitlines(keepends=True)):
        if match := _ENDED.fullmatch(line):
            ended[match["step"]] += 1
        elif (match := _BEGUN.fullmatch(line)) and ended[match["step"]]:
            ended[match["step"]] -= 1
            continue
        kept.append(line)
    return "".join(reversed(kept))


def _line(line: str) -> str:
    if _INVISIBLE.search(line) or "\ufeff" in line:
        # a bell may be the end of an escape sequence, so it goes after them
        line = _SILENT.sub("", _ESCAPE.sub(_only_erasures, line))
        line = overwritten(line) if MOVES.search(line) else line
        line = _INVISIBLE.sub(_visible, line)
    return line.rstrip(" \t")


def _only_erasures(escape: re.Match[str]) -> str:
    if escape["final"] != "K" or escape["numbers"] not in {"", "0", "1", "2"}:
        return ""
    return f"\x1b[{escape['numbers']}K"


def _visible(character: re.Match[str]) -> str:
    code = ord(character[0])
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"  # noqa: PLR2004 - what two digits hold
