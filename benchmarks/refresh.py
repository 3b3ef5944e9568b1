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
    RELIEF_24H,
    IMPROVEMENT_LAST,
    VAS_BASELINE,
    VAS_LAST,
    VAS_CHANGE_LAST,
    LEAK_LEVEL,
    LEAK_PROCEDURE,
)
"""Measures that the page asks for together."""

CHARTS = (VAS_CHANGE_LAST, LEAK_LEVEL)
"""Measures that are charted by vertebral level."""


class Overview(NamedTuple):
    """Everything that Overview and its sidebar count for one cohort."""

    size: CohortSize
    options: dict[str, dict[int, int]]
    cards: Estimates
    charts: tuple[tuple[Group, Estimates], ...]
    in_titles: Estimates

    def numbers(self) -> Numbers:
        """Name every number."""
        numbers: Numbers = dict(self.size._asdict())
        for key, counts in self.options.items():
            numbers |= {f"option {key} {code}": count for code, count in counts.items()}
        for key, result in self.cards.items():
            numbers |= numbers_of(key, result)
        for group, found in self.charts:
            for key, result in found.items():
                numbers |= numbers_of(f"{key} at {group.code}", result)
        return numbers


def refresh(dataset: Dataset, cohort: Cohort) -> Overview:
    """Count and estimate for a cohort what Overview shows."""
    cards = evaluate(dataset, CARDS, cohort)
    every_level = cohort.ignoring(LEVEL.ignores)
    return Overview(
        cohort_size(dataset, cohort),
        {by.key: procedures_by(dataset, cohort, by) for by in (SEX, LEVEL)},
        cards,
        evaluate_by(dataset, CHARTS, cohort, LEVEL),
        cards if every_level == cohort else evaluate(dataset, CARDS, every_level),
    )
