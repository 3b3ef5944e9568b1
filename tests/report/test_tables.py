"""The rows behind a figure are the results that it draws."""

import math

import pytest

from tests.figures.gallery import AGES, PAIRS, VISITS
from tests.figures.reading import FALL, LEAKS, NOBODY, RELIEF, SINGLE, UNMEASURED
from vertebroplasty.breakdown import SEX
from vertebroplasty.figures.ages import age_bins
from vertebroplasty.report.tables import (
    Table,
    age_table,
    before_after_table,
    count_table,
    definition_table,
    group_table,
    result_table,
    visits_table,
)
from vertebroplasty.tallies import Histogram, JointTally

WOMEN, MEN, *_ = SEX.groups


def row(table: Table, number: int) -> dict[str, object]:
    return dict(zip(table.columns, table.rows[number], strict=True))


def test_a_proportion_is_in_percent_with_all_that_it_rests_on() -> None:
    """29/30 with its Wilson interval, 83.3-99.4 % (domain.md)."""
    assert row(group_table("sex", [(WOMEN, RELIEF)]), 0) == {
        "Sex": "women",
        "Estimate": 96.666667,
        "95 % low": 83.3,
        "95 % high": 99.4,
        "Events": 29,
        "n": 30,
        "Missing": 0,
        "Unit": "% of procedures",
        "Method": "Wilson score 95 % interval",
    }


def test_a_mean_is_in_points_with_its_sd() -> None:
    assert row(group_table("sex", [(WOMEN, FALL)]), 0) == {
        "Sex": "women",
        "Estimate": -6.89,
        "95 % low": -7.79,
        "95 % high": -5.99,
        "SD": 2.4,
        "n": 30,
        "Missing": 2,
        "Unit": "points, VAS 0\N{EN DASH}10",
        "Method": "t 95 % interval, df 29",
    }


def test_a_level_measure_shows_its_clusters_and_the_limits_that_ignore_them() -> None:
    leaks = row(group_table("vertebral level", [(WOMEN, LEAKS)]), 0)
    assert leaks["Vertebral level"] == "women"
    assert leaks["Unit"] == "% of levels"
    assert leaks["Procedures"] == 97
    assert leaks["95 % low"] == 22
    assert leaks["95 % low, clustering ignored"] == 24
    assert leaks["95 % high, clustering ignored"] == 40


def test_what_is_not_defined_is_an_empty_cell() -> None:
    bare = row(group_table("sex", [(WOMEN, RELIEF), (MEN, NOBODY)]), 1)
    assert (bare["Estimate"], bare["95 % low"], bare["Method"]) == (None, None, None)
    assert (bare["Events"], bare["n"], bare["Missing"]) == (0, 0, 7)
    means = group_table("sex", [(WOMEN, UNMEASURED), (MEN, SINGLE)])
    assert (row(means, 0)["Estimate"], row(means, 0)["Missing"]) == (None, 5)
    assert (row(means, 1)["Estimate"], row(means, 1)["SD"]) == (-3, None)


def test_what_stands_beside_the_groups_stands_below_them() -> None:
    table = group_table("sex", [(WOMEN, RELIEF)], [("Everyone", LEAKS)])
    assert [cells[0] for cells in table.rows] == ["women", "Everyone"]
    assert row(table, 1)["Events"] == 38


def test_shares_and_means_may_stand_together() -> None:
    table = result_table("Figure", [("Relief", RELIEF), ("Fall", FALL)])
    assert [(row(table, n)["SD"], row(table, n)["Events"]) for n in (0, 1)] == [
        (None, 29),
        (2.4, None),
    ]
    assert [row(table, n)["Estimate"] for n in (0, 1)] == [96.666667, -6.89]


def test_definitions_stand_in_order_everyone_under_each() -> None:
    table = definition_table([("Relief", RELIEF, LEAKS), ("VAS 3 or less", NOBODY, None)])
    assert [cells[0] for cells in table.rows] == ["Relief", "Relief, everyone", "VAS 3 or less"]
    assert [row(table, place)["Procedures"] for place in range(3)] == [None, 97, None]


def test_vas_stands_by_whole_point_with_both_means_and_nobody_is_lost() -> None:
    """By hand: before 9.0, 9.4, 9.5 and 10, after 2, 1.5, 0.5 and 0; half a point goes up."""
    table = before_after_table(PAIRS, "At 24 hours")
    assert table.rows == (
        ("Before", 9, 2, 4, 50),
        ("Before", 10, 2, 4, 50),
        ("Before, mean", 9.475, 4, 4, None),
        ("At 24 hours", 0, 1, 4, 25),
        ("At 24 hours", 1, 1, 4, 25),
        ("At 24 hours", 2, 2, 4, 50),
        ("At 24 hours, mean", 1, 4, 4, None),
        ("Left out: not both values", None, 3, None, None),
    )
    assert PAIRS.n + PAIRS.n_missing == 7


def test_counts_and_ages_are_whole_and_nobody_is_lost() -> None:
    assert count_table("sex", [(WOMEN, 3, 5), (MEN, 0, 2)]) == Table(
        ("Sex", "Procedures", "Everyone"), (("women", 3, 5), ("men", 0, 2))
    )
    table = age_table(age_bins(AGES, AGES, (74, 110)), AGES, AGES)
    assert row(table, -1) == {
        "Age, years": "not recorded",
        "In the chosen ages": None,
        "At other ages": None,
        "Procedures": 2,
        "Everyone": 2,
    }
    assert sum(cells[3] for cells in table.rows) == AGES.n + AGES.n_missing == 9
    assert all(inside + outside == n for _, inside, outside, n, _ in table.rows[:-1])


def test_visits_add_up() -> None:
    """Due, as everywhere: completed, missed or withdrawn; shares by hand of 30 procedures."""
    assert row(visits_table(VISITS), 1) == {
        "Visit": "1 month",
        "Procedures": 30,
        "Due": 15,
        "Completed": 10,
        "Missed or withdrawn": 5,
        "Died": 2,
        "Not due": 3,
        "No record": 10,
        "Completed, %": 33.333333,
        "Missed or withdrawn, %": 16.666667,
        "Died, %": 6.666667,
        "Not due, %": 10,
        "No record, %": 33.333333,
        "Status completed": 10,
        "Status missed": 4,
        "Status not due": 3,
        "Status died": 2,
        "Status withdrawn": 1,
    }


TABLES = {
    "proportions": group_table("sex", [(WOMEN, RELIEF), (MEN, NOBODY)]),
    "levels": group_table("sex", [(WOMEN, LEAKS), (MEN, NOBODY)]),
    "means": group_table("sex", [(WOMEN, FALL), (MEN, SINGLE)]),
    "no groups": group_table("sex", []),
    "definitions": definition_table([("a", RELIEF, LEAKS), ("b", NOBODY, None)]),
    "no definitions": definition_table([]),
    "mixed": result_table("Figure", [("a", RELIEF), ("b", FALL), ("c", LEAKS)]),
    "pairs": before_after_table(PAIRS, "After"),
    "no pairs": before_after_table(JointTally(()), "After"),
    "ages": age_table([], Histogram(()), Histogram(())),
    "visits": visits_table(VISITS),
    "no visits": visits_table({}),
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_a_table_is_a_rectangle_of_numbers_and_words(table: Table) -> None:
    assert len(set(table.columns)) == len(table.columns)
    assert {len(cells) for cells in table.rows} <= {len(table.columns)}
    numbers = [cell for cells in table.rows for cell in cells if isinstance(cell, float)]
    assert all(math.isfinite(number) for number in numbers)
