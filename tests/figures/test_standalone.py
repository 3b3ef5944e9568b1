"""A figure in a document of its own, which prints the title itself."""

import copy
from typing import Any

import pytest
from plotly import graph_objects as go

from tests.figures.gallery import AGES, DRAWN, Draw
from tests.figures.reading import texts
from vertebroplasty.figures.ages import age_figure
from vertebroplasty.figures.standalone import height_of, plotly_js, without_title
from vertebroplasty.figures.theme import LIGHT

LONG = "Age at the procedure <in years> & by five, " * 4


def plot_height(layout: dict[str, Any]) -> float:
    """Pixels that the layout leaves to the plot itself."""
    return layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN.keys())
def test_the_plot_keeps_its_height_and_the_title_goes(draw: Draw) -> None:
    """Authority: the layout before, and plotly's own validation."""
    before = draw(LIGHT).to_dict()
    kept = copy.deepcopy(before)
    title = before["layout"]["title"]["text"].replace("&lt;", "<").replace("&gt;", ">")
    after = without_title(before, title.replace("&amp;", "&"))
    assert before == kept
    assert "title" not in after["layout"]
    assert plot_height(after["layout"]) == plot_height(before["layout"])
    assert 0 < after["layout"]["margin"]["t"] < before["layout"]["margin"]["t"]
    assert after["data"] == before["data"]
    go.Figure(after)


def test_a_title_of_several_lines_goes_with_all_its_room() -> None:
    short, long = (age_figure(title, AGES, AGES, LIGHT, None).to_dict() for title in ("t", LONG))
    assert height_of(long) > height_of(short)
    assert height_of(without_title(long, LONG)) == height_of(without_title(short, "t"))


def test_another_title_stays() -> None:
    before = DRAWN["ages"](LIGHT).to_dict()
    assert without_title(before, "another") is before
    assert "t" in texts(before)


def test_plotly_js_is_the_script_of_plotly_s_own_pages() -> None:
    """Authority: plotly, which writes it into pages of its own."""
    page = go.Figure().to_html(include_plotlyjs=True)
    assert plotly_js().decode().strip()[:5000] in page
