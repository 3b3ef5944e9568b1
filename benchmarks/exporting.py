"""What it costs to take figures along and to make every file of them: `make bench-exports`.

Run as ``python -m benchmarks.exporting [--sizes 1500,1000000] [--cohorts 6]``. Both sizes take
turns in one run: three pages of a cohort that nobody asked for before, every figure of them, then
every kind of file.
"""

import argparse
import os
import statistics
import time
from collections.abc import Iterator

from benchmarks.datasets import ROOT, measured
from tests.pages.screen import charts, open_app, turn_to
from vertebroplasty.report.basket_csv import basket_csv
from vertebroplasty.report.basket_workbook import basket_workbook
from vertebroplasty.report.document import report_html
from vertebroplasty.report.exhibits import Basket
from vertebroplasty.report.slides import slides
from vertebroplasty.ui.taking import BASKET_KEY, PRESSED_KEY

PAGES = ("Overview", "Pain", "Leaks")
MAKERS = {
    "slides": slides,
    "document": report_html,
    "workbook": basket_workbook,
    "tables": basket_csv,
}
TARGET = 2.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exporting", description=__doc__)
    parser.add_argument("--sizes", default="1500,1000000")
    parser.add_argument("--cohorts", type=int, default=6)
    given = parser.parse_args()
    os.environ["VERTEBROPLASTY_DATA"] = str(ROOT)
    sizes = [int(size) for size in given.sizes.split(",")]
    names = {size: measured(size).dataset.name for size in sizes}
    spent: dict[int, list[dict[str, float]]] = {size: [] for size in sizes}
    for age in range(50, 50 + given.cohorts + 1):
        for size in sizes:
            spent[size].append(dict(_spent(names[size], age)))
    _print({size: runs[1:] for size, runs in spent.items()})  # the first warms up


def _spent(name: str, age: int) -> Iterator[tuple[str, float]]:
    began = time.perf_counter()
    app = open_app(name, age=[str(age), "90"], female="true")
    for page in PAGES:
        turn_to(app, page)
        for key in dict(charts(app)):
            app.session_state[PRESSED_KEY] = key
            app.run()
    report: Basket = app.session_state[BASKET_KEY]
    yield "pages and taking along", time.perf_counter() - began
    for file, make in MAKERS.items():
        began = time.perf_counter()
        make(report)
        yield file, time.perf_counter() - began


def _print(spent: dict[int, list[dict[str, float]]]) -> None:
    small, large = spent
    print(f"{'seconds, median':26}{small:>12,}{large:>12,}{'ratio':>10}")
    for what in ("pages and taking along", *MAKERS):
        medians = [statistics.median(run[what] for run in spent[size]) for size in spent]
        print(f"{what:26}{medians[0]:12.2f}{medians[1]:12.2f}{medians[1] / medians[0]:10.2f}")
    whole = [statistics.median(sum(run.values()) for run in spent[size]) for size in spent]
    ratio = whole[1] / whole[0]
    verdict = "reached" if ratio <= TARGET else "NOT REACHED"
    print(f"{'everything':26}{whole[0]:12.2f}{whole[1]:12.2f}{ratio:10.2f}   at most 2: {verdict}")


if __name__ == "__main__":
    main()
