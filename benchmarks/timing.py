"""Timing that stands a shared machine: a round-robin over the cohorts, medians, and CPU time."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from vertebroplasty.cohort import Cohort


@dataclass(frozen=True)
class Timings:
    """Wall and CPU seconds of one way to refresh, all threads of this process together."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def add(self, refresh: Callable[[Cohort], object], cohort: Cohort) -> None:
        """Time one refresh."""
        wall, cpu = time.perf_counter(), time.process_time()
        refresh(cohort)
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(time.process_time() - cpu)

    @property
    def median(self) -> float:
        """Median wall time."""
        return statistics.median(self.wall)

    def describe(self) -> str:
        """Return median, 95th percentile and CPU in milliseconds."""
        p95 = statistics.quantiles(self.wall, n=20)[-1] if len(self.wall) > 1 else self.median
        return "".join(f"{x * 1e3:10.1f}" for x in (self.median, p95, statistics.median(self.cpu)))


def round_robin(
    ways: Sequence[Callable[[Cohort], object]], cohorts: Sequence[Cohort], rounds: int
) -> list[Timings]:
    """Time several ways to refresh in turn, so that a busy moment falls on all of them."""
    timings = [Timings() for _ in ways]
    for way in ways:
        way(cohorts[0])
    for _ in range(rounds):
        for cohort in cohorts:
            for way, timing in zip(ways, timings, strict=True):
                timing.add(way, cohort)
    return timings


def print_target(
    what: str,
    ratio: float,
    *,
    at_least: float | None = None,
    at_most: float | None = None,
    decimals: int = 1,
) -> None:
    """Print a ratio beside its target, and whether that is reached."""
    if at_least is not None:
        words, reached = f"at least {at_least:.3g}", ratio >= at_least
    else:
        words, reached = f"at most {at_most:.3g}", at_most is not None and ratio <= at_most
    verdict = "reached" if reached else "NOT REACHED"
    print(f"{what:44}{ratio:7.{decimals}f}   target {words:14} {verdict}")
