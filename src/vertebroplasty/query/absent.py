"""Values of a measure: how they are distributed, and why some are not there."""

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
from vertebroplasty.statistics.missing_bounds import Absent, Gaps
from vertebroplasty.tallies import Histogram
from vertebroplasty.vocabulary import VisitStatus

_RESPONDERS = (RESPONDER_30_24H, RESPONDER_50_24H, RESPONDER_30_LAST, RESPONDER_50_LAST)


def histogram_of(dataset: Dataset, cohort: Cohort, measure: Measure) -> Histogram:
    """Count procedures by their value of a measure, such as VAS at last follow-up in tenths.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    cohort : Cohort
        Whom to count.
    measure : Measure
        A mean of procedures.

    Returns
    -------
    Histogram
        With the procedures without a value as missing.
    """
    where, value = cohort.where(), measure.value
    sql = f"SELECT {value} AS v, count(*) FROM procedure WHERE {where.sql} GROUP BY v"
    return Histogram.of_rows(dataset.engine.rows(sql, where.values))


def absent(
    dataset: Dataset, cohort: Cohort, measures: Sequence[Measure], horizon: Horizon
) -> dict[str, Absent]:
    """Count the procedures without a value of some measures, by why.

    Parameters
    ----------
    dataset, cohort
        As for `histogram_of`.
    measures : sequence of Measure
        Of procedures, at the horizon.
    horizon : Horizon
        `AT_24H` or `AT_LAST`.

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


def change_gaps(dataset: Dataset, cohort: Cohort, horizon: Horizon) -> Gaps:
    """Sum what is known of the pairs that lack VAS before or after though it was due.

    Parameters
    ----------
    dataset, cohort, horizon
        As for `absent`.

    Returns
    -------
    Gaps
        In tenths.
    """
    where, after = cohort.where(), horizon.column
    incomplete = f"(vas_baseline IS NULL OR {after} IS NULL)"
    counted = ", ".join(f"count({v}), sum({v})" for v in ("vas_baseline", after))
    sql = (
        f"SELECT count(*), {counted} FROM procedure"
        f" WHERE {where.sql} AND {incomplete} AND {_was_due(horizon)}"
    )
    return Gaps(*(cell or 0 for cell in dataset.engine.rows(sql, where.values)[0]))


def _terms(measure: Measure, horizon: Horizon) -> tuple[str, ...]:
    """Return a 1/0 expression for each field of `Absent`."""
    undefined = "coalesce(vas_baseline, 1) = 0" if measure in _RESPONDERS else "1 = 0"
    missing = f"({measure.value}) IS NULL AND NOT {undefined}"
    conditions = (
        f"{missing} AND {_was_due(horizon)}",
        f"{missing} AND {_status(horizon)} = {VisitStatus.NOT_DUE.code}",
        f"{missing} AND {_status(horizon)} = {VisitStatus.DIED.code}",
        f"({measure.value}) IS NULL AND {undefined}",
    )
    return tuple(f"CASE WHEN {condition} THEN 1 ELSE 0 END" for condition in conditions)


def _status(horizon: Horizon) -> str:
    return "status_24h" if horizon is AT_24H else "followup"


def _was_due(horizon: Horizon) -> str:
    exempt = f"{VisitStatus.NOT_DUE.code}, {VisitStatus.DIED.code}"
    return f"coalesce({_status(horizon)}, 0) NOT IN ({exempt})"
