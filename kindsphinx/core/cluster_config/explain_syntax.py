"""Say what is wrong with a text that is no YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config.codes import ProblemCode
from kindsphinx.core.problems import Problem

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config.reading import YamlError

_BREAKS: Final = re.compile("\r\n|[\r\n\x85\u2028\u2029]")

_TAB: Final = "a tab cannot indent in YAML: write spaces"
_MEANINGS: Final = {
    "mapping values are not allowed in this context": "there is no place for a “: ” here: put a text that "
    "holds one in quotes, and indent keys of one mapping alike",
    "did not find expected key": "this line does not belong to the mapping above it: "
    "indent it as its neighbours, and put a text with signs of its own in quotes",
    "did not find expected '-' indicator": "this line does not belong to the list above it: "
    "begin it with “- ”, or indent it otherwise",
    "did not find expected node content": "a value or a closing bracket is missing here",
    "did not find expected ',' or ']'": "the list in brackets goes wrong here: write “,” between its items, "
    "and “]” at its end",
    "did not find expected ',' or '}'": "the mapping in braces goes wrong here: write “,” between its pairs, "
    "and “}” at its end",
    "could not find expected ':'": "this is no “key: value”: write “: ” behind the key, "
    "or indent the line if it belongs to the one above",
    "block sequence entries are not allowed in this context": "there is no place for a “- ” here: "
    "begin the list on a line of its own",
    "mapping keys are not allowed in this context": "there is no place for a “? ” here: "
    "put the text in quotes",
    "found unexpected end of stream": "this quotation mark is never closed",
    "found unexpected document indicator": "this quotation mark is not closed before the next document",
    "found unknown escape character": "there is no such escape: within double quotes write “\\\\” for “\\”, "
    "or use single quotes",
    "found a tab character that violates indentation": _TAB,
    "found a tab character where an indentation space is expected": _TAB,
    "did not find expected alphabetic or numeric character": "“*” and “&” begin the name of an anchor: "
    "put the text in quotes if it only begins with that sign",
    "found incompatible YAML document": "kind reads YAML 1.1 only: leave out the line “%YAML”",
    "found undefined tag handle": "“!” begins a tag, and this one is not known: put the text in quotes",
    "control characters are not allowed": "this character is not allowed, not even in a comment",
}
_OF_CHARACTERS: Final = {
    "\t": _TAB,
    "@": "a text cannot begin with “@”: put it in quotes",
    "`": "a text cannot begin with “`”: put it in quotes",
    "%": "a text cannot begin with “%”: put it in quotes",
    "|": "a text cannot begin with “|” here: put it in quotes",
    ">": "a text cannot begin with “>” here: put it in quotes",
}
_ENCODING: Final = re.compile("UTF-8|UTF-16|Unicode character$|surrogate")
_ANCHOR: Final = re.compile("unknown anchor '(.*)' referenced")


def explain_syntax(error: YamlError, kind_message: str, text: str) -> Problem:
    """Return the problem that *error* stands for; *text* is what could be read."""
    return Problem(
        message=_message(error, text),
        code=ProblemCode.SYNTAX,
        line=error.line + 1,
        column=error.column + 1,
        kind_message=kind_message,
    )


def _message(error: YamlError, text: str) -> str:
    if found := _ANCHOR.match(error.problem):
        name = found[1]
        return (
            f"“*{name}” stands for what is marked “&{name}” above, and nothing is: "
            "put the text in quotes if it only begins with “*”"
        )
    if error.problem == "found character that cannot start any token":
        return _OF_CHARACTERS.get(
            _character(error, text), "a text cannot begin with this sign: put it in quotes"
        )
    if _ENCODING.search(error.problem):
        return "the text is not UTF-8 here: save the file as UTF-8"
    return _MEANINGS.get(error.problem, error.problem)


def _character(error: YamlError, text: str) -> str:
    lines = _BREAKS.split(text)
    line = lines[error.line] if error.line < len(lines) else ""
    indent = line[: error.column + 1]
    # the reader has stopped at a tab, or at blanks that hold one
    return "\t" if "\t" in indent and not indent.strip() else line[error.column : error.column + 1]
