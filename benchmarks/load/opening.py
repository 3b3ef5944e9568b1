"""Cold opens: all that a browser asks before its first page is whole, many of them at once."""

import http.client
import re
import threading
import time
from typing import NamedTuple

from benchmarks.load.expected import Expected
from benchmarks.load.reading import read
from benchmarks.visitor import visiting

PATIENCE_SECONDS = 60
_ASSET = re.compile(r'(?:src|href)="\./(static/[^"]+\.(?:js|css))"')
_BEFORE_THE_SOCKET = ("_stcore/health", "_stcore/host-config")


class Opened(NamedTuple):
    """A cold open: seconds until its first run was whole, and what went wrong, in words."""

    seconds: float
    wrong: str


def open_cold(port: int, name: str, due: Expected) -> Opened:
    """Open Overview as a browser with an empty cache does, and close it."""
    began = time.perf_counter()
    try:
        _fetch_page(port)
        with visiting(port, f"dataset={name}") as visitor:
            return Opened(time.perf_counter() - began, due.disagreement(read(visitor.first)))
    except Exception as error:  # noqa: BLE001
        return Opened(time.perf_counter() - began, repr(error))


def open_many(port: int, name: str, due: Expected, count: int, within: float) -> list[Opened]:
    """Open so many within so many seconds, evenly, whether or not those before are whole."""
    opened: list[Opened] = []
    threads = []
    begin = time.monotonic()
    for number in range(count):
        time.sleep(max(0.0, begin + within * number / count - time.monotonic()))
        thread = threading.Thread(target=lambda: opened.append(open_cold(port, name, due)))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    return opened


def _fetch_page(port: int) -> None:
    """Get the page, the scripts and style sheets that it names, and what is asked before a run."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    index = _get(connection, "")
    for asset in dict.fromkeys(_ASSET.findall(index.decode())):
        _get(connection, asset)
    for path in _BEFORE_THE_SOCKET:
        _get(connection, path)
    connection.close()


def _get(connection: http.client.HTTPConnection, path: str) -> bytes:
    connection.request("GET", f"/{path}", headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != http.client.OK:
        raise RuntimeError(f"/{path} answered {answer.status}")
    return body
