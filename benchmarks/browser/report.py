"""Latencies by contestant and size, and their ratios beside what they must reach."""

import statistics
from collections.abc import Sequence

from benchmarks.browser.contestants import CAREFUL, DASH, EMPTY, OURS
from benchmarks.browser.round_robin import Found
from benchmarks.browser.visit import Change
from benchmarks.timing import print_target

LARGE, SMALL = 1_000_000, 1_500


def p50(values: Sequence[float]) -> float:
    """Median."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """95th percentile."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


TARGETS = (
    (EMPTY, "p50", p50, 1.0),
    (EMPTY, "p95", p95, 1.2),
    (DASH, "p50", p50, 1 / 3),
    (CAREFUL, "p50", p50, 1.0),
)
"""Ours beside whom, in which figure, at most how many times theirs."""


def print_changes(found: Found) -> None:
    """Print a table for each size, then the targets."""
    for size in sorted({size for _, size in found}):
        print(f"\nFilter change to the last number or chart, {size:,} procedures, ms")
        print(f"{'':30}{'painted':>16}{'changed':>18}")
        print(f"{'':30}{'p50':>8}{'p95':>8}{'p50':>10}{'p95':>8}{'n':>6}{'checks passed':>16}")
        for name in [name for name, of_size in found if of_size == size]:
            print(_row(name, found[name, size]))
    _targets(found)


def _row(name: str, changes: Sequence[Change]) -> str:
    painted, changed = ([getattr(c, what) for c in changes] for what in ("painted", "changed"))
    times = f"{p50(painted):8.0f}{p95(painted):8.0f}{p50(changed):10.0f}{p95(changed):8.0f}"
    return f"{name:30}{times}{len(changes):6}{sum(c.checks for c in changes):16,}"


def _targets(found: Found) -> None:
    print()
    for size in sorted({size for _, size in found}, reverse=True):
        for other, what, percentile, at_most in TARGETS:
            if {(OURS, size), (other, size)} <= found.keys():
                mine, theirs = (percentile(_painted(found[name, size])) for name in (OURS, other))
                print_target(f"{what} / {other}, {size:,}", mine / theirs, at_most=at_most)
    if {(OURS, LARGE), (OURS, SMALL)} <= found.keys():
        small, large = (p50(_painted(found[OURS, size])) for size in (SMALL, LARGE))
        print_target(f"p50 at {SMALL:,} / at {LARGE:,}", small / large, at_most=1.0)


def _painted(changes: Sequence[Change]) -> list[float]:
    return [change.painted for change in changes]
