"""A real server in a process of its own, as ``make run`` starts it, on a free port."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from vertebroplasty.serving import APP, wake_up

STOP_SECONDS = 20

GC_LOG_SCRIPT = """
import gc, json, os, time
_spent = 0.0
_begun = 0.0
def _log(phase, info):
    global _spent, _begun
    if info["generation"] < 2:
        return
    if phase == "start":
        _begun = time.thread_time()
        return
    _spent += time.thread_time() - _begun
    facts = {"walked": len(gc.get_objects()), "frozen": gc.get_freeze_count(),
             "collecting": _spent, "cpu": time.process_time()}
    with open(os.environ["GC_LOG"] + "." + str(os.getpid()), "a") as log:
        log.write(json.dumps(facts) + "\\n")
gc.callbacks.append(_log)
"""
"""Run by Python itself at its start (``sitecustomize``): writes a line for each full collection."""


class Collection(NamedTuple):
    """A full garbage collection of the server.

    ``walked`` objects were looked at, ``frozen`` were not; CPU seconds so far in full collections,
    and altogether.
    """

    walked: int
    frozen: int
    collecting: float
    cpu: float


class Server(NamedTuple):
    """Where a server listens, and the folder with its log of collections (empty when not kept)."""

    address: str
    gc_logs: Path

    def collections(self) -> list[Collection]:
        """Return the full collections of the process that has most of them, the app's own."""
        logs = [path.read_text().splitlines() for path in self.gc_logs.glob("log.*")]
        return [Collection(**json.loads(line)) for line in max(logs, key=len, default=[])]


@contextmanager
def serving(root: Path, scratch: Path, *, with_demo: bool = True) -> Iterator[Server]:
    """Serve the datasets of a folder.

    With ``with_demo`` as ``python -m vertebroplasty serve`` does, which makes missing demo datasets
    first; else the app alone.
    """
    port = _free_port()
    words = ["vertebroplasty", "serve", "--port", str(port)]
    if not with_demo:
        words = ["streamlit", "run", str(APP), "--server.port", str(port)]
    address = f"http://127.0.0.1:{port}"
    with (scratch / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=APP.parent,
            env=_environment(root, scratch),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            assert wake_up(address, process), (scratch / "server.log").read_text()
            yield Server(address, scratch)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(STOP_SECONDS)


def _environment(root: Path, scratch: Path) -> dict[str, str]:
    (scratch / "sitecustomize.py").write_text(GC_LOG_SCRIPT)
    path = os.pathsep.join([str(APP.parent / "src"), str(scratch)])
    logs = str(scratch / "log")
    return {**os.environ, "VERTEBROPLASTY_DATA": str(root), "PYTHONPATH": path, "GC_LOG": logs}


def _free_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port: int = unused.getsockname()[1]
    return port
