"""Run charts: whether a course around its own median is more orderly than chance makes it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from scipy import stats

from vertebroplasty.tallies import Moments

FEWEST_USEFUL = 12
"""Periods off the median below which nothing is said: a rule of this program."""


@dataclass(frozen=True)
class RunChart:
    """Means by period around their median.

    Attributes
    ----------
    points : tuple of (str, int, float or None)
        Period, units with a value, mean in points.
    median : float or None
        Of the means.
    useful : int
        Periods not on the median.
    longest, longest_limit : int or None
        The longest run on one side of the median, and the longest that chance makes usual.
    crossings, crossings_limit : int or None
        Crossings of the median, and the fewest that chance makes usual.
    method : str
        The rules in words.
    note : str
        Why nothing is said; empty when something is.
    """

    points: tuple[tuple[str, int, float | None], ...]
    median: float | None
    useful: int
    longest: int | None
    longest_limit: int | None
    crossings: int | None
    crossings_limit: int | None
    method: str
    note: str

    @property
    def is_unusual(self) -> bool:
        """Whether a run is too long or crossings are too few."""
        if self.longest is None or self.longest_limit is None:
            return False
        if self.crossings is None or self.crossings_limit is None:
            return False
        return self.longest > self.longest_limit or self.crossings < self.crossings_limit


def run_chart(periods: Sequence[tuple[str, Moments]], scale: int = 10) -> RunChart:
    """Judge the course of means around their median.

    Parameters
    ----------
    periods : sequence of (str, Moments)
        In the order of time.
    scale : int
        Whole-number units in one point.

    Returns
    -------
    RunChart
        Periods whose mean is exactly the median belong to no side and are passed over.

    References
    ----------
    Anhøj & Olesen 2014, PLoS One 9:e113825.
    """
    means = [Fraction(m.total, m.n * scale) for _, m in periods if m.n]
    points = tuple((label, m.n, m.total / (m.n * scale) if m.n else None) for label, m in periods)
    median = _median(means)
    sides = [mean > median for mean in means if median is not None and mean != median]
    method = (
        "Run chart: median of the periods' means; longest run at most round(log2(n) + 3), crossings"
        " at least the 5 % point of a binomial (n \N{MINUS SIGN} 1, .5), n the periods off the"
        " median (Anh\N{LATIN SMALL LETTER O WITH STROKE}j & Olesen 2014)"
    )
    shown = None if median is None else float(median)
    if len(sides) < FEWEST_USEFUL:
        note = (
            f"Too few periods to judge runs: {len(sides)} off the median, {FEWEST_USEFUL} would do"
        )
        return RunChart(points, shown, len(sides), None, None, None, None, method, note)
    runs = _runs(sides)
    limits = run_limits(len(sides))
    return RunChart(
        points, shown, len(sides), max(runs), limits[0], len(runs) - 1, limits[1], method, ""
    )


def run_limits(useful: int) -> tuple[int, int]:
    """Return the longest usual run and the fewest usual crossings for some useful points.

    Parameters
    ----------
    useful : int
        Points not on the median, at least 2.

    Returns
    -------
    tuple of int
        round(log2(n) + 3) and the 5 % point of a binomial with n - 1 trials and probability .5.
    """
    return round(math.log2(useful) + 3), int(stats.binom.ppf(0.05, useful - 1, 0.5))


def _median(values: Sequence[Fraction]) -> Fraction | None:
    ordered, middle = sorted(values), len(values) // 2
    if not ordered:
        return None
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _runs(sides: Sequence[bool]) -> list[int]:
    lengths = [1]
    for before, after in pairwise(sides):
        if before == after:
            lengths[-1] += 1
        else:
            lengths.append(1)
    return lengths
