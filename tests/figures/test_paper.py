"""A figure that is taken along looks the same whatever the reader's screen looked like."""

import json

import pytest

from tests.figures.gallery import DRAWN, EMPTY
from vertebroplasty.figures.paper import for_paper
from vertebroplasty.figures.theme import DARK, LIGHT, LINE_HEIGHT

EVERY = {**DRAWN, **EMPTY}


@pytest.mark.parametrize("name", EVERY)
def test_a_dark_screen_and_a_light_one_give_the_same_figure(name: str) -> None:
    """The figure drawn in light colours is the authority."""
    light, dark = EVERY[name](LIGHT), EVERY[name](DARK)
    assert for_paper(dark, DARK) == for_paper(light, LIGHT)
    assert for_paper(light, LIGHT)["data"] == json.loads(json.dumps(light.data))


def test_the_title_leaves_no_gap_and_the_figure_on_screen_keeps_it() -> None:
    """Two lines are kept for a title; the plot itself stays as high as it was."""
    drawn = EVERY["leaks"](LIGHT)
    before = json.dumps(drawn.to_dict())
    layout = for_paper(drawn, LIGHT)["layout"]
    assert "title" not in layout
    assert drawn.layout["height"] - layout["height"] == 2 * LINE_HEIGHT
    assert drawn.layout["margin"]["t"] - layout["margin"]["t"] == 2 * LINE_HEIGHT
    assert json.dumps(drawn.to_dict()) == before
