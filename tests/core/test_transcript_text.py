"""What is stored of an output is what a terminal shows in the end."""

from __future__ import annotations

import random

import pytest
import yaml

from kindsphinx.core.transcript_text import printable, shown_once

KIND_BEGINS = """\
Creating cluster "dev" ...
 • Ensuring node image (kindest/node:v1.34.0) 🖼  ...
 ✓ Ensuring node image (kindest/node:v1.34.0) 🖼
 • Preparing nodes 📦 📦   ...
 ✓ Preparing nodes 📦 📦
"""
ONCE_BEGINS = """\
Creating cluster "dev" ...
 ✓ Ensuring node image (kindest/node:v1.34.0) 🖼
 ✓ Preparing nodes 📦 📦
"""


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("", ""),
        ("a", "a\n"),
        ("a\n", "a\n"),
        ("a\n\n\n", "a\n\n\n"),
        ("\n", "\n"),
        ("  a \t \n b  ", "  a\n b\n"),
        ("   \n", "\n"),
        ("a\tb\n", "a\tb\n"),
        ("naïve 漢字 🎉\n", "naïve 漢字 🎉\n"),
        ("a\\x00b\n", "a\\x00b\n"),
    ],
)
def test_lines_end_where_their_words_end(text: str, stored: str) -> None:
    """Without trailing blanks, and with a newline after the last one."""
    assert printable(text) == stored


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("a\r\nb\r\n", "a\nb\n"),
        ("a\r\r\nb", "a\nb\n"),
        (" 10%\r 50%\r100%\n", "100%\n"),
        ("loading...\rdone\n", "doneing...\n"),
        ("loading...\r\x1b[Kdone\n", "done\n"),
        ("loading...\x1b[2K\rdone\n", "done\n"),
        ("loading...\x1b[2Kdone\n", "          done\n"),
        ("abc\r\x1b[1Kd\n", "dbc\n"),
        ("abc\b\x1b[1Kd\n", "  d\n"),
        ("abc\b\bX\n", "aXc\n"),
        ("a\b\b\bX\n", "X\n"),
        ("\r\n", "\n"),
        ("\r", ""),
        ("50%\r", "50%\n"),
        ("a\n50%\r100%", "a\n100%\n"),
        ("N\bNA\bAM\bME\bE\n", "NAME\n"),
    ],
)
def test_what_is_overwritten_is_gone(text: str, stored: str) -> None:
    """Line by line, as a terminal overwrites it."""
    assert printable(text) == stored


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("\x1b[31mred\x1b[0m\n", "red\n"),
        ("\x1b[1;38;5;9mred\x1b[m \n", "red\n"),
        ("\x9b31mred\n", "red\n"),
        ("\x1b[?25l\x1b[?7la\x1b[?7h\n", "a\n"),
        ("\x1b]0;title\x07a\n", "a\n"),
        ("\x1b]8;;https://a.example\x1b\\link\x1b]8;;\x1b\\\n", "link\n"),
        ("\x1b]0;never ended\nb\n", "\nb\n"),
        ("\x1bPstring\x1b\\a\n", "a\n"),
        ("\x1b(Ba\x1b7\x1b8\x1b=\n", "a\n"),
        ("a\x1b[2Ab\n", "ab\n"),
        ("a\x1b[3Kb\x1b[?K\r\n", "ab\n"),
        ("a\x1b", "a\n"),
        ("\x1b[?7l\r ⠋ Step \x1b[?7h\x1b[?7l\r ⠙ Step \x1b[?7h\r \x1b[32m✓\x1b[0m Step\n", " ✓ Step\n"),
    ],
)
def test_escape_sequences_are_removed(text: str, stored: str) -> None:
    """Colours, titles, links and moves; what they end with stays."""
    assert printable(text) == stored


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("a\0b\n", "a\\x00b\n"),
        ("a\x0b\x0c\x1c\x7f\x85b\n", "a\\x0b\\x0c\\x1c\\x7f\\x85b\n"),
        ("a\u2028b\u2029\ufffe\n", "a\\u2028b\\u2029\\ufffe\n"),
        ("a\udc80\n", "a\\udc80\n"),
        ("\ufeffa\a\n", "a\n"),
    ],
)
def test_characters_that_nobody_sees_are_written_out(text: str, stored: str) -> None:
    """Unless a terminal shows nothing for them at all."""
    assert printable(text) == stored


def _noise(seed: int) -> str:
    chance = random.Random(seed)  # noqa: S311 - chance that repeats itself
    return "".join(chance.choices("ab \t\r\n\b\0\x1b[K2m;]\x07\x85\u2028\ufeff🎉\udc80", k=400))


@pytest.mark.parametrize("seed", range(50))
def test_what_is_stored_can_be_stored(seed: int) -> None:
    """YAML reads it back, Python sees the same lines, and doing it twice changes nothing."""
    stored = printable(_noise(seed))

    assert yaml.safe_load(yaml.safe_dump(stored, allow_unicode=True)) == stored
    assert stored.splitlines() == stored.split("\n")[:-1]
    assert printable(stored) == stored
    assert not [line for line in stored.splitlines() if line != line.rstrip(" \t")]


@pytest.mark.parametrize(
    ("transcript", "shown"),
    [
        (KIND_BEGINS, ONCE_BEGINS),
        (KIND_BEGINS + " • Ready after 0s 💚\nThanks!\n", ONCE_BEGINS + " • Ready after 0s 💚\nThanks!\n"),
        (" • Starting 🕹️  ...\n ✗ Starting 🕹️\nERROR: no\n", " ✗ Starting 🕹️\nERROR: no\n"),
        (
            " • Waiting ≤ 2s ⏳  ...\n ✗ Waiting ≤ 2s ⏳\n • WARNING: Timed out waiting for Ready ⚠️\n",
            " ✗ Waiting ≤ 2s ⏳\n • WARNING: Timed out waiting for Ready ⚠️\n",
        ),
        (" • Starting 🕹️  ...\n", " • Starting 🕹️  ...\n"),
        (" • One ...\n • Two ...\n ✓ Two\n", " • One ...\n ✓ Two\n"),
        (" • One ...\nDEBUG: more\n ✓ One\n", "DEBUG: more\n ✓ One\n"),
        (" • One ...\n • One ...\n ✓ One\n", " • One ...\n ✓ One\n"),
        (" ✓ One\n • One ...\n", " ✓ One\n • One ...\n"),
        (" • One ...\n ✓ One", " ✓ One"),
        ("• One ...\n✓ One\n", "• One ...\n✓ One\n"),
        ("", ""),
    ],
    ids=[
        *("steps", "end", "failed step", "warning", "step without end", "two steps", "debugging"),
        *("the same step twice", "end before begin", "no newline", "another program", "nothing"),
    ],
)
def test_a_step_of_kind_is_shown_once(transcript: str, shown: str) -> None:
    """Where it has ended; a step that has not keeps its line."""
    assert shown_once(transcript) == shown


@pytest.mark.parametrize(
    "text",
    ["\r" * 300_000 + "a", " • One ...\n" * 20_000, " • " + " ..." * 20_000 + "x", "\x1b[" + "1 " * 100_000],
    ids=["carriage returns", "steps", "dots", "an escape without end"],
)
def test_long_outputs_take_no_time(text: str) -> None:
    """Neither storing nor showing depends on more than their length."""
    stored = printable(text)

    assert len(shown_once(stored)) <= len(stored) <= len(text) + 1
