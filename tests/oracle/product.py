"""Cohorts to compare: sexes x level subsets x age bounds exhaustively, the others at random."""

import random
from itertools import combinations, product

from tests.oracle.counting import (
    NOT_RECORDED,
    OF_A_PROCEDURE,
    REGIONS,
    SEXES,
    Choice,
    Oracle,
)
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


def varied_cohorts(oracle: Oracle, size: int) -> list[Choice]:
    """Fixed random cohorts over every attribute, each restricting at least one of treatment.

    Terms are those that the records have, "not recorded" among them whether or not they do.
    """
    draw = random.Random(size)
    offered = _offered(oracle)
    choices: dict[Choice, None] = {}
    while len(choices) < size:
        choice = _drawn(draw, offered)
        if choice._replace(sexes=(), levels=(), ages=None, unknown_age=False) != Choice():
            choices.setdefault(choice)
    return list(choices)


def _offered(oracle: Oracle) -> dict[str, list[str]]:
    texts = {
        **{attribute: oracle.texts[column] for attribute, column in OF_A_PROCEDURE.items()},
        "viscosities": oracle.level_texts["viscosity"],
    }
    offered = {name: sorted({*map(str, found), NOT_RECORDED}) for name, found in texts.items()}
    months = sorted({str(month) for month in oracle.texts["month"]} - {NOT_RECORDED})
    return offered | {"sexes": list(SEXES), "months": months}


def _drawn(draw: random.Random, offered: dict[str, list[str]]) -> Choice:
    """Each attribute is open about as often as not; a choice of one term is the likeliest."""

    def some(name: str) -> tuple[str, ...]:
        count = draw.choice((0, 0, 0, 0, 1, 1, 2, len(offered[name]) - 1))
        return tuple(draw.sample(offered[name], count))

    ages, unknown_age = draw.choice(AGES) if draw.random() < 0.4 else (None, False)
    first, last = sorted(draw.choices(offered["months"], k=2)) if offered["months"] else ("", "")
    return Choice(
        some("sexes"),
        draw.choice(SOME_LEVELS) if draw.random() < 0.5 else (),
        ages,
        unknown_age,
        draw.choice(("", "", first)),
        draw.choice(("", "", last)),
        some("etiologies"),
        some("viscosities"),
        some("operators"),
        some("sites"),
        complement=draw.random() < 0.3,
    )
