"""Procedures clustered in patients: pandas counts, statsmodels gives the robust error."""

import math

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from tests.oracle.counting import Oracle
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.errors import GrainError
from vertebroplasty.measures import LEAK_LEVEL, RELIEF_24H, VAS_BASELINE, VAS_CHANGE_LAST
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.by_patient import patient_clusters
from vertebroplasty.query.evaluate import tallies
from vertebroplasty.statistics.clusters import clustered_mean, clustered_proportion
from vertebroplasty.statistics.means import mean
from vertebroplasty.tallies import ClusterCount, Moments
from vertebroplasty.vocabulary import Sex

MEASURES = (RELIEF_24H, VAS_BASELINE, VAS_CHANGE_LAST)
COHORTS = (Cohort(), Cohort(75, 85, sexes=(Sex.FEMALE,)), Cohort(18, 18))


@pytest.mark.parametrize("cohort", COHORTS, ids=Cohort.describe)
@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.key)
def test_units_and_totals_are_those_of_the_measure(
    measure: Measure, cohort: Cohort, registry: Dataset
) -> None:
    """The clusters' totals are the sums that every card rests on."""
    counted = tallies(registry, (measure,), cohort)[measure.key]
    clusters = patient_clusters(registry, measure, cohort)
    total = counted.total if isinstance(counted, Moments) else counted.events
    assert (clusters.n, clusters.events, clusters.n_missing) == (
        counted.n,
        total,
        counted.n_missing,
    )


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.key)
def test_sums_of_squares_equal_pandas(measure: Measure, registry: Dataset, oracle: Oracle) -> None:
    """The oracle groups every procedure by its patient."""
    known = oracle.procedures.dropna(subset=[measure.key])
    values = known[measure.key].astype(int)
    found = values.groupby(known["patient_id"]).agg(["size", "sum"])
    m, x = found["size"], found["sum"]
    expected = (len(found), m.sum(), x.sum(), (m * m).sum(), (x * x).sum(), (m * x).sum())
    clusters = patient_clusters(registry, measure, Cohort())
    assert (
        clusters.clusters,
        clusters.n,
        clusters.events,
        clusters.nn,
        clusters.ee,
        clusters.ne,
    ) == expected


def test_the_error_of_a_mean_is_the_cluster_robust_one_of_statsmodels(
    registry: Dataset, oracle: Oracle
) -> None:
    """OLS on a constant, cov_type="cluster"; its factor (n - 1)/(n - 1) is 1 with one column."""
    known = oracle.procedures.dropna(subset=["vas_change_last"])
    y = known["vas_change_last"].to_numpy(float) / 10
    fit = sm.OLS(y, np.ones_like(y)).fit(
        cov_type="cluster", cov_kwds={"groups": known["patient_id"].factorize()[0]}
    )
    k = known["patient_id"].nunique()
    half = stats.t.ppf(0.975, k - 1) * fit.bse[0]
    ours = clustered_mean(patient_clusters(registry, VAS_CHANGE_LAST, Cohort()), "procedures")
    assert ours.interval is not None
    assert ours.interval.low == pytest.approx(y.mean() - half, rel=1e-9)
    assert ours.interval.high == pytest.approx(y.mean() + half, rel=1e-9)


def test_one_procedure_a_patient_gives_the_plain_interval() -> None:
    """Closed form: with m = 1 everywhere the linearised variance is s²/n."""
    values = (-60, -45, -70, 5, -32)
    squares = sum(value * value for value in values)
    clusters = ClusterCount(5, 5, sum(values), 5, squares, sum(values))
    plain = mean(Moments(5, sum(values), squares), "procedures").interval
    ours = clustered_mean(clusters, "procedures").interval
    assert plain is not None
    assert ours is not None
    assert math.isclose(ours.low, plain.low)
    assert math.isclose(ours.high, plain.high)


def test_nothing_undefined_without_patients_or_variation() -> None:
    """Closed form: no value, one patient, all equal."""
    assert clustered_mean(ClusterCount(0, 0, 0, 0, 0, 0), "procedures").estimate is None
    assert clustered_mean(ClusterCount(1, 2, -90, 4, 8100, -180), "procedures").interval is None
    assert clustered_mean(ClusterCount(3, 3, -90, 3, 2700, -90), "procedures").interval is None
    assert clustered_proportion(ClusterCount(0, 0, 0, 0, 0, 0), "procedures").interval is None


def test_a_measure_of_levels_is_refused(registry: Dataset) -> None:
    with pytest.raises(GrainError, match="per procedure would do"):
        patient_clusters(registry, LEAK_LEVEL, Cohort())
