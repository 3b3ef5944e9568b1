"""Measure an Overview refresh at several sizes, every page beside it, and the live server.

Run as ``python -m benchmarks [--sizes 30,10000] [--rounds 3] [--skip-live]``.
"""

import argparse

from benchmarks.live import print_live
from benchmarks.pages_report import print_pages
from benchmarks.refresh_report import LARGE, print_refreshes


def main() -> None:
    """Measure what the command line asks for, and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", default="30,10000,1000000,10000000", help="procedures")
    parser.add_argument("--rounds", type=int, default=3, help="rounds over the cohorts")
    parser.add_argument("--reruns", type=int, default=150, help="reruns of the live server")
    parser.add_argument("--skip-live", action="store_true", help="not the live server")
    parser.add_argument("--skip-refresh", action="store_true", help="not Overview by size")
    parser.add_argument("--skip-pages", action="store_true", help="not the other pages")
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    if not given.skip_refresh:
        print_refreshes(sizes, given.rounds)
    if LARGE in sizes and not given.skip_pages:
        print_pages(LARGE)
    if not given.skip_live:
        print_live(given.reruns)


if __name__ == "__main__":
    main()
