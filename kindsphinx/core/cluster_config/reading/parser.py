"""kind's reader in Python: exact, and slow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yaml import events, tokens
from yaml.error import MarkedYAMLError
from yaml.parser import Parser

from kindsphinx.core.cluster_config.reading.cursor import BREAKS
from kindsphinx.core.cluster_config.reading.failure import YamlError
from kindsphinx.core.cluster_config.reading.scanner import Scanner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.cluster_config.reading.source import Source

_NODE: Final = "while parsing a node"
_WORDS: Final = {
    "while parsing a block mapping": "did not find expected key",
    "while parsing a block collection": "did not find expected '-' indicator",
    "while parsing a flow sequence": "did not find expected ',' or ']'",
    "while parsing a flow mapping": "did not find expected ',' or '}'",
    "while parsing a block node": "did not find expected node content",
    "while parsing a flow node": "did not find expected node content",
    _NODE: "found undefined tag handle",
    "found duplicate YAML directive": "found duplicate %YAML directive",
    "found incompatible YAML document (version 1.* is required)": "found incompatible YAML document",
}
"""What PyYAML's parser says, or in what context -> what kind's says."""


class ExactParser(Scanner, Parser):
    """The events of a text as kind's reader has them: from its scanner, and PyYAML's parser with its rules.

    Raises :class:`.YamlError`.
    """

    def __init__(self, source: Source) -> None:
        Scanner.__init__(self, source)
        Parser.__init__(self)
        self._stumbled: YamlError | None = None

    def first_document(self) -> Iterator[Any]:
        """Return an iterator over the events up to the end of the first document."""
        try:
            while not self.check_event(events.DocumentEndEvent, events.StreamEndEvent):
                if self._stumbled is not None:
                    raise self._stumbled
                yield self.get_event()  # type: ignore[no-untyped-call]
        except MarkedYAMLError as error:
            if error.context == _NODE:
                # the reader looks at what follows a tag before it asks what the tag means
                self.peek_token()
            raise self._failure(error) from None

    def parse_flow_sequence_entry_mapping_key(self) -> Any:  # noqa: ANN401 - PyYAML's own
        """Return a key within ``[ ]``; where there is none, the reader swallows what follows."""
        self.get_token()
        follow = (tokens.ValueToken, tokens.FlowEntryToken, tokens.FlowSequenceEndToken)
        if not self.check_token(*follow):
            self.states.append(self.parse_flow_sequence_entry_mapping_value)
            return self.parse_flow_node()  # type: ignore[no-untyped-call]
        self.state = self.parse_flow_sequence_entry_mapping_value
        return self.process_empty_scalar(self.get_token().end_mark)

    def get_token(self) -> Any:  # noqa: ANN401 - PyYAML's tokens share no useful type
        """Return the next token and take it; behind the "-" of an item with a comment, look further twice.

        The reader does, to see whose comment it is, and goes on where it stumbled the first time.
        """
        token = super().get_token()
        if isinstance(token, tokens.BlockEntryToken):
            try:
                self.peek_token()
            except YamlError as error:
                if not self._is_below_comment(token.start_mark.index):
                    raise
                self.peek_token()
                self._stumbled = error
        return token

    def _is_below_comment(self, index: int) -> bool:
        before = self.text[:index].rstrip()
        return before[max(map(before.rfind, BREAKS)) + 1 :].lstrip(" \t-").startswith("#")

    def _failure(self, error: Any) -> YamlError:  # noqa: ANN401 - its marks are there, though no type says so
        """Return *error* in kind's words; kind counts the line of a parser's error from 0."""
        mark = error.problem_mark
        said = (error.context_mark.line if error.context_mark else 0) or mark.line
        problem = _WORDS.get(error.context or error.problem) or (
            "found duplicate %TAG directive"
            if "duplicate" in error.problem
            else "did not find expected <document start>"
        )
        if "<stream end>" in error.problem and self.marks:
            # the author has to look where the bracket opens
            mark = self.marks[-1]
        return YamlError(problem, line=mark.line, column=mark.column, said_line=said)
