"""What holds for every figure, of whatever cohort."""

import re
import tomllib
from pathlib import Path

import pytest
from plotly import graph_objects as go

from tests.figures.gallery import DRAWN, EMPTY, Draw
from tests.figures.reading import font_sizes, texts
from tests.test_house import contrast
from vertebroplasty.figures.theme import (
    DARK,
    LIGHT,
    NOBODY,
    TITLE_WIDTH,
    UNDATED,
    Palette,
    layout,
    palette,
)
from vertebroplasty.figures.visits import _fill_and_ink

ALL = {**DRAWN, **{f"empty {name}": draw for name, draw in EMPTY.items()}}
every_figure = pytest.mark.parametrize("draw", ALL.values(), ids=ALL.keys())
both_palettes = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
OUR_MARKUP = re.compile(r"</?b>|<br>|<span style=\"color:#[0-9A-F]{6}\">|</span>")


@every_figure
def test_plotly_accepts_every_part(draw: Draw) -> None:
    """Authority: plotly's own validation, which building the figure skips."""
    drawn = draw(LIGHT).to_dict()
    checked = go.Figure(drawn).to_dict()
    assert checked["data"] == drawn["data"]
    assert checked["layout"] | {"template": None} == drawn["layout"] | {"template": None}


@every_figure
def test_no_text_shows_a_missing_value(draw: Draw) -> None:
    shown = list(texts(draw(LIGHT).to_dict()))
    assert shown
    assert not [text for text in shown if re.search(r"\b(nan|none|inf|nat)\b", text, re.IGNORECASE)]


@every_figure
def test_text_is_never_markup(draw: Draw) -> None:
    bare = [OUR_MARKUP.sub("", text) for text in texts(draw(LIGHT).to_dict())]
    assert not [text for text in bare if "<" in text or re.search(r"&(?!amp;|lt;|gt;)", text)]


@every_figure
def test_numbers_carry_a_real_minus(draw: Draw) -> None:
    assert not [text for text in texts(draw(LIGHT).to_dict()) if re.search(r"-\d", text)]


@every_figure
def test_nothing_is_smaller_than_12_pixels(draw: Draw) -> None:
    assert min(font_sizes(draw(LIGHT).to_dict())) >= 12


@every_figure
def test_it_stands_still_on_the_page_s_own_paper(draw: Draw) -> None:
    frame = draw(DARK).to_dict()["layout"]
    assert frame["paper_bgcolor"] == frame["plot_bgcolor"] == "rgba(0,0,0,0)"
    assert frame["uirevision"] == layout(LIGHT, title="another", height=1)["uirevision"]
    assert frame["dragmode"] is False
    assert all(frame[axis]["fixedrange"] for axis in frame if "axis" in axis)


@every_figure
def test_every_axis_is_fixed_by_us(draw: Draw) -> None:
    frame = draw(LIGHT).to_dict()["layout"]
    shown = [frame[axis] for axis in frame if "axis" in axis and frame[axis].get("visible", True)]
    assert all(len(axis["range"]) == 2 for axis in shown)


@pytest.mark.parametrize("draw", EMPTY.values(), ids=EMPTY.keys())
def test_an_empty_cohort_is_a_calm_sentence(draw: Draw) -> None:
    drawn = draw(LIGHT).to_dict()
    (sentence,) = drawn["layout"]["annotations"]
    assert sentence["text"] in (NOBODY, UNDATED)
    assert not drawn["data"]


@both_palettes
@pytest.mark.parametrize("ink", ["accent", "reference", "harm", "text", "muted_text"])
def test_text_colours_can_be_read(colours: Palette, ink: str) -> None:
    """WCAG 2.2, success criterion 1.4.3: at least 4.5:1."""
    assert contrast(getattr(colours, ink), colours.background) >= 4.5


@both_palettes
def test_numbers_in_bars_can_be_read(colours: Palette) -> None:
    """WCAG 2.2, success criterion 1.4.3; a transparent bar shows the paper."""
    papers = [
        (f if f.startswith("#") else colours.background, i) for f, i in _fill_and_ink(colours)
    ]
    assert min(contrast(fill, ink) for fill, ink in papers) >= 4.5


@both_palettes
def test_before_and_after_differ_in_lightness_too(colours: Palette) -> None:
    """WCAG 2.2 asks 3:1 of neighbours told apart by colour alone; these also differ in place."""
    assert contrast(colours.accent, colours.muted) > 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_are_those_of_the_page(scheme: str) -> None:
    """Authority: .streamlit/config.toml, so that a colour means one thing on a screen."""
    config = tomllib.loads((Path(__file__).parents[2] / ".streamlit/config.toml").read_text())
    theme, colours = config["theme"][scheme], palette(dark=scheme == "dark")
    assert colours.accent == theme["primaryColor"]
    assert colours.background == theme["backgroundColor"]
    assert colours.text == theme["textColor"]


def test_a_title_breaks_before_it_is_cut_and_height_waits_for_the_third_line() -> None:
    heights = {}
    for lines in (1, 2, 3):
        frame = layout(LIGHT, title="word " * (TITLE_WIDTH * lines // 5 - 1), height=100)
        rows = frame["title"]["text"].split("<br>")
        assert len(rows) == lines
        assert max(map(len, rows)) <= TITLE_WIDTH
        heights[lines] = frame["height"]
    assert heights[1] == heights[2] < heights[3]
