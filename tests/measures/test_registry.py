"""Every measure says what it is, and its SQL is a whole number at its own grain."""

import re

import pytest

from vertebroplasty.breakdown import AGE_BAND, LEAK_ASSESSMENT, LEVEL, REGION, SEX
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.errors import GrainError
from vertebroplasty.measures import MEASURES
from vertebroplasty.measures.base import Direction, Kind, Measure
from vertebroplasty.measures.vas import VAS_BASELINE
from vertebroplasty.query.counts import ledger
from vertebroplasty.query.evaluate import evaluate, evaluate_by
from vertebroplasty.vocabulary import Grain

OF_PROCEDURES = [measure for measure in MEASURES if measure.grain is Grain.PROCEDURE]
OF_LEVELS = [measure for measure in MEASURES if measure.grain is Grain.TREATED_LEVEL]


def key_of(measure: Measure) -> str:
    return measure.key


def test_keys_and_labels_are_unique() -> None:
    assert len({measure.key for measure in MEASURES}) == len(MEASURES)
    assert len({measure.label for measure in MEASURES}) == len(MEASURES)
    names = [aggregate.name for measure in MEASURES for aggregate in measure.aggregates]
    assert len(set(names)) == len(names)


def test_the_measures_of_the_work_are_all_there() -> None:
    """The list of the issue: VAS, change, relief, responders, acceptable state, and so on."""
    expected = {
        *("vas_baseline", "vas_24h", "vas_last", "vas_change_24h", "vas_change_last"),
        *("relief_24h", "improvement_last", "responder_30_24h", "responder_50_24h"),
        *("responder_30_last", "responder_50_last", "acceptable_24h", "acceptable_last"),
        *("ambulation_improved", "technical_success", "leak_level", "leak_procedure"),
        *("symptomatic_leak_level", "symptomatic_leak_procedure", "followup_completeness"),
    }
    assert expected <= {measure.key for measure in MEASURES}


@pytest.mark.parametrize("measure", MEASURES, ids=key_of)
def test_a_measure_is_complete(measure: Measure) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", measure.key)
    assert measure.label
    assert measure.label[0] != " "
    assert measure.definition.endswith(".")
    assert len(measure.definition) > 40
    assert len(measure.source) > 10
    assert "  " not in measure.definition + measure.source
    assert measure.unit == ("%" if measure.kind is Kind.PROPORTION else "points, VAS 0–10")


@pytest.mark.parametrize("measure", MEASURES, ids=key_of)
def test_the_definition_names_the_unit_and_the_denominator(measure: Measure) -> None:
    noun = "procedures" if measure.grain is Grain.PROCEDURE else "levels"
    assert noun in measure.definition.lower()
    assert "among" in measure.definition


def test_directions() -> None:
    """Pain, its change and leaks are better low; the rest better high."""
    low = {m.key for m in MEASURES if m.direction is Direction.LOWER_IS_BETTER}
    assert low == {m.key for m in MEASURES if m.key.startswith("vas_") or "leak" in m.key}


@pytest.mark.parametrize("measure", MEASURES, ids=key_of)
def test_values_are_whole_numbers_in_range(registry: Dataset, measure: Measure) -> None:
    """Shares are 0 or 1, VAS is 0-100 tenths, its change -100 to 100."""
    sql = f"SELECT min({measure.value}), max({measure.value}) FROM {measure.grain}"
    ((low, high),) = registry.engine.rows(sql)
    assert isinstance(low, int)
    assert isinstance(high, int)
    if measure.kind is Kind.PROPORTION:
        assert {low, high} <= {0, 1}
    elif "change" in measure.key:
        assert -100 <= low < 0 < high <= 100
    else:
        assert 0 <= low < high <= 100


@pytest.mark.parametrize("measure", OF_PROCEDURES, ids=key_of)
def test_a_measure_of_procedures_refuses_an_attribute_of_levels(
    registry: Dataset, measure: Measure
) -> None:
    with pytest.raises(GrainError, match="a measure per treated level would do") as refusal:
        evaluate_by(registry, [measure], Cohort(), LEAK_ASSESSMENT)
    assert measure.label in str(refusal.value)
    assert LEAK_ASSESSMENT.label in str(refusal.value)


@pytest.mark.parametrize("measure", OF_LEVELS, ids=key_of)
def test_a_measure_of_levels_can_be_split_by_everything(
    registry: Dataset, measure: Measure
) -> None:
    for by in (AGE_BAND, SEX, LEVEL, REGION, LEAK_ASSESSMENT):
        groups = evaluate_by(registry, [measure], Cohort(), by)
        units = [result[measure.key].n + result[measure.key].n_missing for _, result in groups]
        assert sum(units) == 2343  # lines of treated_level.csv


def test_one_procedure_measure_refuses_for_all(registry: Dataset) -> None:
    with pytest.raises(GrainError):
        evaluate_by(registry, [OF_LEVELS[0], VAS_BASELINE], Cohort(), LEAK_ASSESSMENT)


@pytest.mark.parametrize("measure", OF_PROCEDURES, ids=key_of)
def test_a_denominator_never_exceeds_its_rung(registry: Dataset, measure: Measure) -> None:
    """A figure names the step of the ledger that its denominator starts from."""
    for cohort in (Cohort(), Cohort(70, 79), Cohort(90, 110)):
        steps = {step.rung: step.procedures for step in ledger(registry, cohort)}
        assert evaluate(registry, [measure], cohort)[measure.key].n <= steps[measure.rung]
