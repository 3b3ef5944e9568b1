"""Breakdowns: the groups that a figure shows side by side.

A chart by X ignores the cohort's filter on X, so that the chosen groups are seen beside the others.
"""

from vertebroplasty.breakdown.chosen import chosen_groups
from vertebroplasty.breakdown.known import (
    AGE_BAND,
    BASELINE,
    BREAKDOWNS,
    ETIOLOGY,
    GUIDANCE,
    LEAK_ASSESSMENT,
    LEVEL,
    LEVEL_COUNT,
    NOT_RECORDED,
    REGION,
    SEX,
    VISCOSITY,
)
from vertebroplasty.breakdown.model import Breakdown, Group

__all__ = [
    "AGE_BAND",
    "BASELINE",
    "BREAKDOWNS",
    "ETIOLOGY",
    "GUIDANCE",
    "LEAK_ASSESSMENT",
    "LEVEL",
    "LEVEL_COUNT",
    "NOT_RECORDED",
    "REGION",
    "SEX",
    "VISCOSITY",
    "Breakdown",
    "Group",
    "chosen_groups",
]
