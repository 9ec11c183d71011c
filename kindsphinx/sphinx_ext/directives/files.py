"""``kind-file``: a listing that is also a file of the page's working directory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from pygments.lexers import find_lexer_class_for_filename

from kindsphinx.core.blocks import FileBlock, PageFile
from kindsphinx.core.fingerprint import as_lf
from kindsphinx.sphinx_ext.directives.base import KindDirective
from kindsphinx.sphinx_ext.folders import names_in
from kindsphinx.sphinx_ext.listing_nodes import literal, read_listing
from kindsphinx.sphinx_ext.options import LISTING_OPTIONS, AnyOption
from kindsphinx.sphinx_ext.page import Listed, Named
from kindsphinx.sphinx_ext.warnings import WarningSubtype

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MANY = 1000


class KindFile(KindDirective):
    """A file, or a folder of files, in the working directory."""

    option_spec = AnyOption((*LISTING_OPTIONS, "file", "hidden", "substitutions"))

    def build(self) -> list[nodes.Node]:
        """Return the listing."""
        self._origins: dict[str, Path] = {}
        files = self._files()
        hidden, name = self.read.flag("hidden"), self.name_of_block()
        if not files:
            return []
        identity = self.page.unused_id(name, f"file {files[0].name}")
        self.note(FileBlock(id=identity, location=self.location, files=files))
        texts = {file.name: text for file in files if (text := _text_of(file)) is not None}
        if name and files[0].name in texts:
            self.page.named[name] = Named(config=texts[files[0].name])
        if hidden:
            return []
        found: list[nodes.Node] = list(self._listings(files, texts))
        return self.with_target(found)

    def _files(self) -> tuple[PageFile, ...]:
        path = self.path_of("file")
        if "file" in self.options and path is None:
            return ()
        name = self._name(path)
        if not name:
            return ()
        if path is None:
            if not self.content:
                message = "the file has no content: write it below, or name a file with “file”"
                self.complain(message, WarningSubtype.CONTENT, self.location)
                return ()
            return (_file(name, "\n".join([*self.text(), ""]).encode()),)
        self.refuse_both("the file's content is", "file")
        if path.is_dir():
            return tuple(self._folder(path, name))
        data = self.data_of(path, "file")
        self._origins[name] = path
        return () if data is None else (_file(name, data),)

    def _name(self, path: Path | None) -> str:
        name = self.argument or (path.name if path else "")
        parts = name.split("/")
        if not name:
            what = "the file has no name: write it behind “kind-file::”"
        elif name.startswith(("/", "~")) or ".." in parts:
            what = f"“{name}” leaves the working directory: write a name below it"
        elif name.endswith(":") or ": " in name or any(part in {"", "."} for part in parts):
            what = (
                f"“{name}” is no file's name: write the name behind “kind-file::”, and a blank line below it"
            )
        else:
            return name
        self.complain(what, WarningSubtype.ARGUMENT, self.place.of_argument(name.partition(" ")[0]))
        return ""

    def _folder(self, folder: Path, name: str) -> Iterator[PageFile]:
        names = self.page.folders[str(folder)] = names_in(folder)
        if not names or len(names) > _MANY:
            word = self.read.text("file")
            what = "no files" if not names else f"more than {_MANY} files"
            message = f"the folder “{word}” has {what}: name another one, or a file"
            self.read.problem("file", message, word, WarningSubtype.FILE)
            return
        for each in names:
            data = self.data_of(folder / each, "file")
            self._origins[f"{name}/{each}"] = folder / each
            if data is not None:
                yield _file(f"{name}/{each}", data)

    def _listings(self, files: tuple[PageFile, ...], texts: Mapping[str, Listed]) -> Iterator[nodes.Element]:
        look = read_listing(self.read)
        for file in files:
            listed = texts.get(file.name)
            if listed is None:
                message = f"“{file.name}” is no text and cannot be shown: add “hidden”"
                self.complain(message, WarningSubtype.FILE, self.location)
            elif len(files) == 1:
                yield self._with_origin(self.listed(listed.text, listed.language, look), file)
            else:
                block = literal(listed.text, listed.language, look)
                self.set_source_info(block)
                yield self.captioned(self._with_origin(block, file), file.name)

    def _with_origin(self, listing: nodes.Element, file: PageFile) -> nodes.Element:
        """Return a listing that says from which file it is, as that of a ``literalinclude`` does."""
        for block in listing.findall(nodes.literal_block):
            if file.name in self._origins:
                block["source"] = str(self._origins[file.name])
        return listing


def language_of(name: str, text: str) -> str:
    """Return the highlighting of a file, by its name and its first line."""
    if text.startswith("#!"):
        return "python" if "python" in text.partition("\n")[0] else "bash"
    lexer = find_lexer_class_for_filename(Path(name).name)
    return str(lexer.aliases[0]) if lexer and lexer.aliases else "none"


def _text_of(file: PageFile) -> Listed | None:
    """Return what a file has to show; ``None`` if it is no text."""
    try:
        text = file.data.decode()
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        return None
    return Listed(text=text, language=language_of(file.name, text))


def _file(name: str, data: bytes) -> PageFile:
    data = as_lf(data)
    return PageFile(name=name, data=data, executable=data.startswith(b"#!"))
