"""The settings: converted once, a wrong one told and replaced by its default."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kindsphinx.core.cluster_config import NEWEST_KIND
from kindsphinx.core.comparing import Volatile
from kindsphinx.core.isolation import Sudo
from kindsphinx.core.outcome import RecordMode
from kindsphinx.core.permissions import Permissions
from kindsphinx.sphinx_ext.settings import Execute, KindSettings, read_settings
from tests.sphinx_ext.project import CLUSTER, Project

if TYPE_CHECKING:
    from sphinx.testing.util import SphinxTestApp

    from tests.sphinx_ext.project import Build

DEFAULTS: dict[str, Any] = {
    "execute": Execute.OFF,
    "record": RecordMode.NEW,
    "pages": (),
    "image": "",
    "timeout": 120.0,
    "create_timeout": 600.0,
    "create_retries": 1,
    "busy_timeout": 600.0,
    "shell": "bash",
    "set_environment": {},
    "executable": "kind",
    "version": NEWEST_KIND,
    "check_yaml_blocks": False,
    "recordings_path": "_recordings",
    "substitutions": {},
    "requires": {},
    "volatile": Volatile(),
    "secrets": (),
    "allow": Permissions(),
    "inherit_environment": (),
    "images": (),
    "sudo": Sudo.REFUSE,
    "allowed_programs": (),
    "keep": False,
    "scope": "document",
}


def _built(
    project: Project,
    environ: dict[str, str] | None = None,
    **overrides: Any,  # noqa: ANN401 - settings have any type
) -> tuple[KindSettings, Build]:
    """Return the settings of a build, and the build."""
    found: list[KindSettings] = []

    def look(app: SphinxTestApp) -> None:
        found.append(read_settings(app.config, environ or {}))

    project.write("index.rst", "Title\n=====\n")
    built = project.build("dummy", prepare=look, **overrides)
    return found[0], built


def test_every_setting_has_a_default(project: Project) -> None:
    """A project without any says nothing."""
    settings, built = _built(project)

    assert {each.name: getattr(settings, each.name) for each in dataclasses.fields(settings)} == DEFAULTS
    assert built.warnings == ()


RIGHT = [
    ("execute", "'auto'", Execute.AUTO),
    ("execute", "True", Execute.ON),
    ("execute", "False", Execute.OFF),
    ("record", "'all'", RecordMode.ALL),
    ("record", "'none'", RecordMode.NONE),
    ("pages", "['guide/*', ' start ']", ("guide/*", "start")),
    ("pages", "('a', 'b')", ("a", "b")),
    ("pages", "'guide/*'", ("guide/*",)),
    ("image", "'kindest/node:v1.34.0'", "kindest/node:v1.34.0"),
    ("timeout", "90", 90.0),
    ("timeout", "0.5", 0.5),
    ("timeout", "'1h30m'", 5400.0),
    ("create_timeout", "'20m'", 1200.0),
    ("busy_timeout", "'1h'", 3600.0),
    ("shell", "'/bin/bash'", "/bin/bash"),
    ("set_environment", "{'A': 'x', 'B': 1}", {"A": "x", "B": "1"}),
    ("executable", "__import__('pathlib').Path('/opt/kind')", "/opt/kind"),
    ("version", "'v0.30.0'", "v0.30.0"),
    ("version", "'0.30'", "0.30"),
    ("recordings_path", "'../recordings'", "../recordings"),
    ("substitutions", "{'node': 'kindest/node:v1.34.0', 'n': 3}", {"node": "kindest/node:v1.34.0", "n": "3"}),
    ("check_yaml_blocks", "True", True),
    ("allow", "['gpus', ' mounts:/data ']", Permissions(frozenset({"gpus", "mounts:/data"}))),
    ("inherit_environment", "['CI', 'EXAMPLE_*']", ("CI", "EXAMPLE_*")),
    ("images", "['busybox:1.36']", ("busybox:1.36",)),
    ("sudo", "'strip'", Sudo.STRIP),
    ("allowed_programs", "['kind', 'kubectl']", ("kind", "kubectl")),
    ("keep", "True", True),
    ("keep", "1", True),
]


@pytest.mark.parametrize(("name", "value", "expected"), RIGHT, ids=[f"{each[0]}={each[1]}" for each in RIGHT])
def test_a_value_of_conf_py_is_converted(project: Project, name: str, value: str, expected: object) -> None:
    """Durations to seconds, words to members, and no warning."""
    project.conf = f"kind_{name} = {value}\n"

    settings, built = _built(project)

    assert getattr(settings, name) == expected
    assert type(getattr(settings, name)) is type(expected)
    assert built.warnings == ()


WRONG = [
    ("execute", "'yes'", "one of 'off', 'auto', 'on' is needed"),
    ("execute", "'atuo'", "one of 'off', 'auto', 'on' is needed; did you mean 'auto'?"),
    ("record", "'once'", "one of 'none', 'new', 'all' is needed; did you mean 'none'?"),
    ("record", "False", "one of 'none', 'new', 'all' is needed"),
    ("pages", "5", "a list of patterns is needed: ['guide/*']"),
    ("pages", "[5]", "a list of patterns is needed: ['guide/*']"),
    ("image", "5", "a string is needed"),
    ("timeout", "'soon'", "'soon' is not a duration: write 90s, 5m, 1h30m, or seconds"),
    ("timeout", "0", "a duration above 0 is needed: 90, '90s', '5m'"),
    ("timeout", "-1", "'-1' is not a duration: write 90s, 5m, 1h30m, or seconds"),
    ("timeout", "True", "a duration is needed: 90, '90s', '5m'"),
    ("create_timeout", "[1]", "a duration is needed: 90, '90s', '5m'"),
    ("shell", "''", "the name or the path of a program is needed"),
    ("set_environment", "['A']", "a dictionary from names to strings is needed"),
    ("set_environment", "{'A': None}", "the value of 'A' is no string"),
    ("set_environment", "{'A=B': 'x'}", "'A=B' cannot be the name of a variable"),
    ("set_environment", "{'A': 'x' + chr(0)}", "'A' cannot be the name of a variable"),
    ("executable", "None or 7", "a string is needed"),
    ("version", "0.30", "a string is needed"),
    ("version", "''", "a version of kind is needed: 'v0.30.0', or shorter '0.30'"),
    ("version", "'newest'", "a version of kind is needed: 'v0.30.0', or shorter '0.30'"),
    ("recordings_path", "' '", "the path of a folder is needed"),
    ("substitutions", "'x'", "a dictionary from names to strings is needed"),
    ("check_yaml_blocks", "['yaml']", "True or False is needed"),
    ("allow", "['mount:/data']", "'mount:/data' is no permission: did you mean 'mounts'?"),
    ("allow", "{'gpus': True}", "a list of permissions is needed: ['host-network', 'mounts:/data']"),
    ("inherit_environment", "['$A']", "'$A' is no name of variables: write 'NAME', or 'PREFIX_*'"),
    ("images", "['busy box']", "'busy box' is no image: its name has a blank"),
    ("allowed_programs", "['a b']", "'a b' is no program's name: write it without its folder and arguments"),
    ("sudo", "'allow'", "one of 'refuse', 'strip' is needed"),
    ("keep", "'yes'", "True or False is needed"),
    ("keep", "2", "True or False is needed"),
]


@pytest.mark.parametrize(("name", "value", "message"), WRONG, ids=[f"{each[0]}={each[1]}" for each in WRONG])
def test_a_wrong_value_is_told_and_the_default_used(
    project: Project, name: str, value: str, message: str
) -> None:
    """The warning names the setting, the value, the default, and what is needed."""
    project.conf = f"kind_{name} = {value}\n"

    settings, built = _built(project)

    assert getattr(settings, name) == DEFAULTS[name]
    (warning,) = built.warnings
    assert warning.startswith(f"WARNING: kind_{name}: ")
    assert warning.endswith(f" is: {message} [kind.setting]")
    assert "<" not in warning


def test_all_wrong_values_are_told_and_can_be_silenced(project: Project) -> None:
    """Once in each build."""
    project.conf = "kind_timeout = 'soon'\nkind_record = 'once'\n"
    _, told = _built(project)

    _, silenced = _built(Project(project.root, conf=project.conf), suppress_warnings=["kind.setting"])

    assert len(told.warnings) == 2
    assert silenced.warnings == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("kind_timout", "did you mean “kind_timeout”?", id="near"),
        pytest.param("kind_zzz", ": there are kind_execute, kind_record, ", id="far"),
    ],
)
def test_a_name_that_is_no_setting_is_told(project: Project, name: str, expected: str) -> None:
    """With the nearest, or all that there are."""
    project.conf = f"{name} = 1\n"

    _, built = _built(project)

    (warning,) = built.warnings
    assert warning.startswith(f"WARNING: {name}: there is no such setting")
    assert expected in warning


def test_names_of_other_extensions_are_left_alone(project: Project) -> None:
    """A setting that somebody else has declared is none of ours."""
    project.conf = (
        "kind_of_theme = 'dark'\ndef setup(app):\n    app.add_config_value('kind_of_theme', '', '')\n"
    )

    _, built = _built(project)

    assert built.warnings == ()


COMMAND_LINE = [
    ("kind_timeout", "5m", "timeout", 300.0),
    ("kind_pages", "a,b/*", "pages", ("a", "b/*")),
    ("kind_allow", "gpus,host-network", "allow", Permissions(frozenset({"gpus", "host-network"}))),
    ("kind_keep", "1", "keep", True),
    ("kind_keep", "0", "keep", False),
    ("kind_check_yaml_blocks", "1", "check_yaml_blocks", True),
    ("kind_execute", "on", "execute", Execute.ON),
    ("kind_image", "a:b", "image", "a:b"),
    ("kind_version", "0.30", "version", "0.30"),
    ("kind_substitutions.node", "x:1", "substitutions", {"node": "x:1"}),
    ("kind_set_environment.A", "x", "set_environment", {"A": "x"}),
]


@pytest.mark.parametrize(
    ("option", "value", "name", "expected"),
    COMMAND_LINE,
    ids=[f"{each[0]}={each[1]}" for each in COMMAND_LINE],
)
def test_a_value_of_the_command_line_is_converted(
    project: Project, option: str, value: str, name: str, expected: object
) -> None:
    """What -D says is text; Sphinx splits lists at commas."""
    overrides: dict[str, Any] = {option: value}

    settings, built = _built(project, **overrides)

    assert getattr(settings, name) == expected
    assert built.warnings == ()


@pytest.mark.parametrize(
    ("ci", "conf", "expected"),
    [
        pytest.param(None, "", RecordMode.NEW, id="no-ci"),
        pytest.param("", "", RecordMode.NEW, id="empty"),
        pytest.param("false", "", RecordMode.NEW, id="false"),
        pytest.param("0", "", RecordMode.NEW, id="zero"),
        pytest.param("true", "", RecordMode.NONE, id="true"),
        pytest.param("woodpecker", "", RecordMode.NONE, id="any-text"),
        pytest.param("true", "kind_record = 'all'", RecordMode.ALL, id="conf-wins"),
        pytest.param("true", "kind_record = 'once'", RecordMode.NONE, id="a-wrong-one-does-not"),
    ],
)
def test_where_ci_is_set_nothing_is_recorded_by_default(
    project: Project, ci: str | None, conf: str, expected: RecordMode
) -> None:
    """What is set explicitly wins."""
    project.conf = conf

    settings, _ = _built(project, {} if ci is None else {"CI": ci})

    assert settings.record is expected


def test_recordings_lie_where_the_setting_says(project: Project) -> None:
    """From the source folder."""
    settings = dataclasses.replace(_built(project)[0], recordings_path="../kept")

    assert settings.recordings_root("/book/source") == Path("/book/source/../kept")


@pytest.mark.parametrize(
    ("change", "read"),
    [
        pytest.param({"kind_image": "x:1"}, ("index",), id="image"),
        pytest.param({"kind_set_environment": {"A": "1"}}, ("index",), id="environment"),
        pytest.param({"kind_substitutions": {"a": "1"}}, ("index",), id="substitutions"),
        pytest.param({"kind_recordings_path": "other"}, ("index",), id="recordings"),
        pytest.param({"kind_version": "v0.30.0"}, ("index",), id="version"),
        pytest.param({"kind_check_yaml_blocks": True}, ("index",), id="yaml"),
        pytest.param({"kind_execute": "on"}, (), id="execute"),
        pytest.param({"kind_pages": ["x"]}, (), id="pages"),
        pytest.param({"kind_timeout": 5}, (), id="timeout"),
    ],
)
def test_what_reaches_the_pages_reads_them_again(
    project: Project, change: dict[str, Any], read: tuple[str, ...]
) -> None:
    """And what does not, does not."""
    project.write("index.rst", CLUSTER)
    project.build("dummy", silent=("kind",))

    built = project.build("dummy", silent=("kind",), **change)

    assert built.read == read
