"""Groups that a figure shows side by side, and how the database tells them apart."""

from dataclasses import dataclass

from vertebroplasty.vocabulary import Grain


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
    months : tuple of int
        For periods, the first and last month such as 202107; else 0 and 0.
    """

    code: int
    label: str
    mask: int = 0
    ages: tuple[int, int] | None = None
    months: tuple[int, int] = (0, 0)


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
        SQL that gives a row's group code. Over ``procedure`` it is not used when `mask` is set.
    grain : Grain
        ``TREATED_LEVEL`` when the attribute exists for levels only.
    mask : str
        Where the groups are sets of levels: SQL for the mask of a procedure's levels that are in
        the group ``chosen(code, mask)``. A procedure belongs to every group in which it has one.
    is_tallied : bool
        Whether the tallies made at import can be split so.
    """

    key: str
    label: str
    ignores: str
    groups: tuple[Group, ...]
    expression: str
    grain: Grain = Grain.PROCEDURE
    mask: str = ""
    is_tallied: bool = False

    @property
    def by_mask(self) -> bool:
        """Whether groups are sets of levels."""
        return bool(self.mask)
