"""The oracle's groups: a label for each procedure or level, and the units that carry it."""

import numpy as np
import pandas as pd

from tests.oracle.counting import (
    AGE_BANDS,
    NOT_RECORDED,
    REGIONS,
    SEXES,
    Choice,
    Counts,
    Oracle,
    opened,
)

BASELINES = {
    "below 5": (0, 49),
    "5 to below 7": (50, 69),
    "7 to below 9": (70, 89),
    "9 to 10": (90, 100),
}
"""VAS before in tenths, both ends included."""
COUNTS = {
    "1 level": (1, 1),
    "2 levels": (2, 2),
    "3 levels": (3, 3),
    "4 levels or more": (4, 25),
}
QUARTERS = {f"{month:02}": f"Q{(month + 2) // 3}" for month in range(1, 13)}

Units = tuple[np.ndarray, np.ndarray]


def procedure_labels(oracle: Oracle, by: str) -> pd.Series:
    """The group of each procedure."""
    rows = oracle.procedures
    date = rows["procedure_date"]
    match by:
        case "sex":
            labels = rows["sex"].map(SEXES)
        case "age_band":
            labels = _banded(rows["age"], AGE_BANDS).fillna("age unknown")
        case "baseline":
            labels = _banded(rows["vas_baseline"], BASELINES)
        case "level_count":
            labels = _banded(pd.Series(np.bincount(oracle.place, minlength=len(rows))), COUNTS)
        case "year":
            labels = date.str[:4]
        case "quarter":
            labels = date.str[:4] + " " + date.str[5:7].map(QUARTERS)
        case _:
            labels = rows[by]
    return labels.fillna(NOT_RECORDED)


def _banded(values: pd.Series, bands: dict[str, tuple[int, int]]) -> pd.Series:
    labels = pd.Series(None, values.index, dtype=object)
    for label, ends in bands.items():
        labels[values.between(*ends)] = label
    return labels


def level_labels(oracle: Oracle, by: str) -> pd.Series:
    """The group of each level."""
    if by == "region":
        regions = {level: label for label, levels in REGIONS.items() for level in levels}
        return oracle.levels["level"].map(regions)
    return oracle.levels[by].fillna(NOT_RECORDED)


OF_LEVELS_ONLY = ("level", "region", "viscosity", "leak_assessment")


def groups(oracle: Oracle, by: str, choice: Choice) -> dict[str, Units]:
    """Procedures and levels of each group that has any, what a chart ignores left open.

    A procedure belongs to each group of levels in which it treats a chosen level; in a complement
    it has no chosen levels: there it belongs to the groups of all its levels.
    """
    procedures, levels = oracle.units(opened(choice, by))
    found: dict[str, Units] = {}
    if by in OF_LEVELS_ONLY:
        labels = level_labels(oracle, by).to_numpy(dtype=str)
        counted = procedures[oracle.place] if choice.complement else levels
        for label in np.unique(labels):
            treating = oracle.treating(counted & (labels == label))
            found[str(label)] = treating, levels & (labels == label)
    else:
        labels = procedure_labels(oracle, by).to_numpy(dtype=str)
        for label in np.unique(labels):
            found[str(label)] = (
                procedures & (labels == label),
                levels & (labels[oracle.place] == label),
            )
    return {label: units for label, units in found.items() if units[0].any() or units[1].any()}


def procedures_by(oracle: Oracle, by: str, choice: Choice) -> dict[str, int]:
    """Procedures in each group that has any."""
    found = {label: int(units[0].sum()) for label, units in groups(oracle, by, choice).items()}
    return {label: n for label, n in found.items() if n}


def measures_by(oracle: Oracle, by: str, choice: Choice) -> dict[str, Counts]:
    """The sums behind every measure in each group."""
    found = groups(oracle, by, choice)
    return {label: oracle.measures(*units) for label, units in found.items()}
