"""A block without a name is called after its first command."""

from __future__ import annotations

import pytest

from kindsphinx.core.slugs import LIMIT, slug, unused_id

SLUGS = {
    "words": ("kubectl get nodes", "kubectl-get-nodes"),
    "options": ("kubectl get pods -o wide --all-namespaces", "kubectl-get-pods-o-wide-all-namespaces"),
    "case": ("docker build -t App:1 .", "docker-build-t-app-1"),
    "underscores": ("make build_image", "make-build-image"),
    "first line": ("cat <<EOF\nhello\nEOF", "cat-eof"),
    "blanks around": ("\n  pwd  \n", "pwd"),
    "Chinese": ("echo 你好\uff0c世界", "echo-你好-世界"),
    "wide letters": ("\uff50\uff57\uff44", "pwd"),
    "accents": ("echo CAFÉ", "echo-café"),
    "accents in two characters": ("echo CAFE\u0301", "echo-café"),
    "nothing to keep": ("{ :; }", "command"),
    "emoji alone": ("😀", "command"),
    "nothing": ("", "command"),
}


@pytest.mark.parametrize(("text", "expected"), SLUGS.values(), ids=SLUGS)
def test_a_slug_keeps_the_words(text: str, expected: str) -> None:
    """Letters and digits of every script stay, lower-case; all else becomes one dash."""
    assert slug(text) == expected


def test_a_slug_is_no_longer_than_a_line_of_a_diff_bears() -> None:
    """A long command is cut, and never ends with a dash."""
    cut = slug("a" * (LIMIT - 1) + " " + "b" * 50)

    assert cut == "a" * (LIMIT - 1)


@pytest.mark.parametrize("text", [each[0] for each in SLUGS.values()], ids=SLUGS)
def test_a_slug_is_its_own_slug(text: str) -> None:
    """Whoever names a block as it is called anyway changes nothing."""
    assert slug(slug(text)) == slug(text)


def test_a_command_that_comes_again_is_numbered() -> None:
    """The occurrence on the page counts; a number that somebody gave as a name is left out."""
    used: set[str] = {"pwd.3"}

    for _ in range(3):
        used.add(unused_id("pwd", used))

    assert used == {"pwd", "pwd.2", "pwd.3", "pwd.4"}
