"""The course of one procedure over its cohort."""

import pytest
from plotly import graph_objects as go

from tests.figures.reading import names, texts, trace
from vertebroplasty.figures.slope import NO_VAS, Ghost, Moment, describe_slope, slope_figure
from vertebroplasty.figures.theme import LIGHT, Figure

GHOST = Ghost(7.0, 8.5, 9.5, 120, 3)
LOW = Ghost(1.0, 2.0, 4.0, 1, 122)
COURSE = (
    Moment("before", -3, 9.0, "", GHOST),
    Moment("24 h", None, None, "no visit recorded", None),
    Moment("3 months", 92, 0.0, "", None),
    Moment("12 months, last follow-up", 370, 2.5, "", LOW),
)


def drawn(moments: tuple[Moment, ...], title: str = "t") -> Figure:
    return slope_figure(title, moments, LIGHT)


def test_each_value_stands_at_its_moment() -> None:
    """By hand from COURSE: the moment without a VAS has no point, the line goes on."""
    line = trace(drawn(COURSE), "this procedure")
    assert list(zip(line["x"], line["y"], strict=True)) == [(0, 9.0), (2, 0.0), (3, 2.5)]
    assert line["text"] == ["9.0", "0.0", "2.5"]
    assert line["textposition"] == ["top center"] * 3


def test_the_cohort_is_a_band_there_and_back() -> None:
    """By hand from COURSE: upper quartiles forwards, lower ones backwards; the medians between."""
    figure = drawn(COURSE)
    band, median = trace(figure, "quartiles of the cohort"), trace(figure, "median of the cohort")
    assert list(zip(band["x"], band["y"], strict=True)) == [(0, 9.5), (3, 4.0), (3, 1.0), (0, 7.0)]
    assert list(zip(median["x"], median["y"], strict=True)) == [(0, 8.5), (3, 2.0)]
    assert median["hovertext"][1].endswith("1 procedure")


def test_the_axis_says_when_and_why_not() -> None:
    ticks = drawn(COURSE).to_dict()["layout"]["xaxis"]["ticktext"]
    assert ticks == [
        "before<br>day \N{MINUS SIGN}3",
        "24 h<br>no<br>visit recorded",
        "3 mo<br>day 92",
        "12 mo<br>last<br>follow-up<br>day 370",
    ]


def test_plotly_accepts_it() -> None:
    """Authority: plotly's own validation."""
    parts = drawn(COURSE).to_dict()
    assert go.Figure(parts).to_dict()["data"] == parts["data"]


def test_nothing_recorded_is_a_sentence() -> None:
    empty = drawn((Moment("before", None, None, "no visit recorded", None),)).to_dict()
    assert not empty["data"]
    assert empty["layout"]["annotations"][0]["text"] == NO_VAS


def test_only_a_baseline_is_one_point_without_a_line_to_nowhere() -> None:
    alone = (COURSE[0]._replace(ghost=None), Moment("last follow-up", None, None, "none", None))
    figure = drawn(alone)
    assert names(figure) == ["this procedure"]
    assert trace(figure, "this procedure")["x"] == [0]


@pytest.mark.parametrize("title", ["<img src=x>", "a & b", "'; DROP TABLE procedure; --"])
def test_a_pseudonym_is_text(title: str) -> None:
    """OWASP: text from data is escaped where it is shown."""
    shown = list(texts(drawn(COURSE, title).to_dict()))
    assert not [text for text in shown if "<img" in text or " & " in text]


def test_words_for_those_who_cannot_see_it() -> None:
    assert describe_slope("t", COURSE) == (
        "t. before: VAS 9.0, cohort median 8.5; 24 h: no visit recorded; 3 months: VAS 0.0;"
        " 12 months, last follow-up: VAS 2.5, cohort median 2.0."
    )
