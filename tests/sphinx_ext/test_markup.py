"""Everything works in MyST as in reST, and wherever a page may have it."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest

from tests.sphinx_ext.project import Project

REST = """
Title
=====

.. kind-cluster:: dev
   :name: the-cluster
   :caption: The *cluster*
   :wait: 5m
   :emphasize: nodes

   kind: Cluster
   apiVersion: kind.x-k8s.io/v1alpha4
   nodes:
   - role: control-plane

.. kind-cluster:: later
   :no-create:
   :show: config

   kind: Cluster
   apiVersion: kind.x-k8s.io/v1alpha4

.. kind-config:: broken
   :expect-invalid: at least one

   kind: Cluster
   apiVersion: kind.x-k8s.io/v1alpha4
   nodes:
   - role: worker

.. kind-file:: run.sh
   :linenos:
   :dedent:

   #!/bin/sh
   true

.. kind-run:: dev
   :exit-code: 0 1
   :retry: 30s

   $ kubectl get nodes --context kind-dev
   NAME
   ...

.. kind-run::
   :no-run: it costs money

   $ buy

.. kind-create:: later

.. kind-delete:: later

.. kind-show:: the-cluster
   :show: command

See :kind:cluster:`dev` and :ref:`the-cluster`.
"""
MYST = """
# Title

```{kind-cluster} dev
:name: the-cluster
:caption: The *cluster*
:wait: 5m
:emphasize: nodes

kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
- role: control-plane
```

```{kind-cluster} later
---
no-create: true
show: config
---
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
```

```{kind-config} broken
:expect-invalid: at least one

kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
- role: worker
```

:::{kind-file} run.sh
:linenos:
:dedent:

#!/bin/sh
true
:::

```{kind-run} dev
---
exit-code: 0 1
retry: 30s
---
$ kubectl get nodes --context kind-dev
NAME
...
```

```{kind-run}
:no-run: it costs money

$ buy
```

```{kind-create} later
```

```{kind-delete} later
```

```{kind-show} the-cluster
:show: command
```

See {kind:cluster}`dev` and {ref}`the-cluster`.
"""
ANSWERS = {"kubectl get nodes --context kind-dev": "NAME\ndev-control-plane\n"}


def _project(project: Project, name: str, text: str) -> Project:
    project.extensions = ("kindsphinx", "myst_parser", "sphinx_design")
    project.conf = 'myst_enable_extensions = ["colon_fence"]'
    project.write(name, text)
    return project


def test_myst_shows_and_asks_for_the_same_as_rest(project: Project) -> None:
    """Down to the fingerprints: one recording fits both."""
    rest = _project(Project(project.root / "rest"), "index.rst", REST)
    myst = _project(Project(project.root / "myst"), "index.md", MYST)
    rest.record(ANSWERS)
    (myst.source / "_recordings").mkdir()
    (myst.source / "_recordings" / "index.yaml").write_bytes(rest.store.path("index").read_bytes())

    first, second = rest.build(), myst.build()

    assert (first.warnings, second.warnings) == ((), ())
    assert second.output().replace("Title\n*****", "") == first.output().replace("Title\n*****", "")
    assert "$ kind create cluster --name dev --config dev.yaml --wait 5m" in first.output()
    assert "   NAME\n   ...\n" in first.output()


RUN = ".. kind-run::\n\n   $ echo done\n"
PLACES = {
    "note": f".. note::\n\n{indent(RUN, '   ')}",
    "list": f"* one\n\n{indent(RUN, '  ')}",
    "table": f".. list-table::\n\n   * - one\n     -\n{indent(RUN, ' ' * 7)}",
    "tabs": f".. tab-set::\n\n   .. tab-item:: A\n\n{indent(RUN, ' ' * 6)}",
    "include": ".. include:: part.txt\n",
    "definition": f"term\n{indent(RUN, '   ')}",
    "footnote": f"Text [1]_\n\n.. [1] A note.\n\n{indent(RUN, '   ')}",
    "quote": f"Text\n\n{indent(RUN, '   ')}",
}


@pytest.mark.parametrize("case", PLACES)
def test_a_block_works_wherever_a_page_has_text(project: Project, case: str) -> None:
    """With its recording, and at its place in the scenario."""
    project.write("part.txt", RUN)
    _project(
        project, "index.rst", f"Title\n=====\n\n{RUN}\n{PLACES[case]}\n{RUN}".replace("done\n", "first\n", 1)
    )
    project.record({"echo first": "1\n", "echo done": "done\n"})

    built = project.build()

    assert built.warnings == ()
    assert [each.id for each in built.runs()] == ["echo-first", "echo-done", "echo-done.2"]
    assert built.output().count("$ echo done") == 2


@pytest.mark.parametrize(
    ("name", "directive"),
    [
        pytest.param(
            "dev.yaml", ".. kind-cluster:: dev\n   :no-create:\n   :config: dev.yaml\n", id="config"
        ),
        pytest.param("run.sh", ".. kind-run::\n   :file: run.sh\n", id="script"),
        pytest.param("out.txt", ".. kind-run::\n   :output: out.txt\n\n   $ true\n", id="output"),
        pytest.param("a.yaml", ".. kind-file::\n   :file: a.yaml\n", id="file"),
    ],
)
def test_a_file_that_changes_reads_its_page_again(project: Project, name: str, directive: str) -> None:
    """Also one that was not there before."""
    text = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"
    project.write("index.rst", directive)
    missing = project.build(silent=("kind.missing",))
    project.write(name, text)
    there = project.build(silent=("kind.missing",))
    project.write(name, f"{text}# changed\n")

    changed = project.build(silent=("kind.missing",))

    assert len(missing.warnings) == 1
    assert (there.read, there.warnings) == (("index",), ())
    assert (changed.read, changed.warnings) == (("index",), ())
    assert "# changed" in changed.output()


def test_a_substitution_below_is_not_known_yet(project: Project) -> None:
    """Only those above are, since the page is read once."""
    run = ".. kind-run::\n   :substitutions:\n   :no-run: no\n\n   $ docker run |image| |release|\n"
    project.conf = "release = '1.2'\n"
    project.write("index.rst", f"{run}\n.. |image| replace:: nginx:1.26\n\n{run}")

    built = project.build()

    assert "$ docker run |image| 1.2" in built.output()
    assert "$ docker run nginx:1.26 1.2" in built.output()
    assert built.warnings == ()


def test_a_page_may_be_written_in_any_script(project: Project) -> None:
    """Names, captions, commands and outputs."""
    project.write(
        "index.rst",
        dedent(
            """
            标题
            ====

            .. kind-run::
               :name: 节点
               :caption: 集群的节点

               $ echo 完成 🖼

            .. kind-show:: 节点
               :caption: 再来一次
            """
        ),
    )
    project.record({"echo 完成 🖼": "完成 🖼\n"})

    built = project.build()

    assert built.warnings == ()
    assert built.output().count("   $ echo 完成 🖼\n   完成 🖼\n") == 2
    assert built.runs()[0].id == "节点"


def test_tabs_stay_tabs(project: Project) -> None:
    """A Makefile, a here-document and an output need them; docutils makes blanks of them."""
    project.write(
        "index.rst",
        ".. kind-file:: Makefile\n\n   all:\n   \techo hi\n\n"
        ".. kind-run::\n\n   $ cat <<-EOF\n   \ta\n   \tEOF\n   a\tb\n",
    )

    built = project.build(silent=("kind.missing",))

    (run,) = built.runs()
    (file,) = built.scenario().blocks[0].files  # type: ignore[union-attr]
    assert file.data == b"all:\n\techo hi\n"
    assert run.commands[0].text == "cat <<-EOF\n\ta\n\tEOF"
    assert run.commands[0].expected == "a\tb\n"


@pytest.mark.parametrize(
    "lost",
    [".. include:: nowhere.txt\n", ".. kind_run::\n\n   $ false\n"],
    ids=["an include", "a misspelled directive"],
)
def test_a_page_that_lost_a_part_is_not_run(project: Project, lost: str) -> None:
    """What was recorded of the rest would not be the page's."""
    project.write("index.rst", f".. kind-run::\n\n   $ true\n\n{lost}")

    built = project.build(silent=("kind.missing", "docutils"))

    assert built.scenario().problems
