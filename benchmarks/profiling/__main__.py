"""Print where the time of a filter change on Overview goes: `make profile`.

Run as ``python -m benchmarks.profiling [--procedures 1500] [--changes 30]``. Medians over the
changes; the parts of the server's run are its own CPU and waits, measured in its process.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.datasets import measured
from benchmarks.profiling.served import LOG_VARIABLE
from benchmarks.server import serving
from benchmarks.visitor import visiting
from tests.browser.conftest import OPTIONS, WINDOW
from tests.browser.install_browser import find_browser
from tests.browser.screen import Screen
from vertebroplasty.serving import APP

CLOCK = Path(__file__).with_name("page_clock.js")
QUIET_MS = 500
CLICKS = ("T12", "Women", "L1", "L3", "Men", "T11", "T8", "L2")
"""Levels on the spine, and ticks."""
PARTS = ("queries", "statistics", "figures", "serialise")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.profiling", description=__doc__)
    parser.add_argument("--procedures", type=int, default=1500)
    parser.add_argument("--changes", type=int, default=30)
    given = parser.parse_args()
    name = measured(given.procedures).dataset.name
    with tempfile.TemporaryDirectory() as scratch:
        os.environ[LOG_VARIABLE] = str(Path(scratch) / "runs.jsonl")
        Path(os.environ[LOG_VARIABLE]).touch()
        with serving(APP, ("benchmarks.profiling.served",)) as server, visiting(server.port):
            address = f"http://127.0.0.1:{server.port}"
            spans = list(_changes(address, f"/?dataset={name}", given.changes))
    _print(spans, given.procedures)


def _changes(address: str, link: str, changes: int) -> Iterator[dict[str, float]]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=OPTIONS)
        page = browser.new_page(viewport=WINDOW)
        page.add_init_script(path=CLOCK)
        screen = Screen(page, address).open(link)
        for change in range(changes + len(CLICKS)):
            page.evaluate("pageClock.reset()")
            screen.tick(CLICKS[(change * 5 + change // len(CLICKS)) % len(CLICKS)])
            page.wait_for_timeout(QUIET_MS)
            screen.settle()
            if change >= len(CLICKS):
                yield _spans(_clock_of(page), _last_run())
        browser.close()


def _clock_of(page: Page) -> dict[str, Any]:
    clock: dict[str, Any] = page.evaluate("({...pageClock, reset: null})")
    return clock


def _last_run() -> dict[str, Any]:
    time.sleep(0.05)
    lines = Path(os.environ[LOG_VARIABLE]).read_text(encoding="utf-8").splitlines()
    run: dict[str, Any] = json.loads(lines[-1])
    return run


def _spans(page: dict[str, Any], run: dict[str, Any]) -> dict[str, float]:
    heard = [at for at, _ in page["heard"] if at > page["sent"]]
    server = {"received": 1e3 * run["received"], "began": 1e3 * run["began"]}
    server["ended"] = 1e3 * run["ended"]
    parts = {part: 1e3 * run["parts"].get(part, 0.0) for part in PARTS}
    parts["rest of the script"] = server["ended"] - server["began"] - sum(parts.values())
    last = max(page["numbers"], page["charts"])
    return {
        "click to send": page["sent"] - page["input"],
        "send to server": server["received"] - page["sent"],
        "server to script start": server["began"] - server["received"],
        **{f"  {part}": spent for part, spent in parts.items()},
        "script": server["ended"] - server["began"],
        "script start to first message": heard[0] - server["began"],
        "script end to last message": heard[-1] - server["ended"],
        "last message to last number": page["numbers"] - heard[-1],
        "last message to last chart": page["charts"] - heard[-1],
        "last change to paint": page["painted"] - last,
        "click to last number": page["numbers"] - page["input"],
        "click to last change": last - page["input"],
        "click to paint": page["painted"] - page["input"],
        "messages": len(heard),
        "kB received": sum(size for at, size in page["heard"] if at > page["sent"]) / 1e3,
    }


def _print(spans: list[dict[str, float]], procedures: int) -> None:
    print(f"A filter change on Overview, {procedures:,} procedures, {len(spans)} changes")
    print(f"{'':34}{'median':>10}{'p95':>10}   ms unless said otherwise")
    for name in spans[0]:
        found = sorted(each[name] for each in spans)
        p95 = statistics.quantiles(found, n=20)[-1]
        print(f"{name:34}{statistics.median(found):10.1f}{p95:10.1f}")


if __name__ == "__main__":
    main()
