"""Rows: what each rests on is readable beside its name, and there is room for both.

That nothing is cut in a browser: tests/browser/test_pages.py, on every page and four widths.
"""

import pytest

from tests.figures.reading import rows
from vertebroplasty.figures.axes import axis, percent_axis
from vertebroplasty.figures.rows import row_frame
from vertebroplasty.figures.theme import LIGHT, Part, layout


def framed(*pairs: tuple[str, str], across: Part | None = None) -> Part:
    frame = layout(LIGHT, title="t", height=100)
    return row_frame(LIGHT, frame, pairs, across or percent_axis(LIGHT, "%"))


def test_numbers_stand_below_each_other() -> None:
    """Every one is as wide as the widest, and is the same text without its padding."""
    frame = framed(("T12", "133/373"), ("L1", "2/4"))
    assert rows(frame) == {"T12": "133/373", "L1": "2/4"}
    insides = [text.partition(">")[2] for text in frame["yaxis"]["ticktext"]]
    assert len({len(text) for text in insides}) == 1


def test_a_name_with_markup_is_printed_as_it_stands() -> None:
    frame = framed(("a <b> & b", "n < 3"))
    assert rows(frame) == {"a &lt;b&gt; &amp; b": "n &lt; 3"}


def test_without_numbers_there_are_only_names() -> None:
    assert framed(("A", ""), ("B", ""))["yaxis"]["ticktext"] == ["A", "B"]


@pytest.mark.parametrize(("narrow", "wide"), [("T1", "Thoracolumbar"), ("iii", "WWW")])
def test_there_is_more_room_for_more_text(narrow: str, wide: str) -> None:
    """Names, the numbers beside them, and a second line below the values."""
    assert framed((narrow, ""))["margin"]["l"] < framed((wide, ""))["margin"]["l"]
    assert framed((narrow, ""))["margin"]["l"] < framed((narrow, "25 of 50"))["margin"]["l"]


def test_a_second_line_below_the_values_makes_the_figure_higher_not_the_plot_lower() -> None:
    titles = ("a title", "a title that is too long for a single line below the values of a figure")
    across = [axis(LIGHT, title, (0, 1), [(0, "0")]) for title in titles]
    one, two = (framed(("A", ""), across=below) for below in across)
    higher = two["height"] - one["height"]
    assert higher == two["margin"]["b"] - one["margin"]["b"] > 0
