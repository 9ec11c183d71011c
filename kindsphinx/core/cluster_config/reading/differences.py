r"""Where kind's YAML reader (go-yaml 3) differs from libyaml, rule by rule, each with its reason.

go-yaml is a libyaml of 2006 translated to Go, with changes of its own. So libyaml, which is much faster than
anything in Python, reads a text as kind does, unless the text holds one of the things below. What libyaml
refuses goes to :class:`.ExactParser` in any case, since go-yaml may take it, and has other words if not:

* ``\'`` in double quotes, ``a:`` before a comma, commas in tags: go-yaml takes them;
* a tab before a comment below another comment or behind a token: go-yaml has read it with that;
* 1,000 to 10,000 levels: libyaml's limit is the lower one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from kindsphinx.core.errors import KindSphinxError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SUSPECTS: Final = re.compile(r"\\/|[?!]|^%", re.MULTILINE)
_LONG_TAG: Final = re.compile(r"![^ \t\r\n]*[],[]")
_SLASH: Final = re.compile(r"(?<!\\)(?:\\\\)*\\/")
_ENDS: Final = (yaml.DocumentEndEvent, yaml.StreamEndEvent)
_COLLECTION: Final = (yaml.CollectionStartEvent, yaml.CollectionEndEvent)
_YAML_1_1: Final = (1, 1)


class DisagreementError(KindSphinxError):
    """libyaml cannot tell how kind's reader reads the text; never leaves the package."""


def read_by_libyaml(text: str, new_parser: Callable[[str], Any]) -> Iterator[Any]:
    """Return the events of the first document as long as libyaml and go-yaml agree about them.

    Raises :class:`DisagreementError`, at the latest with the last event.
    """
    if "\ufeff" in text:
        # libyaml skips a byte order mark at the start of any line; to go-yaml it is part of the word
        raise DisagreementError("a byte order mark")
    events = _first_document(text, new_parser(text).get_event)
    if _SUSPECTS.search(text):
        known = list(events)
        if _is_suspect(text, known):
            raise DisagreementError("a construct that is read otherwise")
        return iter(known)
    # not kept, since thousands of them at a time would cost as much as all the rest
    return events


def _first_document(text: str, next_event: Callable[[], Any]) -> Iterator[Any]:
    try:
        next_event()
        while True:
            event: Any = next_event()
            yield event
            is_last = event.__class__ in _ENDS
            if is_last:
                break
    except (yaml.YAMLError, ValueError) as error:
        raise DisagreementError(str(error)) from None
    if event.start_mark.index < len(text):
        # go-yaml reads two tokens ahead, and stumbles over them
        raise DisagreementError("something behind the document")


def _is_suspect(text: str, events: list[Any]) -> bool:
    """Return whether go-yaml would read *events* otherwise, or not at all."""
    if getattr(events[0], "version", None) not in (None, _YAML_1_1):
        # to go-yaml only YAML 1.1 is YAML
        return True
    # within brackets "?" marks a key for go-yaml wherever it stands, and it swallows what follows
    return any("?" in part for part in _in_brackets(text, events)) or any(
        _is_suspect_node(text, event) for event in events
    )


def _in_brackets(text: str, events: list[Any]) -> Iterator[str]:
    """Yield the parts of *text* that stand within brackets or braces."""
    begins: list[int | None] = [None]
    for event in events:
        is_start, is_end = (isinstance(event, sort) for sort in _COLLECTION)
        if is_start:
            begin = event.start_mark.index if event.flow_style else None
            begins.append(begin if begins[-1] is None else begins[-1])
        elif is_end:
            begin = begins.pop()
            if begin is not None and begins[-1] is None:
                yield text[begin : event.end_mark.index]


def _is_suspect_node(text: str, event: Any) -> bool:  # noqa: ANN401 - PyYAML's events
    is_tagged = getattr(event, "tag", None) is not None
    if is_tagged and _LONG_TAG.match(text, text.index("!", event.start_mark.index)):
        # to go-yaml commas and brackets do not end a tag
        return True
    # JSON's escaped slash: libyaml takes it, go-yaml does not
    is_quoted = getattr(event, "style", None) == '"'
    return is_quoted and bool(_SLASH.search(text, event.start_mark.index, event.end_mark.index))
