"""Procedures clustered in patients: whether their being alike would change an interval."""

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.errors import GrainError
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.evaluate import tallies
from vertebroplasty.query.level_sums import cluster_columns
from vertebroplasty.tallies import ClusterCount, Moments, Tally
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
        Only patients with several procedures in the dataset are grouped. The others are clusters of
        one, whose sums are those of the measure without the grouped ones.

    Raises
    ------
    GrainError
        If the measure is of levels.
    """
    if measure.grain is not Grain.PROCEDURE:
        raise GrainError(f"{measure.label} counts levels; a measure per procedure would do")
    counted = tallies(dataset, (measure,), cohort)[measure.key]
    total, squares = _sums(counted)
    where = cohort.where()
    valued = (
        f"SELECT patient_no, {measure.value} AS v FROM procedure"
        f" WHERE only_procedure = 0 AND {where.sql}"
    )
    patients = (
        "SELECT count(v) AS m, coalesce(sum(v), 0) AS x, coalesce(sum(v * v), 0) AS squares"
        f" FROM ({valued}) AS valued GROUP BY patient_no"
    )
    sql = f"SELECT sum(squares), {cluster_columns('m', 'x')} FROM ({patients}) AS patients"
    cells = dataset.engine.rows(sql, where.values)[0]
    own, n, x, clusters, nn, ee, ne = (cell or 0 for cell in cells)
    alone = counted.n - n
    of_all = (alone + nn, squares - own + ee, total - x + ne)
    return ClusterCount(alone + clusters, counted.n, total, *of_all, counted.n_missing)


def _sums(counted: Tally) -> tuple[int, int]:
    """Return the sum of values and that of their squares; a yes is its own square."""
    if isinstance(counted, Moments):
        return counted.total, counted.squares
    return counted.events, counted.events
