"""A measure in the groups of many breakdowns at once, in few passes over the rows.

Breakdowns that split the same rows are asked together: one query counts each combination of their
groups, and the groups of each breakdown are sums of those whole numbers.
"""

from collections.abc import Sequence
from dataclasses import replace

from vertebroplasty.breakdown import VISCOSITY, Breakdown, Group
from vertebroplasty.cohort import Cohort
from vertebroplasty.cohort.terms import viscosity_mask
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures.base import Measure
from vertebroplasty.preaggregate import has_tallies
from vertebroplasty.query.combinations import combined, packed
from vertebroplasty.query.evaluate import tallies_by
from vertebroplasty.query.groups import breakdown
from vertebroplasty.query.procedure_rows import can_be_tallied
from vertebroplasty.query.sums import summations
from vertebroplasty.tallies import Tally
from vertebroplasty.vocabulary import Grain, level_mask

GroupTallies = tuple[tuple[Group, Tally], ...]
Margin = dict[int, list[int]]
"""Units and sums by group code."""


def subgroup_tallies(
    dataset: Dataset, measure: Measure, cohort: Cohort, keys: tuple[str, ...]
) -> dict[str, GroupTallies]:
    """Return what was counted in each group of each breakdown.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    measure : Measure
        What to count.
    cohort : Cohort
        Whom to count; a breakdown leaves the cohort's filter on its own groups open.
    keys : tuple of str
        Breakdowns by key.

    Returns
    -------
    dict of str to tuple of (Group, Tally)
        As `tallies_by` returns them, by breakdown key in the order given.

    Raises
    ------
    GrainError
        If a breakdown exists for levels only and the measure is of procedures.
    """
    asked = [breakdown(dataset, key) for key in keys]
    shared = [
        _splitting_rows(by, cohort) for by in asked if _can_share(dataset, measure, cohort, by)
    ]
    found: dict[str, GroupTallies] = {}
    for together in packed(shared):
        found |= _joint(dataset, measure, cohort, together)
    for by in asked:
        if by.key not in found:
            groups = tallies_by(dataset, (measure,), cohort, by)
            found[by.key] = tuple((group, counted[measure.key]) for group, counted in groups)
    return {key: found[key] for key in keys}


def _can_share(dataset: Dataset, measure: Measure, cohort: Cohort, by: Breakdown) -> bool:
    """Whether a breakdown splits the rows of the cohort itself into groups of whole procedures.

    What the tallies made at import answer is cheaper alone.
    """
    if cohort.ignoring(by.ignores) != cohort:
        return False
    if by is VISCOSITY:
        return measure.grain is Grain.PROCEDURE and not cohort.complement
    from_tallies = has_tallies(dataset) and can_be_tallied(cohort, by)
    return not (from_tallies or by.by_mask or by.grain is Grain.TREATED_LEVEL)


def _splitting_rows(by: Breakdown, cohort: Cohort) -> Breakdown:
    """Return a breakdown in which a procedure has one group.

    By viscosity a procedure belongs to each group in which it has a level: its code is the sum of
    a power of two for each.
    """
    if by is not VISCOSITY:
        return by
    selected = f" & {level_mask(cohort.levels)}" if cohort.levels else ""
    bits = [
        f"CASE WHEN ({viscosity_mask([group.label])}{selected}) = 0 THEN 0 ELSE {1 << place} END"
        for place, group in enumerate(by.groups)
    ]
    patterns = tuple(Group(code, "") for code in range(1 << len(by.groups)))
    return replace(by, groups=patterns, expression=" + ".join(bits), mask="")


def _joint(
    dataset: Dataset, measure: Measure, cohort: Cohort, together: Sequence[Breakdown]
) -> dict[str, GroupTallies]:
    """Count each combination of groups once; the margins of the sums are the groups."""
    codes, expression = combined(together)
    by = Breakdown("joint", "combination of groups", "", (), expression)
    # One measure, and no level attribute among the groups: one query.
    (summation,) = summations([measure], cohort, by, tallied=False)
    margins: list[Margin] = [{} for _ in together]
    for code, *sums in dataset.engine.rows(*summation.query):
        for margin, group in zip(margins, codes[code or 0], strict=True):
            _add(margin, group, [n or 0 for n in sums])
    found: dict[str, GroupTallies] = {}
    for one, margin in zip(together, margins, strict=True):
        groups, counted = one.groups, margin
        if one.key == VISCOSITY.key:
            groups, counted = VISCOSITY.groups, _by_bit(margin)
        found[one.key] = tuple(
            (group, measure.tally(units, dict(zip(summation.names, sums, strict=True))))
            for group in groups
            if group.code in counted
            for units, *sums in [counted[group.code]]
        )
    return found


def _add(margin: Margin, group: int, sums: list[int]) -> None:
    before = margin.get(group)
    margin[group] = [a + b for a, b in zip(before, sums, strict=True)] if before else sums


def _by_bit(patterns: Margin) -> Margin:
    """Return the sums of each viscosity from those of each set of viscosities."""
    found: Margin = {}
    for pattern, sums in patterns.items():
        for place, group in enumerate(VISCOSITY.groups):
            if pattern >> place & 1:
                _add(found, group.code, sums)
    return found
