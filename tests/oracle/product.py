"""The exhaustive product of cohorts: sexes x level subsets x age bounds x missing choices."""

import random
from itertools import combinations, product

from tests.oracle.counting import REGIONS, SEXES, Choice
from tests.oracle.records import LEVELS

EVERY_SEXES = tuple(chosen for size in range(len(SEXES)) for chosen in combinations(SEXES, size))
SOME_LEVELS = (
    (),
    *((level,) for level in LEVELS),
    *(levels for levels in REGIONS.values() if len(levels) > 1),
    ("T12", "L1"),
    ("T4", "L5"),
    ("T5", "T9", "T11", "L2"),
    ("C1", "S1"),
    ("L1", "L3", "L5"),
    LEVELS[7:19],
    LEVELS[7:24],
    LEVELS[1:],
    LEVELS,
)
AGE_RANGES = (
    *((18, 59), (60, 69), (70, 79), (80, 89), (90, 110)),
    *((60, 85), (75, 110), (76, 110), (18, 74), (65, 75), (50, 100), (40, 45)),
    *((18, 18), (80, 80), (110, 110), (18, 109)),
)
AGES = ((None, False), *product(AGE_RANGES, (False, True)))

EVERY_COHORT = tuple(
    Choice(sexes, levels, ages, unknown_age)
    for sexes, levels, (ages, unknown_age) in product(EVERY_SEXES, SOME_LEVELS, AGES)
)


def sample_of_cohorts(size: int) -> list[Choice]:
    """The open cohort and a fixed random sample of the others."""
    return [Choice(), *random.Random(size).sample(EVERY_COHORT, size - 1)]
