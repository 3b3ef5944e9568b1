"""Print what a server keeps after many reruns and sessions: `make endurance`.

Run as ``python -m benchmarks.load.endurance [--sessions 60 --reruns 1200]``. Sessions open in
rounds, filter without a pause, and close; between rounds nobody is connected and the server is
looked at.

Warm-up is the first quarter of the rounds: by then every cache that these sessions use is full (256
cohorts, of which there are some thousand different ones), Streamlit keeps as many closed sessions for a reconnect
as it ever does (128, or those of the last two minutes), and every page's code was run.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from benchmarks.datasets import measured
from benchmarks.load.expected import Authority
from benchmarks.load.plan import Change, Names, plan
from benchmarks.load.session import Session, together
from benchmarks.load.shipped import Resources, Shipped, shipped
from benchmarks.timing import print_target
from vertebroplasty.query.groups import names

AT_ONCE = 10
WARM_UP = 0.25
QUIET_SECONDS = 1.0
GROWTH_MB = 30
STEADY = 5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.load.endurance", description=__doc__
    )
    parser.add_argument("--procedures", type=int, default=1500)
    parser.add_argument("--sessions", type=int, default=500)
    parser.add_argument("--reruns", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=5)
    given = parser.parse_args()
    dataset = measured(given.procedures).dataset
    called = Names(names(dataset, "operator"), names(dataset, "site"))
    changes = given.reruns // given.sessions
    with shipped() as server:
        authority = Authority(dataset)
        began = time.monotonic()
        for first in range(0, given.sessions, AT_ONCE):
            plans = [
                plan(10_000_000 * given.seed + first + n, changes, 0.0, called)
                for n in range(AT_ONCE)
            ]
            many = [Session(server.port, dataset.name, one, authority) for one in plans]
            together(many)
            time.sleep(QUIET_SECONDS)
            now = server.resources()
            errors = [e for s in many for e in s.errors]
            wrong = [a.wrong for s in many for a in s.answers if a.wrong]
            print(
                f"{first + AT_ONCE:5} {time.monotonic() - began:6.0f}s {now.memory / 1e6:8.1f} MB {now.descriptors:5} {now.threads:4} cpu {now.cpu:.0f} {errors[:1]} {wrong[:1]}",
                flush=True,
            )


if __name__ == "__main__":
    main()
