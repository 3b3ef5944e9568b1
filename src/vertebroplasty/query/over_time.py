"""Outcomes in the order of time: by day for monitoring, by quarter for control charts."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from vertebroplasty.breakdown import Breakdown, Group
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.groups import breakdown
from vertebroplasty.query.sums import summations
from vertebroplasty.statistics.cusum import Day
from vertebroplasty.tallies import Tally

_FIRST_DAY = date(1970, 1, 1)
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


class Course(NamedTuple):
    """Measures of procedures, counted by the day of treatment.

    Attributes
    ----------
    names : tuple of str
        The sums of each row.
    rows : tuple
        Day, procedures, then a sum per name; the day of procedures without a date is None.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[int | None, int, tuple[int, ...]], ...]


def course(dataset: Dataset, measures: tuple[Measure, ...], cohort: Cohort) -> Course:
    """Count measures of procedures by the day of treatment.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    measures : tuple of Measure
        Of procedures; one query serves them all.
    cohort : Cohort
        Whom to count. Its filter on the period is left open: streams and quarters follow from the
        same rows.

    Returns
    -------
    Course
        At most one row a day, however large the cohort.
    """
    (summation,) = summations(measures, cohort.ignoring("months"), _DAY, tallied=False)
    rows = dataset.engine.rows(*summation.query)
    counted = ((day, units or 0, tuple(n or 0 for n in sums)) for day, units, *sums in rows)
    return Course(summation.names, tuple(counted))


def stream_of(counted: Course, measure: Measure, cohort: Cohort) -> Stream:
    """Return a proportion's days from a course; parameters as for `outcome_stream`."""
    known_at, events_at = (counted.names.index(f"{measure.key}_{sum_}") for sum_ in ("n", "total"))
    days, undated, missing = [], 0, 0
    for day, units, sums in counted.rows:
        known = sums[known_at]
        if not _is_within(day, cohort):
            continue
        missing += units - known
        if day is None:
            undated = known
        elif known:
            days.append(Day(day, sums[events_at], known))
    return Stream(tuple(sorted(days)), undated, missing)


def quarters_of(counted: Course, measure: Measure, groups: Sequence[Group]) -> Quarters:
    """Return a measure's quarters from a course.

    Parameters
    ----------
    counted : Course
        What was counted by day.
    measure : Measure
        One of those counted.
    groups : sequence of Group
        The quarters of the dataset.

    Returns
    -------
    Quarters
        The earliest first.
    """
    found: dict[int, list[tuple[int, ...]]] = {}
    for day, units, sums in counted.rows:
        found.setdefault(_quarter(day), []).append((units, *sums))
    codes = [code for code in found if code]
    nothing = [(0,) * (1 + len(counted.names))]
    spanned = [g for g in groups if codes and g.code and min(codes) <= g.code <= max(codes)]
    tallies = []
    for group in spanned:
        rows = found.get(group.code, nothing)
        units, *totals = (sum(column) for column in zip(*rows, strict=True))
        tally = measure.tally(units, dict(zip(counted.names, totals, strict=True)))
        tallies.append((group, tally))
    return Quarters(tuple(tallies), sum(units for units, *_ in found.get(0, [])))


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
    return stream_of(course(dataset, (measure,), cohort), measure, cohort)


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
    return quarters_of(course(dataset, (measure,), cohort), measure, quarters(dataset))


def quarters(dataset: Dataset) -> tuple[Group, ...]:
    """Return the quarters from the dataset's first to its last."""
    return breakdown(dataset, "quarter").groups


def _is_within(day: int | None, cohort: Cohort) -> bool:
    """Whether the filter on the period, which a course leaves open, lets a day in."""
    if cohort.complement or not cohort.has_period:
        return True
    return day is not None and cohort.month_min <= _month(day) <= cohort.month_max


def _month(day: int) -> int:
    treated = _FIRST_DAY + timedelta(days=day)
    return treated.year * 100 + treated.month


def _quarter(day: int | None) -> int:
    """Return the code of a day's quarter, as the breakdown has it."""
    if day is None:
        return 0
    year, month = divmod(_month(day), 100)
    return year * 4 + (month - 1) // 3
