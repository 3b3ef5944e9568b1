"""Measure an Overview refresh at several sizes, and the CPU of the live server.

Run as ``python -m benchmarks [--sizes 30,10000] [--rounds 3] [--skip-live]``.
"""

import argparse

from benchmarks.live import print_live
from benchmarks.refresh_report import print_refreshes


def main() -> None:
    """Measure what the command line asks for, and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", default="30,10000,1000000,10000000", help="procedures")
    parser.add_argument("--rounds", type=int, default=3, help="rounds over the cohorts")
    parser.add_argument("--reruns", type=int, default=150, help="reruns of the live server")
    parser.add_argument("--skip-live", action="store_true", help="only the refresh")
    parser.add_argument("--skip-refresh", action="store_true", help="only the live server")
    given = parser.parse_args()
    if not given.skip_refresh:
        print_refreshes([int(size) for size in given.sizes.split(",")], given.rounds)
    if not given.skip_live:
        print_live(given.reruns)


if __name__ == "__main__":
    main()
