"""Breakdowns: the groups that a figure shows side by side.

A chart by X ignores the cohort's filter on X, so that the chosen groups are seen beside the others.
"""

from dataclasses import dataclass

from vertebroplasty.cohort import Cohort
from vertebroplasty.vocabulary import (
    AGE_MAX,
    AGE_MIN,
    Grain,
    LeakAssessment,
    Region,
    Sex,
    VertebralLevel,
    level_mask,
)


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a breakdown.

    Attributes
    ----------
    code : int
        What the database returns for the group.
    label : str
        What a person reads.
    mask : int
        For groups of levels, their level mask; else 0.
    ages : tuple of int, optional
        For age bands, the first and last age.
    """

    code: int
    label: str
    mask: int = 0
    ages: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A way to split a cohort into groups.

    Attributes
    ----------
    key, label : str
        Identifier, and the name that a person reads.
    ignores : str
        Attribute of the cohort that a chart by this breakdown leaves open; empty for none.
    groups : tuple of Group
        In the order in which they are drawn.
    expression : str
        SQL that gives a row's group code. Over ``procedure`` it is not used when groups have masks:
        a procedure belongs to every group in which it has a treated level.
    grain : Grain
        ``TREATED_LEVEL`` when the attribute exists for levels only.
    """

    key: str
    label: str
    ignores: str
    groups: tuple[Group, ...]
    expression: str
    grain: Grain = Grain.PROCEDURE

    @property
    def by_mask(self) -> bool:
        """Whether groups are sets of levels."""
        return any(group.mask for group in self.groups)


_DECADES = (60, 70, 80, 90)

AGE_BAND = Breakdown(
    "age_band",
    "age band",
    "age",
    (
        Group(1, "under 60", ages=(AGE_MIN, 59)),
        Group(2, "60\N{EN DASH}69", ages=(60, 69)),
        Group(3, "70\N{EN DASH}79", ages=(70, 79)),
        Group(4, "80\N{EN DASH}89", ages=(80, 89)),
        Group(5, "90 and over", ages=(90, AGE_MAX)),
        Group(0, "age unknown"),
    ),
    "CASE WHEN age IS NULL THEN 0 "
    + " ".join(f"WHEN age < {first} THEN {code}" for code, first in enumerate(_DECADES, 1))
    + f" ELSE {len(_DECADES) + 1} END",
)
SEX = Breakdown(
    "sex",
    "sex",
    "sexes",
    tuple(
        Group(sex.code, label)
        for sex, label in zip(Sex, ("women", "men", "other sex", "sex unknown"), strict=True)
    ),
    "sex",
)
LEVEL = Breakdown(
    "level",
    "vertebral level",
    "levels",
    tuple(Group(level.code, level.value, level.bit) for level in VertebralLevel),
    "level",
)
REGION = Breakdown(
    "region",
    "region",
    "levels",
    tuple(
        Group(region.code, f"{region} ({region.span})", level_mask(region.levels))
        for region in Region
    ),
    "CASE "
    + " ".join(f"WHEN level <= {region.levels[-1].code} THEN {region.code}" for region in Region)
    + " END",
)
LEAK_ASSESSMENT = Breakdown(
    "leak_assessment",
    "how leakage was looked for",
    "",
    (*(Group(how.code, how.value) for how in LeakAssessment), Group(0, "not recorded")),
    "coalesce(leak_assessment, 0)",
    Grain.TREATED_LEVEL,
)

BREAKDOWNS = (AGE_BAND, SEX, LEVEL, REGION, LEAK_ASSESSMENT)


def chosen_groups(by: Breakdown, cohort: Cohort) -> frozenset[int]:
    """Return the codes of the groups that the cohort's own filter selects, to be drawn solid.

    Parameters
    ----------
    by : Breakdown
        The groups.
    cohort : Cohort
        The filters.

    Returns
    -------
    frozenset of int
        Empty when the attribute is open, that is when every group is as chosen as the next.
    """
    if by.ignores == "levels":
        mask = level_mask(cohort.levels)
        return frozenset(group.code for group in by.groups if group.mask & mask)
    if by.ignores == "sexes":
        return frozenset(sex.code for sex in cohort.sexes)
    if by.ignores == "age" and cohort.has_age_range:
        return frozenset(group.code for group in by.groups if _in_age_range(group, cohort))
    return frozenset()


def _in_age_range(group: Group, cohort: Cohort) -> bool:
    if group.ages is None:
        return cohort.include_unknown_age
    return group.ages[0] <= cohort.age_max and group.ages[1] >= cohort.age_min
