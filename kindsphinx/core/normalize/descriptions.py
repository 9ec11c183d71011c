"""Reads lines of what ``kubectl describe`` prints, where a filter has left only some of them."""

from __future__ import annotations

import re

from kindsphinx.core.normalize.header import GAP

_ALIGNMENT = re.compile(r"(?<=\S) {2,}")
_EVENTS = re.compile(r"(?m)^(Events:) *<none>$")
_PODS = re.compile(r"(?m)^(Non-terminated Pods: +)\(\d+ in total\)$")


def lines_of_descriptions(text: str) -> str:
    """Put the lines of *text* into one form, whatever the widths of columns.

    Whether there are events is told by these, and how many pods are on a node is Kubernetes' choice.
    """
    text = _PODS.sub(r"\1(<count> in total)", _EVENTS.sub(r"\1", text))
    return _ALIGNMENT.sub(GAP, text)
