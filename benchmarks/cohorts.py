"""The filters that every measurement goes through, in the same order."""

from itertools import product

from vertebroplasty.cohort import Cohort
from vertebroplasty.vocabulary import Region, Sex, VertebralLevel

SEXES = ((), (Sex.FEMALE,), (Sex.MALE,))
AGES = ((18, 110, False), (60, 79, False), (75, 110, True))
LEVELS = (
    (),
    (VertebralLevel.L1,),
    (VertebralLevel.T7, VertebralLevel.L4),
    Region.THORACOLUMBAR_JUNCTION.levels,
)

COHORTS = tuple(
    cohort
    for sexes, ages, levels in product(SEXES, AGES, LEVELS)
    if (cohort := Cohort(*ages, sexes=sexes, levels=levels)).is_filtered
)
"""Every filter alone, in pairs and all together: 35 cohorts."""


def spread(count: int) -> tuple[Cohort, ...]:
    """Choose some of the cohorts, evenly over the list."""
    count = min(count, len(COHORTS))
    return tuple(COHORTS[place * len(COHORTS) // count] for place in range(count))
