"""The planted truths are in the registry: the authority is ``data/demo/registry_truth.py``.

Tolerances are four standard errors of the quantity under its true value, so that one check in
about 15,000 would be off by chance; seeds are fixed, so a check that passes keeps passing.
"""

import numpy as np
import pandas as pd
import pytest
import registry_truth as truth
from numpy.polynomial.hermite_e import hermegauss
from scipy import stats

from tests.demo.folders import Tables

ASSESSED = ["fluoroscopy", "radiograph", "CT", "chest CT"]


@pytest.fixture(scope="module", params=["registry_demo", "large_registry"])
def tables(request: pytest.FixtureRequest) -> Tables:
    return request.getfixturevalue(request.param)


def known_levels(tables: Tables) -> pd.DataFrame:
    """Levels with all causes of a leak recorded, whether they leak, and the model's probability."""
    leaking = tables["leak"][["procedure_id", "level"]].drop_duplicates().assign(leak=1)
    levels = tables["treated_level"].merge(tables["procedure"], on="procedure_id")
    levels = levels.merge(leaking, on=["procedure_id", "level"], how="left")
    levels = levels[levels["leak_assessment"].isin(ASSESSED)].fillna({"leak": 0})
    levels = levels.dropna(subset=["viscosity", "cleft", "operator"])
    return levels.assign(expected=leak_probability(levels))


def leak_probability(levels: pd.DataFrame) -> np.ndarray:
    """Integrate the model over the procedure effect by Gauss-Hermite quadrature (closed form)."""
    since = pd.to_datetime(levels["procedure_date"]) - pd.Timestamp(truth.DRIFT_FROM)
    years = (since.dt.days / 365.25).clip(lower=0)
    log_odds = (
        truth.LEAK_LOG_ODDS
        + truth.LEAK_LOG_ODDS_LOW_VISCOSITY * (levels["viscosity"] == "low")
        + truth.LEAK_LOG_ODDS_CLEFT * (levels["cleft"] == "yes")
        + levels["leak_assessment"].map(truth.LEAK_LOG_ODDS_ASSESSMENT)
        + truth.DRIFT_LOG_ODDS_PER_YEAR * years * (levels["operator"] == truth.DRIFT_OPERATOR)
    ).to_numpy(dtype=float)
    points, weights = hermegauss(30)
    shifted = log_odds[:, None] + truth.LEAK_PROCEDURE_SD * points
    return (1 / (1 + np.exp(-shifted))) @ weights / weights.sum()


def assert_share(events: pd.Series, expected: np.ndarray | float, inflation: float = 1) -> None:
    """The mean is within four standard errors of what is expected."""
    wanted = np.broadcast_to(expected, len(events))
    error = inflation * np.sqrt((wanted * (1 - wanted)).sum()) / len(events)
    assert abs(events.mean() - wanted.mean()) <= 4 * error, (events.mean(), wanted.mean(), error)


@pytest.mark.parametrize(
    "group", ["viscosity", "cleft", "leak_assessment", "operator", "site", "level"]
)
def test_leaks_follow_the_model_in_every_group(tables: Tables, group: str) -> None:
    """Levels of a procedure are correlated: the error is inflated by 1.4."""
    for _, rows in known_levels(tables).groupby(group):
        if len(rows) >= 30:
            assert_share(rows["leak"], rows["expected"].to_numpy(), 1.4)


def test_effects_are_large_enough_to_be_seen(large_registry: Tables) -> None:
    """Mantel-Haenszel odds ratios lie between 1 and the conditional ones, and well above 1.

    An odds ratio that averages over the procedure effect is closer to 1 than the conditional one.
    """
    levels = known_levels(large_registry).query("operator != @truth.DRIFT_OPERATOR")
    for column, exposed, log_odds in (
        ("viscosity", "low", truth.LEAK_LOG_ODDS_LOW_VISCOSITY),
        ("cleft", "yes", truth.LEAK_LOG_ODDS_CLEFT),
    ):
        strata = ["leak_assessment", *({"viscosity", "cleft"} - {column})]
        ratio = mantel_haenszel(levels, levels[column] == exposed, strata)
        assert 1 + 0.6 * (np.exp(log_odds) - 1) < ratio < np.exp(log_odds) * 1.05, column
    both = levels[levels["leak_assessment"].isin(["CT", "fluoroscopy"])]
    ratio = mantel_haenszel(both, both["leak_assessment"] == "CT", ["viscosity", "cleft"])
    assert 2 < ratio < np.exp(truth.LEAK_LOG_ODDS_ASSESSMENT["CT"]) * 1.05


def mantel_haenszel(levels: pd.DataFrame, exposed: pd.Series, strata: list[str]) -> float:
    """Common odds ratio: sum of ad/n over sum of bc/n."""
    leak, above, below = levels["leak"].astype(bool), 0.0, 0.0
    for _, rows in levels.groupby(strata):
        e, y = exposed[rows.index], leak[rows.index]
        above += (e & y).sum() * (~e & ~y).sum() / len(rows)
        below += (e & ~y).sum() * (~e & y).sum() / len(rows)
    return above / below


def test_the_drifting_operator_leaks_more_and_more_and_only_this_one(tables: Tables) -> None:
    """From ``DRIFT_FROM`` on; before it, the rate is the model's without drift."""
    levels = known_levels(tables)
    late = levels["procedure_date"] >= truth.DRIFT_FROM
    drifting = levels["operator"] == truth.DRIFT_OPERATOR
    rate = {key: rows["leak"].mean() for key, rows in levels.groupby([drifting, late])}
    assert rate[True, True] > rate[True, False] + 0.1
    assert abs(rate[False, True] - rate[False, False]) < 0.08
    for _, rows in levels[drifting].groupby(levels["procedure_date"].str[:4]):
        assert_share(rows["leak"], rows["expected"].to_numpy(), 1.4)


def test_levels_of_a_procedure_leak_together(large_registry: Tables) -> None:
    """A shared effect: pairs of levels leak together more often than the product of their risks."""
    levels = known_levels(large_registry)
    rest = levels.assign(rest=levels["leak"] - levels["expected"])
    pairs = rest.groupby("procedure_id")["rest"].agg(["sum", lambda r: (r**2).sum(), "size"])
    products = (pairs["sum"] ** 2 - pairs.iloc[:, 1])[pairs["size"] > 1] / 2
    assert products.mean() > 4 * products.std() / np.sqrt(len(products))


@pytest.mark.parametrize(
    ("table", "column", "name"),
    [
        ("patient", "sex", "SEX"),
        ("procedure", "etiology", "ETIOLOGY"),
        ("procedure", "guidance", "GUIDANCE"),
        ("procedure", "anaesthesia", "ANAESTHESIA"),
        ("treated_level", "approach", "APPROACH"),
        ("leak", "route", "LEAK_ROUTE"),
        ("complication", "type", "COMPLICATION_TYPES"),
    ],
)
def test_terms_have_their_shares(tables: Tables, table: str, column: str, name: str) -> None:
    values = tables[table][column].dropna()
    shares = getattr(truth, name)
    assert set(values) <= set(shares)
    for term, share in shares.items():
        assert_share(values == term, share, 1.2)


def test_procedures_levels_and_patients_have_their_shape(tables: Tables) -> None:
    """Levels per procedure, single levels by weight, procedures per patient."""
    levels = tables["treated_level"]
    counts = levels.groupby("procedure_id").size()
    for count, share in enumerate(truth.LEVELS_PER_PROCEDURE, start=1):
        assert_share(counts == count, share)
    single = levels[levels["procedure_id"].map(counts) == 1]["level"]
    for level, share in truth.LEVEL_WEIGHTS.items():
        assert_share(single == level, share)
    assert set(levels["level"].mode()) <= {"T12", "L1"}
    per_patient = tables["procedure"].groupby("patient_id").size()
    for count, share in enumerate(truth.PROCEDURES_PER_PATIENT, start=1):
        assert_share(per_patient == count, share)


def test_multilevel_procedures_mostly_adjoin(tables: Tables) -> None:
    """At least ``ADJOINING_SHARE``; levels drawn independently adjoin by chance at times."""
    place = {level: number for number, level in enumerate(truth.LEVEL_WEIGHTS)}
    spans = (
        tables["treated_level"]["level"].map(place).groupby(tables["treated_level"]["procedure_id"])
    )
    spans = spans.agg(["min", "max", "size"]).query("size > 1")
    share = (spans["max"] - spans["min"] + 1 == spans["size"]).mean()
    assert truth.ADJOINING_SHARE - 0.06 < share < truth.ADJOINING_SHARE + 0.12


def test_vas_is_skewed_as_told_and_relief_is_not_the_responder(tables: Tables) -> None:
    """Before: quantiles of 10 - 5 Phi(z)^1.8 (closed form); after: skewed to the right."""
    visit = tables["visit"].dropna(subset=["pain_raw"])
    divisor = visit["pain_scale"].map({"VAS 0-10": 1, "NRS 0-10": 1, "VAS 0-100": 10})
    vas = visit.assign(vas=visit["pain_raw"].astype(float) / divisor)
    wide = vas.pivot_table(index="procedure_id", columns="timepoint", values="vas")
    power = truth.VAS_BEFORE_POWER
    wanted = truth.VAS_BEFORE_WORST - truth.VAS_BEFORE_RANGE / (power + 1)
    assert abs(wide["baseline"].mean() - wanted) < 4 * wide["baseline"].sem()
    assert wide["baseline"].dropna().between(5, 10).all()
    assert stats.skew(wide["baseline"].dropna()) < -0.3
    assert all(stats.skew(wide[at].dropna()) > 0.3 for at in truth.VAS_AFTER_POWER)
    assert 0.2 < wide["baseline"].corr(wide["12 months"]) < 0.5
    relief = vas[vas["timepoint"] == "24 h"].set_index("procedure_id")["reported_relief"].dropna()
    responder = (wide["24 h"] <= 0.7 * wide["baseline"])[relief.index]
    agreement = ((relief == "yes") == responder).mean()
    assert 0.7 < agreement < 0.97


def test_nrs_is_whole_and_the_mm_scale_has_no_decimal(tables: Tables) -> None:
    """Each scale is written as it is used; domain.md."""
    visit = tables["visit"].dropna(subset=["pain_raw"])
    patterns = {"VAS 0-10": r"\d\.\d|10\.0", "VAS 0-100": r"\d{1,3}", "NRS 0-10": r"\d|10"}
    for scale, rows in visit.groupby("pain_scale")["pain_raw"]:
        assert rows.str.fullmatch(patterns[scale]).all(), scale
    assert set(visit["pain_scale"]) == set(truth.PAIN_SCALE)
