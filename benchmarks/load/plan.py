"""What each session of a run does, drawn from a seed: which page, which filter, how much thought.

Every change starts from the cohort before it, as a reader's does: one filter is set anew, or all
are cleared.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from vertebroplasty.cohort import UNRECORDED, Cohort
from vertebroplasty.vocabulary import AGE_MAX, AGE_MIN, Etiology, Region, Sex, VertebralLevel

MAIN_PAGES = ("", "pain", "relief", "leaks", "cohort")
"""Addresses of the main section; the first is Overview."""
ON_OVERVIEW = 0.6
"""Chance that a page is the first one."""
OTHER_PAGE = 0.15
"""Chance that a change is preceded by another page."""
CLEARED = 0.1
"""Chance that a change clears all filters."""

_SET = ("age", "sexes", "levels", "etiologies", "operators", "sites")
_WEIGHTS = (7, 4, 5, 1, 1, 1)
"""Ages, levels and sexes are what people filter on; the last three need a scan of all rows."""

_SEXES = ((), (Sex.FEMALE,), (Sex.MALE,))
_LEVELS = (
    (),
    (VertebralLevel.L1,),
    (VertebralLevel.T12,),
    (VertebralLevel.T7, VertebralLevel.L4),
    Region.THORACOLUMBAR_JUNCTION.levels,
    Region.LUMBAR.levels,
)


class Names(NamedTuple):
    """What a dataset calls its operators and sites."""

    operators: Sequence[str]
    sites: Sequence[str]


class Change(NamedTuple):
    """A filter change: seconds of thought before it, the page it happens on, the new cohort."""

    think: float
    page: str
    cohort: Cohort


def plan(
    seed: int, changes: int, think: float, names: Names, pages: Sequence[str] = MAIN_PAGES
) -> list[Change]:
    """Draw what one session does; thinking takes 0 to twice ``think``, evenly."""
    draw = random.Random(seed)
    page, cohort = _page(draw, pages), Cohort()
    made = []
    for _ in range(changes):
        if draw.random() < OTHER_PAGE:
            page = _page(draw, pages)
        cohort = _another(draw, cohort, names)
        made.append(Change(draw.uniform(0, 2 * think), page, cohort))
    return made


def cohorts_of(plans: Sequence[Sequence[Change]]) -> list[tuple[str, Cohort]]:
    """Return every page and cohort that some plans come to, each once, with those they start at."""
    there = [(page, Cohort()) for page in MAIN_PAGES]
    for changes in plans:
        before = Cohort()
        for change in changes:
            there += [(change.page, before), (change.page, change.cohort)]
            before = change.cohort
    return list(dict.fromkeys(there))


def _page(draw: random.Random, pages: Sequence[str]) -> str:
    return pages[0] if draw.random() < ON_OVERVIEW else draw.choice(pages[1:])


def _another(draw: random.Random, cohort: Cohort, names: Names) -> Cohort:
    """Return a cohort that differs from the one before in one filter, or is everyone."""
    if cohort.is_filtered and draw.random() < CLEARED:
        return Cohort()
    while True:
        (what,) = draw.choices(_SET, _WEIGHTS)
        found = replace(cohort, **_values(draw, what, names))
        if found != cohort:
            return found


def _values(draw: random.Random, what: str, names: Names) -> dict[str, object]:
    if what == "age":
        low, high = draw.randint(AGE_MIN, 75), draw.randint(76, AGE_MAX)
        return {"age_min": low, "age_max": high}
    if what == "sexes":
        return {what: draw.choice(_SEXES)}
    if what == "levels":
        return {what: draw.choice(_LEVELS)}
    terms = {"etiologies": tuple(Etiology), "operators": names.operators, "sites": names.sites}
    return {what: draw.choice([(), (draw.choice((*terms[what], UNRECORDED)),)])}
