"""A line between a browser and a server that is cut, goes silent, and comes back."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_CHUNK = 1 << 16
_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER for no seconds: what is closed is reset, and nobody is told politely."""


class Line:
    """Passes bytes on between a port of its own and a server's.

    Parameters
    ----------
    port : int
        Of the server; another one may take its place.
    """

    def __init__(self, port: int) -> None:
        self.to = port
        self._flows = threading.Event()
        self._flows.set()
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._accept()

    @property
    def address(self) -> str:
        """Where a browser finds the server."""
        return f"http://127.0.0.1:{self.port}"

    def go_silent(self) -> None:
        """Hold every byte, as a wireless network out of reach; nobody is told."""
        self._flows.clear()

    def cut(self) -> None:
        """Reset every connection and refuse new ones, as a server that is gone."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.forget()

    def forget(self) -> None:
        """Reset every connection, as a router that was started anew."""
        with self._lock:
            for one in self._open:
                with suppress(OSError):
                    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                    one.shutdown(socket.SHUT_RD)
                    one.close()
            self._open.clear()
        self._flows.set()

    def come_back(self) -> None:
        """Pass on what was held, or listen again."""
        self._flows.set()
        if self._listener.fileno() == -1:
            self._listener = socket.create_server(("127.0.0.1", self.port))
            self._accept()

    def _accept(self) -> None:
        threading.Thread(target=self._accept_from, args=(self._listener,), daemon=True).start()

    def _accept_from(self, listener: socket.socket) -> None:
        with suppress(OSError):  # the listener was closed
            while True:
                near, _ = listener.accept()
                threading.Thread(target=self._join, args=(near,), daemon=True).start()

    def _join(self, near: socket.socket) -> None:
        self._flows.wait()
        try:
            far = socket.create_connection(("127.0.0.1", self.to))
        except OSError:  # no server there at this moment
            near.close()
            return
        with self._lock:
            self._open |= {near, far}
        threading.Thread(target=self._pass_on, args=(far, near), daemon=True).start()
        self._pass_on(near, far)

    def _pass_on(self, giver: socket.socket, taker: socket.socket) -> None:
        with suppress(OSError):
            while received := giver.recv(_CHUNK):
                self._flows.wait()
                taker.sendall(received)
        for one in (giver, taker):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        with self._lock:
            self._open -= {giver, taker}


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    """Keep a line to a server open while the block runs."""
    line = Line(port)
    try:
        yield line
    finally:
        line.cut()
