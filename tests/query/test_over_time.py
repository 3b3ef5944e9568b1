"""Outcomes in the order of time; the authority is the plain pandas oracle on the CSV files."""

import pandas as pd
import pytest

from tests.oracle.counting import Oracle
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import MEASURE_BY_KEY
from vertebroplasty.query.over_time import by_quarter, outcome_stream
from vertebroplasty.vocabulary import Sex

COHORTS = {
    "everyone": Cohort(),
    "one operator": Cohort(operators=("operator-4",)),
    "women of a period": Cohort(sexes=(Sex.FEMALE,), month_min=202003, month_max=202202),
    "everyone else": Cohort(operators=("operator-4",)).others(),
}


def chosen(oracle: Oracle, name: str, *, period: bool) -> pd.DataFrame:
    found = oracle.procedures
    match name:
        case "one operator":
            return found[found["operator"] == "operator-4"]
        case "everyone else":
            return found[found["operator"] != "operator-4"]
        case "women of a period":
            women = found[found["sex"] == "female"]
            months = women["procedure_date"].str[:7]
            return women[months.between("2020-03", "2022-02")] if period else women
    return found


@pytest.mark.parametrize("name", COHORTS)
@pytest.mark.parametrize("key", ["leak_procedure", "relief_24h", "followup_completeness"])
def test_a_stream_is_what_pandas_counts_by_day(
    registry: Dataset, oracle: Oracle, name: str, key: str
) -> None:
    found = outcome_stream(registry, MEASURE_BY_KEY[key], COHORTS[name])
    procedures = chosen(oracle, name, period=True)
    known = procedures[procedures[key].notna() & procedures["procedure_date"].notna()]
    days = (pd.to_datetime(known["procedure_date"]) - pd.Timestamp("1970-01-01")).dt.days
    expected = known.groupby(days)[key].agg(["sum", "count"])
    assert [tuple(day) for day in found.days] == [
        (day, int(events), int(n)) for day, events, n in expected.itertuples()
    ]
    undated = procedures["procedure_date"].isna() & procedures[key].notna()
    assert found.n_undated == undated.sum()
    assert found.n_missing == procedures[key].isna().sum()
    assert (found.n, found.events) == (len(known), known[key].sum())


@pytest.mark.parametrize("name", COHORTS)
@pytest.mark.parametrize("key", ["leak_procedure", "vas_change_last"])
def test_quarters_are_what_pandas_counts_with_the_period_left_open(
    registry: Dataset, oracle: Oracle, name: str, key: str
) -> None:
    found = by_quarter(registry, MEASURE_BY_KEY[key], COHORTS[name])
    procedures = chosen(oracle, name, period=False)
    dated = procedures[procedures["procedure_date"].notna()]
    quarters = pd.to_datetime(dated["procedure_date"]).dt.to_period("Q")
    expected = dated.groupby(quarters)[key].agg(["count", "size"])
    labels = [group.label for group, _ in found.groups]
    every = pd.period_range(quarters.min(), quarters.max(), freq="Q")
    assert labels == [f"{quarter.year} Q{quarter.quarter}" for quarter in every]
    counted = {q: (t.n, t.n + t.n_missing) for (_, t), q in zip(found.groups, every, strict=True)}
    assert counted == {
        quarter: tuple(expected.loc[quarter]) if quarter in expected.index else (0, 0)
        for quarter in every
    }
    assert found.n_undated == procedures["procedure_date"].isna().sum()


def test_nobody_has_no_days_and_no_quarters(registry: Dataset) -> None:
    nobody = Cohort(age_min=18, age_max=18)
    measure = MEASURE_BY_KEY["leak_procedure"]
    assert outcome_stream(registry, measure, nobody) == ((), 0, 0)
    assert by_quarter(registry, measure, nobody) == ((), 0)
