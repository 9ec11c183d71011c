"""Asks what is secret on a page: its clusters for their Secrets, its files for the keys of kubeconfigs."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kindsphinx.core.errors import KindSphinxError
from kindsphinx.core.fingerprint import files_of
from kindsphinx.core.redaction import SecretBook
from kindsphinx.core.redaction.entries import shapes_of, variable_of
from kindsphinx.core.redaction.kubernetes import in_kubeconfig, in_secrets
from kindsphinx.runtime.caller_secrets import caller_secrets, text_of
from kindsphinx.runtime.kubeconfigs import files_in, unknown_clusters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kindsphinx.core.blocks import Scenario
    from kindsphinx.core.redaction import Survivor
    from kindsphinx.runtime.clusters import KindClusters
    from kindsphinx.runtime.secret_watch import SecretWatch

_MOST_FILES: Final = 2000


def book_for(scenario: Scenario, *, secrets: Iterable[str], environ: Mapping[str, str]) -> SecretBook:
    """Return what is known of secrets before a page runs.

    :param secrets: the setting ``kind_secrets``: ``$NAME`` for a variable, else a regular expression.
    :param environ: the caller's environment.
    """
    secrets = tuple(secrets)
    book = SecretBook(public=page_text(scenario), shapes=shapes_of(secrets))
    book.add(caller_secrets(environ, names=filter(None, map(variable_of, secrets))))
    return book


def page_text(scenario: Scenario) -> str:
    """Return all that the sources of a page say: its own text, its commands, and the files that it shows."""
    scenario = scenario.whole
    paths = dict.fromkeys(block.location.source for block in scenario.blocks)
    files = {file.name: file.data for block in scenario.blocks for file in files_of(block)}
    commands = (command.text for block in scenario.runs for command in block.commands)
    return "\n".join(
        [
            *(text_of(Path(path)) for path in paths),
            *commands,
            *(data.decode("utf-8", "replace") for data in files.values()),
        ]
    )


class PageSecrets:
    """The :class:`~kindsphinx.core.ports.Redactor` of a page with real clusters."""

    def __init__(
        self,
        book: SecretBook,
        clusters: KindClusters,
        *,
        folder: Path,
        kubeconfigs: Callable[[], Iterable[Path]],
    ) -> None:
        """Begin with what *book* knows.

        :param folder: where kubeconfigs of its own go; it is removed with the page.
        :param kubeconfigs: returns the files and folders where the page may have kubeconfigs.
        """
        self._folder = folder
        self._book = book
        self._clusters = clusters
        self._kubeconfigs = kubeconfigs
        self._watches: dict[str, SecretWatch] = {}
        self._silent: dict[str, str] = {}
        self._told: set[str] = set()
        self._seen: set[tuple[str, int, int]] = set()

    @property
    def known(self) -> int:
        """Return how many secrets are known."""
        return self._book.known

    def learn(self) -> None:
        """Take in the secrets that the page's clusters and files have now.

        A cluster that does not answer keeps what is known of it.
        """
        self._read_files()
        with suppress(KindSphinxError):
            for name, identity in self._clusters.running().items():
                with suppress(KindSphinxError):
                    self._ask(name, identity)
        # asking takes longer than it takes a change to arrive
        for watch in self._watches.values():
            self._take(watch)

    def take(self, cluster: str, *, kubeconfig: str, secrets: str) -> None:
        """Take in what a cluster has told that may be gone: its kubeconfig, and its Secrets as JSON."""
        self._book.add(in_kubeconfig(kubeconfig, f"the kubeconfig of the cluster {cluster}"))
        self._book.add(in_secrets(secrets))

    def redact(self, text: str) -> str:
        """Return *text* with a fixed word in place of every secret; columns stay where they are."""
        return self._book.redact(text)

    def redact_lines(self, lines: Iterable[str]) -> list[str]:
        """Return the *lines* of a text, as many as there are, each without secrets."""
        return self._book.redact_lines(lines)

    def reveal(self, text: str) -> None:
        """Note that the author of the page publishes the secrets of *text* on purpose."""
        self._book.reveal(text)

    def ordinary(self, text: str) -> tuple[str, ...]:
        """Return whose values stand in *text* and are not replaced, as they are too short or too usual."""
        return self._book.ordinary(text)

    def silent(self) -> tuple[str, ...]:
        """Return the clusters that have not told their Secrets at any time, although they run."""
        return tuple(sorted(self._silent.values()))

    def survivors(self, text: str) -> tuple[Survivor, ...]:
        """Return the secrets that stand in *text*, but for those that were revealed."""
        return self._book.survivors(text)

    def close(self) -> None:
        """Watch no cluster any more; may be called again."""
        for watch in self._watches.values():
            watch.close()

    def _ask(self, name: str, identity: str) -> None:
        kubeconfig = self._folder / identity
        if not kubeconfig.exists():
            text = self._clusters.kubeconfig(name)
            self._book.add(in_kubeconfig(text, f"the kubeconfig of the cluster {name}"))
            self._folder.mkdir(mode=0o700, exist_ok=True)
            kubeconfig.write_text(text, encoding="utf-8")
        # one whose creation has failed was never the page's to ask (“--retain” leaves its nodes)
        if identity not in self._told and not unknown_clusters((name,), self._kubeconfigs()):
            self._silent[identity] = name
        self._book.add(in_secrets(self._clusters.secrets(kubeconfig)))
        self._silent.pop(identity, None)
        self._told.add(identity)
        # as it has answered just now, a watch that has ended can begin again
        watch = self._watches.get(identity)
        if watch is None or not watch.is_running:
            if watch is not None:
                watch.close()
                self._take(watch)
            self._watches[identity] = self._clusters.watched_secrets(kubeconfig)

    def _take(self, watch: SecretWatch) -> None:
        for answer in watch.taken():
            self._book.add(in_secrets(answer))

    def _read_files(self) -> None:
        for at, path in enumerate(files_in(self._kubeconfigs())):
            if at > _MOST_FILES:
                return
            with suppress(OSError):
                state = path.stat()
                version = str(path), state.st_mtime_ns, state.st_size
                if version not in self._seen:
                    self._seen.add(version)
                    self._book.add(in_kubeconfig(text_of(path), "a kubeconfig of the page"))
