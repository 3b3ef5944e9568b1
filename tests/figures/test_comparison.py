"""Two cohorts side by side, and their differences around zero."""

import pytest

from tests.figures.reading import FALL, LEAKS, NOBODY, RELIEF, SINGLE, names, trace
from vertebroplasty.figures.comparison import (
    BELOW,
    Difference,
    Pair,
    difference_figure,
    pairs_figure,
)
from vertebroplasty.figures.theme import LIGHT
from vertebroplasty.results import Effect, Interval

APART = Effect("difference", 0.12, Interval(-0.03, 0.27, "made up for the drawing"), 150)
UNDEFINED = Effect("difference", None, None, 0, "one of the two groups is empty")


def rows(*effects: Effect, scale: int = 100) -> list[Difference]:
    return [Difference(f"outcome {i}", one, scale, "p = .2") for i, one in enumerate(effects)]


def test_b_stands_under_a_with_what_each_rests_on() -> None:
    drawn = pairs_figure("t", [Pair("relief", RELIEF, LEAKS), Pair("leaks", NOBODY, LEAKS)], LIGHT)
    of_a, of_b = trace(drawn, "A estimates"), trace(drawn, "B estimates")
    assert of_a["x"] == pytest.approx([100 * 29 / 30])
    assert of_b["y"] == pytest.approx([BELOW, 1 + BELOW])
    assert drawn.to_dict()["layout"]["yaxis2"]["ticktext"][:1] == ["29/30"]
    assert (of_a["marker"]["color"], of_b["marker"]["color"]) == (LIGHT.accent, LIGHT.reference)


def test_means_of_change_stand_on_their_own_axis() -> None:
    drawn = pairs_figure("t", [Pair("change", FALL, SINGLE)], LIGHT, change=True)
    assert drawn.to_dict()["layout"]["xaxis"]["range"] == [-10, 2]


def test_a_difference_is_drawn_in_percentage_points_around_zero() -> None:
    """0.12 (-0.03 to 0.27) as a fraction is 12 points, from 3 below zero to 27."""
    drawn = difference_figure("t", rows(APART, UNDEFINED), LIGHT, "percentage points")
    dots = trace(drawn, "differences")
    assert dots["x"] == pytest.approx([12])
    assert dots["error_x"]["arrayminus"] == pytest.approx([15])
    assert dots["error_x"]["array"] == pytest.approx([15])
    low, high = drawn.to_dict()["layout"]["xaxis"]["range"]
    assert (low, high) == (-50, 50)
    assert trace(drawn, "not defined")["hovertext"] == ["one of the two groups is empty"]


@pytest.mark.parametrize(
    ("limit", "scale", "end"), [(0.09, 100, 10), (0.1, 100, 10), (1, 100, 100), (2.5, 1, 5)]
)
def test_an_axis_of_differences_holds_every_interval(limit: float, scale: int, end: int) -> None:
    effect = Effect("difference", 0.0, Interval(-limit, limit, "made up"), 9)
    drawn = difference_figure("t", rows(effect, scale=scale), LIGHT, "points")
    assert drawn.to_dict()["layout"]["xaxis"]["range"] == [-end, end]


def test_nothing_defined_is_drawn_as_words() -> None:
    drawn = difference_figure("t", rows(UNDEFINED), LIGHT, "points")
    assert "differences" not in names(drawn)
    assert trace(drawn, "not defined")["text"] == ["not defined"]
