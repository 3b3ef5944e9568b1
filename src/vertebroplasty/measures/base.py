"""What a measure is: a name, a definition with its source, and one whole-number SQL expression.

Everything else - sums to ask for, estimate, interval - follows from the expression, the kind and
the grain.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from vertebroplasty.results import ABSENT, Comparison, Result
from vertebroplasty.statistics.clusters import clustered_proportion
from vertebroplasty.statistics.comparing import compare
from vertebroplasty.statistics.means import mean
from vertebroplasty.statistics.proportions import proportion
from vertebroplasty.tallies import ClusterCount, Count, Moments, SharedLevels, Tally
from vertebroplasty.vocabulary import Grain


class Kind(StrEnum):
    """What is estimated: a share of units, or the mean of a score in tenths of a point."""

    PROPORTION = "proportion"
    MEAN = "mean"


class Rung(StrEnum):
    """Steps of the denominator ledger; every measure names the one it starts from."""

    COHORT = "In the cohort"
    BASELINE = "VAS before recorded"
    PAIR_24H = "VAS before and at 24 h"
    FOLLOWED = "Completed visit later than 24 h"
    PAIR_LAST = "VAS before and at last follow-up"


class Direction(StrEnum):
    """Which way is better for the patient."""

    HIGHER_IS_BETTER = "higher is better"
    LOWER_IS_BETTER = "lower is better"


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A whole-number row expression that is summed under a name."""

    name: str
    expression: str


@dataclass(frozen=True, slots=True)
class Measure:
    """An outcome, complete with what a reader needs to judge it.

    Attributes
    ----------
    key : str
        Identifier; also names its columns in tallies.
    label : str
        Name on cards, charts and exports.
    kind : Kind
        Proportion or mean.
    grain : Grain
        Unit of analysis.
    value : str
        SQL over the grain view giving a row's whole-number value (1/0 for a proportion, tenths of a
        point for a mean), NULL where it is missing.
    direction : Direction
        Which way is better.
    definition, source : str
        What is counted among whom, and who defined it so.
    rung : Rung
        The step of the denominator ledger that the denominator starts from.
    masks : tuple of str, optional
        For a level measure, the ``procedure`` columns that hold the masks of its known levels and
        of its events; they spare a pass over the levels.
    absent : str
        What a unit without the value is, in words that are true of every such unit.
    ends : tuple of float
        First and last value that a mean can have, in points.
    """

    key: str
    label: str
    kind: Kind
    grain: Grain
    value: str
    direction: Direction
    definition: str
    source: str
    rung: Rung = Rung.COHORT
    masks: tuple[str, str] | None = None
    absent: str = ABSENT
    ends: tuple[float, float] = (0, 10)

    @property
    def unit(self) -> str:
        """Unit of the estimate as printed."""
        return "%" if self.kind is Kind.PROPORTION else "points, VAS 0\N{EN DASH}10"

    @property
    def aggregates(self) -> tuple[Aggregate, ...]:
        """The sums over rows that the estimate needs, beside the number of rows."""
        known = Aggregate(f"{self.key}_n", f"CASE WHEN ({self.value}) IS NULL THEN 0 ELSE 1 END")
        total = Aggregate(f"{self.key}_total", f"coalesce({self.value}, 0)")
        squares = Aggregate(f"{self.key}_squares", f"coalesce(({self.value}) * ({self.value}), 0)")
        return (known, total) if self.kind is Kind.PROPORTION else (known, total, squares)

    def tally(self, units: int, sums: Mapping[str, int]) -> Tally:
        """Return what was counted for the measure.

        Parameters
        ----------
        units : int
            Units of the cohort, with or without a value.
        sums : mapping of str to int
            The sum of each aggregate by name; for a level measure, of each of
            `CLUSTER_SUMS` with the measure's key in front.

        Returns
        -------
        Count, Moments or ClusterCount
            By grain and kind.
        """
        n, total = sums[f"{self.key}_n"], sums[f"{self.key}_total"]
        if self.grain is Grain.TREATED_LEVEL:
            clusters, nn, ee, ne = (sums[f"{self.key}_{name}"] for name in CLUSTER_SUMS)
            return ClusterCount(clusters, n, total, nn, ee, ne, units - n)
        if self.kind is Kind.PROPORTION:
            return Count(total, n, units - n)
        return Moments(n, total, sums[f"{self.key}_squares"], units - n)

    def result(self, tally: Tally) -> Result:
        """Return estimate, interval, denominator, missing count and method for a tally."""
        return replace(_result(tally, self.grain.noun, self.ends), absent=self.absent)

    def compare(self, a: Tally, b: Tally, shared: SharedLevels | None = None) -> Comparison:
        """Return the measure in one group against another; parameters as for `compare`."""
        found = compare(a, b, self.grain.noun, shared)
        return replace(found, a=self.result(a), b=self.result(b))


def _result(tally: Tally, noun: str, ends: tuple[float, float]) -> Result:
    match tally:
        case ClusterCount():
            return clustered_proportion(tally, noun)
        case Count():
            return proportion(tally, noun)
        case Moments():
            return mean(tally, noun, ends=ends)


CLUSTER_SUMS = ("clusters", "nn", "ee", "ne")
"""Sums over procedures that a level measure needs beside its count of levels and events."""
