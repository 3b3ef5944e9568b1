"""From what a frame counted to the estimates of the page: our statistics on the peer's counts.

The formulas are the same for everybody; what a peer does in its own way is the counting.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.peers.cards import BY_LEVEL, MEASURES
from benchmarks.peers.filters import SEXES
from vertebroplasty.breakdown import LEVEL
from vertebroplasty.figures.intervals import interval_figure
from vertebroplasty.figures.theme import LIGHT, Part
from vertebroplasty.formatting import denominator
from vertebroplasty.measures import LEAK_LEVEL, VAS_CHANGE_LAST
from vertebroplasty.measures.base import Kind, Measure
from vertebroplasty.results import Result
from vertebroplasty.tallies import ClusterCount, Count, Moments, Tally
from vertebroplasty.vocabulary import VertebralLevel, level_mask

SCORES = tuple(measure.key for measure in MEASURES if measure.kind is Kind.MEAN)
SHARES = tuple(m.key for m in MEASURES if m.kind is Kind.PROPORTION and m is not LEAK_LEVEL)
ALL_LEVELS = level_mask(tuple(VertebralLevel))


class Chosen(NamedTuple):
    """The filters as numbers of the frames: ages, codes of sexes, codes and mask of levels."""

    ages: tuple[int, int]
    sexes: tuple[int, ...]
    levels: frozenset[int]
    mask: int

    @classmethod
    def of(cls, ages: Sequence[int], sexes: Iterable[str], levels: Iterable[str]) -> "Chosen":
        """Translate what the widgets say; none ticked means all."""
        low, high = ages
        terms = tuple(VertebralLevel(one) for one in levels)
        sex_codes = tuple(SEXES.index(one) + 1 for one in sexes)
        mask = level_mask(terms) or ALL_LEVELS
        return cls((low, high), sex_codes, frozenset(term.code for term in terms), mask)


@dataclass(frozen=True)
class Counted:
    """What a peer counted.

    Attributes
    ----------
    cohort : mapping of str to Tally
        By measure key.
    open : mapping of str to Tally
        The same of `BY_LEVEL` with the filter on levels left open.
    by_level : mapping of int to mapping of str to Tally
        The same by level code.
    """

    cohort: Mapping[str, Tally]
    open: Mapping[str, Tally]
    by_level: Mapping[int, Mapping[str, Tally]]

    @property
    def estimates(self) -> dict[str, Result]:
        """The results of the cohort by measure key."""
        return {measure.key: measure.result(self.cohort[measure.key]) for measure in MEASURES}


def score(units: int, n: float, mean: float, sd: float) -> Moments:
    """Return the moments of whole numbers of which a frame gave mean and sample SD."""
    n = int(n)
    if not n:
        return Moments(0, 0, 0, units)
    spread = sd**2 * (n - 1) if n > 1 else 0.0
    return Moments(n, round(n * mean), round(spread + n * mean**2), units - n)


def share(units: int, n: float, events: float) -> Count:
    """Return events among known units."""
    return Count(int(events or 0), int(n), units - int(n))


def clusters(units: int, sums: Sequence[float]) -> ClusterCount:
    """Return levels clustered in procedures: procedures, m, x, and sums of m², x² and m·x."""
    numbers = [int(each or 0) for each in sums]
    return ClusterCount(*numbers, n_missing=units - numbers[1])


def charts(counted: Counted, everyone: Counted, chosen: Chosen) -> tuple[Part, ...]:
    """Return the two charts by level as plotly's own JSON."""
    return tuple(_chart(measure, counted, everyone, chosen) for measure in BY_LEVEL)


def _chart(measure: Measure, counted: Counted, everyone: Counted, chosen: Chosen) -> Part:
    groups = [
        (group, measure.result(counted.by_level[group.code][measure.key]))
        for group in LEVEL.groups
        if group.code in counted.by_level
    ]
    whole = measure.result(counted.open[measure.key])
    figure: Part = interval_figure(
        f"{measure.label} by {LEVEL.label} \u00b7 {denominator(whole)}",
        groups,
        LIGHT,
        reference=everyone.estimates[measure.key],
        chosen=chosen.levels,
        harm=measure is LEAK_LEVEL,
        change=measure is VAS_CHANGE_LAST,
    ).to_dict()
    return figure


EVERYONE = Chosen.of((0, 200), (), ())
"""Also those without an age: a peer leaves the filter on age out when it counts everyone."""
