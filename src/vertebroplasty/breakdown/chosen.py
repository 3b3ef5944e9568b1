"""Which groups of a breakdown the cohort's own filter selects."""

from vertebroplasty.breakdown.model import Breakdown, Group
from vertebroplasty.cohort import Cohort
from vertebroplasty.vocabulary import level_mask


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
    if cohort.complement:
        return frozenset()
    return frozenset(group.code for group in by.groups if _is_chosen(group, by.ignores, cohort))


def _is_chosen(group: Group, attribute: str, cohort: Cohort) -> bool:
    match attribute:
        case "":
            return False
        case "levels":
            return bool(group.mask & level_mask(cohort.levels))
        case "sexes":
            return group.code in [sex.code for sex in cohort.sexes]
        case "age":
            return cohort.has_age_range and _overlaps(group, cohort)
        case "months":
            first, last = group.months
            return cohort.has_period and first <= cohort.month_max and last >= cohort.month_min
    return group.label in getattr(cohort, attribute)


def _overlaps(group: Group, cohort: Cohort) -> bool:
    if group.ages is None:
        return cohort.include_unknown_age
    return group.ages[0] <= cohort.age_max and group.ages[1] >= cohort.age_min
