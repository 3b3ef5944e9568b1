"""The server as it is shipped, in a process group of its own, and what it takes of the machine."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import psutil

from benchmarks.datasets import PROJECT, ROOT
from benchmarks.server import ENVIRONMENT

READY_SECONDS = 120
STOP_SECONDS = 30


class Resources(NamedTuple):
    """Resident memory in bytes, open file descriptors, threads, and CPU seconds so far."""

    memory: int
    files: int
    threads: int
    cpu: float


class Shipped(NamedTuple):
    """A running server: its port, the process that listens there, and what it said so far."""

    port: int
    process: psutil.Process
    log: Path

    def resources(self) -> Resources:
        """Return what the process takes now."""
        with self.process.oneshot():
            cpu = self.process.cpu_times()
            return Resources(
                self.process.memory_info().rss,
                self.process.num_fds(),
                self.process.num_threads(),
                cpu.user + cpu.system,
            )

    def tracebacks(self) -> int:
        """Return how many errors the server has written to its log."""
        log = self.log.read_text(encoding="utf-8", errors="replace")
        return len(re.findall(r"^Traceback|^\S* ?ERROR", log, re.MULTILINE))


@contextmanager
def shipped(options: Sequence[str] = (), root: Path = ROOT) -> Iterator[Shipped]:
    """Serve the datasets of a folder with ``python -m vertebroplasty serve``."""
    port = _free_port()
    words = ["-m", "vertebroplasty", "serve", "--port", str(port), "--", *options]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        with log.open("wb") as said:
            launcher = subprocess.Popen(
                [sys.executable, *words],
                cwd=PROJECT,
                env={**os.environ, **ENVIRONMENT, "VERTEBROPLASTY_DATA": str(root)},
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        try:
            _wait_until_ready(launcher, log)
            yield Shipped(port, _listening(launcher.pid, port), log)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(launcher.pid, signal.SIGTERM)
            launcher.wait(STOP_SECONDS)


def _wait_until_ready(launcher: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while "Ready: " not in log.read_text(encoding="utf-8", errors="replace"):
        if launcher.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the server did not start:\n{log.read_text(encoding='utf-8')}")
        time.sleep(0.1)


def _listening(launcher: int, port: int) -> psutil.Process:
    """Return the launcher or the descendant of it that listens on a port."""
    parent = psutil.Process(launcher)
    for process in (parent, *parent.children(recursive=True)):
        if any(c.laddr.port == port for c in process.net_connections("tcp") if c.laddr):
            return process
    raise RuntimeError(f"no process of the server listens on {port}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
