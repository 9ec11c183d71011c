"""From characters to tokens, by the rules of kind's reader.

They are those of ``scannerc.go`` of go.yaml.in/yaml/v3, which is libyaml's scanner of 2006 with additions.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from yaml import tokens

from kindsphinx.core.cluster_config.reading.cursor import END, SPACES_OR_END, Cursor
from kindsphinx.core.cluster_config.reading.gaps import skip_gap, skip_line_comment
from kindsphinx.core.cluster_config.reading.properties import scan_anchor, scan_directive, scan_tag
from kindsphinx.core.cluster_config.reading.scalars import scan_block_scalar, scan_plain, scan_quoted

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config.reading.cursor import Mark
    from kindsphinx.core.cluster_config.reading.source import Source

_MAX_DEPTH: Final = 10_000
_KEY_LENGTH: Final = 1024
_TOKENS_AHEAD: Final = 2
"""The reader attaches comments to tokens, so it is so many tokens ahead of the one that it looks at."""
_INDICATORS: Final = frozenset("-?:,[]{}#&*!|>'\"%@`")
_FLOW_STARTS: Final = {"[": tokens.FlowSequenceStartToken, "{": tokens.FlowMappingStartToken}
_FLOW_ENDS: Final = {"]": tokens.FlowSequenceEndToken, "}": tokens.FlowMappingEndToken}
_CANNOT_START: Final = "found character that cannot start any token"


@dataclass(slots=True)
class _SimpleKey:
    """A place where a key may have begun that only a later ``:`` shows to be one."""

    possible: bool
    required: bool
    number: int
    mark: Mark


class Scanner(Cursor):
    """Yields the tokens of a text to :class:`yaml.parser.Parser`."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._tokens: deque[Any] = deque()
        self._taken = 0
        self._indent = -1
        self._indents: list[int] = []
        self._flow_level = 0
        self._key_allowed = True
        self._keys = [_SimpleKey(possible=False, required=False, number=0, mark=self.mark)]
        self._key_levels: dict[int, int] = {}
        """Number of a token that may begin a key -> flow level."""
        self._ready = False
        self._add(tokens.StreamStartToken)

    def check_token(self, *sorts: type) -> bool:
        """Return whether the next token is of one of *sorts*, or of any if there are none."""
        return not sorts or isinstance(self.peek_token(), sorts)

    def peek_token(self) -> Any:  # noqa: ANN401 - PyYAML's tokens share no useful type
        """Return the next token and leave it where it is."""
        if not self._ready:
            while len(self._tokens) <= _TOKENS_AHEAD or self._next_may_be_key():
                self._fetch()
            self._ready = True
        return self._tokens[0]

    def get_token(self) -> Any:  # noqa: ANN401 - the same
        """Return the next token and take it."""
        token = self.peek_token()
        self._tokens.popleft()
        self._taken += 1
        self._ready = False
        return token

    def _add(self, sort: Any, start: Mark | None = None) -> None:  # noqa: ANN401 - the same
        self._tokens.append(sort(start or self.mark, self.mark))

    def _add_character(self, sort: type) -> None:
        start = self.mark
        self.at += 1
        self._add(sort, start)

    def _fetch(self) -> None:
        """Scan one more token, and those that it implies."""
        start = self.mark
        self._key_allowed = skip_gap(self, in_flow=self._flow_level > 0, key_allowed=self._key_allowed)
        self._unroll(self.column, start)
        self.look_ahead(4)
        if self.char == END:
            self._fetch_stream_end()
        elif self.column == 0 and self.char == "%":
            self._leave_block()
            self._tokens.append(scan_directive(self))
        elif self.is_at_document_indicator():
            self._fetch_document_indicator()
        else:
            self._fetch_content()
            if not isinstance(self._tokens[-1], tokens.BlockEntryToken):
                skip_line_comment(self)

    def _fetch_content(self) -> None:
        char = self.char
        ends_word = self.text[self.at + 1] in SPACES_OR_END
        if char in _FLOW_STARTS:
            self._fetch_flow_start(_FLOW_STARTS[char])
        elif char in _FLOW_ENDS:
            self._fetch_flow_end(_FLOW_ENDS[char])
        elif char == ",":
            self._forget_key()
            self._key_allowed = True
            self._add_character(tokens.FlowEntryToken)
        elif char == "-" and ends_word:
            self._fetch_block_entry()
        elif char == "?" and (self._flow_level or ends_word):
            self._fetch_key()
        elif char == ":" and (self._flow_level or ends_word):
            self._fetch_value()
        elif char in "|>" and not self._flow_level:
            self._forget_key()
            self._key_allowed = True
            self._tokens.append(scan_block_scalar(self, indent=self._indent))
        else:
            self._fetch_word(char)

    def _fetch_word(self, char: str) -> None:
        """Scan what may be a key without an indicator before it."""
        if char in "&*!'\"":
            scan = {"!": scan_tag, "'": scan_quoted, '"': scan_quoted}.get(char, scan_anchor)
            self._save_key()
            self._key_allowed = False
            self._tokens.append(scan(self))
        elif (char not in _INDICATORS and char != "\t") or self._may_begin_plain(char):
            self._save_key()
            self._key_allowed = False
            token, self._key_allowed = scan_plain(self, indent=self._indent + 1, in_flow=self._flow_level > 0)
            self._tokens.append(token)
        else:
            self.fail(_CANNOT_START)

    def _may_begin_plain(self, char: str) -> bool:
        if char == "-":
            return self.text[self.at + 1] not in " \t"
        return char in "?:" and not self._flow_level

    def _fetch_stream_end(self) -> None:
        if self.column:
            self.line += 1
            self.line_start = self.at
        self._leave_block()
        self._add(tokens.StreamEndToken)

    def _fetch_document_indicator(self) -> None:
        self._leave_block()
        start = self.mark
        sort = tokens.DocumentStartToken if self.char == "-" else tokens.DocumentEndToken
        self.at += 3
        self._add(sort, start)

    def _leave_block(self) -> None:
        self._unroll(-1, self.mark)
        self._forget_key()
        self._key_allowed = False

    def _fetch_flow_start(self, sort: type) -> None:
        self._save_key()
        mark = self.mark
        self._keys.append(_SimpleKey(possible=False, required=False, number=self._next_number(), mark=mark))
        self._flow_level += 1
        if self._flow_level > _MAX_DEPTH:
            self.fail(f"exceeded max depth of {_MAX_DEPTH}", since=mark)
        self._key_allowed = True
        self._add_character(sort)

    def _fetch_flow_end(self, sort: type) -> None:
        self._forget_key()
        if self._flow_level:
            self._flow_level -= 1
            self._key_levels.pop(self._keys.pop().number, None)
        self._key_allowed = False
        self._add_character(sort)

    def _fetch_block_entry(self) -> None:
        if not self._flow_level:
            self._begin_in_block(
                tokens.BlockSequenceStartToken, "block sequence entries are not allowed in this context"
            )
        self._forget_key()
        self._key_allowed = True
        self._add_character(tokens.BlockEntryToken)

    def _fetch_key(self) -> None:
        if not self._flow_level:
            self._begin_in_block(
                tokens.BlockMappingStartToken, "mapping keys are not allowed in this context"
            )
        self._forget_key()
        self._key_allowed = not self._flow_level
        self._add_character(tokens.KeyToken)

    def _fetch_value(self) -> None:
        key = self._keys[-1]
        if self._is_valid(key):
            at = key.number - self._taken
            self._insert(at, tokens.KeyToken(key.mark, key.mark))
            self._roll(key.mark.column, tokens.BlockMappingStartToken, key.mark, at=at)
            key.possible = False
            self._key_levels.pop(key.number, None)
            self._key_allowed = False
        else:
            if not self._flow_level:
                problem = "mapping values are not allowed in this context"
                self._begin_in_block(tokens.BlockMappingStartToken, problem)
            self._key_allowed = not self._flow_level
        self._add_character(tokens.ValueToken)

    def _begin_in_block(self, sort: type, problem: str) -> None:
        if not self._key_allowed:
            self.fail(problem)
        self._roll(self.column, sort, self.mark, at=len(self._tokens))

    def _roll(self, column: int, sort: type, mark: Mark, *, at: int) -> None:
        """Begin a block if *column* is deeper than the current one."""
        if self._flow_level or self._indent >= column:
            return
        self._indents.append(self._indent)
        self._indent = column
        if len(self._indents) > _MAX_DEPTH:
            self.fail(f"exceeded max depth of {_MAX_DEPTH}", since=self._keys[-1].mark)
        self._insert(at, sort(mark, mark))

    def _insert(self, at: int, token: Any) -> None:  # noqa: ANN401 - PyYAML's tokens share no useful type
        """Put *token* before the one at *at*, or last if that has been taken already."""
        self._tokens.insert(at if at >= 0 else len(self._tokens), token)

    def _unroll(self, column: int, mark: Mark) -> None:
        """End the blocks that are deeper than *column*."""
        while not self._flow_level and self._indent > column:
            self._tokens.append(tokens.BlockEndToken(mark, mark))
            self._indent = self._indents.pop()

    def _next_number(self) -> int:
        return self._taken + len(self._tokens)

    def _save_key(self) -> None:
        if not self._key_allowed:
            return
        required = not self._flow_level and self._indent == self.column
        self._forget_key()
        number = self._next_number()
        self._keys[-1] = _SimpleKey(possible=True, required=required, number=number, mark=self.mark)
        self._key_levels[number] = len(self._keys) - 1

    def _forget_key(self) -> None:
        key = self._keys[-1]
        if not key.possible:
            return
        if key.required:
            self._refuse_key(key)
        key.possible = False
        self._key_levels.pop(key.number, None)

    def _is_valid(self, key: _SimpleKey) -> bool:
        """Return whether *key* can still be one: it is short and on this line."""
        if not key.possible:
            return False
        if key.mark.line < self.line or key.mark.index + _KEY_LENGTH < self.at:
            if key.required:
                self._refuse_key(key)
            key.possible = False
        return key.possible

    def _refuse_key(self, key: _SimpleKey) -> None:
        self.fail("could not find expected ':'", since=key.mark, blamed=key.mark)

    def _next_may_be_key(self) -> bool:
        level = self._key_levels.get(self._taken)
        return level is not None and self._is_valid(self._keys[level])
