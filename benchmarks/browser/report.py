"""Latencies by contestant and size, and their ratios beside what they must reach."""

import random
import statistics
from collections.abc import Sequence

from benchmarks.browser.contestants import CAREFUL, DASH, EMPTY, OURS
from benchmarks.browser.round_robin import Found
from benchmarks.browser.visit import Change
from benchmarks.timing import print_target

LARGE, SMALL = 1_000_000, 1_500
RESAMPLINGS = 2_000


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
    sizes = sorted({size for _, size in found})
    for size in sizes:
        print(f"\nFilter change, from the event in the page, {size:,} procedures, ms")
        print(
            f"{'':28}{'last change painted':>20}{'p50 by filter':>24}{'in the DOM':>13}{'':7}checks"
        )
        print(f"{'':28}{'p50':>10}{'p95':>10}{'level':>10}{'sex':>7}{'age':>7}{'p50':>13}", end="")
        print(f"{'n':>6}{'passed':>10}")
        for name in [name for name, of_size in found if of_size == size]:
            print(_row(name, found[name, size]))
    print()
    for size in reversed(sizes):
        _targets(found, size, size == max(sizes))
    if {(OURS, LARGE), (OURS, SMALL)} <= found.keys():
        _sizes(*(_painted(found[OURS, size]) for size in (SMALL, LARGE)))


def _row(name: str, changes: Sequence[Change]) -> str:
    times = _painted(changes)
    kinds = [[c.painted for c in changes if c.kind == kind] for kind in ("level", "sex", "age")]
    by_kind = f"{p50(kinds[0]):10.0f}{p50(kinds[1]):7.0f}{p50(kinds[2]):7.0f}"
    in_dom = f"{p50([change.changed for change in changes]):13.0f}"
    counts = f"{len(changes):6}{sum(change.checks for change in changes):10,}"
    return f"{name:28}{p50(times):10.0f}{p95(times):10.0f}{by_kind}{in_dom}{counts}"


def _targets(found: Found, size: int, has_target: bool) -> None:
    """Print the ratios of a size; the targets are those of the largest."""
    for other, what, percentile, at_most in TARGETS:
        if not {(OURS, size), (other, size)} <= found.keys():
            continue
        mine, theirs = (percentile(_painted(found[name, size])) for name in (OURS, other))
        words = f"{what} / {other}, {size:,}"
        if has_target:
            print_target(words, mine / theirs, at_most=at_most, decimals=2)
        else:
            print(f"{words:44}{mine / theirs:7.2f}")


def _sizes(small: Sequence[float], large: Sequence[float]) -> None:
    """Print how a small dataset compares with a large one, and how far noise alone carries it."""
    print_target(f"p50 at {SMALL:,} / at {LARGE:,}", p50(small) / p50(large), at_most=1, decimals=2)
    draw = random.Random(RESAMPLINGS)
    ratios = sorted(
        p50(draw.choices(small, k=len(small))) / p50(draw.choices(large, k=len(large)))
        for _ in range(RESAMPLINGS)
    )
    low, high = (ratios[round(share * RESAMPLINGS)] for share in (0.025, 0.975))
    print(f"{'  95 % of its resamplings':44}{low:7.2f} to {high:.2f}")


def _painted(changes: Sequence[Change]) -> list[float]:
    return [change.painted for change in changes]
