"""Overview refresh by size, beside the naive version of the same numbers."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from benchmarks import naive
from benchmarks.answers import TOLERANCE, Numbers, disagreements
from benchmarks.cohorts import COHORTS, spread
from benchmarks.datasets import measured
from benchmarks.refresh import Overview, refresh
from benchmarks.timing import Timings, print_target, round_robin
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.query.pain import AT_LAST, vas_joint_tally

LARGE = 1_000_000
FEW = 9
"""Cohorts for the slow ways beyond a million procedures."""

LABELS = (
    "Overview",
    "in turn: Overview",
    "in turn: naive",
    "in turn: tallies off",
    "in turn: Pain's joint tally",
)


class Sized(NamedTuple):
    """What one size took: ours over all cohorts, then each way in turn over the same cohorts."""

    ours: Timings
    in_turn: Timings
    naive: Timings

    @property
    def ratio(self) -> float:
        """Naive over ours, by median wall time."""
        return self.naive.median / self.in_turn.median


def print_refreshes(sizes: Sequence[int], rounds: int) -> None:
    """Measure every size, print a table for each, then the two targets."""
    print(f"Overview refresh, queries and statistics, {len(COHORTS)} cohorts in turn.")
    print("Naive: six queries over flat tables in memory, AVG and STDDEV of DOUBLE, same numbers.")
    found = {size: _measure_size(size, rounds) for size in sizes}
    print()
    if LARGE in found:
        large = found[LARGE]
        print_target("refresh at 1 M, naive / ours", large.ratio, at_least=20)
        if 10 * LARGE in found:
            ratio = found[10 * LARGE].ours.median / large.ours.median
            print_target("refresh, 10 M / 1 M", ratio, at_most=3)


def _measure_size(size: int, rounds: int) -> Sized:
    subject = measured(size)
    print(f"\n{size:,} procedures; {subject.describe()}", flush=True)
    ours = partial(refresh, subject.dataset)
    scan = partial(refresh, _without_tallies(subject.dataset))
    joint = partial(_joint_tally, subject.dataset)
    cohorts = COHORTS if size <= LARGE else spread(FEW)
    with naive.connect(subject.generation.path) as connection:
        naively = partial(naive.refresh, connection)
        _compare(ours, scan, naively, cohorts)
        in_turn, *others = round_robin((ours, naively, scan, joint), cohorts, 1)
    (alone,) = round_robin((ours,), COHORTS, rounds)
    subject.dataset.engine.close()
    _print_table(dict(zip(LABELS, (alone, in_turn, *others), strict=True)))
    return Sized(alone, in_turn, others[0])


def _compare(
    ours: Callable[[Cohort], Overview],
    scan: Callable[[Cohort], Overview],
    naively: Callable[[Cohort], Numbers],
    cohorts: Sequence[Cohort],
) -> None:
    """Stop when two ways give different numbers."""
    numbers = 0
    for cohort in (Cohort(), *cohorts):
        found = ours(cohort)
        if found != scan(cohort):
            raise SystemExit(f"{cohort.describe()}: the tallies and the rows differ")
        if problems := disagreements(found.numbers(), naively(cohort)):
            raise SystemExit(f"{cohort.describe()}: {'; '.join(problems[:5])}")
        numbers += len(found.numbers())
    print(
        f"{numbers:,} numbers of {1 + len(cohorts)} cohorts: naive within {TOLERANCE:g},"
        " tallies and rows identical"
    )


def _print_table(timings: dict[str, Timings]) -> None:
    print(f"{'':28}{'median ms':>10}{'p95 ms':>10}{'CPU ms':>10}{'refreshes':>11}")
    for label, timing in timings.items():
        print(f"{label:28}{timing.describe()}{len(timing.wall):11}")
    sys.stdout.flush()


def _without_tallies(dataset: Dataset) -> Dataset:
    return replace(dataset, meta=replace(dataset.meta, tally_hash=""))


def _joint_tally(dataset: Dataset, cohort: Cohort) -> object:
    return vas_joint_tally(dataset, cohort, AT_LAST)
