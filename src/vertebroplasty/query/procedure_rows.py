"""Rows that stand for procedures: where they come from, and to which group they belong."""

from typing import NamedTuple

from vertebroplasty.breakdown import Breakdown
from vertebroplasty.cohort import Cohort


def can_be_tallied(cohort: Cohort, by: Breakdown | None) -> bool:
    """Whether the tallies made at import hold what a cohort restricts and how it is split."""
    return cohort.is_tallied and (by is None or by.is_tallied)


def procedure_table(*, tallied: bool) -> str:
    """Return the table of procedures: each, or how many are alike."""
    return "procedure_tally" if tallied else "procedure"


class Rows(NamedTuple):
    """Rows that stand for procedures, as they come into a group.

    Attributes
    ----------
    source : str
        FROM item.
    code : str
        Group code.
    selected : str
        Mask of the row's levels that are selected, and in the group where that is one of levels.
    values : tuple of int or str
        Bound once in ``selected``, and before the condition where ``source`` has it.
    in_source : tuple of int or str
        Bound in ``source``.
    """

    source: str
    code: str
    selected: str
    values: tuple[int | str, ...]
    in_source: tuple[int | str, ...] = ()


def procedure_rows(cohort: Cohort, by: Breakdown | None, table: str) -> Rows:
    """Return where procedures come from and to which group they belong.

    A procedure belongs to each group of levels in which it has a selected level.

    Parameters
    ----------
    cohort : Cohort
        Whose levels are selected.
    by : Breakdown or None
        The groups.
    table : str
        A grain view or tally with the columns of procedures.

    Returns
    -------
    Rows
        FROM item, group code and selected levels.
    """
    levels = cohort.levels_in()
    if by is None or not by.by_mask:
        return Rows(table, by.expression if by else "0", *levels)
    groups = ", ".join(f"({group.code}, {group.mask})" for group in by.groups)
    selected = f"({levels.sql} & {by.mask})"
    source = f"{table} JOIN (VALUES {groups}) AS chosen(code, mask) ON {selected} <> 0"
    return Rows(source, "chosen.code", selected, levels.values, levels.values)
