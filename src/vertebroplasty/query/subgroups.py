"""A measure in the groups of many breakdowns at once, in few passes over the rows.

Breakdowns that give every procedure one group are asked together: one query counts each combination
of their groups, and the groups of each are sums of those whole numbers. So a dozen breakdowns need
about three passes.
"""

from collections.abc import Sequence
from dataclasses import astuple
from itertools import product
from math import prod

from vertebroplasty.breakdown import Breakdown, Group
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures.base import Measure
from vertebroplasty.preaggregate import has_tallies
from vertebroplasty.query.evaluate import tallies_by
from vertebroplasty.query.groups import breakdown
from vertebroplasty.query.procedure_rows import can_be_tallied
from vertebroplasty.tallies import Tally
from vertebroplasty.vocabulary import Grain

COMBINATIONS = 2_000
"""Combinations of groups that one query may count: beyond some thousand, grouping costs more than
another pass."""

GroupTallies = tuple[tuple[Group, Tally], ...]


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
    shared = [by for by in asked if _can_share(dataset, measure, cohort, by)]
    found: dict[str, GroupTallies] = {}
    for together in _packed(shared):
        found |= _joint(dataset, measure, cohort, together)
    for by in asked:
        if by.key not in found:
            found[by.key] = _by(dataset, measure, cohort, by)
    return {key: found[key] for key in keys}


def _can_share(dataset: Dataset, measure: Measure, cohort: Cohort, by: Breakdown) -> bool:
    """Whether a breakdown splits the rows of the cohort itself, each procedure into one group.

    What the tallies made at import answer is cheaper alone.
    """
    alone = by.by_mask or by.grain is Grain.TREATED_LEVEL
    from_masks = measure.grain is Grain.PROCEDURE or bool(measure.masks)
    tallied = from_masks and has_tallies(dataset) and can_be_tallied(cohort, by)
    return not (alone or tallied) and cohort.ignoring(by.ignores) == cohort


def _packed(shared: Sequence[Breakdown]) -> list[list[Breakdown]]:
    """Put breakdowns together, the largest first, while their combinations stay few."""
    bins: list[list[Breakdown]] = []
    for by in sorted(shared, key=lambda by: -len(by.groups)):
        for together in bins:
            if prod(len(one.groups) for one in (*together, by)) <= COMBINATIONS:
                together.append(by)
                break
        else:
            bins.append([by])
    return bins


def _joint(
    dataset: Dataset, measure: Measure, cohort: Cohort, together: Sequence[Breakdown]
) -> dict[str, GroupTallies]:
    """Count each combination of groups once, and take the margins of the sums."""
    if len(together) == 1:
        return {together[0].key: _by(dataset, measure, cohort, together[0])}
    codes, expression = _combined(together)
    groups = tuple(Group(code, "") for code in codes)
    by = Breakdown("+".join(one.key for one in together), "combination", "", groups, expression)
    margins: list[dict[int, Tally]] = [{} for _ in together]
    for group, tally in _by(dataset, measure, cohort, by):
        for margin, code in zip(margins, codes[group.code], strict=True):
            margin[code] = _sum(margin[code], tally) if code in margin else tally
    return {
        one.key: tuple((group, margin[group.code]) for group in one.groups if group.code in margin)
        for one, margin in zip(together, margins, strict=True)
    }


def _combined(together: Sequence[Breakdown]) -> tuple[dict[int, tuple[int, ...]], str]:
    """Return the codes behind each combined code, and SQL that gives the combined code."""
    weights, weight = [], 1
    for by in together:
        weights.append(weight)
        weight *= 1 + max(group.code for group in by.groups)
    codes = {
        sum(code * weight for code, weight in zip(each, weights, strict=True)): each
        for each in product(*([group.code for group in by.groups] for by in together))
    }
    terms = (
        f"CAST({by.expression} AS BIGINT) * {weight}"
        for by, weight in zip(together, weights, strict=True)
    )
    return codes, " + ".join(terms)


def _by(dataset: Dataset, measure: Measure, cohort: Cohort, by: Breakdown) -> GroupTallies:
    found = tallies_by(dataset, (measure,), cohort, by)
    return tuple((group, counted[measure.key]) for group, counted in found)


def _sum(one: Tally, other: Tally) -> Tally:
    """Add two tallies of different procedures, count by count."""
    sums = (a + b for a, b in zip(astuple(one), astuple(other), strict=True))
    return type(one)(*sums)
