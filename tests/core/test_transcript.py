"""A transcript is read as the person read it who pasted it."""

from __future__ import annotations

import pytest

from kindsphinx.core.transcript import Entry, parse_transcript


def _read(text: str, *, prompt: str = "$") -> list[tuple[str, str | None]]:
    """Return the commands of a transcript without problems, each with the output written under it."""
    entries, problems = parse_transcript(text.split("\n"), prompt=prompt)
    assert problems == ()
    return [(entry.command, entry.expected) for entry in entries]


READ = {
    "nothing": ("", []),
    "blank lines": ("\n  \n", []),
    "command": ("$ pwd", [("pwd", None)]),
    "blanks around a command": ("\n$   pwd  \n\n", [("pwd", None)]),
    "two commands": ("$ pwd\n$ ls", [("pwd", None), ("ls", None)]),
    "output": ("$ pwd\n/work\n", [("pwd", "/work\n")]),
    "output of each": ("$ pwd\n/work\n\n$ ls\na\nb", [("pwd", "/work\n"), ("ls", "a\nb\n")]),
    "blank lines in output": ("$ ls\n\na\n\nb\n\n\n", [("ls", "\na\n\nb\n")]),
    "indented output": ("$ ls\n  a\n", [("ls", "  a\n")]),
    "cut": ("$ ls\n...\n", [("ls", "...\n")]),
    "continuation prompt": ("$ if true\n> then pwd\n> fi", [("if true\nthen pwd\nfi", None)]),
    "empty continuation": ("$ echo '\n>\n> '", [("echo '\n\n'", None)]),
    "indented continuation": ("$ f() {\n>   pwd\n> }\nout", [("f() {\n  pwd\n}", "out\n")]),
    "continuation prompt after a backslash": ("$ ls \\\n>   -l", [("ls \\\n  -l", None)]),
    "raw line after a backslash": ("$ ls \\\n    -l \\\n    /\nout", [("ls \\\n    -l \\\n    /", "out\n")]),
    "prompt after a backslash": ("$ echo \\\n$ x", [("echo \\\n$ x", None)]),
    "here-document": ("$ cat <<EOF\na\n\n$ b\nEOF\na", [("cat <<EOF\na\n\n$ b\nEOF", "a\n")]),
    "here-document with prompts": (
        "$ cat <<EOF\n> a\n> > b\n>\n> EOF\na",
        [("cat <<EOF\na\n> b\n\nEOF", "a\n")],
    ),
    "here-document that quotes": ("$ cat <<EOF\na\n> b\nEOF", [("cat <<EOF\na\n> b\nEOF", None)]),
    "here-document that begins with a quotation": (
        "$ cat <<EOF\n\\> a\n> b\nEOF",
        [("cat <<EOF\n> a\n> b\nEOF", None)],
    ),
    "line after a here-document": ("$ cat <<EOF\na\nEOF\n> cat", [("cat <<EOF\na\nEOF\ncat", None)]),
    "escaped prompts in output": ("$ cat\n\\$ pwd\n\\> more\n\\x", [("cat", "$ pwd\n> more\n\\x\n")]),
    "continuation prompt in output": ("$ cat\na\n> b", [("cat", "a\n> b\n")]),
    "other prompts in output": ("$ cat\n# a\n$b\n$$ c", [("cat", "# a\n$b\n$$ c\n")]),
}

PROBLEMS = {
    "output first": ("/work\n$ pwd", 1, "output stands before any command: begin with “$ COMMAND”"),
    "each line before a command": ("\n  /work", 2, "output stands before any command"),
    "prompt alone": ("$ pwd\n$", 2, "the prompt “$” has no command: remove it, or write “\\$ ” for output"),
    "open here-document": (
        "$ pwd\n$ cat <<EOF\na\n",
        2,
        "the here-document is not closed: write the line “EOF” below it",
    ),
    "indented delimiter": ("$ cat <<EOF\na\n  EOF\n$ pwd", 1, "the here-document is not closed"),
    "open quotation mark": (
        "$ echo 'one\ntwo'",
        1,
        "the quotation mark ' is not closed: write the lines that belong to the command with “> ”",
    ),
    "backslash at the end": (
        "$ pwd\n$ ls \\",
        2,
        "nothing follows the “\\” at the end of the command: remove it, or write the rest below",
    ),
    "backslash at the end of a continuation": ("$ ls \\\n> -l \\", 2, "nothing follows"),
}


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ)
def test_commands_and_outputs_are_told_apart(text: str, expected: list[tuple[str, str | None]]) -> None:
    """By prompts, and by what bash would still want to read."""
    assert _read(text) == expected


@pytest.mark.parametrize(("text", "line", "message"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_is_wrong_is_told_at_its_line(text: str, line: int, message: str) -> None:
    """With what to write instead; lines count from 1."""
    _, problems = parse_transcript(text.split("\n"))

    assert [problem.line for problem in problems] == [line]
    assert message in problems[0].message


def test_all_problems_are_told() -> None:
    """One does not hide the next, and the commands around them are still there."""
    entries, problems = parse_transcript(["x", "$ pwd", "$ ", "$ echo 'a", "$ ls"])

    assert [problem.line for problem in problems] == [1, 3, 4]
    assert [entry.command for entry in entries] == ["pwd", "echo 'a", "ls"]


def test_another_prompt_makes_dollars_output() -> None:
    """A block has one prompt, such as root's."""
    assert _read("# whoami\nroot\n$ x\n\\# y", prompt="#") == [("whoami", "root\n$ x\n# y\n")]


def test_an_entry_knows_its_lines() -> None:
    """Counted from 0: of the command, and of its output; and how the command was written."""
    entries, _ = parse_transcript(["", "$ cat <<EOF ", "> a", "> EOF", "a", "$  ls \\", "  -l"])

    assert entries == (
        Entry(
            command="cat <<EOF\na\nEOF",
            line=1,
            expected="a\n",
            expected_line=4,
            written=("$ cat <<EOF", "> a", "> EOF"),
        ),
        Entry(command="ls \\\n  -l", line=5, written=("$ ls \\", "  -l")),
    )


def test_the_output_begins_where_its_first_line_stands() -> None:
    """Even if that is a blank one."""
    (entry,), _ = parse_transcript(["$ ls", "", "a"])

    assert (entry.expected, entry.expected_line) == ("\na\n", 1)
