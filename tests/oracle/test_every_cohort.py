"""Every count of the program equals that of a plain pandas oracle, from the same CSV files."""

import pytest

from tests.oracle.counted import Comparison, cohort_of, compare_cohorts, differences
from tests.oracle.counting import MEANS, OF_LEVELS, SHARES, Choice, Oracle
from tests.oracle.product import EVERY_COHORT, sample_of_cohorts
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import MEASURES
from vertebroplasty.preaggregate import has_tallies


def show(capsys: pytest.CaptureFixture[str], comparison: Comparison) -> None:
    with capsys.disabled():
        print(f"\n{comparison}")


def test_the_product_is_large_and_varied() -> None:
    assert len(EVERY_COHORT) >= 20_000
    assert len(set(EVERY_COHORT)) == len(EVERY_COHORT)
    assert len({cohort_of(choice) for choice in EVERY_COHORT}) == len(EVERY_COHORT)


def test_the_oracle_knows_every_measure() -> None:
    assert {measure.key for measure in MEASURES} == {*MEANS, *SHARES, *OF_LEVELS}


def test_a_sample_of_cohorts_equals_the_pandas_oracle(
    registry: Dataset, oracle: Oracle, capsys: pytest.CaptureFixture[str]
) -> None:
    assert has_tallies(registry)
    comparison = compare_cohorts(registry, oracle, sample_of_cohorts(2_000))
    show(capsys, comparison)
    assert comparison.mismatches == []


@pytest.mark.exhaustive
def test_every_cohort_of_the_product_equals_the_pandas_oracle(
    registry: Dataset, oracle: Oracle, capsys: pytest.CaptureFixture[str]
) -> None:
    comparison = compare_cohorts(registry, oracle, EVERY_COHORT)
    show(capsys, comparison)
    assert comparison.mismatches == []


def test_a_difference_of_one_is_a_mismatch() -> None:
    """The comparison itself can fail: by value, by a missing quantity, by one too many."""
    assert differences(Choice(), "views", {"a": (1, 2)}, {"a": (1, 2)}) == []
    assert len(differences(Choice(), "views", {"a": (1, 2)}, {"a": (1, 3)})) == 1
    assert len(differences(Choice(), "views", {"a": 1, "b": None}, {"a": 1})) == 1
    assert len(differences(Choice(), "views", {}, {"a": 1})) == 1
