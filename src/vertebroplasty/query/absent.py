"""Values of a measure: how they are distributed, and why some are not there."""

from collections.abc import Sequence
from itertools import islice

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures.base import Measure
from vertebroplasty.measures.denominators import GAPS, REASONS
from vertebroplasty.query.denominators import summed
from vertebroplasty.query.pain import Horizon
from vertebroplasty.statistics.missing_bounds import Absent, Gaps
from vertebroplasty.tallies import Histogram


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


def absent(dataset: Dataset, cohort: Cohort, measures: Sequence[Measure]) -> dict[str, Absent]:
    """Count the procedures without a value of some measures, by why.

    Parameters
    ----------
    dataset, cohort
        As for `histogram_of`.
    measures : sequence of Measure
        Of `REASONS`: relief and change of VAS at 24 hours or at last follow-up.

    Returns
    -------
    dict of str to Absent
        By measure key.
    """
    aggregates = [aggregate for measure in measures for aggregate in REASONS[measure.key]]
    counts = iter(summed(dataset, cohort, aggregates))
    return {measure.key: Absent(*islice(counts, len(Absent._fields))) for measure in measures}


def change_gaps(dataset: Dataset, cohort: Cohort, horizon: Horizon) -> Gaps:
    """Sum what is known of the pairs that lack VAS before or after though it was due.

    Parameters
    ----------
    dataset, cohort
        As for `histogram_of`.
    horizon : Horizon
        `AT_24H` or `AT_LAST`.

    Returns
    -------
    Gaps
        In tenths.
    """
    return Gaps(*summed(dataset, cohort, GAPS[horizon.column]))
