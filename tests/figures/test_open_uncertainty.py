"""The forest of the literature, the curve over thresholds and the strips of missing values.

Authority: the results that they are given, and plotly's own validation of every part.
"""

import re
from collections.abc import Callable

import pytest
from plotly import graph_objects as go

from tests.figures.reading import FALL, NOBODY, RELIEF, UNMEASURED, font_sizes, names, texts, trace
from vertebroplasty.figures.bounds import Strip, bounds_figure, describe_bounds
from vertebroplasty.figures.literature import describe_literature, literature_figure
from vertebroplasty.figures.literature_marks import Design, Entry
from vertebroplasty.figures.theme import DARK, LIGHT, Figure, Palette
from vertebroplasty.figures.thresholds import (
    Mark,
    describe_thresholds,
    share_words,
    threshold_figure,
)
from vertebroplasty.statistics.missing_bounds import Bounds
from vertebroplasty.statistics.thresholds import (
    Cut,
    percent_fall_curve,
    point_fall_curve,
    state_curve,
)
from vertebroplasty.tallies import Histogram, JointTally

OWN = Entry("This cohort", "3.09 (2.94-3.25)", (3.09, 2.94, 3.25), ("VAS after", "97 procedures"))
SERIES = Entry("A 2002", "2.02", (2.02,), ("no interval",), Design.COHORT)
SHAM = Entry("B <b>x</b>", "4.0 (3-5)", (4, 3, 5), (), Design.SHAM, "time 1 mo")
ABOUT = Entry("C 2009", "about 2", (2,), (), Design.TRIAL, "", rough=True)
FOREST = (OWN, SERIES, ABOUT, SHAM)
BARE = Entry("This cohort", "not recorded", (), ("VAS after",))
TALLY = JointTally.of([(90, 20), (80, 70), (50, 50), (100, 0), (70, 80)], 2)
PERCENT = percent_fall_curve(TALLY, "procedures")
POINTS = point_fall_curve(TALLY, "procedures")
STATE = state_curve(TALLY.after, "procedures")
MARKS = (Mark(30, "moderate"), Mark(50, "substantial"))
YOURS = Mark(15, "yours", own=True)
STRIPS = (
    Strip("Fall", RELIEF, Bounds(29 / 40, 29 / 30, 39 / 40, 30, 10)),
    Strip("VAS <b>", NOBODY, Bounds(0.0, None, 1.0, 0, 7)),
    Strip("None due", NOBODY, Bounds(None, None, None, 0, 0)),
)
CHANGES = (Strip("VAS change", FALL, Bounds(-4.0, -6.89, -8.0, 30, 2)),)

Draw = Callable[[Palette], Figure]
DRAWN: dict[str, Draw] = {
    "forest": lambda p: literature_figure("t", FOREST, p, "vas", "mean VAS"),
    "forest of a bare cohort": lambda p: literature_figure("t", (BARE, SHAM), p, "percent", "%"),
    "forest of changes": lambda p: literature_figure("t", (OWN,), p, "change", "points"),
    "percent": lambda p: threshold_figure("t", Cut.PERCENT, PERCENT, MARKS, p),
    "points": lambda p: threshold_figure("t", Cut.POINTS, POINTS, (YOURS,), p),
    "state": lambda p: threshold_figure("t", Cut.STATE, STATE, (), p),
    "nobody": lambda p: threshold_figure("t", Cut.STATE, state_curve(Histogram(()), "x"), (), p),
    "strips": lambda p: bounds_figure("t", STRIPS, p),
    "change": lambda p: bounds_figure("t", CHANGES, p),
    "unmeasured": lambda p: bounds_figure(
        "t", [Strip("c", UNMEASURED, Bounds(10.0, None, -10.0, 0, 5))], p
    ),
    "no strips": lambda p: bounds_figure("t", (), p),
}
every_figure = pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN.keys())
OUR_MARKUP = re.compile(r"</?b>|<br>|<span style=\"color:#[0-9A-F]{6}\">|</span>")


@every_figure
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_plotly_accepts_every_part(draw: Draw, palette: Palette) -> None:
    drawn = draw(palette).to_dict()
    checked = go.Figure(drawn).to_dict()
    assert checked["data"] == drawn["data"]
    frame = {name: part for name, part in drawn["layout"].items() if part != []}
    assert checked["layout"] | {"template": None} == frame | {"template": None}


@every_figure
def test_texts_are_whole_and_never_markup(draw: Draw) -> None:
    shown = list(texts(draw(LIGHT).to_dict()))
    assert not [t for t in shown if re.search(r"\b(nan|none|inf|nat)\b(?! due)", t, re.IGNORECASE)]
    bare = [OUR_MARKUP.sub("", text) for text in shown]
    assert not [text for text in bare if "<" in text or re.search(r"&(?!amp;|lt;|gt;)", text)]


@every_figure
def test_it_is_legible_and_stands_still(draw: Draw) -> None:
    drawn = draw(LIGHT).to_dict()
    assert min(font_sizes(drawn)) >= 12
    frame = drawn["layout"]
    assert all(frame[axis]["fixedrange"] for axis in frame if "axis" in axis)


def test_designs_have_their_own_headings_and_shapes() -> None:
    drawn = literature_figure("t", FOREST, LIGHT, "vas", "mean VAS")
    shapes = [part["marker"]["symbol"] for part in drawn.to_dict()["data"]]
    assert shapes == ["circle", "circle", "square-open", "diamond"]
    shown = list(texts(drawn.to_dict()))
    for design in (Design.COHORT, Design.TRIAL, Design.SHAM):
        assert sum(text.endswith(design) for text in shown) == 1
    assert not [text for text in shown if text.endswith(Design.REVIEW)]


def test_what_is_not_comparable_is_grey_with_its_reason() -> None:
    parts = literature_figure("t", FOREST, LIGHT, "vas", "mean VAS").to_dict()
    colours = [part["marker"]["color"] for part in parts["data"]]
    assert colours == [LIGHT.accent, LIGHT.text, LIGHT.text, LIGHT.reference]
    assert [part["opacity"] < 1 for part in parts["data"]] == [False, False, False, True]
    notes = [note["text"] for note in parts["layout"]["annotations"]]
    assert "Not comparable: time 1 mo" in notes
    assert "B &lt;b&gt;x&lt;/b&gt;" in notes
    words = describe_literature("t", FOREST)
    assert "B <b>x</b>: 4.0 (3-5) (not comparable: time 1 mo)" in words
    assert "This cohort, VAS after: 3.09" in words


def test_rows_stand_below_each_other_and_inside() -> None:
    parts = literature_figure("t", FOREST, LIGHT, "vas", "mean VAS").to_dict()
    places = [part["y"][0] for part in parts["data"]]
    assert places == sorted(set(places))
    assert 0 < places[0] < places[-1] < parts["layout"]["yaxis"]["range"][0]


def test_only_one_value_of_the_cohort_gets_a_band() -> None:
    one, two = (
        literature_figure("t", rows, LIGHT, "vas", "u").to_dict()["layout"]["shapes"]
        for rows in ((OWN, SERIES), (OWN, OWN, SERIES))
    )
    assert [(shape["x0"], shape["x1"]) for shape in one] == [(2.94, 3.25)]
    assert two == []


def test_the_curve_and_its_band_are_the_results() -> None:
    drawn = threshold_figure("t", Cut.POINTS, POINTS, (YOURS,), LIGHT)
    at = 15
    assert trace(drawn, "share")["x"][at] == 1.5
    shares = [point.share for point in POINTS]
    assert trace(drawn, "share")["y"] == [100 * share.estimate for share in shares]
    assert trace(drawn, "lower limit")["y"] == [100 * share.interval.low for share in shares]
    assert trace(drawn, "upper limit")["y"] == [100 * share.interval.high for share in shares]
    dot = trace(drawn, "definitions")
    assert (dot["x"], dot["y"]) == ([1.5], [100 * shares[at].estimate])


@pytest.mark.parametrize(
    ("cut", "curve", "threshold", "words"),
    [
        (Cut.PERCENT, PERCENT, 30, "Fall ≥ 30\N{NO-BREAK SPACE}%: 40\N{NO-BREAK SPACE}%"),
        (Cut.POINTS, POINTS, 15, "Fall ≥ 1.5 points: 40\N{NO-BREAK SPACE}%"),
        (Cut.STATE, STATE, 20, "VAS ≤ 2.0: 40\N{NO-BREAK SPACE}%"),
    ],
)
def test_a_share_in_words(cut: Cut, curve, threshold: int, words: str) -> None:
    """Two of the five pairs: 9.0 to 2.0 and 10.0 to 0.0."""
    assert share_words(cut, curve[threshold]).startswith(words)
    assert share_words(cut, curve[threshold]).endswith("2 of 5 procedures")
    described = describe_thresholds("t", cut, curve, (Mark(threshold, "x"),))
    assert described == f"t. {share_words(cut, curve[threshold])}."


def test_a_strip_runs_from_worst_to_best_and_parts_from_the_next() -> None:
    strips = trace(bounds_figure("t", STRIPS, LIGHT), "worst to best case")
    assert strips["x"] == [72.5, 97.5, None, 0.0, 100.0, None]
    assert strips["y"] == [0, 0, None, 1, 1, None]
    assert "observed" in names(bounds_figure("t", CHANGES, LIGHT))
    words = describe_bounds("t", STRIPS)
    assert "worst case 72.5\N{NO-BREAK SPACE}%, best case 97.5\N{NO-BREAK SPACE}%, 30/40" in words
    assert "None due: no procedure was due" in words
    changed = describe_bounds("t", CHANGES)
    assert "worst case \N{MINUS SIGN}4.00, best case \N{MINUS SIGN}8.00" in changed
