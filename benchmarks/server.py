"""A Streamlit server in a process of its own, and the CPU time that it has used."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.datasets import PROJECT, ROOT

ENVIRONMENT = {
    "VERTEBROPLASTY_DATA": str(ROOT),
    "STREAMLIT_CLIENT_SHOW_ERROR_DETAILS": "full",
}
"""Where the datasets are, and that an error reaches the visitor who stops at it."""

TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Server(NamedTuple):
    """A running server."""

    pid: int
    port: int

    @property
    def cpu_seconds(self) -> float:
        """User and system time of all its threads so far (Linux only)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2]
        return sum(int(ticks) for ticks in fields.split()[11:13]) / TICKS


STREAMLIT = ("streamlit", "run")


@contextmanager
def serving(script: Path, runner: Sequence[str] = STREAMLIT) -> Iterator[Server]:
    """Serve a script on the loopback address until the block ends; a module is its runner."""
    with started(lambda port: (*runner, str(script), "--server.port", str(port))) as server:
        yield server


@contextmanager
def started(
    words: Callable[[int], Sequence[str]],
    folder: Path = PROJECT,
    environment: Mapping[str, str] = ENVIRONMENT,
) -> Iterator[Server]:
    """Run a module that serves on a port of the loopback address, in a folder; end it."""
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", *words(port)],
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield Server(process.pid, port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
