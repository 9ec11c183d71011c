"""Finds the folders of a Sphinx project, the way sphinx-quickstart lays them out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kindsphinx.cli.errors import UsageError

_CONF = "conf.py"
_SOURCE = "source"


@dataclass(frozen=True, kw_only=True, slots=True)
class Project:
    """The folders that sphinx-build is told."""

    srcdir: Path
    confdir: Path
    builddir: Path


def find_project(
    paths: list[str], *, confdir: Path | None, builddir: Path | None
) -> tuple[Project, list[str]]:
    """Return the project that a command line is about, and those of its *paths* that name pages.

    The first path is the source folder if it is a folder, unless it lies within the source folder that is
    found without it, beside an index page: then it stands for the pages in it.

    :raises UsageError: if there is no such project.
    """
    default = _default_srcdir(confdir)
    if paths and _is_source_folder(Path(paths[0]), default, confdir):
        srcdir, pages = Path(paths[0]), paths[1:]
    elif default is None:
        raise UsageError(_nothing_found(paths))
    else:
        srcdir, pages = default, paths
    conf = confdir or (srcdir if (srcdir / _CONF).is_file() else _parent(srcdir))
    if not (conf / _CONF).is_file():
        raise UsageError(f"there is no conf.py in “{srcdir}” or beside it: name its folder with -c CONFDIR")
    project = Project(srcdir=srcdir, confdir=conf, builddir=builddir or _default_builddir(srcdir))
    return project, pages


def _default_srcdir(confdir: Path | None) -> Path | None:
    if confdir is not None:
        below = confdir / _SOURCE
        return below if below.is_dir() else confdir
    for folder in (Path(_SOURCE), Path("docs"), Path()):
        if (folder / _CONF).is_file():
            below = folder / _SOURCE
            return below if below.is_dir() else folder
        if (folder / _SOURCE / _CONF).is_file():
            return folder / _SOURCE
    return None


def _is_source_folder(path: Path, default: Path | None, confdir: Path | None) -> bool:
    if not path.is_dir():
        return False
    if default is None or (path / _CONF).is_file() or default == confdir:
        return True
    is_below = default.resolve() in path.resolve().parents
    return not is_below or not any(default.glob("index.*"))


def _default_builddir(srcdir: Path) -> Path:
    """Return ``build`` beside a folder of sources, ``_build`` within one that has conf.py among its pages."""
    if (srcdir / _CONF).is_file() and srcdir.resolve().name != _SOURCE:
        return srcdir / "_build"
    return _parent(srcdir) / "build"


def _parent(folder: Path) -> Path:
    return folder / ".." if folder.name in {"", ".."} else folder.parent


def _nothing_found(paths: list[str]) -> str:
    where = "there is no conf.py in source, docs or the current folder"
    named = f", and “{paths[0]}” is no folder" if paths else ""
    return f"{where}{named}: name the source folder, or the folder of conf.py with -c CONFDIR"
