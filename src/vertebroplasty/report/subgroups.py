"""A measure in many subgroups, with one test a breakdown of whether they differ at all."""

from typing import NamedTuple

from vertebroplasty.breakdown import SEX, Breakdown, Group
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.formatting import units
from vertebroplasty.measures import MEASURE_BY_KEY
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.evaluate import evaluate
from vertebroplasty.query.groups import breakdown
from vertebroplasty.query.subgroups import GroupTallies, subgroup_tallies
from vertebroplasty.report.tables import Cell, Table, result_table, rounded
from vertebroplasty.results import Result, Test
from vertebroplasty.statistics.heterogeneity import heterogeneity
from vertebroplasty.statistics.multiplicity import Adjustment, adjusted
from vertebroplasty.vocabulary import Grain, Sex

FEWEST = 10
"""Units below which a group is shown grey and left out of the test: a display rule of ours."""
OVERALL = "All of the cohort"
OVERLAP = "a procedure counts in each group in which it has a treated level"
ADJUSTMENT_METHODS: dict[Adjustment, str] = {
    "holm": "Holm",
    "benjamini-hochberg": "Benjamini\N{EN DASH}Hochberg",
}


class SubgroupRow(NamedTuple):
    """A group with its result, and why it is not judged; empty where it is."""

    group: Group
    result: Result
    unjudged: str


class Subgroup(NamedTuple):
    """The groups of a breakdown with one test for all.

    Attributes
    ----------
    by : Breakdown
        The groups.
    rows : tuple of SubgroupRow
        Groups with any unit.
    test : Test
        Of heterogeneity; its note says why where it is not defined.
    adjusted_p : float or None
        Allowing for all breakdowns tested.
    """

    by: Breakdown
    rows: tuple[SubgroupRow, ...]
    test: Test
    adjusted_p: float | None


class Subgroups(NamedTuple):
    """All breakdowns, the result of the cohort as a whole, and how many were tested."""

    overall: Result
    parts: tuple[Subgroup, ...]
    tested: int


def subgroups(
    dataset: Dataset,
    cohort: Cohort,
    measure_key: str,
    breakdown_keys: tuple[str, ...],
    adjustment: Adjustment,
) -> Subgroups:
    """Return a measure in each group of each breakdown.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    cohort : Cohort
        Whom to count; each breakdown leaves the cohort's filter on its own groups open.
    measure_key : str
        Which measure.
    breakdown_keys : tuple of str
        Which breakdowns; one of levels is passed over for a measure of procedures.
    adjustment : {'holm', 'benjamini-hochberg'}
        How p allows for the number of breakdowns tested.

    Returns
    -------
    Subgroups
        In the order given.
    """
    measure = MEASURE_BY_KEY[measure_key]
    asked = [breakdown(dataset, key) for key in breakdown_keys]
    keys = tuple(by.key for by in asked if suits(measure, by))
    counted = subgroup_tallies(dataset, measure, cohort, keys)
    bys = [by for by in asked if by.key in counted]
    tests = [_test(measure, by, counted[by.key]) for by in bys]
    corrected = adjusted([test.p for test in tests], adjustment)
    parts = tuple(
        Subgroup(by, _rows(measure, by, counted[by.key]), test, p)
        for by, test, p in zip(bys, tests, corrected, strict=True)
    )
    overall = evaluate(dataset, (measure,), cohort)[measure_key]
    return Subgroups(overall, parts, sum(test.p is not None for test in tests))


def suits(measure: Measure, by: Breakdown) -> bool:
    """Whether a measure can be split so: an attribute of levels needs a measure of levels."""
    return by.grain is Grain.PROCEDURE or measure.grain is Grain.TREATED_LEVEL


def _test(measure: Measure, by: Breakdown, groups: GroupTallies) -> Test:
    judged = [tally for group, tally in groups if not _unjudged(by, group, tally.n, "")]
    if by.by_mask and measure.grain is Grain.PROCEDURE:
        n = sum(tally.n for tally in judged)
        return Test("test of heterogeneity", None, "", None, n, note=OVERLAP)
    return heterogeneity(judged)


def _rows(measure: Measure, by: Breakdown, groups: GroupTallies) -> tuple[SubgroupRow, ...]:
    return tuple(
        SubgroupRow(group, measure.result(tally), _unjudged(by, group, tally.n, measure.grain.noun))
        for group, tally in groups
    )


def _unjudged(by: Breakdown, group: Group, n: int, noun: str) -> str:
    """Return why a group is shown but not judged."""
    if n < FEWEST:
        return f"fewer than {units(FEWEST, noun)} with a value: too few to judge"
    missing = group.code == 0 or (by.key == SEX.key and group.code == Sex.UNKNOWN.code)
    return "not a group of its own: what the rest belong to is not known" if missing else ""


def subgroups_table(
    dataset: Dataset,
    cohort: Cohort,
    measure_key: str,
    breakdown_keys: tuple[str, ...],
    adjustment: Adjustment,
) -> Table:
    """Return every row of the subgroups with its breakdown's test.

    Parameters
    ----------
    dataset, cohort, measure_key, breakdown_keys, adjustment
        As for `subgroups`.

    Returns
    -------
    Table
        The cohort as a whole first, then a row for each group.
    """
    found = subgroups(dataset, cohort, measure_key, breakdown_keys, adjustment)
    named = [(OVERALL, found.overall)]
    named += [(row.group.label, row.result) for part in found.parts for row in part.rows]
    before: list[Cell] = [OVERALL]
    after: list[tuple[Cell, ...]] = [(None,) * len(_TEST_COLUMNS)]
    for part in found.parts:
        tested = _test_cells(part, found.tested, adjustment)
        before += [part.by.label] * len(part.rows)
        after += [(row.unjudged or None, *tested) for row in part.rows]
    table = result_table("Group", named)
    rows = zip(before, table.rows, after, strict=True)
    return Table(
        ("Subgroups by", *table.columns, *_TEST_COLUMNS),
        tuple((first, *cells, *last) for first, cells, last in rows),
    )


_TEST_COLUMNS = (
    "Not judged because",
    "Heterogeneity statistic",
    "Heterogeneity p",
    "Adjusted p",
    "Heterogeneity method",
    "Adjustment method",
    "Note on the test",
)


def _test_cells(part: Subgroup, tested: int, adjustment: Adjustment) -> tuple[Cell, ...]:
    test = part.test
    defined = test.p is not None
    return (
        rounded(test.statistic),
        test.p,
        part.adjusted_p,
        test.method if defined else None,
        f"{ADJUSTMENT_METHODS[adjustment]}, {units(tested, 'tests')}" if defined else None,
        test.note or None,
    )
