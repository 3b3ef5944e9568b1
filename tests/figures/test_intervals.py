"""Dots and whiskers show the results that they were given, and nothing else."""

import pytest

from tests.figures.reading import (
    BEFORE,
    FALL,
    LEAKS,
    NOBODY,
    ONE,
    RELIEF,
    RISE,
    SINGLE,
    SMALL_FALL,
    UNMEASURED,
    names,
    rows,
    texts,
    trace,
)
from vertebroplasty.breakdown import LEVEL, SEX
from vertebroplasty.figures.definitions_compare import definition_figure
from vertebroplasty.figures.intervals import describe_intervals, interval_figure
from vertebroplasty.figures.theme import FAINT, LIGHT
from vertebroplasty.results import Interval, Mean

WOMEN, MEN, OTHER, UNKNOWN = SEX.groups


def test_dots_and_whiskers_are_estimate_and_interval_in_percent() -> None:
    """Authority: the results themselves, 29/30 with Wilson 83.3-99.4 % (domain.md)."""
    drawn = interval_figure("t", [(WOMEN, RELIEF)], LIGHT)
    dots = trace(drawn, "chosen estimates")
    assert dots["x"] == pytest.approx([100 * 29 / 30])
    assert dots["x"][0] - dots["error_x"]["arrayminus"][0] == pytest.approx(83.3)
    assert dots["x"][0] + dots["error_x"]["array"][0] == pytest.approx(99.4)


def test_dots_and_whiskers_of_means_are_in_points() -> None:
    dots = trace(interval_figure("t", [(WOMEN, FALL)], LIGHT, change=True), "chosen estimates")
    assert dots["x"] == [-6.89]
    assert dots["x"][0] - dots["error_x"]["arrayminus"][0] == pytest.approx(-7.79)
    assert dots["x"][0] + dots["error_x"]["array"][0] == pytest.approx(-5.99)


def test_without_an_interval_there_are_no_whiskers() -> None:
    bars = trace(interval_figure("t", [(WOMEN, SINGLE)], LIGHT, change=True), "chosen estimates")
    assert bars["error_x"]["array"] == bars["error_x"]["arrayminus"] == [None]


def test_levels_run_top_down_like_a_spine() -> None:
    levels = [(group, RELIEF) for group in LEVEL.groups]
    drawn = interval_figure("t", levels, LIGHT)
    assert [*rows(drawn.layout)] == [group.label for group in LEVEL.groups]
    assert next(iter(rows(drawn.layout))) == "C1"
    axis = drawn.to_plotly().layout.yaxis
    first, last = axis.tickvals[0], axis.tickvals[-1]
    bottom, top = axis.range
    assert abs(top - first) < abs(top - last), "the first group is nearer to the top"
    assert bottom > top


def test_every_group_says_its_denominator() -> None:
    shares = interval_figure("t", [(WOMEN, RELIEF), (MEN, NOBODY)], LIGHT)
    assert rows(shares.layout) == {"women": "29/30", "men": "n\N{NO-BREAK SPACE}0"}
    means = interval_figure("t", [(WOMEN, FALL)], LIGHT, change=True)
    assert rows(means.layout) == {"women": "n\N{NO-BREAK SPACE}30"}


def test_axes_are_fixed() -> None:
    assert list(interval_figure("t", [(WOMEN, RELIEF)], LIGHT).to_plotly().layout.xaxis.range) == [
        0,
        100,
    ]
    assert list(interval_figure("t", [(WOMEN, BEFORE)], LIGHT).to_plotly().layout.xaxis.range) == [
        0,
        10,
    ]
    changes = interval_figure("t", [(WOMEN, FALL)], LIGHT, change=True).to_plotly().layout.xaxis
    assert list(changes.range) == [-10, 2]
    assert changes.ticktext[0] == "\N{MINUS SIGN}10"
    assert changes.ticktext[-1] == "+2"


def test_the_axis_of_change_grows_only_when_values_leave_it() -> None:
    axis = interval_figure("t", [(WOMEN, RISE)], LIGHT, change=True).to_plotly().layout.xaxis
    assert list(axis.range) == [-10, 6], "to the next even number above 5.65"
    reference = interval_figure("t", [(WOMEN, FALL)], LIGHT, change=True, reference=RISE)
    assert list(reference.to_plotly().layout.xaxis.range) == [-10, 6]


def test_an_interval_beyond_the_scale_is_cut_with_an_arrowhead() -> None:
    """A t interval of two values can leave the scale, on which no VAS lies beyond 10."""
    wide = Mean(2, 0, "procedures", 9.0, 1.4, Interval(-3.6, 21.6, "t 95 % interval, df 1"))
    drawn = interval_figure("t", [(WOMEN, wide)], LIGHT)
    dots = trace(drawn, "chosen estimates")
    assert dots["error_x"]["arrayminus"] == [9.0]
    assert dots["error_x"]["array"] == [1.0]
    arrows = trace(drawn, "chosen intervals beyond the axis")
    assert arrows["x"] == [0, 10]
    assert arrows["marker"]["symbol"] == ["triangle-left", "triangle-right"]
    assert "\N{MINUS SIGN}3.60 to 21.60" in arrows["hovertext"][0]


def test_within_the_scale_there_is_no_arrowhead() -> None:
    assert names(interval_figure("t", [(WOMEN, RELIEF)], LIGHT)) == ["chosen estimates"]


def test_chosen_groups_are_solid_and_the_others_faint() -> None:
    groups = [(WOMEN, RELIEF), (MEN, ONE), (OTHER, RELIEF)]
    drawn = interval_figure("t", groups, LIGHT, chosen=frozenset({MEN.code}))
    solid, faint = trace(drawn, "chosen estimates"), trace(drawn, "other estimates")
    assert (solid["y"], solid["opacity"]) == ([1], 1)
    assert (faint["y"], faint["opacity"]) == ([0, 2], FAINT)


def test_nothing_chosen_means_all_solid() -> None:
    drawn = interval_figure("t", [(WOMEN, RELIEF), (MEN, ONE)], LIGHT)
    assert trace(drawn, "chosen estimates")["y"] == [0, 1]
    assert "other estimates" not in names(drawn)


def test_a_group_without_values_says_so_and_has_no_dot() -> None:
    drawn = interval_figure("t", [(WOMEN, RELIEF), (MEN, NOBODY)], LIGHT)
    words = trace(drawn, "not recorded")
    assert words["y"] == [1]
    assert words["text"][0].strip() == "not recorded"
    assert words["hovertext"][0].endswith("7 not recorded")
    assert trace(drawn, "chosen estimates")["y"] == [0]


def test_everyone_is_a_grey_line_with_a_band_and_a_name() -> None:
    drawn = interval_figure("t", [(WOMEN, ONE)], LIGHT, reference=RELIEF).to_plotly().layout
    band, line = drawn.shapes
    assert (band.x0, band.x1) == pytest.approx((83.3, 99.4))
    assert line.x0 == line.x1 == pytest.approx(100 * 29 / 30)
    assert line.line.color == band.fillcolor == LIGHT.reference
    assert [note.text for note in drawn.annotations] == ["everyone 97\N{NO-BREAK SPACE}%"]


def test_everyone_without_values_is_not_drawn() -> None:
    assert (
        not interval_figure("t", [(WOMEN, NOBODY)], LIGHT, reference=NOBODY)
        .to_plotly()
        .layout.shapes
    )


def test_height_follows_the_number_of_groups_only() -> None:
    full = interval_figure("t", [(WOMEN, RELIEF), (MEN, ONE)], LIGHT, reference=RELIEF)
    bare = interval_figure("t", [(WOMEN, NOBODY), (MEN, NOBODY)], LIGHT)
    more = interval_figure("t", [(group, RELIEF) for group in SEX.groups], LIGHT)
    assert full.to_plotly().layout.height == bare.to_plotly().layout.height
    assert more.to_plotly().layout.height == full.to_plotly().layout.height + 2 * 26


def test_harm_has_its_own_colour() -> None:
    for harm, colour in ((True, LIGHT.harm), (False, LIGHT.accent)):
        dots = trace(interval_figure("t", [(WOMEN, LEAKS)], LIGHT, harm=harm), "chosen estimates")
        assert dots["marker"]["color"] == dots["error_x"]["color"] == colour
        few = definition_figure("t", [("leak", LEAKS, None)], LIGHT, harm=harm)
        assert trace(few, "this cohort")["marker"]["color"] == colour


def test_a_pointer_reads_estimate_interval_denominator_and_missing() -> None:
    (hover,) = trace(interval_figure("t", [(WOMEN, LEAKS)], LIGHT), "chosen estimates")["hovertext"]
    assert hover.replace("\N{NO-BREAK SPACE}", " ").split("<br>") == [
        "<b>women</b>",
        "31.7 %",
        "95 % interval 22.0\N{EN DASH}43.0 %",
        "38 of 120 levels in 97 procedures",
        "3 not recorded",
    ]


def test_definitions_stand_in_order_with_everyone_smaller_and_below() -> None:
    defined = [("Reported relief", ONE, RELIEF), ("VAS 3 or less", RELIEF, None)]
    drawn = definition_figure("t", defined, LIGHT)
    cohort, everyone = trace(drawn, "this cohort"), trace(drawn, "everyone")
    assert cohort["y"] == [0, 1]
    assert everyone["x"] == pytest.approx([100 * 29 / 30])
    assert 0 < everyone["y"][0] < 0.5
    assert everyone["marker"]["size"] < cohort["marker"]["size"]
    assert [*rows(drawn.layout)] == ["Reported relief", "VAS 3 or less"]
    assert [*rows(drawn.layout).values()] == ["1/1", "29/30"]
    assert list(drawn.to_plotly().layout.xaxis.range) == [0, 100]


def test_the_key_names_everyone_only_where_it_is_drawn() -> None:
    alone = definition_figure("t", [("a", ONE, None)], LIGHT)
    beside = definition_figure("t", [("a", ONE, RELIEF)], LIGHT)
    assert not any("everyone" in text for text in texts(alone.to_dict()))
    assert any("everyone" in text for text in texts(beside.to_dict()))


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{EN DASH}", "-")


def test_words_for_a_change_name_the_largest_and_the_smallest_fall() -> None:
    groups = [(WOMEN, SMALL_FALL), (MEN, FALL), (OTHER, UNMEASURED)]
    words = plain(describe_intervals("VAS change", groups, change=True))
    assert words == (
        "VAS change. Largest fall: men, \N{MINUS SIGN}6.89 (95 % interval \N{MINUS SIGN}7.79 to"
        " \N{MINUS SIGN}5.99), 30 procedures. Smallest fall: women, \N{MINUS SIGN}4.10 (95 %"
        " interval \N{MINUS SIGN}5.37 to \N{MINUS SIGN}2.83), 12 procedures."
        " Not recorded: 1 of 3 groups."
    )


def test_words_for_a_change_never_call_a_rise_a_fall() -> None:
    words = describe_intervals("t", [(WOMEN, FALL), (MEN, RISE)], change=True)
    assert "Largest fall: women" in words
    assert "Highest: men, +4.50" in words
    risen = describe_intervals("t", [(WOMEN, RISE), (MEN, RISE)], change=True)
    assert "fall" not in risen


def test_words_for_shares_name_the_highest_first() -> None:
    words = plain(describe_intervals("Relief", [(WOMEN, LEAKS), (MEN, RELIEF)]))
    assert words.startswith("Relief. Highest: men, 97 % (95 % interval 83-99 %), 29 of 30")
    assert "Lowest: women, 31.7 %" in words


def test_words_for_one_group_for_none_and_for_nothing_known() -> None:
    one = plain(describe_intervals("Relief", [(WOMEN, RELIEF)]))
    assert one == "Relief. Only group: women, 97 % (95 % interval 83-99 %), 29 of 30 procedures."
    assert describe_intervals("Relief", []) == "Relief. No procedures in this cohort."
    assert describe_intervals("R", [(WOMEN, NOBODY)]) == "R. Every group: not recorded."
