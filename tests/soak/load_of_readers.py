"""Readers who filter without a pause until their server is gone, and one who takes nothing."""

import random
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import streamlit

from benchmarks.visitor import visiting

FILES_UNREAD = 10
"""Together they are more than a connection holds."""


class Readers:
    """Sessions that filter, each in a thread of its own.

    Parameters
    ----------
    port : int
        Of the server.
    number : int
        How many sessions.
    """

    def __init__(self, port: int, number: int) -> None:
        self._port = port
        self._lock = threading.Lock()
        self.answers = 0
        self._threads = [
            threading.Thread(target=self._filter, args=(seed,)) for seed in range(number)
        ]
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        """Wait until every session has found its server gone."""
        for thread in self._threads:
            thread.join()

    def _filter(self, seed: int) -> None:
        draw = random.Random(seed)
        # However a connection ends, or is refused, when its server goes.
        with suppress(Exception), visiting(self._port, "dataset=registry-demo") as visitor:
            while True:
                visitor.set_range("age", draw.randint(50, 70), draw.randint(71, 100))
                visitor.rerun()
                with self._lock:
                    self.answers += 1


@contextmanager
def takes_nothing(port: int) -> Iterator[None]:
    """Ask for the largest files of the page and read nothing, as a laptop that fell asleep."""
    static = Path(streamlit.__file__).parent / "static"
    largest = max(static.rglob("*.js"), key=lambda path: path.stat().st_size)
    words = f"GET /{largest.relative_to(static)} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", port))
        connection.sendall(words.encode() * FILES_UNREAD)
        yield
