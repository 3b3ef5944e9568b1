"""The uncertainty page's numbers agree with the rest of the dashboard, and say how they were made.

Authority: the measures of the same definition, which are tested against the oracle.
"""

import pytest

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import (
    ACCEPTABLE_24H,
    ACCEPTABLE_LAST,
    LEAK_LEVEL,
    RESPONDER_30_24H,
    RESPONDER_30_LAST,
    RESPONDER_50_24H,
    RESPONDER_50_LAST,
    VAS_CHANGE_LAST,
    VAS_LAST,
)
from vertebroplasty.query.evaluate import evaluate
from vertebroplasty.report.interval_methods import (
    alternatives,
    coupling_table,
    design_effect_of,
    sensitivity_table,
)
from vertebroplasty.report.uncertainty import (
    bounds_table,
    missing_strips,
    relief_curve,
    threshold_table,
)
from vertebroplasty.statistics.thresholds import Cut
from vertebroplasty.ui.choices import INTERVAL_OF
from vertebroplasty.vocabulary import Sex, VertebralLevel

MEN = Cohort(sexes=(Sex.MALE,))
COHORTS = pytest.mark.parametrize(
    "cohort", [Cohort(), Cohort(60, 85, levels=(VertebralLevel.L1,)), MEN], ids=Cohort.describe
)
NOBODY = Cohort(18, 18, levels=(VertebralLevel.C1,))
HORIZONS = ("vas_24h", "vas_last")
SAME = [
    ("PERCENT", 30, (RESPONDER_30_24H, RESPONDER_30_LAST)),
    ("PERCENT", 50, (RESPONDER_50_24H, RESPONDER_50_LAST)),
    ("STATE", 30, (ACCEPTABLE_24H, ACCEPTABLE_LAST)),
]


@COHORTS
@pytest.mark.parametrize("horizon", HORIZONS)
@pytest.mark.parametrize(("cut", "threshold", "measures"), SAME)
def test_the_curve_goes_through_the_measures(
    registry: Dataset, cohort: Cohort, horizon: str, cut: str, threshold: int, measures
) -> None:
    measure = measures[HORIZONS.index(horizon)]
    expected = evaluate(registry, (measure,), cohort)[measure.key]
    assert relief_curve(registry, cohort, horizon, cut)[threshold].share == expected


@COHORTS
@pytest.mark.parametrize("horizon", HORIZONS)
def test_observed_values_are_the_measures_and_lie_between_the_ends(
    registry: Dataset, cohort: Cohort, horizon: str
) -> None:
    for strip, gone in missing_strips(registry, cohort, horizon):
        low, high = sorted((strip.bounds.worst, strip.bounds.best))
        assert low <= strip.bounds.observed <= high
        assert strip.bounds.observed == pytest.approx(strip.result.estimate)
        assert strip.bounds.n_missing == gone.due <= strip.result.n_missing


def test_bounds_of_the_reconstruction_are_arithmetic(srinagar: Dataset) -> None:
    """25 of 30 followed, 23 of 25 improved (CODEBOOK.md): 23/30 = 76.7 %, 28/30 = 93.3 %."""
    table = bounds_table(srinagar, Cohort(), "vas_last")
    row = dict(zip(table.columns, table.rows[0], strict=True))
    assert row["Outcome"] == "Reported improvement"
    assert (row["Worst case"], row["Observed"], row["Best case"]) == (76.666667, 92.0, 93.333333)
    assert row["Completeness, %"] == 83.333333


@pytest.mark.parametrize("measure", INTERVAL_OF, ids=lambda measure: measure.key)
def test_the_first_interval_is_the_dashboard_s_own(registry: Dataset, measure) -> None:
    own = evaluate(registry, (measure,), MEN)[measure.key]
    first, *others = alternatives(registry, MEN, measure.key)
    assert "used here" in first.name
    assert first.result == own
    assert {other.result.estimate for other in others} == {own.estimate}
    assert not any("used here" in other.name for other in others)


def test_clustered_levels_stand_beside_the_intervals_that_ignore_it(registry: Dataset) -> None:
    own = evaluate(registry, (LEAK_LEVEL,), Cohort())[LEAK_LEVEL.key]
    found = alternatives(registry, Cohort(), LEAK_LEVEL.key)
    assert [each.name for each in found][1:] == [
        f"Naive {name}" for name in ("Wilson", "Clopper-Pearson", "Agresti-Coull", "Jeffreys")
    ]
    naive = found[1].result.interval
    assert (naive.low, naive.high) == (own.naive.low, own.naive.high)
    assert all(each.method.endswith(", clustering ignored") for each in found[1:])
    effect = design_effect_of(registry, Cohort(), LEAK_LEVEL.key)
    assert f"design effect {effect:.2f}" in found[0].method
    assert design_effect_of(registry, Cohort(), VAS_CHANGE_LAST.key) is None


def test_each_table_names_its_methods(registry: Dataset) -> None:
    for table in (
        threshold_table(registry, MEN, "vas_last", Cut.POINTS.name),
        bounds_table(registry, MEN, "vas_last"),
        sensitivity_table(registry, MEN, VAS_CHANGE_LAST.key),
        coupling_table(registry, MEN, "vas_last"),
    ):
        place = table.columns.index("Method")
        assert all(len(row) == len(table.columns) and row[place] for row in table.rows)


def test_the_table_is_the_curve(registry: Dataset) -> None:
    """Row 15 of the falls in points is the fall of at least 1.5."""
    table = threshold_table(registry, MEN, "vas_last", "POINTS")
    share = relief_curve(registry, MEN, "vas_last", "POINTS")[15].share
    assert table.rows[15][0] == "fall ≥ 1.5 points"
    assert table.rows[15][4:7] == (share.events, share.n, share.n_missing)


@pytest.mark.parametrize("horizon", HORIZONS)
def test_nobody_is_nothing_undefined(registry: Dataset, horizon: str) -> None:
    for cut in Cut:
        rows = threshold_table(registry, NOBODY, horizon, cut.name).rows
        assert {row[1:] for row in rows} == {(None, None, None, 0, 0, 0, None)}
    for row in bounds_table(registry, NOBODY, horizon).rows:
        assert row[1:4] == (None, None, None)
    for row in coupling_table(registry, NOBODY, horizon).rows:
        assert row[:4] == (None, None, None, 0)
        assert row[4].endswith("; fewer than three pairs")


@pytest.mark.parametrize("key", [VAS_LAST.key, LEAK_LEVEL.key])
def test_nobody_has_no_interval_by_any_method(registry: Dataset, key: str) -> None:
    found = alternatives(registry, NOBODY, key)
    assert {each.result.interval for each in found} == {None}
    assert all(each.method.startswith("no interval") for each in found)
