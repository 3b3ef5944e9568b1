"""Outcomes in the order of time: by day for monitoring, by quarter for control charts."""

from typing import NamedTuple

from vertebroplasty.breakdown import Breakdown, Group
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.evaluate import tallies_by
from vertebroplasty.query.groups import breakdown
from vertebroplasty.query.sums import summations
from vertebroplasty.statistics.cusum import Day
from vertebroplasty.tallies import Tally

_DAY = Breakdown("day", "day of treatment", "", (), "procedure_day")


class Stream(NamedTuple):
    """A yes/no outcome of procedures in the order of time.

    Attributes
    ----------
    days : tuple of Day
        Days with a known outcome, the earliest first.
    n_undated, n_missing : int
        Procedures with a known outcome and no date; procedures whose outcome is not known.
    """

    days: tuple[Day, ...]
    n_undated: int
    n_missing: int

    @property
    def n(self) -> int:
        """Procedures in the stream."""
        return sum(day.n for day in self.days)

    @property
    def events(self) -> int:
        """Events in the stream."""
        return sum(day.events for day in self.days)


class Quarters(NamedTuple):
    """What was counted in each quarter.

    Attributes
    ----------
    groups : tuple of (Group, Tally)
        From the first quarter with procedures to the last one, also those between without any.
    n_undated : int
        Procedures without a date, which no quarter holds.
    """

    groups: tuple[tuple[Group, Tally], ...]
    n_undated: int


def outcome_stream(dataset: Dataset, measure: Measure, cohort: Cohort) -> Stream:
    """Count a proportion of procedures by the day of treatment.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    measure : Measure
        A proportion of procedures.
    cohort : Cohort
        Whom to count; its filter on the period holds.

    Returns
    -------
    Stream
        At most one row a day, however large the cohort.
    """
    (summation,) = summations([measure], cohort, _DAY, tallied=False)
    days, undated, missing = [], 0, 0
    for day, units, known, events in dataset.engine.rows(*summation.query):
        missing += (units or 0) - (known or 0)
        if day is None:
            undated = known or 0
        elif known:
            days.append(Day(day, events or 0, known))
    return Stream(tuple(sorted(days)), undated, missing)


def by_quarter(dataset: Dataset, measure: Measure, cohort: Cohort) -> Quarters:
    """Count a measure of procedures by quarter, the cohort's filter on the period left open.

    Parameters
    ----------
    dataset, measure, cohort
        As for `outcome_stream`; the measure may be a mean.

    Returns
    -------
    Quarters
        The earliest first.
    """
    by = breakdown(dataset, "quarter")
    found = {
        group: counted[measure.key]
        for group, counted in tallies_by(dataset, (measure,), cohort, by)
    }
    undated = sum(_units(tally) for group, tally in found.items() if not group.code)
    codes = [group.code for group in found if group.code]
    nothing = measure.tally(0, dict.fromkeys((a.name for a in measure.aggregates), 0))
    spanned = [g for g in by.groups if codes and g.code and min(codes) <= g.code <= max(codes)]
    return Quarters(tuple((group, found.get(group, nothing)) for group in spanned), undated)


def _units(tally: Tally) -> int:
    return tally.n + tally.n_missing
