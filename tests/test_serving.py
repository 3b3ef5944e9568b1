"""The launcher ends its server when it is told to end."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

PATIENCE_SECONDS = 120


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.1)
    return holds()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_sigterm_to_the_launcher_ends_the_server(tmp_path: Path) -> None:
    port = free_port()
    with (tmp_path / "log").open("w") as log:
        launcher = subprocess.Popen(
            [sys.executable, "-m", "vertebroplasty", "serve", "--port", str(port)],
            env=os.environ | {"VERTEBROPLASTY_DATA": str(tmp_path)},
            stdout=log,
            stderr=log,
        )
    try:
        assert eventually(lambda: answers(port))
        launcher.send_signal(signal.SIGTERM)
        launcher.wait(timeout=PATIENCE_SECONDS)
        assert eventually(lambda: not answers(port))
    finally:
        launcher.kill()
