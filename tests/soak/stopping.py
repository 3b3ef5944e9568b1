"""A server with its launcher, as ``make run`` starts it, and what it leaves behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import duckdb
import psutil

from tests.browser.server import free_port
from vertebroplasty.importing.content import content_hash
from vertebroplasty.importing.generations import current_generation
from vertebroplasty.importing.locking import try_lock
from vertebroplasty.serving import APP

READY_SECONDS = 120
LONGEST_SECONDS = 10


class Places(NamedTuple):
    """Every folder that the program may write to."""

    root: Path
    scratch: Path
    home: Path

    def files(self) -> set[Path]:
        """Return everything that is there."""
        return {path for folder in self for path in folder.rglob("*")}

    def held(self) -> list[Path]:
        """Return the locks that somebody holds."""
        return [path for path in self.root.rglob("*.lock") if not _is_free(path)]

    def processes(self) -> list[psutil.Process]:
        """Return every process of the system that works on these datasets."""
        return [process for process in psutil.process_iter() if _root_of(process) == str(self.root)]

    def served_hash(self, name: str) -> str:
        """Return the hash of what is served, computed anew by opening it."""
        path = current_generation(self.root, name).path
        with duckdb.connect(path, read_only=True) as connection:
            return content_hash(connection)


class Running(NamedTuple):
    """A launcher that runs, and where its server listens."""

    launcher: "subprocess.Popen[bytes]"
    port: int

    def stop(self, how: str) -> float:
        """Send what ends it; return the seconds until the launcher has ended."""
        begun = time.monotonic()
        if how == "interrupt":  # a terminal sends it to the whole group
            os.killpg(self.launcher.pid, signal.SIGINT)
        else:
            self.launcher.send_signal(signal.SIGTERM if how == "term" else signal.SIGKILL)
        self.launcher.wait(LONGEST_SECONDS)
        return time.monotonic() - begun


@contextmanager
def launched(places: Places, log_file: Path) -> Iterator[Running]:
    """Start ``python -m vertebroplasty serve`` and wait until it says that it is ready."""
    port = free_port()
    with log_file.open("wb") as log:
        launcher = subprocess.Popen(
            [sys.executable, "-m", "vertebroplasty", "serve", "--port", str(port)],
            cwd=APP.parent,
            env=_environment(places),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        begun = time.monotonic()
        while "Ready: " not in log_file.read_text():
            assert launcher.poll() is None, log_file.read_text()
            assert time.monotonic() < begun + READY_SECONDS
            time.sleep(0.1)
        yield Running(launcher, port)
    finally:
        for process in places.processes():
            process.kill()
        launcher.wait()


def _environment(places: Places) -> dict[str, str]:
    scratch = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(places.scratch))
    homes = dict.fromkeys(("HOME", "USERPROFILE"), str(places.home))
    own = {"VERTEBROPLASTY_DATA": str(places.root), "PYTHONPATH": str(APP.parent / "src")}
    return {**os.environ, **scratch, **homes, **own}


def _is_free(lock: Path) -> bool:
    with lock.open("r+b") as file:
        return try_lock(file)


def _root_of(process: psutil.Process) -> str:
    try:
        return process.environ().get("VERTEBROPLASTY_DATA", "")
    except (psutil.Error, OSError):  # another user's, or gone
        return ""
