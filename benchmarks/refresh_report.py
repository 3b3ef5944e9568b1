"""Overview refresh by size, beside the naive version of the same numbers."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from benchmarks import naive
from benchmarks.answers import disagreements
from benchmarks.cohorts import COHORTS, spread
from benchmarks.datasets import Measured, measured
from benchmarks.refresh import refresh
from benchmarks.timing import Timings, round_robin
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.query.pain import AT_LAST, vas_joint_tally

LARGE = 1_000_000
FEW = 9
"""Cohorts for the slow ways beyond a million procedures."""

HEADER = f"{'':34}{'median ms':>10}{'p95 ms':>10}{'CPU ms':>10}{'refreshes':>11}"


class Sized(NamedTuple):
    """What one size took."""

    ours: Timings
    naive: Timings


def print_refreshes(sizes: Sequence[int], rounds: int) -> None:
    """Measure every size, print a table for each, then the two targets."""
    print(f"Overview refresh, queries and statistics, {len(COHORTS)} cohorts in turn")
    print("Naive: six queries over flat tables in memory, AVG and STDDEV of DOUBLE, same numbers")
    found = {size: _measure_size(size, rounds) for size in sizes}
    print("\nTargets")
    if 1_000_000 in found:
        sized = found[1_000_000]
        _target("at 1 M: naive / ours", sized.naive.median / sized.ours.median, at_least=20)
        cpu = sized.naive.median_cpu / sized.ours.median_cpu
        print(f"      for information: CPU of naive / ours {cpu:.1f}")
    if 1_000_000 in found and 10_000_000 in found:
        large, small = found[10_000_000].ours, found[1_000_000].ours
        _target("10 M / 1 M", large.median / small.median, at_most=3)
        print(f"      for information: the same in CPU {large.median_cpu / small.median_cpu:.2f}")


def _measure_size(size: int, rounds: int) -> Sized:
    subject = measured(size)
    print(f"\n{size:,} procedures ({subject.describe()})", flush=True)
    dataset = subject.dataset
    connection = naive.connect(subject.generation.path)
    slow = COHORTS if size <= LARGE else spread(FEW)
    _compare(subject, partial(naive.refresh, connection), slow)
    ours, naively = round_robin([partial(refresh, dataset), partial(naive.refresh, connection)], slow, 1)
    connection.close()
    (ours,) = round_robin([partial(refresh, dataset)], COHORTS, rounds)
    scan, joint = round_robin(
        [partial(refresh, _without_tallies(dataset)), partial(_joint_tally, dataset)], slow, 1
    )
    print(HEADER)
    rows = {
        "Overview": ours,
        "the same, naive": naively,
        "the same, tallies off": scan,
        "Pain: joint tally": joint,
    }
    for label, timings in rows.items():
        print(f"{label:34}{timings.describe()} {len(timings.wall):10}")
    print(f"naive / ours {naively.median / ours.median:.1f}", flush=True)
    dataset.engine.close()
    return Sized(ours, naively)


def _without_tallies(dataset: Dataset) -> Dataset:
    return replace(dataset, meta=replace(dataset.meta, tally_hash=""))


def _joint_tally(dataset: Dataset, cohort: Cohort) -> object:
    return vas_joint_tally(dataset, cohort, AT_LAST)
