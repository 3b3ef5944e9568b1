"""Procedures clustered in patients: whether their being alike would change an interval."""

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.errors import GrainError
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.level_sums import cluster_columns
from vertebroplasty.tallies import ClusterCount
from vertebroplasty.vocabulary import Grain


def patient_clusters(dataset: Dataset, measure: Measure, cohort: Cohort) -> ClusterCount:
    """Count a measure of procedures with patients as clusters.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    measure : Measure
        Of procedures; its whole-number value, summed, stands in the place of events.
    cohort : Cohort
        Whom to count.

    Returns
    -------
    ClusterCount
        Only patients with several procedures in the dataset are grouped: the others are clusters
        of one, whose sums need no grouping.

    Raises
    ------
    GrainError
        If the measure is of levels.
    """
    if measure.grain is not Grain.PROCEDURE:
        raise GrainError(f"{measure.label} counts levels; a measure per procedure would do")
    where = cohort.where()
    rows = f"SELECT patient_no, only_procedure, {measure.value} AS v FROM procedure"
    rows = f"WITH valued AS ({rows} WHERE {where.sql})"
    clusters = (
        "SELECT 1 AS units, CASE WHEN v IS NULL THEN 0 ELSE 1 END AS m, coalesce(v, 0) AS x"
        " FROM valued WHERE only_procedure = 1"
        " UNION ALL SELECT count(*), count(v), coalesce(sum(v), 0)"
        " FROM valued WHERE only_procedure = 0 GROUP BY patient_no"
    )
    sql = f"{rows} SELECT sum(units), {cluster_columns('m', 'x')} FROM ({clusters}) AS clusters"
    ((units, n, total, count, nn, ee, ne),) = dataset.engine.rows(sql, where.values)
    known = n or 0
    sums = (count or 0, known, total or 0, nn or 0, ee or 0, ne or 0)
    return ClusterCount(*sums, n_missing=(units or 0) - known)
