"""What became of planned visits, how long follow-up was, and over which months it went."""

from typing import NamedTuple

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures.denominators import VISITS
from vertebroplasty.query.denominators import summed
from vertebroplasty.tallies import Histogram
from vertebroplasty.vocabulary import Timepoint, VisitStatus


def visit_statuses(
    dataset: Dataset, cohort: Cohort
) -> dict[Timepoint, dict[VisitStatus | None, int]]:
    """Count procedures by what became of each planned visit.

    Parameters
    ----------
    dataset, cohort
        As for `cohort_size`.

    Returns
    -------
    dict of Timepoint to dict
        Procedures by status; the key None counts procedures without a record of that visit.
    """
    aggregates = [a for statuses in VISITS.values() for a in statuses.values()]
    counts = iter(summed(dataset, cohort, aggregates))
    return {
        timepoint: {status: next(counts) for status in statuses}
        for timepoint, statuses in VISITS.items()
    }


class FollowUp(NamedTuple):
    """Length of follow-up in days, and the span of treatment in months."""

    days: Histogram
    treatment_months: int | None


def follow_up(dataset: Dataset, cohort: Cohort) -> FollowUp:
    """Count last follow-up visits by their day, and measure the treatment period.

    Parameters
    ----------
    dataset, cohort
        As for `cohort_size`.

    Returns
    -------
    FollowUp
        The period is in whole months from the first procedure's month to the last one's, None when
        no date is recorded.
    """
    where = cohort.where()
    columns = "followup_days, count(*), min(period), max(period)"
    sql = f"SELECT {columns} FROM procedure WHERE {where.sql} GROUP BY followup_days"
    rows = dataset.engine.rows(sql, where.values)
    days = Histogram.of_rows(row[:2] for row in rows)
    periods = [period for *_, first, last in rows for period in (first, last) if period is not None]
    return FollowUp(days, _months_between(min(periods), max(periods)) if periods else None)


def _months_between(first: int, last: int) -> int:
    return (last // 100 - first // 100) * 12 + last % 100 - first % 100
