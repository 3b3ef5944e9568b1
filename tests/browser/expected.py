"""What the screen must show, as this process counts it with `evaluate` from the same file."""

from vertebroplasty import formatting
from vertebroplasty.breakdown import LEVEL, chosen_groups
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.figures.theme import FAINT
from vertebroplasty.measures import (
    IMPROVEMENT_LAST,
    LEAK_LEVEL,
    RELIEF_24H,
    VAS_BASELINE,
    VAS_CHANGE_LAST,
    VAS_LAST,
)
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.evaluate import evaluate, evaluate_by
from vertebroplasty.results import Proportion


def overview_values(dataset: Dataset, cohort: Cohort) -> list[str]:
    """Return the big numbers of Overview."""
    measures = (RELIEF_24H, IMPROVEMENT_LAST, VAS_BASELINE, VAS_LAST, LEAK_LEVEL)
    found = evaluate(dataset, measures, cohort)
    shown = [formatting.estimate(found[measure.key]) for measure in measures]
    return [*shown[:2], f"{shown[2]} \u2192 {shown[3]}", shown[4]]


def overview_intervals(dataset: Dataset, cohort: Cohort) -> list[str]:
    """Return the line below each big number of Overview; cohorts with intervals only."""
    found = evaluate(
        dataset, (RELIEF_24H, IMPROVEMENT_LAST, VAS_CHANGE_LAST, LEAK_LEVEL), cohort
    ).values()
    relief, improvement, change, leak = found
    words = [f"95 % CI {formatting.interval(result)}" for result in (relief, improvement, leak)]
    return [*words[:2], f"Change {formatting.estimate(change)}", words[2]]


def points_by_level(dataset: Dataset, cohort: Cohort, measure: Measure) -> dict[str, list[float]]:
    """Return estimate, in points or percent, and opacity of each level."""
    chosen = chosen_groups(LEVEL, cohort)
    found = {}
    for group, results in evaluate_by(dataset, (measure,), cohort, LEVEL):
        result = results[measure.key]
        if result.estimate is not None:
            scale = 100 if isinstance(result, Proportion) else 1
            solid = not chosen or group.code in chosen
            found[group.label] = [scale * result.estimate, 1 if solid else FAINT]
    return found
