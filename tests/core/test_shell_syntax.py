"""Where a command ends is seen as bash sees it, as far as transcripts need it."""

from __future__ import annotations

import pytest

from kindsphinx.core.shell_syntax import CommandLines

COMPLETE = {
    "word": "pwd",
    "quoted": """echo "it's" 'a "quote"'""",
    "escaped quotation mark": r"echo it\'s",
    "escaped in double quotes": r'echo "a \" b"',
    "backslash in single quotes": r"printf 'a\'",
    "quoted as in C": r"echo $'it\'s'",
    "dollar before a quoted backslash": r"echo $'\\'",
    "escaped dollar before a quote": r"echo \$'a\'",
    "dollar and quote within quotes": """echo "cost: $'5" """,
    "escaped backslash at the end": r"echo a\\",
    "comment": "pwd # it's here \\",
    "comment alone": "# don't",
    "comment after a separator": "pwd;# it's",
    "hash within a word": "echo a#b 'c'",
    "length": "echo ${#name} $#",
    "here-string": "cat <<< hello",
    "here-string at once": "cat <<<hello",
    "quoted here-document": "echo 'cat <<EOF'",
    "escaped less-than": r"echo \<<EOF",
    "shift": "echo $((1 << 2))",
    "shift at once": "echo $((1<<2)) $((x<<y))",
    "nested parentheses": "echo $(((1 + 2) << 3))",
    "arithmetic command": "(( x = 1 << 2 )) && echo $x",
    "substitutions that end together": "echo $(basename $(pwd))",
    "nothing": "",
}

HEREDOCS = {
    "bare": ("cat <<EOF", "EOF"),
    "after a blank": ("cat << EOF", "EOF"),
    "single quotes": ("cat <<'END OF FILE'", "END OF FILE"),
    "double quotes": ('cat <<"EOF" | sort', "EOF"),
    "escaped": (r"cat <<\EOF", "EOF"),
    "quoted in part": ("""cat <<E"O"'F'""", "EOF"),
    "empty": ("cat <<''", ""),
    "before a redirection": ("cat <<EOF>file", "EOF"),
    "within a substitution": ("x=$(cat <<EOF", "EOF"),
    "after arithmetic": ("echo $((1 << 2)); cat <<EOF", "EOF"),
    "numbered": ("cat 3<<EOF <&3", "EOF"),
    "with dots and dashes": ("cat <<_end-1.x", "_end-1.x"),
}


def _after(*lines: str) -> CommandLines:
    state = CommandLines()
    for line in lines:
        state.feed(line)
    return state


@pytest.mark.parametrize("line", COMPLETE.values(), ids=COMPLETE)
def test_a_whole_command_wants_no_more(line: str) -> None:
    """Nothing is open at its end."""
    state = _after(line)

    assert (state.wants_more, state.quote) == (False, "")


@pytest.mark.parametrize(("line", "delimiter"), HEREDOCS.values(), ids=HEREDOCS)
def test_a_here_document_goes_on_to_its_delimiter(line: str, delimiter: str) -> None:
    """Whatever stands before the delimiter belongs to it, quotation marks too."""
    assert _after(line, "it's <<X \\").wants_more
    assert _after(line, f" {delimiter}", "x").in_heredoc
    assert not _after(line, "it's <<X \\", delimiter).wants_more


def test_here_documents_end_in_their_order() -> None:
    """A line may open several."""
    state = _after("paste <<A <<-'B'", "one", "A", "two")

    assert state.heredocs == [("B", True)]


@pytest.mark.parametrize(
    ("opening", "ends"), [("cat <<-EOF", True), ("cat <<EOF", False)], ids=["dash", "none"]
)
def test_a_dash_lets_the_delimiter_be_indented(opening: str, *, ends: bool) -> None:
    """By tabs, as bash has it."""
    assert _after(opening, "\tx", "\t\tEOF").in_heredoc is not ends


@pytest.mark.parametrize("line", ["echo \\", 'echo "a \\', "kubectl get \\"])
def test_a_backslash_at_the_end_continues(line: str) -> None:
    """Within double quotes, too."""
    assert _after(line).wants_more


def test_a_continued_line_ends_with_the_next() -> None:
    """The line after the backslash is read as any other."""
    assert not _after("echo \\", "  one").wants_more


def test_a_here_document_begins_after_the_whole_line() -> None:
    """Where its line is continued, the rest of the command comes first."""
    state = _after("cat <<EOF \\")

    assert not state.in_heredoc
    state.feed("  - file")
    assert state.in_heredoc


@pytest.mark.parametrize(
    ("lines", "quote"),
    [
        (["echo 'one"], "'"),
        (['echo "one'], '"'),
        ([r"echo $'one\'"], "$'"),
        (["echo 'one", 'it"s'], "'"),
        (["echo 'one", "two'"], ""),
        (["echo $'one", "two\\'", "three'"], ""),
    ],
    ids=["single", "double", "as in C", "still open", "closed below", "as in C, closed below"],
)
def test_a_quotation_mark_stays_open(lines: list[str], quote: str) -> None:
    """Until the same one comes, on whatever line."""
    state = _after(*lines)

    assert state.quote == quote
    assert not state.wants_more
