"""A run is ended by signals: in order by the first, at once by another SIGINT."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from kindsphinx.sphinx_ext import signals
from kindsphinx.sphinx_ext.signals import ended_by_signals

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pages are run on POSIX systems")
INT, TERM, HUP = signal.SIGINT, signal.SIGTERM, signal.SIGHUP


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    """Begin as at a terminal, since a script's ``&`` and nohup ignore signals; put back what was there."""
    before = {number: signal.getsignal(number) for number in (INT, TERM, HUP)}
    signal.signal(INT, signal.default_int_handler)
    for number in (TERM, HUP):
        signal.signal(number, signal.SIG_DFL)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def _after(first: signal.Signals, *later: signal.Signals) -> list[str]:
    """Return what happens if signals come while a run is being ended."""
    happened: list[str] = []
    with ended_by_signals(lambda: happened.append("left")):
        try:
            signal.raise_signal(first)
        except KeyboardInterrupt as interrupt:
            happened.append(str(interrupt))
        for each in later:
            signal.raise_signal(each)
    return happened


@pytest.mark.parametrize("number", [INT, TERM, HUP], ids=lambda each: each.name)
def test_each_of_them_ends_a_run(number: signal.Signals) -> None:
    """And those that ended it before do so again afterwards."""
    before = signal.getsignal(number)

    assert _after(number) == [number.name]
    assert signal.getsignal(number) == before


@pytest.mark.parametrize(
    ("later", "happened"),
    [([TERM, HUP], ["SIGINT"]), ([TERM, INT], ["SIGINT", "left"])],
    ids=["what a CI sends", "Ctrl-C again"],
)
def test_only_another_sigint_leaves(
    monkeypatch: pytest.MonkeyPatch, later: list[signal.Signals], happened: list[str]
) -> None:
    """Everything else lets the clean-up go on."""
    monkeypatch.setattr(signals, "_AGAIN_SECONDS", -1)

    assert _after(INT, *later) == happened


def test_one_ctrl_c_that_comes_twice_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal sends it, and whatever program runs this one may pass it on."""
    monkeypatch.setattr(signals, "_AGAIN_SECONDS", 3600)

    assert _after(INT, INT) == ["SIGINT"]


def test_what_was_ignored_stays_ignored() -> None:
    """As the end of the terminal is with nohup."""
    signal.signal(HUP, signal.SIG_IGN)

    with ended_by_signals(lambda: None):
        os.kill(os.getpid(), HUP)
        assert signal.getsignal(HUP) == signal.SIG_IGN
