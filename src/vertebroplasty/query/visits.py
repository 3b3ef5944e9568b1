"""What became of planned visits, how long follow-up was, and over which months it went."""

from typing import NamedTuple

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.tallies import Histogram
from vertebroplasty.vocabulary import Timepoint, VisitStatus

VISIT_COLUMNS = {
    Timepoint.DAY_1: "status_24h",
    Timepoint.WEEK_1: "status_1wk",
    Timepoint.MONTH_1: "status_1m",
    Timepoint.MONTHS_3: "status_3m",
    Timepoint.MONTHS_6: "status_6m",
    Timepoint.MONTHS_12: "status_12m",
    Timepoint.MONTHS_24: "status_24m",
}


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
    statuses = (*VisitStatus, None)
    sums = ", ".join(
        f"sum(CASE WHEN {column} {f'= {status.code}' if status else 'IS NULL'} THEN 1 ELSE 0 END)"
        for column in VISIT_COLUMNS.values()
        for status in statuses
    )
    where = cohort.where()
    row = dataset.engine.rows(f"SELECT {sums} FROM procedure WHERE {where.sql}", where.values)[0]
    cells = iter(row)
    return {
        timepoint: {status: next(cells) or 0 for status in statuses} for timepoint in VISIT_COLUMNS
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
    sql = f"SELECT followup_days, count(*) FROM procedure WHERE {where.sql} GROUP BY followup_days"
    days = Histogram.of_rows(dataset.engine.rows(sql, where.values))
    sql = f"SELECT min(period), max(period) FROM procedure WHERE {where.sql}"
    ((first, last),) = dataset.engine.rows(sql, where.values)
    if first is None or last is None:
        return FollowUp(days, None)
    return FollowUp(days, (last // 100 - first // 100) * 12 + last % 100 - first % 100)
