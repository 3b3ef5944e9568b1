"""Measure Overview in a real browser, beside what a reader could have instead.

Run as ``python -m benchmarks.browser [--quick] [--sizes 1500,1000000] [--changes 30]
[--only overview,an] [--parts changes,still,load]``. Every number on screen is checked after each
change; one that is wrong ends the run.
"""

import argparse
from collections.abc import Sequence

from playwright.sync_api import Browser

from benchmarks.browser.contestants import CONTESTANTS, EMPTY, OURS, Contestant
from benchmarks.browser.expected import Authority
from benchmarks.browser.first_load import first_loads, print_loads
from benchmarks.browser.report import LARGE, SMALL, print_changes
from benchmarks.browser.round_robin import Plan, Servers, chromium, measure, served
from benchmarks.browser.still_charts import print_still, stand_still
from benchmarks.browser.walk import Filters
from benchmarks.datasets import ROOT, measured
from vertebroplasty.engine.dataset import Dataset, open_dataset
from vertebroplasty.importing.demo import ensure_demo
from vertebroplasty.importing.generations import current_generation
from vertebroplasty.preaggregate import TALLY_SQL

DEMO = "registry-demo"
STILL_CHANGES = 20


def main() -> None:
    """Measure what the command line asks for, and print it."""
    given = _arguments()
    sizes = [SMALL] if given.quick else [int(size) for size in given.sizes.split(",")]
    only = tuple(given.only.lower().split(","))
    contestants = [one for one in CONTESTANTS if one.name.lower().startswith(only)]
    datasets = {size: _dataset(size) for size in sizes}
    with served(contestants, datasets) as servers, chromium() as browser:
        if "changes" in given.parts:
            changes = 12 if given.quick else given.changes
            print_changes(measure(browser, contestants, datasets, servers, changes))
        at = min(sizes)
        if "still" in given.parts:
            _still(browser, contestants, servers, at, datasets[at])
        if "load" in given.parts:
            _loads(browser, contestants, servers, at, datasets[at])
    for dataset in datasets.values():
        dataset.engine.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.browser", description=__doc__)
    parser.add_argument("--sizes", default=f"{SMALL},{LARGE}", help="procedures")
    parser.add_argument("--changes", type=int, default=30, help="filter changes of each page")
    parser.add_argument("--only", default="", help="beginnings of contestants' names")
    parser.add_argument("--parts", default="changes,still,load", help="what to measure")
    parser.add_argument("--quick", action="store_true", help=f"{SMALL:,} only, 12 changes")
    return parser.parse_args()


def _still(
    browser: Browser,
    contestants: Sequence[Contestant],
    servers: Servers,
    size: int,
    dataset: Dataset,
) -> None:
    for one in contestants:
        if one.name == OURS:
            plan = Plan.of(dataset, STILL_CHANGES)
            print_still(stand_still(browser, one, servers[OURS, size], dataset.name, plan))


def _loads(
    browser: Browser,
    contestants: Sequence[Contestant],
    servers: Servers,
    size: int,
    dataset: Dataset,
) -> None:
    compared = [one for one in contestants if one.name in (OURS, EMPTY)]
    if len(compared) == 2:
        of_size = {one.name: servers[one.name, size] for one in compared}
        expected = Authority(dataset).expected(Filters())
        print_loads(*first_loads(browser, compared, of_size, dataset.name, expected))


def _dataset(size: int) -> Dataset:
    ensure_demo(ROOT, TALLY_SQL)
    if size == SMALL:
        return open_dataset(current_generation(ROOT, DEMO))
    return measured(size).dataset


if __name__ == "__main__":
    main()
