"""CPU of the live server per rerun of Overview with a new filter, beside an empty page's."""

import statistics
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import product
from pathlib import Path

from benchmarks.datasets import PROJECT, ROOT
from benchmarks.server import Server, serving
from benchmarks.timing import print_target
from benchmarks.visitor import Visitor, texts, visiting
from vertebroplasty.importing.demo import ensure_demo
from vertebroplasty.preaggregate import TALLY_SQL
from vertebroplasty.ui.filters import AGE_KEY

PAGES = Path(__file__).parent / "pages"
SCRIPTS = {
    "Overview, a new filter every time": PROJECT / "app.py",
    "an empty page": PAGES / "empty.py",
    "an empty page, collection as it comes": PAGES / "empty_default.py",
}
DATASET = "registry-demo"
WARM_UP = 10
BLOCK = 10
"""Reruns of one server before the next one's turn."""


def print_live(reruns: int) -> None:
    """Measure the three servers in turn and print CPU per rerun and the target."""
    if not Path("/proc/self/stat").exists():
        print("\nLive server: CPU time of another process is read from /proc, which is not here")
        return
    ensure_demo(ROOT, TALLY_SQL)
    print(f"\nLive server, {DATASET}, {reruns} reruns each over the web socket", flush=True)
    costs = _measure(max(1, reruns // BLOCK))
    print(
        f"{'CPU ms per rerun, by blocks of ' + str(BLOCK):40}{'mean':>10}{'least':>10}{'most':>10}"
    )
    for label, found in costs.items():
        figures = (statistics.mean(found), min(found), max(found))
        print(f"{label:40}" + "".join(f"{seconds * 1e3:10.1f}" for seconds in figures))
    overview, empty, _ = (statistics.mean(found) for found in costs.values())
    print_target("CPU of a rerun, Overview / empty page", overview / empty, at_most=3)


def _measure(blocks: int) -> dict[str, list[float]]:
    """CPU seconds per rerun of every block, by script."""
    with ExitStack() as stack:
        servers = [stack.enter_context(serving(script)) for script in SCRIPTS.values()]
        visitors = [
            stack.enter_context(visiting(server.port, f"dataset={DATASET}")) for server in servers
        ]
        filters = _new_filters()
        reruns: list[Callable[[], object]] = [lambda: _rerun_filtered(visitors[0], *next(filters))]
        reruns += [visitor.rerun for visitor in visitors[1:]]
        for rerun in reruns:
            for _ in range(WARM_UP):
                rerun()
        costs: dict[str, list[float]] = {label: [] for label in SCRIPTS}
        for _ in range(blocks):
            for label, server, rerun in zip(SCRIPTS, servers, reruns, strict=True):
                costs[label].append(_cost(server, rerun))
        return costs


def _cost(server: Server, rerun: Callable[[], object]) -> float:
    before = server.cpu_seconds
    for _ in range(BLOCK):
        rerun()
    return (server.cpu_seconds - before) / BLOCK


def _new_filters() -> Iterator[tuple[int, int]]:
    """Age ranges that were not asked before."""
    return iter(product(range(20, 70), range(71, 110)))


def _rerun_filtered(visitor: Visitor, low: int, high: int) -> None:
    visitor.set_range(AGE_KEY, low, high)
    if f"aged {low}\N{EN DASH}{high}" not in texts(visitor.rerun()):
        raise SystemExit(f"Overview did not follow the filter on ages {low} to {high}")
