"""The planted truth: the leaks of one operator of ``registry-demo`` drift from a known day on.

Authority: ``DRIFT_OPERATOR`` and ``DRIFT_FROM`` of ``data/demo/registry_truth.py``.
"""

import runpy
from datetime import date, timedelta
from pathlib import Path

import pytest

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.report.funnel import unit_funnel
from vertebroplasty.report.monitoring import Monitoring, monitoring
from vertebroplasty.statistics.funnel import Position

TRUTH = runpy.run_path(str(Path(__file__).parents[2] / "data/demo/registry_truth.py"))
DRIFTING = TRUTH["DRIFT_OPERATOR"]
SINCE = date.fromisoformat(TRUTH["DRIFT_FROM"])
OPERATORS = tuple(f"operator-{number}" for number in range(1, len(TRUTH["OPERATOR_SHARES"]) + 1))
OTHERS = tuple(operator for operator in OPERATORS if operator != DRIFTING)
LEAK, ODDS_RATIO, RUN_LENGTH = "leak_procedure", 2.0, 1000.0


def watched(registry: Dataset, *operators: str, **period: int) -> Monitoring:
    """Watch some operators at the rate of the drifting one's colleagues, for twice the odds."""
    others = monitoring(registry, Cohort(operators=OTHERS), LEAK, None, None, None)
    assert others.expected is not None
    p0 = others.expected
    odds = ODDS_RATIO * p0 / (1 - p0)
    p1 = odds / (1 + odds)
    cohort = Cohort(operators=operators, **period)
    return monitoring(registry, cohort, LEAK, 100 * p0, 100 * p1, RUN_LENGTH)


def days_of_signals(found: Monitoring) -> list[date]:
    assert found.cusum is not None
    return [date(1970, 1, 1) + timedelta(days=signal.day) for signal in found.cusum.signals]


def test_the_drifting_operator_signals_in_the_cusum_and_only_after_the_drift_began(
    registry: Dataset,
) -> None:
    days = days_of_signals(watched(registry, DRIFTING))
    assert days
    assert min(days) > SINCE


def test_among_all_operators_together_the_drift_signals_later_or_not_at_all(
    registry: Dataset,
) -> None:
    """Diluted by five others, it cannot be seen sooner than on its own."""
    alone, together = (
        days_of_signals(watched(registry, *operators)) for operators in ((DRIFTING,), OPERATORS)
    )
    assert min(together, default=date.max) > min(alone)


def test_the_drifting_operator_lies_outside_the_funnel_since_the_drift_and_nobody_else(
    registry: Dataset,
) -> None:
    since = Cohort(month_min=100 * SINCE.year + SINCE.month)
    found = unit_funnel(registry, since, LEAK, "operator", None)
    outside = {unit.label: unit.position for unit in found.units if unit.position.is_outside}
    assert outside == {DRIFTING: Position.HIGH}


def test_over_all_years_the_drifting_operator_is_the_one_above_the_95_limit(
    registry: Dataset,
) -> None:
    """Half of the years are from before the drift, so that it stays within 99.8 %."""
    found = unit_funnel(registry, Cohort(), LEAK, "operator", None)
    raised = [u.label for u in found.units if u.position in (Position.HIGH, Position.RAISED)]
    assert raised == [DRIFTING]


def test_six_operators_are_too_few_to_judge_overdispersion(registry: Dataset) -> None:
    found = unit_funnel(registry, Cohort(), LEAK, "operator", None)
    assert found.dispersion.units == len(OPERATORS)
    assert found.dispersion.factor == 1
    assert "cannot be judged" in found.dispersion.note


@pytest.mark.parametrize("operator", ["operator-3", "operator-5", "operator-6"])
def test_three_colleagues_never_signal(registry: Dataset, operator: str) -> None:
    assert days_of_signals(watched(registry, operator)) == []
