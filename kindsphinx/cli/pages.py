"""Turns what a user calls a page into the globs of ``kind_pages``."""

from __future__ import annotations

import contextlib
import difflib
import fnmatch
import os
import re
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from kindsphinx.cli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SUFFIXES = frozenset({".rst", ".md", ".txt", ".ipynb"})
"""Those proposed where a name is wrong; a page that is named may have another."""
_NEAR = 3


def page_globs(pages: Iterable[str], srcdir: Path) -> tuple[str, ...]:
    """Return one glob of docnames for each of *pages*: a docname, a glob, or the path of a page or folder.

    :raises UsageError: if one of them is no page of the project in *srcdir*, naming those that are alike.
    """
    files = tuple(_files(srcdir))
    return tuple(_glob(page, srcdir, files) for page in pages)


def _glob(page: str, srcdir: Path, files: tuple[str, ...]) -> str:
    path = Path(page)
    relative = _relative(path, srcdir)
    if relative is not None and path.exists():
        return _of_path(relative, srcdir)
    if path.is_file():
        raise UsageError(f"“{page}” is no page of “{srcdir}”: it lies outside of that folder")
    name = page.replace(os.sep, "/").strip("/")
    if (srcdir / name).exists():
        return _of_path(PurePath(name), srcdir)
    docnames = {docname for file in files for docname in _docnames(file)}
    if name in docnames:
        return _literal(name)
    if any(fnmatch.fnmatchcase(docname, name) for docname in docnames):
        return name.replace(",", "?")
    raise UsageError(_unknown(name, srcdir, files))


def _relative(path: Path, folder: Path) -> PurePath | None:
    """Return where *path* lies below *folder*, by name or behind symbolic links; ``None`` if nowhere."""
    for place in (os.path.abspath, os.path.realpath):
        with contextlib.suppress(ValueError):
            return PurePath(place(path)).relative_to(place(folder))
    return None


def _of_path(relative: PurePath, srcdir: Path) -> str:
    """Return the glob of a file or folder that exists in *srcdir*."""
    if (srcdir / relative).is_dir():
        return "/".join((*map(_literal, relative.parts), "**"))
    return _literal(relative.with_suffix("").as_posix())


def _literal(docname: str) -> str:
    """Return the glob that means *docname*; a comma would end it, in a list on Sphinx' command line."""
    return re.sub(r"([*?\[])", r"[\1]", docname).replace(",", "?")


def _files(srcdir: Path) -> Iterator[str]:
    """Yield the files that may be pages, relative to *srcdir*, without those of hidden and made folders."""
    for folder, folders, names in os.walk(srcdir):
        folders[:] = sorted(each for each in folders if not each.startswith((".", "_")))
        for name in sorted(names):
            yield (Path(folder) / name).relative_to(srcdir).as_posix()


def _docnames(file: str) -> Iterator[str]:
    """Yield what the docname of *file* may be; a suffix such as ``.rst.txt`` may be two."""
    stem, _, suffix = file.rpartition(".")
    while suffix and stem and "/" not in suffix:
        yield stem
        stem, _, suffix = stem.rpartition(".")


def _unknown(name: str, srcdir: Path, files: tuple[str, ...]) -> str:
    pages = sorted({file.rpartition(".")[0] for file in files if Path(file).suffix in _SUFFIXES})
    last = name.rpartition("/")[2]
    near = [each for each in pages if each.rpartition("/")[2] == last]
    near += [each for each in difflib.get_close_matches(name, pages, cutoff=0.7) if each not in near]
    hint = f": did you mean {' or '.join(near[:_NEAR])}?" if near else ""
    return f"“{name}” is no page of “{srcdir}”{hint or ', and no page there is called alike'}"
