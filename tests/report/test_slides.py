"""Slides, read back by python-pptx and their workbooks by openpyxl."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from tests.figures.gallery import DRAWN, EMPTY, Draw
from tests.report import decks
from tests.report.exhibits import COHORT, WARNING, exhibit
from vertebroplasty.errors import BasketError
from vertebroplasty.figures.theme import LIGHT
from vertebroplasty.report.exhibits import Basket, Exhibit
from vertebroplasty.report.slides import slides
from vertebroplasty.report.slides.markup import plain

every_figure = pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN.keys())
HOSTILE = "<b>&lt;\"' =cmd()\x00\x1b\ud800 \U0001f9b4"


def drawn_numbers(figure: dict[str, Any]) -> Iterator[float]:
    """Every number of the data in a figure: its places, its bars, its whiskers and their ends."""
    for trace in figure["data"]:
        if trace.get("meta") == "helper":
            continue
        is_bar, is_across = trace["type"] == "bar", trace.get("orientation") == "h"
        kept = [("x" if is_across else "y")] if is_bar else ["x", "y"]
        if "barmode" in figure["layout"] and not is_bar:
            kept = ["x"]
        yield from (value for name in kept for value in trace[name] if value is not None)
        bars = trace.get("error_x", {})
        for name, sign in (("arrayminus", -1), ("array", 1)):
            for at, length in zip(trace["x"], bars.get(name, ()), strict=False):
                if length is not None:
                    yield from (length, at + sign * length)


@every_figure
def test_a_figure_is_native_charts_that_hold_its_numbers(draw: Draw) -> None:
    """Authority: the figure itself; the workbook as openpyxl reads it."""
    figure = draw(LIGHT)
    slide = decks.slide_of(exhibit(figure))
    assert decks.charts(slide)
    assert not decks.pictures(slide)
    held = decks.numbers(slide)
    drawn = list(drawn_numbers(figure.to_dict()))
    assert not [v for v in drawn if not any(abs(v - cell) <= 1e-9 for cell in held)]


@every_figure
def test_every_reference_holds_what_its_cells_hold(draw: Draw) -> None:
    """Authority: openpyxl's reading of the cells; none is a formula."""
    for chart in decks.charts(decks.slide_of(exhibit(draw(LIGHT)))):
        found = list(decks.references(chart))
        assert found
        assert all(decks.column(chart, where) == held for where, held in found)
        assert not [
            cell
            for sheet in decks.workbook(chart)
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        ]


@every_figure
def test_error_bars_are_the_whiskers(draw: Draw) -> None:
    """Authority: the figure's own lengths."""
    figure = draw(LIGHT).to_dict()
    expected = {
        plain(trace["name"]): (trace["error_x"]["arrayminus"], trace["error_x"]["array"])
        for trace in figure["data"]
        if "error_x" in trace and trace.get("meta") != "helper"
    }
    found: dict[str, Any] = {}
    for chart in decks.charts(decks.slide_of(exhibit(draw(LIGHT)))):
        found |= decks.whiskers(chart)
    assert set(found) >= set(expected)
    for name, lengths in expected.items():
        for cells, drawn in zip(found[name], lengths, strict=True):
            assert cells == pytest.approx(drawn, abs=1e-9)


@every_figure
def test_a_slide_says_whom_it_covers_and_that_the_data_are_synthetic(draw: Draw) -> None:
    made = exhibit(draw(LIGHT), note="Ask about the outliers")
    slide = decks.slide_of(made)
    texts = decks.texts(slide)
    assert slide.shapes.title.text_frame.text == made.title
    assert texts["Footer"] == made.footer
    assert texts["Warning"] == WARNING
    assert texts["Cohort"] == COHORT
    assert texts["Note"] == "Ask about the outliers"
    assert texts["Caption"] == made.caption
    notes = slide.notes_slide.notes_text_frame.text
    assert all(part in notes for part in (made.methods, made.caption, made.alt, made.link))


def test_each_chart_says_in_words_what_it_shows() -> None:
    slide = decks.slide_of(exhibit(DRAWN["monitoring"](LIGHT)))
    frames = [shape for shape in slide.shapes if shape.has_chart]
    assert len(frames) == 2
    for frame in frames:
        assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == exhibit(None).alt


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("proportions", XL_CHART_TYPE.XY_SCATTER),
        ("visits", XL_CHART_TYPE.BAR_STACKED),
        ("pairs", XL_CHART_TYPE.COLUMN_CLUSTERED),
        ("counts", XL_CHART_TYPE.BAR_CLUSTERED),
    ],
)
def test_a_chart_is_of_its_kind(name: str, kind: XL_CHART_TYPE) -> None:
    """Authority: python-pptx's own reading of the XML."""
    (chart,) = decks.charts(decks.slide_of(exhibit(DRAWN[name](LIGHT))))
    assert chart.chart_type is kind


def test_python_pptx_finds_the_bars_and_their_names() -> None:
    """By hand from the gallery's counts: 9, 8, 7, 0 of everyone, 3 each of the cohort."""
    (chart,) = decks.charts(decks.slide_of(exhibit(DRAWN["counts"](LIGHT))))
    found = {series.name: series.values for plot in chart.plots for series in plot.series}
    assert found == {"everyone": (9, 8, 7, 0), "this cohort": (3, 3, 3, 3)}
    assert next(iter(chart.plots[0].categories)) == "women\N{EM SPACE}3 of 9"


def test_a_row_figure_runs_downwards_and_to_a_hundred() -> None:
    (chart,) = decks.charts(decks.slide_of(exhibit(DRAWN["proportions"](LIGHT))))
    assert chart.value_axis.reverse_order
    across = chart._chartSpace.find(f".//{decks.CHART}valAx/{decks.CHART}scaling")
    ends = {child.tag.removeprefix(decks.CHART): child.get("val") for child in across}
    assert ends == {"orientation": "minMax", "max": "100", "min": "0"}


@pytest.mark.parametrize("draw", EMPTY.values(), ids=EMPTY.keys())
def test_nothing_to_show_is_a_sentence(draw: Draw) -> None:
    figure = draw(LIGHT)
    slide = decks.slide_of(exhibit(figure))
    assert not decks.charts(slide)
    said = figure.to_dict()["layout"]["annotations"][0]["text"]
    assert decks.texts(slide)["Sentence"] == plain(said)


def test_a_table_is_native_and_says_what_is_left_out() -> None:
    """By hand: 100 rows of two columns do not fit, their number and the rest make 100."""
    rows = tuple((f"unit {n}", n / 4) for n in range(100))
    slide = decks.slide_of(exhibit(None, columns=("Unit", "Rate"), rows=rows))
    (frame,) = (shape for shape in slide.shapes if shape.has_table)
    cells = [[cell.text for cell in row.cells] for row in frame.table.rows]
    assert cells[:3] == [["Unit", "Rate"], ["unit 0", "0"], ["unit 1", "0.25"]]
    left_out = 100 - (len(cells) - 1)
    assert decks.texts(slide)["Left out"] == f"and {left_out} more rows, in the workbook"
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == exhibit(None).alt


def test_methods_stand_at_the_end_whole_and_in_order() -> None:
    long = " ".join(f"word{n}" for n in range(900))
    made = [exhibit(None, methods="First."), exhibit(None, methods=long)]
    deck = decks.read(slides(Basket(exhibits=tuple(made))))
    pages = [s for s in list(deck.slides)[3:] if s.shapes.title.text_frame.text == "Methods"]
    said = " ".join(" ".join(decks.texts(page)["Methods"].split()) for page in pages)
    assert len(pages) > 1
    assert said == f"1 {made[0].title}. First. 2 {made[1].title}. {long}"
    assert all(decks.texts(page)["Warning"] == WARNING for page in pages)


def test_the_title_slide_names_data_and_warning() -> None:
    basket = Basket(title="Vertebroplasty 2026", exhibits=(exhibit(None),) * 2)
    first = decks.read(slides(basket)).slides[0]
    assert first.shapes.title.text_frame.text == "Vertebroplasty 2026"
    (body,) = (s for s in first.placeholders if s.placeholder_format.idx == 1)
    assert body.text_frame.text.split("\n") == [
        "registry-demo, generation 1 \N{MIDDLE DOT} content 0123456789ab \N{MIDDLE DOT} 2026-11-27",
        WARNING,
    ]


def test_an_empty_basket_is_a_title() -> None:
    deck = decks.read(slides(Basket()))
    assert len(deck.slides) == 1
    assert "no exhibit" in " ".join(decks.texts(deck.slides[0]).values())


def test_hostile_text_stands_as_text() -> None:
    """Authority: python-pptx and openpyxl, which would raise or run it."""
    texts = dict.fromkeys(("title", "caption", "alt", "note", "methods", "link"), HOSTILE)
    made = exhibit(DRAWN["markup"](LIGHT), cohorts=(HOSTILE,), warning=HOSTILE, **texts)
    slide = decks.slide_of(made)
    clean = HOSTILE.translate(dict.fromkeys([0, 0x1B, 0xD800], "\N{REPLACEMENT CHARACTER}"))
    assert slide.shapes.title.text_frame.text == clean
    assert decks.texts(slide)["Caption"] == clean
    (frame,) = (shape for shape in slide.shapes if shape.has_chart)
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == clean


def test_a_series_that_looks_like_a_formula_is_none() -> None:
    figure = DRAWN["proportions"](LIGHT)
    figure.data[1]["name"] = "=cmd()"
    (chart,) = decks.charts(decks.slide_of(exhibit(figure)))
    headings = [cell.value for cell in decks.workbook(chart)["Numbers"][1]]
    assert "'=cmd()" in headings


def test_the_same_basket_is_the_same_bytes() -> None:
    made = tuple(exhibit(DRAWN[name](LIGHT)) for name in ("forest", "pairs", "monitoring"))
    basket = Basket(exhibits=made)
    first, second = slides(basket), slides(basket)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {part.date_time for part in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    kept = decks.read(first).core_properties
    assert (kept.created.date().isoformat(), kept.author) == (
        "2026-11-27",
        "Vertebroplasty Outcomes",
    )


def own_template() -> bytes:
    """A hospital's template with a slide of its own, 4:3."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text_frame.text = "Delete me"
    kept = io.BytesIO()
    deck.save(kept)
    return kept.getvalue()


def test_a_template_keeps_its_size_and_loses_its_slides() -> None:
    made = Basket(exhibits=(exhibit(DRAWN["forest"](LIGHT)),))
    deck = decks.read(slides(made, own_template()))
    assert (deck.slide_width, deck.slide_height) == (Inches(10), Inches(7.5))
    assert len(deck.slides) == 3
    assert deck.slides[1].slide_layout.name == "Title Only"
    assert "Delete me" not in str([decks.texts(slide) for slide in deck.slides])
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_a_potx_is_a_template_too() -> None:
    potx = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(own_template())) as source,
        zipfile.ZipFile(potx, "w") as target,
    ):
        for name in source.namelist():
            held = source.read(name)
            held = held.replace(b"presentation.main+xml", b"template.main+xml")
            target.writestr(name, held)
    assert len(decks.read(slides(Basket(), potx.getvalue())).slides) == 1


def without_titles() -> bytes:
    deck = Presentation(io.BytesIO(own_template()))
    for layout in deck.slide_layouts:
        for place in list(layout.placeholders):
            place.element.getparent().remove(place.element)
    kept = io.BytesIO()
    deck.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    "broken",
    [b"", b"no zip", own_template()[:2000], without_titles()],
    ids=["empty", "text", "cut", "no titles"],
)
def test_a_broken_template_says_what_would_do(broken: bytes) -> None:
    with pytest.raises(BasketError, match="would do"):
        slides(Basket(exhibits=(exhibit(None),)), broken)


def test_a_long_title_goes_on_below() -> None:
    title = "Relief " * 60
    slide = decks.slide_of(exhibit(None, title=title))
    texts = decks.texts(slide)
    whole = " ".join([slide.shapes.title.text_frame.text, texts["Cohort"]])
    assert whole.startswith(title.strip()[:150])
    assert len(slide.shapes.title.text_frame.text) < 200


def test_every_slide_keeps_within_itself() -> None:
    made = tuple(exhibit(draw(LIGHT)) for draw in DRAWN.values())
    deck = decks.read(slides(Basket(exhibits=made)))
    outside = [
        (number, shape.name)
        for number, slide in enumerate(deck.slides, 1)
        for shape in slide.shapes
        if shape.left < 0
        or shape.top < 0
        or shape.left + shape.width > deck.slide_width
        or shape.top + shape.height > deck.slide_height
    ]
    assert outside == []


def test_an_exhibit_without_warning_has_no_tag() -> None:
    made: Exhibit = exhibit(DRAWN["forest"](LIGHT), warning="")
    assert "Warning" not in decks.texts(decks.slide_of(made))
