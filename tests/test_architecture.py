"""The parts of the package know only those that they may know, and stay small."""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kindsphinx.sphinx_ext.settings import KindSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "kindsphinx"
TESTS = ROOT / "tests"

LONGEST_FILE = 300
MEDIAN_FUNCTION = 8
NINE_IN_TEN_FUNCTIONS = 28

MAY_KNOW = {
    "core": {"core"},
    "runtime": {"core", "runtime", ""},
    "reporting": {"core", "reporting", ""},
    "sphinx_ext": {"core", "reporting", "sphinx_ext", ""},
    "cli": {"core", "reporting", "cli", ""},
    "pytest_plugin": {"core", "reporting", "sphinx_ext", "pytest_plugin", ""},
    "__main__": {"cli"},
    "": {"sphinx_ext"},
}
"""Part -> the parts that it imports; ``""`` is the package itself, with its version."""
REACH_RUNTIME = {"kindsphinx.sphinx_ext.builder", "kindsphinx.cli", "kindsphinx.pytest_plugin"}
"""The entrances, which open a runtime, and import it only when they do."""

THIRD_PARTIES = {
    "core": {"yaml"},
    "runtime": set[str](),
    "reporting": set[str](),
    "sphinx_ext": {"sphinx", "docutils", "pygments"},
    "cli": set[str](),
    "pytest_plugin": {"pytest", "sphinx"},
    "__main__": set[str](),
    "": set[str](),
}
"""Part -> what it imports from elsewhere: what rendering needs, and no more."""
LATE_MODULES = {"kindsphinx.core.recording.layout": {"ruamel"}}
"""Module -> what it imports from elsewhere; it is imported within functions only."""
EXTRAS = {
    "kindsphinx.runtime.engine": {"docker"},
    "kindsphinx.cli.outside": {"sphinx"},
}
"""Module -> what it imports besides; what loads none of it is tested below."""
POSIX_ONLY = {"fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Import:
    """One imported module, and where."""

    importer: str
    imported: str
    line: int
    is_late: bool
    """Whether it is within a function."""
    is_typing: bool
    """Whether only a type checker sees it."""

    @property
    def part(self) -> str:
        """Return the part of the package that imports."""
        return part_of(self.importer)

    @property
    def is_own(self) -> bool:
        """Return whether something of this package is imported."""
        return self.imported.partition(".")[0] == "kindsphinx"

    @property
    def top(self) -> str:
        """Return the distribution's or the standard library's name."""
        return self.imported.partition(".")[0]

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.imported}"


class ImportFinder(ast.NodeVisitor):
    """Finds the imports of one module."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.found: list[Import] = []
        self._late = self._typing = 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Look into a function."""
        self._late += 1
        self.generic_visit(node)
        self._late -= 1

    def visit_If(self, node: ast.If) -> None:
        """Look into a condition."""
        typing = isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        self._typing += typing
        self.generic_visit(node)
        self._typing -= typing

    def visit_Import(self, node: ast.Import) -> None:
        """Note ``import a, b``."""
        for alias in node.names:
            self._note(alias.name, node.lineno)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """Note ``from a import b``, where ``b`` may be a module."""
        for alias in node.names:
            name = f"{node.module}.{alias.name}"
            is_module = (ROOT / name.replace(".", "/")).with_suffix(".py").is_file()
            self._note(name if is_module else str(node.module), node.lineno)

    def _note(self, imported: str, line: int) -> None:
        late, typing = bool(self._late), bool(self._typing)
        self.found.append(
            Import(importer=self.module, imported=imported, line=line, is_late=late, is_typing=typing)
        )


def part_of(module: str) -> str:
    """Return the part of the package to which *module* belongs."""
    return [*module.split("."), ""][1]


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def files(root: Path) -> tuple[Path, ...]:
    """Return the Python files below *root*."""
    return tuple(sorted(root.rglob("*.py")))


def name_of(path: Path) -> str:
    """Return the dotted name of a module of the package."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def imports() -> tuple[Import, ...]:
    """Return all imports of the package."""
    found = []
    for path in files(PACKAGE):
        finder = ImportFinder(name_of(path))
        finder.visit(tree(path))
        found += finder.found
    return tuple(found)


def functions(root: Path) -> Iterator[ast.FunctionDef]:
    """Yield the functions below *root*."""
    for path in files(root):
        yield from (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))


def test_every_part_knows_only_the_parts_below_it() -> None:
    """Dependencies run from the entrances to the core; only entrances reach the runtime."""
    wrong = [
        str(each)
        for each in imports()
        if each.is_own
        and part_of(each.imported) not in MAY_KNOW[each.part]
        and not (part_of(each.imported) == "runtime" and _is_entrance(each.importer))
    ]

    assert wrong == []


def test_entrances_import_the_runtime_when_they_open_it() -> None:
    """Reading and rendering import nothing that only running needs."""
    early = [
        str(each)
        for each in imports()
        if each.is_own and part_of(each.imported) == "runtime" and each.part != "runtime" and not each.is_late
    ]

    assert early == []


def test_third_parties_stay_where_they_belong() -> None:
    """The core knows neither Sphinx nor Docker, and ``html`` needs Sphinx and PyYAML only."""
    wrong = [
        str(each)
        for each in imports()
        if not each.is_own
        and each.top not in sys.stdlib_module_names
        and not (each.is_typing and each.part != "core")
        and each.top not in THIRD_PARTIES[each.part]
        and each.top not in EXTRAS.get(each.importer, ())
        and each.top not in LATE_MODULES.get(each.importer, ())
    ]
    early = [str(each) for each in imports() if each.imported in LATE_MODULES and not each.is_late]

    assert wrong + early == []


def test_the_core_starts_no_program() -> None:
    """What the core does is computed from what it is given."""
    wrong = [
        str(each)
        for each in imports()
        if each.part == "core" and each.top in {"subprocess", "socket", "multiprocessing"}
    ]

    assert wrong == []


def test_only_the_runtime_is_bound_to_posix() -> None:
    """Reading and rendering work on Windows; what locks files has a way for each system."""
    posix = [each for each in imports() if each.top in POSIX_ONLY and each.part != "runtime"]

    assert [
        str(each) for each in posix if each.importer != "kindsphinx.core.file_lock" or not each.is_late
    ] == []


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("kindsphinx.sphinx_ext.extension", ("docker", "ruamel", "pytest", "kindsphinx.runtime")),
        ("kindsphinx.cli", ("docker", "ruamel", "pytest", "kindsphinx.runtime", "sphinx", "docutils")),
        ("kindsphinx", ("docker", "ruamel", "pytest", "kindsphinx.", "sphinx", "docutils")),
    ],
    ids=["extension", "command line", "package"],
)
def test_what_is_loaded_is_needed(module: str, unwanted: tuple[str, ...]) -> None:
    """A documentation host has neither Docker nor the packages of the extra ``record``."""
    code = f"import sys, {module}; print(*sys.modules)"

    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert [name for name in run.stdout.split() if name.startswith(unwanted)] == []


def test_settings_are_read_in_one_place() -> None:
    """Everybody else who knows Sphinx asks :class:`KindSettings`, where values are checked."""
    names = {f"kind_{each.name}" for each in fields(KindSettings)}
    wrong = [
        f"{name_of(path)}:{node.lineno}"
        for path in files(PACKAGE)
        if path.name != "settings.py" and "sphinx" in THIRD_PARTIES[part_of(name_of(path))]
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in names
    ]

    assert wrong == []


@pytest.mark.parametrize("root", [PACKAGE, TESTS], ids=lambda root: root.name)
def test_files_are_short(root: Path) -> None:
    """A file that grows longer has two subjects."""
    lengths = {str(path): path.read_text(encoding="utf-8").count("\n") for path in files(root)}

    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


@pytest.mark.parametrize("root", [PACKAGE, TESTS], ids=lambda root: root.name)
def test_functions_are_short(root: Path) -> None:
    """The median function has eight lines at most, and nine in ten are within 28."""
    lengths = sorted((node.end_lineno or node.lineno) - node.lineno + 1 for node in functions(root))

    assert statistics.median(lengths) <= MEDIAN_FUNCTION
    assert lengths[len(lengths) * 9 // 10] <= NINE_IN_TEN_FUNCTIONS


def test_nothing_is_mocked() -> None:
    """Fakes are written by hand, and pass the tests of what they stand for."""
    wrong = [
        f"{path.name}:{node.lineno}"
        for path in files(TESTS)
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("unittest"))
        or (isinstance(node, ast.Import) and any("mock" in alias.name for alias in node.names))
        or (isinstance(node, ast.arg) and node.arg == "mocker")
    ]

    assert wrong == []


def _is_entrance(module: str) -> bool:
    return any(module == each or module.startswith(f"{each}.") for each in REACH_RUNTIME)
