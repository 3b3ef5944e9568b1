"""VAS before against VAS after, counted in pairs."""

from typing import NamedTuple

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.tallies import JointTally


class Horizon(NamedTuple):
    """A pair of VAS columns and the words for the second."""

    column: str
    words: str


AT_24H = Horizon("vas_24h", "24 hours")
AT_LAST = Horizon("vas_last", "last follow-up")
HORIZON_BY_COLUMN = {horizon.column: horizon for horizon in (AT_24H, AT_LAST)}


def vas_joint_tally(dataset: Dataset, cohort: Cohort, horizon: Horizon) -> JointTally:
    """Count procedures by VAS before and VAS at a horizon, both in tenths.

    Parameters
    ----------
    dataset, cohort
        As for `cohort_size`.
    horizon : Horizon
        `AT_24H` or `AT_LAST`.

    Returns
    -------
    JointTally
        At most 101 x 101 rows, whatever the size of the cohort.
    """
    where = cohort.where()
    after = horizon.column
    sql = (
        f"SELECT vas_baseline, {after}, count(*) FROM procedure WHERE {where.sql}"
        f" GROUP BY vas_baseline, {after}"
    )
    rows = dataset.engine.rows(sql, where.values)
    pairs = [(b, a, n) for b, a, n in rows if b is not None and a is not None and n]
    missing = sum(n or 0 for b, a, n in rows if b is None or a is None)
    return JointTally(tuple(sorted(pairs)), missing)
