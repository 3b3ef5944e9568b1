"""A real server in a process of its own, as ``make run`` starts it, on a free port."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from vertebroplasty.serving import APP, PATIENCE_SECONDS, wake_up

STOP_SECONDS = 20
LOOK_EVERY_SECONDS = 0.1
GC_LOG = "collections.jsonl"
LISTENS, READY = "URL: ", "Ready: "
"""What the command says when it takes connections, and when the script has run once."""

GC_LOG_SCRIPT = """
import gc, json, os, sys, time
_spent = 0.0
_begun = 0.0
def _log(phase, info):
    global _spent, _begun
    if phase == "start":
        _begun = time.thread_time()
        return
    _spent += time.thread_time() - _begun
    facts = {"frozen": gc.get_freeze_count(), "collecting": _spent, "cpu": time.process_time()}
    with open(os.environ["GC_LOG"], "a") as log:
        log.write(json.dumps(facts) + "\\n")
if "run" in sys.orig_argv:
    gc.callbacks.append(_log)
"""
"""Run by Python itself at its start (``sitecustomize``): the app's process logs collections."""


class Collection(NamedTuple):
    """A garbage collection of the server.

    Objects that it did not look at, being frozen; CPU seconds so far in collections, and in all.
    """

    frozen: int
    collecting: float
    cpu: float


class Server(NamedTuple):
    """Where a server listens, and the log of its collections."""

    address: str
    gc_log: Path

    def collections(self) -> list[Collection]:
        """Return the collections so far, oldest first."""
        lines = self.gc_log.read_text(encoding="utf-8").splitlines()
        return [Collection(**json.loads(line)) for line in lines]


@contextmanager
def serving(
    root: Path, scratch: Path, *, with_demo: bool = True, until: str = READY, app: Path = APP
) -> Iterator[Server]:
    """Serve the datasets of a folder.

    With ``with_demo`` as ``python -m vertebroplasty serve`` does, which makes missing demo datasets
    first, until it says some words; else the app alone, which may be that of another version.
    """
    port = free_port()
    words = ["vertebroplasty", "serve", "--port", str(port)]
    if not with_demo:
        words = ["streamlit", "run", str(app), "--server.port", str(port)]
    address = f"http://127.0.0.1:{port}"
    log_file = scratch / "server.log"
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=app.parent,
            env=_environment(root, scratch, app),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            ready = _says(until, process, log_file) if with_demo else wake_up(address, process)
            assert ready, log_file.read_text()
            yield Server(address, scratch / GC_LOG)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(STOP_SECONDS)


def _says(words: str, process: "subprocess.Popen[bytes]", log_file: Path) -> bool:
    """Wait for what the command itself says."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        if words in log_file.read_text():
            return True
        time.sleep(LOOK_EVERY_SECONDS)
    return False


def _environment(root: Path, scratch: Path, app: Path) -> dict[str, str]:
    (scratch / "sitecustomize.py").write_text(GC_LOG_SCRIPT)
    path = os.pathsep.join([str(app.parent / "src"), str(scratch)])
    log = str(scratch / GC_LOG)
    return {**os.environ, "VERTEBROPLASTY_DATA": str(root), "PYTHONPATH": path, "GC_LOG": log}


def free_port() -> int:
    """Return a port of the loopback address at which nothing listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port: int = unused.getsockname()[1]
    return port
