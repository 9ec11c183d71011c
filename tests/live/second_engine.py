"""An engine of a test's own, which may be stopped and started anew while others use the usual one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kindsphinx.runtime.endpoint import find_endpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECONDS = 60.0


class SecondEngine:
    """A Docker Engine without networks beside the caller's, with one image of that."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"unix://{folder / 'e.sock'}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Return when it answers."""
        folder = self.folder
        runtime = _asked("info", "--format", "{{.DefaultRuntime}}")
        path = _asked("info", "--format", f'{{{{(index .Runtimes "{runtime}").Path}}}}')
        chosen = (
            [] if runtime == "runc" else ["--add-runtime", f"{runtime}={path}", "--default-runtime", runtime]
        )
        command = [
            # an engine without a bridge takes that of the other one away where both have one network
            *("unshare", "--net"),
            *("dockerd", "--host", self.url, "--data-root", str(folder / "data")),
            *("--exec-root", str(folder / "exec"), "--pidfile", str(folder / "pid")),
            *("--bridge=none", "--iptables=false", "--ip6tables=false", "--ip-masq=false", *chosen),
        ]
        with (folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + _SECONDS
        while subprocess.run(["docker", "-H", self.url, "info"], capture_output=True, check=False).returncode:
            assert time.monotonic() < deadline, (folder / "log").read_text(encoding="utf-8")[-2000:]
            time.sleep(0.2)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Return when it is gone, with all its containers."""
        assert self._process
        self._process.send_signal(number)
        self._process.wait(_SECONDS)

    def load(self, image: str) -> None:
        """Give it an image of the caller's engine."""
        path = self.folder / "image.tar"
        _asked("save", "-o", str(path), image)
        subprocess.run(["docker", "-H", self.url, "load", "-i", str(path)], check=True, capture_output=True)


@contextmanager
def second_engine(image: str) -> Iterator[SecondEngine]:
    """Give one that runs, and take it away with all that it has."""
    folder = Path(tempfile.mkdtemp(prefix="k-", dir="/tmp"))
    engine = SecondEngine(folder)
    try:
        engine.start()
        engine.load(image)
        yield engine
    finally:
        engine.stop()
        shutil.rmtree(folder)


def _asked(*question: str) -> str:
    command = ["docker", "-H", find_endpoint(os.environ).url, *question]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
