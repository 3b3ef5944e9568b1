"""Values after the procedure: how they are distributed, and why some are not there."""

from collections.abc import Sequence

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures.base import Measure
from vertebroplasty.measures.responder import (
    RESPONDER_30_24H,
    RESPONDER_30_LAST,
    RESPONDER_50_24H,
    RESPONDER_50_LAST,
)
from vertebroplasty.query.pain import AT_24H, Horizon
from vertebroplasty.statistics.missing_bounds import Absent
from vertebroplasty.tallies import Histogram
from vertebroplasty.vocabulary import VisitStatus

_RESPONDERS = (RESPONDER_30_24H, RESPONDER_50_24H, RESPONDER_30_LAST, RESPONDER_50_LAST)


def vas_after(dataset: Dataset, cohort: Cohort, horizon: Horizon) -> Histogram:
    """Count procedures by VAS at a horizon, in tenths, whether or not VAS before is known.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    cohort : Cohort
        Whom to count.
    horizon : Horizon
        `AT_24H` or `AT_LAST`.

    Returns
    -------
    Histogram
        With the procedures without a value as missing.
    """
    where, column = cohort.where(), horizon.column
    sql = f"SELECT {column}, count(*) FROM procedure WHERE {where.sql} GROUP BY {column}"
    return Histogram.of_rows(dataset.engine.rows(sql, where.values))


def absent(
    dataset: Dataset, cohort: Cohort, measures: Sequence[Measure], horizon: Horizon
) -> dict[str, Absent]:
    """Count the procedures without a value of some measures, by why.

    Parameters
    ----------
    dataset, cohort, horizon
        As for `vas_after`.
    measures : sequence of Measure
        Of procedures, at that horizon.

    Returns
    -------
    dict of str to Absent
        By measure key. A visit is taken as not due, or as ended by death, where the follow-up
        completeness takes it so; every other procedure without a value was due.
    """
    where = cohort.where()
    sums = ", ".join(f"sum({term})" for m in measures for term in _terms(m, horizon))
    sql = f"SELECT {sums} FROM procedure WHERE {where.sql}"
    cells = [cell or 0 for cell in dataset.engine.rows(sql, where.values)[0]]
    width = len(Absent._fields)
    return {
        measure.key: Absent(*cells[place * width : (place + 1) * width])
        for place, measure in enumerate(measures)
    }


def _terms(measure: Measure, horizon: Horizon) -> tuple[str, ...]:
    """Return a 1/0 or whole-number expression for each field of `Absent`."""
    status = "status_24h" if horizon is AT_24H else "followup"
    undefined = "coalesce(vas_baseline, 1) = 0" if measure in _RESPONDERS else "1 = 0"
    missing = f"({measure.value}) IS NULL AND NOT {undefined}"
    exempt = f"{VisitStatus.NOT_DUE.code}, {VisitStatus.DIED.code}"
    due = f"{missing} AND coalesce({status}, 0) NOT IN ({exempt})"
    return (
        _one(due),
        _one(f"{missing} AND {status} = {VisitStatus.NOT_DUE.code}"),
        _one(f"{missing} AND {status} = {VisitStatus.DIED.code}"),
        _one(f"({measure.value}) IS NULL AND {undefined}"),
        _one(f"{due} AND vas_baseline IS NOT NULL"),
        f"CASE WHEN {due} THEN coalesce(vas_baseline, 0) ELSE 0 END",
    )


def _one(condition: str) -> str:
    return f"CASE WHEN {condition} THEN 1 ELSE 0 END"
