"""What the figures over time and the funnel show, read off their parts."""

from typing import Any

from tests.figures.gallery import COURSE, LINE, MARKUP, RATES, UNITS
from vertebroplasty.figures.cusum import monitoring_figure
from vertebroplasty.figures.funnel import describe_funnel, funnel_figure
from vertebroplasty.figures.over_time import rate_chart_figure
from vertebroplasty.figures.scales import day_axis, quarter_axis, rate_axis, value_axis
from vertebroplasty.figures.theme import FAINT, LIGHT, Figure
from vertebroplasty.statistics.control_charts import p_chart
from vertebroplasty.statistics.funnel import funnel
from vertebroplasty.tallies import Count


def traces(figure: Figure) -> dict[str, dict[str, Any]]:
    return {trace["name"]: trace for trace in figure.to_dict()["data"]}


def test_a_signal_is_marked_at_its_day_and_the_course_drops_there() -> None:
    found = traces(monitoring_figure("t", LINE, COURSE, LIGHT))
    days = [signal.day for signal in COURSE.signals]
    assert days
    assert list(found["signals"]["x"]) == list(dict.fromkeys(days))
    assert min(found["signals"]["y"]) >= round(COURSE.limit.h, 4)
    course = list(zip(found["CUSUM"]["x"], found["CUSUM"]["y"], strict=True))
    at = [y for x, y in course if x == days[0]]
    assert at[0] >= COURSE.limit.h > at[1]
    assert len(course) == len(COURSE.points) + len(set(days))
    assert len(found["VLAD"]["x"]) == len(LINE)


def test_nothing_is_drawn_when_all_is_withheld() -> None:
    drawn = monitoring_figure("t", (), None, LIGHT, withheld="Withheld: x.").to_dict()
    assert not drawn["data"]
    assert [note["text"] for note in drawn["layout"]["annotations"]] == ["Withheld: x."]


def test_a_quarter_beyond_its_limit_is_a_named_diamond() -> None:
    drawn = rate_chart_figure(
        "t", p_chart(RATES), LIGHT, noun="procedures", chosen=[True, False] * 6
    )
    values = traces(drawn)["values"]
    assert values["marker"]["symbol"] == ["circle"] * 11 + ["diamond"]
    assert values["marker"]["opacity"] == [1.0, FAINT] * 6
    assert "2021 Q4" in [note["text"] for note in drawn.to_dict()["layout"]["annotations"]]
    assert values["y"][-1] == 90


def test_units_outside_are_named_and_those_not_chosen_faint() -> None:
    found = funnel(UNITS, [("unknown", Count(1, 2))])
    dots = traces(funnel_figure("t", found, LIGHT, highlighted=frozenset({"c"})))
    known, unknown = dots["units"], dots["not judged"]
    assert list(known["x"]) == [40, 40, 9]
    assert [text[:3] for text in known["text"]] == ["a", "&lt;"[:3], "c"]
    assert list(known["marker"]["opacity"]) == [FAINT, FAINT, 1.0]
    assert list(unknown["marker"]["opacity"]) == [FAINT]
    assert unknown["marker"]["color"] == LIGHT.reference


def test_the_words_of_a_funnel_name_who_lies_outside() -> None:
    """30 of 40 beside 5 of 40 around 37/91 = 40.7 %: binomial tails below .1 % on either side."""
    words = describe_funnel("t", funnel(UNITS, [("unknown", Count(1, 2))]))
    assert "a: above the 99.8 % limit" in words
    assert f"{MARKUP.label}: below the 99.8 % limit" in words
    assert "alone" in describe_funnel("t", funnel(UNITS[1:2]))


def test_an_axis_that_ends_before_100_says_so() -> None:
    """By hand: 7 % ends at 10, 99 % at 100; where nothing is above 0 it is not enlarged."""
    short, whole = rate_axis(LIGHT, "% of n", 7), rate_axis(LIGHT, "% of n", 99)
    assert short["range"] == [0, 10]
    assert "axis ends at 10" in short["title"]["text"]
    assert whole["range"] == [0, 100]
    assert "ends" not in whole["title"]["text"]
    assert rate_axis(LIGHT, "% of n", 0)["range"] == [0, 100]


def test_axes_hold_what_must_be_seen() -> None:
    """By hand: 0 and both values between round ends; years on long axes, months on short ones."""
    assert value_axis(LIGHT, "t", -7, 3)["range"] == [-8, 4]
    assert value_axis(LIGHT, "t", 0, 0)["range"][0] == 0
    assert day_axis(LIGHT, 17_532, 19_723)["ticktext"] == [*map(str, range(2018, 2025))][:7]
    assert day_axis(LIGHT, 17_532, 17_562)["ticktext"] == ["Jan 2018"]
    assert quarter_axis(LIGHT, ["2020 Q3", "2020 Q4", "2021 Q1"])["ticktext"] == [
        "2020 Q3",
        "2020 Q4",
        "2021 Q1",
    ]
