"""One refresh of Overview as the app makes it: the same queries and statistics, nothing remembered.

What belongs to the whole dataset (reference values, options of the sidebar) does not change with a
filter; the app asks it once a generation, and so it is not part of a refresh.
"""

from typing import NamedTuple

from benchmarks.answers import Numbers, numbers_of
from vertebroplasty.breakdown import LEVEL, SEX, Group
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import (
    IMPROVEMENT_LAST,
    LEAK_LEVEL,
    LEAK_PROCEDURE,
    RELIEF_24H,
    VAS_BASELINE,
    VAS_CHANGE_LAST,
    VAS_LAST,
)
from vertebroplasty.query.counts import CohortSize, cohort_size, procedures_by
from vertebroplasty.query.evaluate import Estimates, evaluate, evaluate_by

CARDS = (
    (RELIEF_24H,),
    (IMPROVEMENT_LAST,),
    (VAS_BASELINE, VAS_LAST, VAS_CHANGE_LAST),
    (LEAK_LEVEL,),
    (LEAK_PROCEDURE,),
)
"""Measures that the cards ask for together."""

CHARTS = (VAS_CHANGE_LAST, LEAK_LEVEL)
"""Measures that are charted by vertebral level."""


class Overview(NamedTuple):
    """Everything that Overview and its sidebar count for one cohort."""

    size: CohortSize
    options: dict[str, dict[int, int]]
    cards: Estimates
    charts: dict[str, tuple[tuple[Group, Estimates], ...]]

    def numbers(self) -> Numbers:
        """Name every number."""
        numbers: Numbers = dict(self.size._asdict())
        for key, counts in self.options.items():
            numbers |= {f"option {key} {code}": count for code, count in counts.items()}
        for key, result in self.cards.items():
            numbers |= numbers_of(key, result)
        for key, groups in self.charts.items():
            for group, found in groups:
                numbers |= numbers_of(f"{key} at {group.code}", found[key])
        return numbers


def refresh(dataset: Dataset, cohort: Cohort) -> Overview:
    """Count and estimate for a cohort what Overview shows."""
    cards: Estimates = {}
    for measures in CARDS:
        cards |= evaluate(dataset, measures, cohort)
    return Overview(
        cohort_size(dataset, cohort),
        {by.key: procedures_by(dataset, cohort, by) for by in (SEX, LEVEL)},
        cards,
        {measure.key: evaluate_by(dataset, (measure,), cohort, LEVEL) for measure in CHARTS},
    )
