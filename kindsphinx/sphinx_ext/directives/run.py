"""``kind-run``: commands, and what they print."""

from __future__ import annotations

import difflib
import re
import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from kindsphinx.core.blocks import Command, PageFile, RunBlock
from kindsphinx.core.capturing import names_used, parse_captures
from kindsphinx.core.freshness import BlockState, Freshness
from kindsphinx.core.problems import Severity
from kindsphinx.core.showing import show_block
from kindsphinx.core.transcript import parse_transcript
from kindsphinx.sphinx_ext.directives.base import KindDirective
from kindsphinx.sphinx_ext.directives.comparing import COMPARING_OPTIONS, compared, tell_unknown_columns
from kindsphinx.sphinx_ext.listing_nodes import plain, read_listing
from kindsphinx.sphinx_ext.options import LISTING_OPTIONS, AnyOption
from kindsphinx.sphinx_ext.page import Listed, Named
from kindsphinx.sphinx_ext.program_places import wrong_programs
from kindsphinx.sphinx_ext.warnings import WarningSubtype

if TYPE_CHECKING:
    from docutils import nodes

    from kindsphinx.core.capturing import Capture
    from kindsphinx.core.context import Astray
    from kindsphinx.core.transcript import Entry

_PLATFORM = re.compile(r"[a-z0-9]+/[a-z0-9]+(/v[0-9]+)?")
_HIGHEST_EXIT_CODE = 255
_UNRECORDED = BlockState(freshness=Freshness.MISSING)


class KindRun(KindDirective):
    """Commands, and what they print."""

    option_spec = AnyOption(
        (
            *LISTING_OPTIONS,
            *COMPARING_OPTIONS,
            "capture",
            "cleanup",
            "exit-code",
            "file",
            "hidden",
            "no-run",
            "output",
            "platform",
            "prompt",
            "retry",
            "reveal",
            "show",
            "substitutions",
            "timeout",
        )
    )

    def build(self) -> list[nodes.Node]:
        """Return the transcript."""
        cluster = self._cluster()
        if self.is_swallowed:
            return []
        script, files = self._script()
        commands = compared(self, self._commands(files))
        name = self.name_of_block()
        instead = self._instead(commands)
        hidden = self._hidden()
        parts = self.read.words("show", choices=("command", "output"))
        if not commands:
            return []
        block = self._block(commands, cluster, name, files)
        state = self.note(block)
        tell_unknown_columns(self, block, state)
        self._follow_context(block)
        for message, place in wrong_programs(block, self.page.blocks, self.settings):
            self.complain(message, WarningSubtype.PROGRAM, place)
        if name:
            self.page.named[name] = Named(config=script, run=block, instead=instead)
        if hidden:
            return []
        return self.with_target(self._shown(block, state, script, instead, parts))

    def _block(
        self, commands: tuple[Command, ...], cluster: str, name: str, files: tuple[PageFile, ...]
    ) -> RunBlock:
        reason = self.read.text("no-run") if self.read.has("no-run") else None
        return RunBlock(
            id=self.page.unused_id(name, commands[0].text),
            location=self.location,
            commands=commands,
            cluster=cluster,
            files=files,
            exit_codes=self.read.numbers("exit-code", default=(0,), limit=_HIGHEST_EXIT_CODE),
            timeout=self.read.duration("timeout", above=0.0),
            retry=self.read.duration("retry") or 0.0,
            cleanup=self.read.flag("cleanup"),
            reveal=self.read.flag("reveal"),
            platform=self._platform(),
            no_run=reason,
            captures=self._captures(),
        )

    def _captures(self) -> tuple[Capture, ...]:
        """Return what the block captures; the shell gets it, so that no name may be there twice."""
        if not self.read.text("capture"):
            return ()
        written = str(self.options["capture"])
        captures, problems = parse_captures(written)
        for each in problems:
            line = written.splitlines()[each.line - 1].strip()
            self.read.problem("capture", f"“capture”: {each.message}", line, WarningSubtype.CAPTURE)
        for capture in captures:
            if capture.name in self.page.captures:
                message = f"“{capture.name}” is captured above already: give one of them another name"
                self.read.problem("capture", message, capture.name, WarningSubtype.CLASH)
        return tuple(replace(each, location=self.place.of_option("capture", each.name)) for each in captures)

    def _cluster(self) -> str:
        argument = self.word(what="a cluster's name")
        if not argument:
            return self.page.nearest
        if argument not in self.page.clusters:
            near = difflib.get_close_matches(argument, self.page.clusters, n=1)
            known = ", ".join(f"“{each}”" for each in self.page.clusters)
            hint = (
                f"did you mean “{near[0]}”?"
                if near
                else f"the page has {known or 'none'}; write “.. kind-cluster:: {argument}” above"
            )
            message = f"nothing above on this page defines the cluster “{argument}”: {hint}"
            self.complain(message, WarningSubtype.CLUSTER, self.place.of_argument(argument))
        return argument

    def _prompt(self) -> str:
        if not self.read.has("prompt"):
            return "$"
        prompt = str(self.options["prompt"] or "").strip()
        if len(prompt) == 1 and not prompt.isalnum() and prompt not in ">\\":
            return prompt
        message = f"“prompt”: {prompt!r} is no prompt: write one character, such as # or %"
        self.read.problem("prompt", message, prompt)
        return "$"

    def _script(self) -> tuple[Listed | None, tuple[PageFile, ...]]:
        if "file" not in self.options:
            return None, ()
        self.refuse_both("the commands are", "file")
        path = self.path_of("file")
        text = self.text_of(path, "file") if path else None
        if path is None or text is None:
            return None, ()
        file = PageFile(name=path.name, data=text.encode(), executable=text.startswith("#!"))
        return Listed(text=text, language="bash"), (file,)

    def _commands(self, files: tuple[PageFile, ...]) -> tuple[Command, ...]:
        if files:
            return (Command(text=shlex.join(["bash", files[0].name]), location=self.location),)
        if "file" in self.options:
            return ()
        if not self.content:
            message = "there are no commands: write them below, “$ COMMAND”, or name a script with “file”"
            self.complain(message, WarningSubtype.CONTENT, self.location)
            return ()
        entries, problems = parse_transcript(self.text(), prompt=self._prompt())
        self.complain_of(problems)
        if not entries and not problems:
            message = f"there are no commands: write “{self._prompt()} ” before each"
            self.complain(message, WarningSubtype.TRANSCRIPT, self.place.of_content(1))
        return tuple(map(self._command, entries))

    def _command(self, entry: Entry) -> Command:
        expected = None if entry.expected is None else self.place.of_content(entry.expected_line + 1)
        used = names_used(entry.command)
        return Command(
            text=entry.command,
            location=self.place.of_content(entry.line + 1),
            expected=entry.expected,
            expected_location=expected,
            written=entry.written,
            captured=tuple(self.page.captures[name] for name in used if name in self.page.captures),
        )

    def _instead(self, commands: tuple[Command, ...]) -> str:
        path = self.path_of("output")
        text = self.text_of(path, "output") if path else None
        if any(command.expected is not None for command in commands):
            self.read.refuse("output", "the content says already what is printed")
        return text or ""

    def _hidden(self) -> bool:
        hidden = self.read.flag("hidden")
        if hidden:
            self.read.refuse("show", "the block is hidden")
        return hidden

    def _platform(self) -> str:
        platform = self.read.text("platform")
        if platform and not _PLATFORM.fullmatch(platform):
            message = f"“platform”: “{platform}” is no platform: write it as linux/arm64"
            self.read.problem("platform", message, platform)
            return ""
        return platform

    def _follow_context(self, block: RunBlock) -> None:
        """Say where a command would reach another cluster than the block is about."""
        for command in block.commands if block.no_run is None else ():
            about = block.cluster if block.cluster in self.page.clusters else ""
            for astray in self.page.contexts.follow(command.text, about):
                self.complain(
                    self._astray(astray, block.cluster),
                    WarningSubtype.CONTEXT,
                    command.location,
                    severity=Severity.WARNING,
                )

    def _astray(self, astray: Astray, cluster: str) -> str:
        how = "by the current context" if astray.current else "as it is written"
        instead = (
            f", or write “.. kind-run:: {astray.reached}”" if astray.reached in self.page.clusters else ""
        )
        return (
            f"{astray.program} reaches the cluster “{astray.reached}” {how}, "
            f"but the block is about “{cluster}”: add “{astray.option}”{instead}"
        )

    def _shown(
        self,
        block: RunBlock,
        state: BlockState | None,
        script: Listed | None,
        instead: str,
        parts: tuple[str, ...],
    ) -> list[nodes.Node]:
        shown = self.doubt_of(
            block, show_block(block, state or _UNRECORDED, instead=instead, values=self.page.values)
        )
        look = read_listing(self.read)
        if script is None:
            return self.transcript(shown, parts, look)
        # numbers and emphasis belong to the script
        listing = [self.listed(script.text, script.language, look)] if "command" in parts else []
        return [*listing, *self.transcript(shown, parts, plain(look))]
