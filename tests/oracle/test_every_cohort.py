"""Every count of the program equals that of a plain pandas oracle, from the same CSV files."""

import pytest

from tests.oracle.counted import Comparison, cohort_of, compare_cohorts, differences
from tests.oracle.counting import MEANS, OF_LEVELS, SHARES, Choice, Oracle
from tests.oracle.gaps import Gappy
from tests.oracle.product import EVERY_COHORT, sample_of_cohorts, varied_cohorts
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import MEASURES
from vertebroplasty.preaggregate import has_tallies

SAMPLED, VARIED = 150, 80


def show(capsys: pytest.CaptureFixture[str], comparison: Comparison) -> None:
    with capsys.disabled():
        print(f"\n{comparison}")


def test_the_product_is_large_and_varied() -> None:
    assert len(EVERY_COHORT) >= 20_000
    assert len(set(EVERY_COHORT)) == len(EVERY_COHORT)
    assert len({cohort_of(choice) for choice in EVERY_COHORT}) == len(EVERY_COHORT)


def test_the_oracle_knows_every_measure() -> None:
    assert {measure.key for measure in MEASURES} == {*MEANS, *SHARES, *OF_LEVELS}


def test_varied_cohorts_restrict_every_attribute_and_are_not_all_empty(oracle: Oracle) -> None:
    """Guards the comparison itself: zero equals zero, however it was counted."""
    choices = varied_cohorts(oracle, VARIED)
    for attribute in Choice._fields:
        assert sum(bool(getattr(choice, attribute)) for choice in choices) > VARIED / 10
    assert sum(oracle.size(choice)[1] > 0 for choice in choices) > VARIED / 2
    assert len({cohort_of(choice) for choice in choices}) > 0.95 * VARIED


def test_a_sample_of_cohorts_equals_the_pandas_oracle(
    registry: Dataset, oracle: Oracle, capsys: pytest.CaptureFixture[str]
) -> None:
    assert has_tallies(registry)
    comparison = compare_cohorts(registry, oracle, sample_of_cohorts(SAMPLED))
    show(capsys, comparison)
    assert comparison.mismatches == []


def test_varied_cohorts_equal_the_pandas_oracle(
    registry: Dataset, oracle: Oracle, capsys: pytest.CaptureFixture[str]
) -> None:
    comparison = compare_cohorts(registry, oracle, varied_cohorts(oracle, VARIED))
    show(capsys, comparison)
    assert comparison.mismatches == []


def test_varied_cohorts_of_a_registry_with_gaps_equal_the_pandas_oracle(
    gappy: Gappy, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sites and dates are missing too, and operators have names that would break SQL."""
    comparison = compare_cohorts(gappy.dataset, gappy.oracle, varied_cohorts(gappy.oracle, VARIED))
    show(capsys, comparison)
    assert comparison.mismatches == []


@pytest.mark.exhaustive
def test_many_varied_cohorts_equal_the_pandas_oracle(
    registry: Dataset, oracle: Oracle, gappy: Gappy, capsys: pytest.CaptureFixture[str]
) -> None:
    for dataset, by_pandas in ((registry, oracle), gappy):
        choices = varied_cohorts(by_pandas, 1_000)
        comparison = compare_cohorts(dataset, by_pandas, choices)
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
