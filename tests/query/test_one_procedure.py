"""One procedure, against the CSV files that the dataset was imported from, read by pandas."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import imported
from tests.oracle.records import LATER
from tests.pages.cohorts import write_cohort
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.query.one_in_cohort import is_in_cohort, neighbour, vas_course
from vertebroplasty.query.one_procedure import one_procedure
from vertebroplasty.vocabulary import Sex, Timepoint, VertebralLevel

MEN_AT_T12 = Cohort(60, 80, sexes=(Sex.MALE,), levels=(VertebralLevel.T12,))
HOSTILE = [
    "no such procedure",
    "",
    "PR0001'",
    "' OR '1'='1",
    '"; DROP TABLE procedure; --',
    "<script>alert(1)</script>",
    "%",
    "\N{MINUS SIGN}\x00",
]


@pytest.fixture(scope="module")
def files(registry_folder: Path) -> dict[str, pd.DataFrame]:
    return {
        path.stem: pd.read_csv(path, dtype=object, keep_default_na=False)
        for path in registry_folder.glob("*.csv")
    }


@pytest.fixture(scope="module")
def men_at_t12(files: dict[str, pd.DataFrame]) -> list[str]:
    """Pseudonyms of MEN_AT_T12 in their order, chosen by pandas."""
    rows = files["procedure"].merge(files["patient"], on="patient_id")
    ages = pd.to_numeric(rows["age"]).between(60, 80)
    at_t12 = files["treated_level"].query("level == 'T12'")["procedure_id"]
    chosen = rows[ages & (rows["sex"] == "male") & rows["procedure_id"].isin(at_t12)]
    return sorted(chosen["procedure_id"])


def tenths(text: str, scale: str) -> int | None:
    """VAS in tenths: 0-100 mm are tenths already."""
    return None if text == "" else round(float(text) * (1 if scale == "VAS 0-100" else 10))


def test_a_procedure_is_what_the_files_say(
    registry: Dataset, files: dict[str, pd.DataFrame]
) -> None:
    """Thirty procedures drawn by pandas: levels, cement, leaks, visits, follow-up, age."""
    drawn = files["procedure"].sample(30, random_state=4)
    for _, row in drawn.iterrows():
        name = row["procedure_id"]
        found = one_procedure(registry, name)
        assert found is not None
        assert ("" if found.age is None else str(found.age)) == row["age"]
        levels = files["treated_level"].query("procedure_id == @name")
        cement = {at.level.value: at.cement_tenths for at in found.levels}
        assert cement == {
            level: None if ml == "" else round(10 * float(ml))
            for level, ml in zip(levels["level"], levels["cement_ml"], strict=True)
        }
        leaks = set(files["leak"].query("procedure_id == @name")["level"])
        assert {at.level.value for at in found.levels if at.leak} == leaks
        assert (found.leak is True) == bool(leaks)
        visits = files["visit"].query("procedure_id == @name")
        recorded = {
            v["timepoint"]: (tenths(v["pain_raw"], v["pain_scale"]), v["status"])
            for _, v in visits.iterrows()
        }
        assert {v.timepoint.value: (v.vas, v.status.value) for v in found.visits} == recorded
        done = [w for w in LATER if recorded.get(w, (None, ""))[1] == "completed"]
        assert found.last == (Timepoint(done[-1]) if done else None)
        same = files["procedure"]["patient_id"] == row["patient_id"]
        assert found.of_patient == same.sum()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_pseudonym_that_is_none_finds_nothing_and_harms_nothing(
    name: str, registry: Dataset
) -> None:
    """The text is bound, so no part of it is SQL; nobody is found by a part of a name."""
    assert one_procedure(registry, name) is None
    assert not is_in_cohort(registry, Cohort(), name)
    assert registry.engine.rows("SELECT count(*) FROM procedure")[0][0] == 1500


def test_stepping_through_a_cohort_meets_each_once_in_order(
    registry: Dataset, men_at_t12: list[str]
) -> None:
    """Authority: the sorted list that pandas chose."""
    met: list[str] = []
    number = 0
    for _ in men_at_t12:
        name = neighbour(registry, MEN_AT_T12, number, after=True)
        found = one_procedure(registry, name or "")
        assert found is not None
        number = found.number
        met.append(str(name))
    assert met == men_at_t12
    assert neighbour(registry, MEN_AT_T12, number, after=True) is None
    assert neighbour(registry, MEN_AT_T12, number, after=False) == men_at_t12[-2]
    first = one_procedure(registry, men_at_t12[0])
    assert first is not None
    assert neighbour(registry, MEN_AT_T12, first.number, after=False) is None


def test_who_is_in_the_cohort(
    registry: Dataset, files: dict[str, pd.DataFrame], men_at_t12: list[str]
) -> None:
    for name in files["procedure"]["procedure_id"].sample(40, random_state=2):
        assert is_in_cohort(registry, MEN_AT_T12, name) == (name in men_at_t12)
    assert all(is_in_cohort(registry, MEN_AT_T12, name) for name in men_at_t12[:5])


def test_the_course_of_a_cohort_is_three_histograms(
    registry: Dataset, files: dict[str, pd.DataFrame], men_at_t12: list[str]
) -> None:
    """Values counted by pandas, each moment among all procedures of the cohort."""
    visits = files["visit"][files["visit"]["procedure_id"].isin(men_at_t12)]
    course = vas_course(registry, MEN_AT_T12)
    for timepoint, histogram in (("baseline", course.before), ("24 h", course.at_24h)):
        rows = visits[visits["timepoint"] == timepoint]
        values = [tenths(*pair) for pair in zip(rows["pain_raw"], rows["pain_scale"], strict=True)]
        known = pd.Series([value for value in values if value is not None]).value_counts()
        assert histogram.counts == tuple(sorted(known.items()))
        assert histogram.n_missing == len(men_at_t12) - known.sum()
    assert course.last.n + course.last.n_missing == len(men_at_t12)


@pytest.fixture(scope="module")
def odd_dataset(
    dataset_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Dataset]:
    def make(name: str) -> Dataset:
        folder = write_cohort(tmp_path_factory.mktemp(name), name)
        return imported(folder, dataset_root)

    return make


def test_odd_procedures_have_no_last_follow_up(odd_dataset: Callable[[str], Dataset]) -> None:
    """tests/pages/cohorts.py: "no-visit" records no completed visit of any kind."""
    dataset = odd_dataset("no-visit")
    first, second = (one_procedure(dataset, name) for name in ("A1", "A2"))
    assert first is not None
    assert second is not None
    assert (first.visits, first.last) == ((), None)
    assert [visit.status.value for visit in second.visits] == ["missed"]
    assert (second.last, second.visits[0].vas) == (None, None)
