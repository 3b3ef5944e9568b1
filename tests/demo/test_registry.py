"""The synthetic registry as a dataset: missing values, rules, seeds, sizes."""

import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import registry_truth as truth
from registry import registry
from scipy import stats

from tests.demo.folders import Tables, run_script


def test_writes_the_same_bytes_again(registry_folder: Path, tmp_path: Path) -> None:
    again = run_script("registry_demo.py", tmp_path)
    names = sorted(path.name for path in registry_folder.iterdir())
    assert len(names) == 8
    for name in names:
        assert (again / name).read_bytes() == (registry_folder / name).read_bytes(), name


def test_another_seed_gives_other_rows() -> None:
    one, other = (next(registry(200, seed))["visit"]["vas_tenths"] for seed in (1, 2))
    assert not np.array_equal(one, other)


@pytest.mark.parametrize(
    ("table", "column", "name"),
    [
        *(("procedure", c, c) for c in ("age", "operator", "symptom_weeks", "etiology")),
        *(("treated_level", c, c) for c in ("viscosity", "cleft", "genant_grade", "cement_ml")),
        ("treated_level", "leak_assessment", "leak_assessment"),
        ("patient", "bmd_t_score", "bmd_t_score"),
        ("leak", "route", "route"),
    ],
)
def test_values_are_missing_as_often_as_told(
    registry_demo: Tables, table: str, column: str, name: str
) -> None:
    """``MISSING`` within four binomial standard errors, and never none."""
    missing, share = registry_demo[table][column].isna(), truth.MISSING[name]
    assert missing.any()
    assert abs(missing.mean() - share) < 4 * np.sqrt(share * (1 - share) / len(missing))


def test_every_kind_of_missing_visit_occurs(registry_demo: Tables) -> None:
    visit = registry_demo["visit"]
    assert set(visit["status"]) == {"completed", "missed", "not due", "died", "withdrawn"}
    done = visit[visit["status"] == "completed"]
    assert done["pain_raw"].isna().any()
    assert (registry_demo["treated_level"]["leak_assessment"] == "not looked for").any()
    assert {"alive", "dead", "unknown"} <= set(registry_demo["patient"]["vital_status"])
    assert registry_demo["patient"]["vital_status"].isna().any()


def test_records_do_not_contradict_each_other(registry_demo: Tables) -> None:
    """Cross-checks of the data dictionary, in plain pandas."""
    visit, levels = registry_demo["visit"], registry_demo["treated_level"]
    values = ["days_since", "pain_raw", "odi", "rdq", "ambulation", "reported_relief"]
    assert visit.loc[visit["status"] != "completed", values].isna().all(axis=None)
    days = visit.dropna(subset="days_since").assign(day=lambda rows: rows["days_since"].astype(int))
    assert (days.loc[days["timepoint"] == "baseline", "day"] <= 0).all()
    assert days.loc[days["timepoint"] == "24 h", "day"].between(0, 2).all()
    assert (days.loc[~days["timepoint"].isin(["baseline", "24 h"]), "day"] > 0).all()
    assert not visit.duplicated(["procedure_id", "timepoint"]).any()
    assert not levels.duplicated(["procedure_id", "level"]).any()
    assert set(levels["procedure_id"]) == set(registry_demo["procedure"]["procedure_id"])
    leaks = registry_demo["leak"].merge(levels, on=["procedure_id", "level"], how="left")
    assert (leaks["leak_assessment"].notna() & (leaks["leak_assessment"] != "not looked for")).all()


def test_nothing_is_known_after_the_cut_off_or_after_death(registry_demo: Tables) -> None:
    procedure = registry_demo["procedure"].merge(registry_demo["patient"], on="patient_id")
    procedure["date"] = pd.to_datetime(procedure["procedure_date"])
    procedure["first"] = procedure.groupby("patient_id")["date"].transform("min")
    visit = registry_demo["visit"].dropna(subset="days_since").merge(procedure, on="procedure_id")
    date = visit["date"] + pd.to_timedelta(visit["days_since"].astype(int), unit="D")
    assert (date <= pd.Timestamp(truth.CUT_OFF)).all()
    dead = visit["death_day"].notna()
    to_death = pd.to_timedelta(visit["death_day"][dead].astype(int), unit="D")
    assert (date[dead] < visit["first"][dead] + to_death).all()
    assert (procedure["date"] >= truth.FIRST_DATE).all()
    assert (procedure["date"] <= truth.LAST_DATE).all()


def test_has_the_size_that_was_asked_for(registry_demo: Tables) -> None:
    """About 1,500 procedures over six years, 2 sites, 6 operators."""
    procedure = registry_demo["procedure"]
    assert len(procedure) == truth.PROCEDURES == 1500
    assert procedure["site"].nunique() == 2
    assert procedure["operator"].nunique() == 6
    assert procedure["procedure_date"].str[:4].nunique() == 6


def test_chunks_join_without_a_seam() -> None:
    """Numbers run on, no patient spans two chunks, and the last chunk is cut to fit."""
    chunks = list(registry(1000, 3, chunk=300))
    assert [len(tables["procedure"]["procedure_no"]) for tables in chunks] == [300, 300, 300, 100]
    numbers = np.concatenate([tables["procedure"]["procedure_no"] for tables in chunks])
    assert numbers.tolist() == list(range(1, 1001))
    patients = np.concatenate([tables["patient"]["patient_no"] for tables in chunks])
    assert patients.tolist() == list(range(1, len(patients) + 1))
    for one, other in itertools.pairwise(chunks):
        assert one["patient"]["patient_no"][-1] < other["procedure"]["patient_no"][0]
    for tables in chunks:
        known = set(tables["procedure"]["procedure_no"].tolist())
        for name in ("treated_level", "leak", "visit", "complication"):
            assert set(tables[name]["procedure_no"].tolist()) <= known, name


def test_fewer_timepoints_give_fewer_visits() -> None:
    """As ``bulk.py`` asks for: three rows a procedure."""
    (tables,) = registry(100, 3, timepoints=("baseline", "24 h", "12 months"))
    assert len(tables["visit"]["procedure_no"]) == 300
    assert set(tables["visit"]["timepoint"].tolist()) == {0, 1, 6}


@pytest.mark.parametrize(
    ("table", "column"),
    [
        *(("procedure", c) for c in ("operator", "etiology", "postprocedure_ct")),
        *(("treated_level", c) for c in ("level", "viscosity", "leak_assessment")),
        *(("visit", c) for c in ("status", "pain_scale", "ambulation", "reported_relief")),
        ("patient", "vital_status"),
        ("leak", "site"),
    ],
)
def test_terms_are_as_frequent_at_any_size(
    registry_demo: Tables, large_registry: Tables, table: str, column: str
) -> None:
    """1,500 against 20,000: total variation below 0.05, 0.09 for the few leaks."""
    small, large = (
        tables[table][column].fillna("").value_counts(normalize=True)
        for tables in (registry_demo, large_registry)
    )
    difference = small.subtract(large, fill_value=0).abs().sum() / 2
    assert difference < (0.09 if table == "leak" else 0.05)


@pytest.mark.parametrize("timepoint", ["baseline", "24 h", "12 months"])
def test_vas_is_distributed_alike_at_any_size(
    registry_demo: Tables, large_registry: Tables, timepoint: str
) -> None:
    """Two-sample Kolmogorov-Smirnov of scipy, one scale: no difference at p = 1e-4."""
    samples = [
        rows.loc[(rows["timepoint"] == timepoint) & (rows["pain_scale"] == "VAS 0-10"), "pain_raw"]
        for rows in (tables["visit"] for tables in (registry_demo, large_registry))
    ]
    assert stats.ks_2samp(*(sample.dropna().astype(float) for sample in samples)).pvalue > 1e-4
