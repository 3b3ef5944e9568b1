"""Distributions: every unit is drawn once, at its place."""

import pytest

from tests.figures.gallery import AGES, PAIRS, VISITS
from tests.figures.reading import names, rows, trace
from vertebroplasty.breakdown import LEVEL, SEX
from vertebroplasty.figures.ages import age_bins, age_figure, describe_ages
from vertebroplasty.figures.before_after import (
    before_after_figure,
    describe_before_after,
    whole_points,
)
from vertebroplasty.figures.counts import count_figure, describe_counts
from vertebroplasty.figures.theme import FAINT, LIGHT
from vertebroplasty.figures.visits import describe_visits, visits_due, visits_figure
from vertebroplasty.tallies import Histogram, JointTally
from vertebroplasty.vocabulary import Timepoint, VisitStatus


def test_tenths_are_rounded_half_up_to_whole_points() -> None:
    """Closed form: 0.4 to 0, 0.5 to 1, 9.4 to 9, 9.5 to 10."""
    tenths = Histogram.of({4: 1, 5: 2, 94: 3, 95: 4, 100: 5})
    assert whole_points(tenths).counts == ((0, 1), (1, 2), (9, 3), (10, 9))


def test_before_points_up_after_points_down_and_each_adds_up_to_all() -> None:
    """PAIRS by hand: 9.0 and 9.4 are 9; 9.5 and 10.0 are 10; 2.0 and 1.5 are 2; 0.5 is 1."""
    drawn = before_after_figure("t", PAIRS, LIGHT, "At 24 hours")
    before, after = trace(drawn, "Before"), trace(drawn, "At 24 hours")
    assert dict(zip(before["x"], before["y"], strict=True)) == {9: 50, 10: 50}
    assert dict(zip(after["x"], after["y"], strict=True)) == {0: -25, 1: -25, 2: -50}
    assert before["marker"]["color"] == LIGHT.muted
    assert after["marker"]["color"] == LIGHT.accent


def test_means_are_marked_and_named() -> None:
    """By hand: (9.0 + 9.4 + 9.5 + 10.0) / 4 = 9.475 and (2.0 + 1.5 + 0.5 + 0) / 4 = 1.00."""
    drawn = before_after_figure("t", PAIRS, LIGHT, "At 24 hours")
    assert trace(drawn, "mean Before")["x"] == [9.475, 9.475]
    assert trace(drawn, "mean At 24 hours")["x"] == [1.0, 1.0]
    captions = [note.text for note in drawn.to_plotly().layout.annotations]
    assert captions == ["Before: mean 9.48", "At 24 hours: mean 1.00"]


def test_the_vas_axis_is_fixed_and_the_share_axis_knows_two_ends() -> None:
    usual = before_after_figure("t", PAIRS, LIGHT, "x").to_plotly().layout
    single = before_after_figure("t", JointTally.of([(95, 100)]), LIGHT, "x").to_plotly().layout
    for frame in (usual, single):
        assert list(frame.xaxis.range) == [-0.6, 10.6]
        assert frame.xaxis.title.text == "VAS 0\N{EN DASH}10, tenths rounded half up"
    assert list(usual.yaxis.range) == [-60, 60]
    assert list(single.yaxis.range) == [-120, 120]
    assert list(single.yaxis.ticktext) == ["100", "50", "0", "50", "100"]


@pytest.mark.parametrize(("missing", "units"), [(1, "1 procedure"), (7, "7 procedures")])
def test_pairs_that_nobody_recorded_are_not_nobody(missing: int, units: str) -> None:
    drawn = before_after_figure("t", JointTally((), n_missing=missing), LIGHT, "x")
    assert drawn.to_plotly().layout.annotations[0].text.replace("<br>", " ") == (
        f"VAS before and after not recorded in {units}"
    )


def test_counts_stand_top_down_over_the_outline_of_everyone() -> None:
    groups = [(group, group.code) for group in LEVEL.groups]
    everyone = [2 * group.code for group in LEVEL.groups]
    drawn = count_figure("t", groups, LIGHT, everyone=everyone)
    assert trace(drawn, "this cohort")["x"] == [group.code for group in LEVEL.groups]
    assert trace(drawn, "everyone")["x"] == everyone
    assert names(drawn).index("everyone") < names(drawn).index("this cohort")
    assert next(iter(rows(drawn.layout))) == "C1"
    assert drawn.to_plotly().layout.yaxis.range[0] > drawn.to_plotly().layout.yaxis.range[1]
    assert [*rows(drawn.layout).values()][-1] == "25 of 50"


def test_the_axis_of_counts_follows_everyone_not_the_cohort() -> None:
    many = count_figure("t", [(SEX.groups[0], 900)], LIGHT, everyone=[1000])
    few = count_figure("t", [(SEX.groups[0], 1)], LIGHT, everyone=[1000])
    assert many.to_plotly().layout.xaxis.range == few.to_plotly().layout.xaxis.range
    assert few.to_plotly().layout.xaxis.range[1] >= 1000
    assert list(few.to_plotly().layout.xaxis.tickvals) == [0, 200, 400, 600, 800, 1000]


def test_the_chosen_counts_are_solid() -> None:
    groups = [(group, 3) for group in SEX.groups[:2]]
    some = count_figure("t", groups, LIGHT, everyone=None, chosen=frozenset({SEX.groups[1].code}))
    assert trace(some, "this cohort")["marker"]["opacity"] == [FAINT, 1]
    every = count_figure("t", groups, LIGHT, everyone=None)
    assert trace(every, "this cohort")["marker"]["opacity"] == [1, 1]


def test_a_reference_of_other_groups_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        count_figure("t", [(SEX.groups[0], 1)], LIGHT, everyone=[1, 2])


def test_an_age_bin_that_a_bound_cuts_is_counted_by_its_ages() -> None:
    """AGES by hand: 52 once, 71 three times, 74 twice, 88 once; chosen from 72 to 80."""
    found = {part.start: part[1:] for part in age_bins(AGES, AGES, (72, 80)) if part.everyone}
    assert found == {50: (0, 1, 1), 70: (2, 3, 5), 85: (0, 1, 1)}


def test_every_known_age_is_drawn_once_inside_on_the_ground_outside_above_it() -> None:
    drawn = age_figure("t", AGES, AGES, LIGHT, (72, 80)).to_dict()
    _, solid, faint = drawn["data"]
    assert sum(solid["y"]) + sum(faint["y"]) == AGES.n == 7
    assert faint["base"] == solid["y"]
    assert faint["opacity"] == FAINT
    assert drawn["layout"]["annotations"][0]["text"] == "2 of unknown age, not drawn"


def test_without_bounds_every_age_is_solid() -> None:
    drawn = age_figure("t", AGES, AGES, LIGHT, None).to_dict()
    _, solid, faint = drawn["data"]
    assert sum(solid["y"]) == AGES.n
    assert sum(faint["y"]) == 0


def test_the_axis_of_ages_grows_only_when_ages_leave_it() -> None:
    young = Histogram(((23, 1), (101, 1)))
    assert list(age_figure("t", AGES, AGES, LIGHT, None).to_plotly().layout.xaxis.range) == [50, 95]
    assert list(age_figure("t", AGES, young, LIGHT, None).to_plotly().layout.xaxis.range) == [
        20,
        105,
    ]


def test_a_bar_of_vas_is_a_point_wide_however_far_the_next_one_is() -> None:
    """Left to itself plotly draws 0 and 10 alone as bars ten points wide."""
    drawn = before_after_figure("t", JointTally.of([(0, 100), (100, 0)]), LIGHT, "After")
    widths = [bar["width"] for bar in drawn.to_dict()["data"] if bar["type"] == "bar"]
    assert widths == [0.85, 0.85]


def test_visits_add_up_to_all_and_say_how_many_were_due() -> None:
    drawn = visits_figure("t", VISITS, LIGHT)
    bars = drawn.to_dict()["data"]
    assert [sum(bar["x"][row] for bar in bars) for row in (0, 1)] == pytest.approx([100, 100])
    assert names(drawn) == ["completed", "missed or withdrawn", "died", "not due", "no record"]
    assert [*rows(drawn.layout)] == ["24\N{NO-BREAK SPACE}h", "1 month"]
    assert [*rows(drawn.layout).values()] == ["30 due", "15 due"]
    assert visits_due(VISITS[Timepoint.MONTH_1]) == 10 + 4 + 1
    assert trace(drawn, "missed or withdrawn")["x"][1] == pytest.approx(100 * 5 / 30)


def test_a_share_is_printed_only_where_its_number_fits() -> None:
    drawn = visits_figure("t", VISITS, LIGHT)
    assert trace(drawn, "missed or withdrawn")["text"] == ["", ""]
    assert trace(drawn, "no record")["text"] == ["", "33\N{NO-BREAK SPACE}%"]


def test_the_words_for_each_distribution() -> None:
    pairs = describe_before_after("VAS", PAIRS, "At 24 hours")
    assert pairs == "VAS. Before: mean 9.48. At 24 hours: mean 1.00. 4 complete pairs."
    ages = describe_ages("Ages", AGES)
    assert ages == "Ages. Mean 71.6 years, range 52\N{EN DASH}88, n 7.", "501 / 7 = 71.57"
    counts = describe_counts("Sex", [(SEX.groups[0], 3), (SEX.groups[1], 0)])
    assert counts == "Sex. women 3."
    visits = describe_visits("Visits", VISITS)
    assert visits == "Visits. 24 h: 29 completed of 30 due; 1 month: 10 completed of 15 due."


def test_the_words_for_nobody() -> None:
    nobody = "t. No procedures in this cohort."
    assert describe_before_after("t", JointTally(()), "x") == nobody
    assert describe_ages("t", Histogram(())) == nobody
    assert describe_counts("t", []) == nobody
    assert describe_visits("t", {Timepoint.DAY_1: {VisitStatus.COMPLETED: 0}}) == nobody
