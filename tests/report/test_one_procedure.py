"""The course of a procedure set against its cohort."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import imported
from tests.oracle.records import read_records
from tests.pages.cohorts import write_cohort
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.report.one_procedure import COLUMNS, course_table, read_course
from vertebroplasty.vocabulary import Sex


@pytest.fixture(scope="module")
def odd(dataset_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Dataset]:
    @cache
    def make(name: str) -> Dataset:
        return imported(write_cohort(tmp_path_factory.mktemp(name), name), dataset_root)

    return make


def test_the_band_is_the_quartiles_of_the_cohort(registry: Dataset, registry_folder: Path) -> None:
    """numpy.percentile (type 7) of the oracle's women: before, at 24 h and at last follow-up."""
    women = read_records(registry_folder).procedures.query("sex == 'female'")
    name = str(women["procedure_id"].iloc[3])
    course = read_course(registry, Cohort(sexes=(Sex.FEMALE,)), name)
    assert course is not None
    assert course.in_cohort
    ghosts = [moment.ghost for moment in course.moments if moment.ghost]
    for ghost, column in zip(ghosts, ("vas_baseline", "vas_24h", "vas_last"), strict=True):
        known = women[column].dropna()
        expected = np.percentile(known, [25, 50, 75]) / 10
        assert (ghost.low, ghost.median, ghost.high) == pytest.approx(tuple(expected))
        assert (ghost.n, ghost.n_missing) == (len(known), len(women) - len(known))


MOMENTS = {
    "one-patient": [("before", 8.0, ""), ("24 h", 4.0, ""), ("last follow-up", 2.0, "")],
    "no-visit": [
        ("before", None, "no visit recorded"),
        ("24 h", None, "no visit recorded"),
        ("last follow-up", None, "no completed visit"),
    ],
    "nobody-due": [
        ("before", 8.0, ""),
        ("24 h", 3.0, ""),
        ("last follow-up", None, "no completed visit"),
    ],
    "all-vas-missing": [
        ("before", None, "completed, no VAS"),
        ("24 h", None, "completed, no VAS"),
        ("last follow-up", None, "completed, no VAS"),
    ],
}


@pytest.mark.parametrize("name", MOMENTS)
def test_moments_of_odd_procedures(name: str, odd: Callable[[str], Dataset]) -> None:
    """By hand from tests/pages/cohorts.py: procedure A1 of each."""
    course = read_course(odd(name), Cohort(), "A1")
    assert course is not None
    assert [(m.label, m.vas, m.absent) for m in course.moments] == MOMENTS[name]


def test_who_is_not_in_the_cohort_is_still_found(odd: Callable[[str], Dataset]) -> None:
    course = read_course(odd("one-patient"), Cohort(sexes=(Sex.MALE,)), "A1")
    assert course is not None
    assert not course.in_cohort
    assert all(moment.ghost is None for moment in course.moments)


def test_the_table_says_what_is_drawn(odd: Callable[[str], Dataset]) -> None:
    """By hand: the quartiles of one procedure are its own values."""
    table = course_table(odd("one-patient"), Cohort(), "A1")
    assert table.columns == COLUMNS
    assert table.rows == (
        ("before", 0, 8.0, 8.0, 8.0, 8.0, 1, 0),
        ("24 h", 1, 4.0, 4.0, 4.0, 4.0, 1, 0),
        ("last follow-up", 365, 2.0, 2.0, 2.0, 2.0, 1, 0),
    )


@pytest.mark.parametrize("name", ["", "A9", "A1'", "a1", "<b>A1</b>"])
def test_an_unknown_pseudonym_has_an_empty_table(name: str, odd: Callable[[str], Dataset]) -> None:
    assert read_course(odd("one-patient"), Cohort(), name) is None
    assert course_table(odd("one-patient"), Cohort(), name).rows == ()
