"""The first load of Overview, browser cold and server warm, beside the empty page's."""

import base64
import functools
import http.server
import statistics
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page

from benchmarks.browser.contestants import EMPTY, OURS, Contestant
from benchmarks.browser.expected import Expected
from benchmarks.browser.visit import Visit
from benchmarks.server import Server
from benchmarks.timing import print_target

ROUNDS = 7
PARSE = """() => new Promise(resolve => {
  const script = document.createElement('script');
  const start = performance.now();
  script.onload = () => resolve(performance.now() - start);
  script.src = '/plotly.min.js';
  document.head.append(script);
})"""


class Load(NamedTuple):
    """Milliseconds from navigation until the last number or chart was painted; what came over."""

    painted: float
    http_bytes: int
    socket_bytes: int


class Traffic:
    """The bytes that a page receives, counted by the browser."""

    def __init__(self, page: Page) -> None:
        self.http = self.socket = 0
        self._local: set[str] = set()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._begin)
        session.on("Network.loadingFinished", self._finish)
        session.on("Network.webSocketFrameReceived", self._frame)

    def _begin(self, event: Mapping[str, Any]) -> None:
        if event["request"]["url"].startswith(("blob:", "data:")):
            self._local.add(event["requestId"])

    def _finish(self, event: Mapping[str, Any]) -> None:
        if event["requestId"] not in self._local:
            self.http += int(event["encodedDataLength"])

    def _frame(self, event: Mapping[str, Any]) -> None:
        frame = event["response"]
        text = frame["payloadData"]
        self.socket += len(base64.b64decode(text) if frame["opcode"] == 2 else text.encode())


def first_loads(
    browser: Browser,
    contestants: Sequence[Contestant],
    servers: Mapping[str, Server],
    dataset: str,
    expected: Expected,
) -> tuple[dict[str, list[Load]], list[float]]:
    """Open the pages in turn, each in a browser context that has seen nothing; parse plotly too.

    The first round warms the servers and is left out.
    """
    loads: dict[str, list[Load]] = {one.name: [] for one in contestants}
    parses = []
    with _plotly_served() as address:
        for _ in range(1 + ROUNDS):
            for one in contestants:
                visit = Visit(browser, one, servers[one.name], dataset)
                loads[one.name].append(_load(visit, expected))
            parses.append(_parse(browser, address))
    return {name: found[1:] for name, found in loads.items()}, parses[1:]


def _load(visit: Visit, expected: Expected) -> Load:
    traffic = Traffic(visit.page)
    visit.open(expected)
    painted = visit.page.evaluate("changeClock.painted")
    visit.page.context.close()
    return Load(painted, traffic.http, traffic.socket)


def _parse(browser: Browser, address: str) -> float:
    page = browser.new_context().new_page()
    page.goto(address)
    spent: float = page.evaluate(PARSE)
    page.context.close()
    return spent


@contextmanager
def _plotly_served() -> Iterator[str]:
    """Serve the folder of the plotly.js that the plotly package ships."""
    folder = str(files("plotly").joinpath("package_data"))
    handler = functools.partial(_Silent, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Silent(http.server.SimpleHTTPRequestHandler):
    """Says nothing of what it serves."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base's name
        """Say nothing."""


def print_loads(loads: Mapping[str, Sequence[Load]], parses: Sequence[float]) -> None:
    """Print times and bytes, and the target."""
    print(f"\nFirst load, browser cold, server warm, {len(parses)} times in turn")
    print(f"{'':30}{'median ms':>12}{'least':>8}{'most':>8}{'HTTP kB':>10}{'socket kB':>11}")
    for name, found in loads.items():
        times = [load.painted for load in found]
        http_bytes = statistics.median(load.http_bytes for load in found) / 1e3
        socket_bytes = statistics.median(load.socket_bytes for load in found) / 1e3
        print(f"{name:30}{_three(times)}{http_bytes:10,.0f}{socket_bytes:11,.0f}")
    print(f"{'fetch and parse of plotly.js':30}{_three(parses)}")
    ours, empty = (statistics.median(load.painted for load in loads[x]) for x in (OURS, EMPTY))
    ratio = ours / (empty + statistics.median(parses))
    print_target("first load / (empty page + plotly's parse)", ratio, at_most=1.5, decimals=2)


def _three(times: Sequence[float]) -> str:
    return f"{statistics.median(times):12.0f}{min(times):8.0f}{max(times):8.0f}"
