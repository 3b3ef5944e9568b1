"""Print what a server keeps after many reruns and sessions: `make endurance`.

Run as ``python -m benchmarks.load.endurance [--sessions 40 --reruns 400]``. Ten sessions at a time
open, filter on all pages without a pause, and close.

The server is looked at after the warm-up and at the end in the same state: nobody is there, and of
those who left one is kept for a reconnect (Streamlit keeps up to 128, for two minutes; each holds
three file descriptors). The warm-up is the first quarter. By then every page's code was run and
the caches of the pages that are visited most are full (256 cohorts each); what the others still
take in counts as growth.
"""

import argparse
import time
from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.datasets import measured
from benchmarks.load.expected import Authority
from benchmarks.load.plan import Names, plan
from benchmarks.load.report import print_faults
from benchmarks.load.session import Session, together
from benchmarks.load.shipped import Resources, Shipped, shipped
from benchmarks.timing import print_target
from benchmarks.visitor import visiting
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.query.groups import names
from vertebroplasty.ui.navigation import SECTIONS

AT_ONCE = 10
WARM_UP = 4
"""One in so many rounds."""
KEPT_SECONDS = 120
GROWTH_MB = 30
STEADY = 5
UNCOUNTED = ("import", "report")
"""Pages that look at no cohort."""
PAGES = tuple(
    entry.address
    for entries in SECTIONS.values()
    for entry in entries
    if entry.address not in UNCOUNTED
)
"""Every page that says whom it counts, Overview first."""


class Walk(NamedTuple):
    """Sessions that are to come, ten at a time, and where they go."""

    server: Shipped
    dataset: Dataset
    rounds: int
    changes: int
    seed: int

    def go(self) -> Iterator[list[Session]]:
        """Yield the sessions of each round when they have closed."""
        authority = Authority(self.dataset)
        called = Names(names(self.dataset, "operator"), names(self.dataset, "site"))
        for first in range(0, self.rounds * AT_ONCE, AT_ONCE):
            seeds = range(1_000_000 * self.seed + first, 1_000_000 * self.seed + first + AT_ONCE)
            many = [
                Session(
                    self.server.port,
                    self.dataset.name,
                    plan(seed, self.changes, 0.0, called, PAGES),
                    authority,
                )
                for seed in seeds
            ]
            together(many)
            yield many


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.load.endurance", description=__doc__
    )
    parser.add_argument("--procedures", type=int, default=1500)
    parser.add_argument("--sessions", type=int, default=500)
    parser.add_argument("--reruns", type=int, default=10_000, help="filter changes of all sessions")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--kept", type=float, default=KEPT_SECONDS, help="seconds of Streamlit's")
    given = parser.parse_args()
    rounds, changes = given.sessions // AT_ONCE, given.reruns // given.sessions
    options = ("--server.disconnectedSessionTTL", f"{given.kept:g}")
    with shipped(options if given.kept != KEPT_SECONDS else ()) as server:
        walk = Walk(server, measured(given.procedures).dataset, rounds, changes, given.seed)
        print(f"{given.procedures:,} procedures, {given.sessions} sessions of {changes} changes")
        _walk(walk, given.kept)
        print_target("tracebacks in the server's log", server.tracebacks(), at_most=0)


def _walk(walk: Walk, kept: float) -> None:
    print(f"{'sessions':>10}{'reruns':>10}{'MB':>8}{'files':>8}{'threads':>9}{'CPU s':>8}")
    warm, done = walk.server.resources(), []
    for number, sessions in enumerate(walk.go(), 1):
        done += sessions
        _line(done, walk.server.resources())
        if number == max(1, walk.rounds // WARM_UP):
            warm = _settled(walk, kept)
            _line(done, warm, "after the warm-up, nobody there")
    end = _settled(walk, kept)
    _line(done, end, "at the end, nobody there")
    print_faults(done)
    print_target("memory growth, MB", (end.memory - warm.memory) / 1e6, at_most=GROWTH_MB)
    print_target("file descriptors more or less", abs(end.files - warm.files), at_most=STEADY)
    print_target("threads more or less", abs(end.threads - warm.threads), at_most=STEADY)


def _settled(walk: Walk, kept: float) -> Resources:
    """Let Streamlit forget who left, which it does when the next one leaves, and look."""
    time.sleep(kept + 1)
    with visiting(walk.server.port, f"dataset={walk.dataset.name}"):
        pass
    time.sleep(1)
    return walk.server.resources()


def _line(done: list[Session], now: Resources, what: str = "") -> None:
    reruns = sum(len(session.answers) + len(session.turns) for session in done)
    print(
        f"{len(done):10}{reruns:10,}{now.memory / 1e6:8.1f}{now.files:8}{now.threads:9}"
        f"{now.cpu:8.0f}  {what}",
        flush=True,
    )


if __name__ == "__main__":
    main()
