"""The forest: every group under its heading, with what it rests on, and nothing cut off."""

import pytest

from tests.figures.reading import (
    BEFORE,
    FALL,
    LEAKS,
    NO_EVENT,
    NOBODY,
    RELIEF,
    SINGLE,
    texts,
    trace,
)
from vertebroplasty.figures.forest import Block, Line, forest_figure
from vertebroplasty.figures.theme import FAINT, LIGHT

BLOCKS = [
    Block("Sex", "p = .012, adjusted .024", [Line("women", LEAKS), Line("men", NO_EVENT)]),
    Block(
        "Region",
        "not tested",
        [
            Line("Thoracolumbar junction (T11\N{EN DASH}L2)", RELIEF, chosen=False),
            Line("Sacral (S1)", NOBODY, judged=False),
        ],
    ),
]
OVERALL = Line("All of the cohort", RELIEF)
FOREST = forest_figure("t", OVERALL, BLOCKS, LIGHT, harm=True)


def test_rows_stand_in_their_order_from_the_top() -> None:
    """One unit of the axis is a pixel: places ascend, and the axis ends after the last row."""
    frame = FOREST.to_dict()["layout"]
    assert frame["yaxis"]["tickvals"] == sorted(frame["yaxis"]["tickvals"])
    labels = [label.replace("<br>", " ") for label in frame["yaxis"]["ticktext"]]
    assert labels == [OVERALL.label, *(line.label for block in BLOCKS for line in block.lines)]
    bottom, top = frame["yaxis"]["range"]
    assert (bottom > max(frame["yaxis"]["tickvals"]), top) == (True, 0)


def test_each_row_says_what_it_rests_on_and_what_is_missing() -> None:
    beside = FOREST.to_dict()["layout"]["yaxis2"]["ticktext"]
    no_break = "\N{NO-BREAK SPACE}"
    assert beside == ["29/30", "38/120 (3)", "0/20", "29/30", f"n{no_break}0 (7)"]


def test_the_whole_is_a_diamond_with_its_value() -> None:
    """29/30 is 96.67 %; below n = 100 it is printed as a whole percentage."""
    diamond = trace(FOREST, "overall estimates")
    assert diamond["marker"]["symbol"] == "diamond"
    assert diamond["x"] == pytest.approx([100 * 29 / 30])
    shown = [note["text"] for note in FOREST.to_dict()["layout"]["annotations"]]
    assert any("97\N{NO-BREAK SPACE}%" in text for text in shown)


def test_headings_carry_their_test_in_one_line() -> None:
    shown = [note["text"] for note in FOREST.to_dict()["layout"]["annotations"]]
    (sex,) = (text for text in shown if "Sex" in text)
    assert "p = .012, adjusted .024" in sex
    assert "<br>" not in sex


def test_groups_that_are_not_chosen_are_faint_and_those_not_judged_grey() -> None:
    single = Block("Sex", "", [Line("women", FALL), Line("men", SINGLE, judged=False)])
    drawn = forest_figure("t", Line("All", FALL), [single], LIGHT, change=True)
    assert trace(drawn, "unjudged estimates")["marker"]["color"] == LIGHT.reference
    assert trace(drawn, "chosen estimates")["marker"]["color"] == LIGHT.accent
    assert trace(FOREST, "other estimates")["opacity"] == FAINT
    assert trace(FOREST, "chosen estimates")["marker"]["color"] == LIGHT.harm


def test_axes_are_those_of_the_measure() -> None:
    """Rates on 0-100 %, VAS on 0-10, change from -10; never rescaled by what is shown."""
    block = [Block("Sex", "", [Line("women", BEFORE)])]
    scores = forest_figure("t", Line("All", BEFORE), block, LIGHT)
    assert FOREST.to_dict()["layout"]["xaxis"]["range"] == [0, 100]
    assert scores.to_dict()["layout"]["xaxis"]["range"] == [0, 10]
    assert FOREST.to_dict()["layout"]["xaxis2"]["range"] == [0, 100]


def test_hostile_names_are_shown_as_they_stand() -> None:
    """The name of an operator is text of the data, and never markup."""
    hostile = "<img src=x onerror=alert(1)>"
    block = Block(hostile, hostile, [Line(hostile, RELIEF)])
    drawn = forest_figure("t", OVERALL, [block], LIGHT)
    assert not [text for text in texts(drawn.to_dict()) if "<img" in text]
