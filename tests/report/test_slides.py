"""Slides, read back by python-pptx and their workbooks by openpyxl."""

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Inches, Pt

from tests.figures.gallery import DRAWN, EMPTY, Draw
from tests.figures.reading import LEAKS, RELIEF
from tests.figures.test_open_uncertainty import DRAWN as UNCERTAIN
from tests.figures.test_open_uncertainty import FOREST
from tests.figures.test_slope import COURSE
from tests.figures.test_slope import drawn as slope
from tests.report import decks
from tests.report.exhibits import COHORT, WARNING, exhibit
from vertebroplasty.breakdown import Group
from vertebroplasty.errors import BasketError
from vertebroplasty.figures.counts import count_figure
from vertebroplasty.figures.intervals import interval_figure
from vertebroplasty.figures.literature import literature_figure
from vertebroplasty.figures.theme import LIGHT
from vertebroplasty.report.exhibits import Basket, Exhibit
from vertebroplasty.report.slides import slides
from vertebroplasty.report.slides.markup import plain
from vertebroplasty.report.spine import BETTER, SHRUNK_COLUMNS
from vertebroplasty.report.tables import LIMITS

ALL: dict[str, Draw] = {
    **DRAWN,
    **{f"uncertainty: {name}": draw for name, draw in UNCERTAIN.items() if draw(LIGHT).data},
    "slope": lambda _: slope(COURSE),
}
every_figure = pytest.mark.parametrize("name", ALL)
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


@cache
def shown(name: str) -> tuple[dict[str, Any], list[Any]]:
    """A figure and its slides."""
    figure = ALL[name](LIGHT)
    deck = decks.read(
        slides(Basket(exhibits=(exhibit(figure=figure, note="Ask about the outliers"),)))
    )
    return figure.to_dict(), list(deck.slides)[1:-1]


@every_figure
def test_a_figure_is_native_charts_that_hold_its_numbers(name: str) -> None:
    """Authority: the figure itself; the workbook as openpyxl reads it."""
    figure, pages = shown(name)
    assert all(decks.charts(slide) for slide in pages)
    assert not any(decks.pictures(slide) for slide in pages)
    held = [number for slide in pages for number in decks.numbers(slide)]
    drawn = list(drawn_numbers(figure))
    assert not [v for v in drawn if not any(abs(v - cell) <= 1e-9 for cell in held)]


@every_figure
def test_every_reference_holds_what_its_cells_hold(name: str) -> None:
    """Authority: openpyxl's reading of the cells; none is a formula."""
    for chart in (chart for slide in shown(name)[1] for chart in decks.charts(slide)):
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
def test_error_bars_are_the_whiskers(name: str) -> None:
    """Authority: the figure's own lengths."""
    figure, pages = shown(name)
    expected = {
        plain(trace["name"]): (trace["error_x"]["arrayminus"], trace["error_x"]["array"])
        for trace in figure["data"]
        if "error_x" in trace and trace.get("meta") != "helper"
    }
    found: dict[str, Any] = {}
    for chart in (chart for slide in pages for chart in decks.charts(slide)):
        found |= decks.whiskers(chart)
    assert set(found) >= set(expected)
    for series, lengths in expected.items():
        for cells, drawn in zip(found[series], lengths, strict=True):
            assert cells == pytest.approx(drawn, abs=1e-9)


@every_figure
def test_a_slide_says_whom_it_covers_and_that_the_data_are_synthetic(name: str) -> None:
    made = exhibit()
    for slide in shown(name)[1]:
        texts = decks.texts(slide)
        assert slide.shapes.title.text_frame.text == made.title
        assert texts["Footer"] == made.footer
        assert texts["Warning"] == WARNING
        assert texts["Cohort"].endswith(COHORT)
        assert texts["Note"] == "Ask about the outliers"
        assert texts["Caption"] == made.caption
        notes = slide.notes_slide.notes_text_frame.text
        assert all(part in notes for part in (made.methods, made.caption, made.alt, made.link))


def test_each_chart_says_in_words_what_it_shows() -> None:
    slide = decks.slide_of(exhibit(figure=DRAWN["monitoring"](LIGHT)))
    frames = [shape for shape in slide.shapes if shape.has_chart]
    assert len(frames) == 2
    for frame in frames:
        assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == exhibit().alt


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
    (chart,) = decks.charts(decks.slide_of(exhibit(figure=DRAWN[name](LIGHT))))
    assert chart.chart_type is kind


def test_python_pptx_finds_the_bars_and_their_names() -> None:
    """By hand from the gallery's counts: 9, 8, 7, 0 of everyone, 3 each of the cohort."""
    (chart,) = decks.charts(decks.slide_of(exhibit(figure=DRAWN["counts"](LIGHT))))
    found = {series.name: series.values for plot in chart.plots for series in plot.series}
    assert found == {"everyone": (9, 8, 7, 0), "this cohort": (3, 3, 3, 3)}
    assert next(iter(chart.plots[0].categories)) == "women\N{EM SPACE}3 of 9"


@pytest.mark.parametrize("name", ["counts", "pairs"])
def test_no_bar_is_cut_by_the_axis(name: str) -> None:
    """ECMA-376, 21.2.2.31: `between` leaves room for the whole first and last bar."""
    (chart,) = decks.charts(shown(name)[1][0])
    found = {e.get("val") for e in chart._chartSpace.iter(f"{decks.CHART}crossBetween")}
    assert found == {"between"}


def test_a_row_figure_runs_downwards_and_to_a_hundred() -> None:
    (chart,) = decks.charts(decks.slide_of(exhibit(figure=DRAWN["proportions"](LIGHT))))
    assert chart.value_axis.reverse_order
    across = chart._chartSpace.find(f".//{decks.CHART}valAx/{decks.CHART}scaling")
    ends = {child.tag.removeprefix(decks.CHART): child.get("val") for child in across}
    assert ends == {"orientation": "minMax", "max": "100", "min": "0"}


@pytest.mark.parametrize("draw", EMPTY.values(), ids=EMPTY.keys())
def test_nothing_to_show_is_a_sentence(draw: Draw) -> None:
    figure = draw(LIGHT)
    slide = decks.slide_of(exhibit(figure=figure))
    assert not decks.charts(slide)
    said = figure.to_dict()["layout"]["annotations"][0]["text"]
    assert decks.texts(slide)["Sentence"] == plain(said)


def test_methods_stand_at_the_end_whole_and_in_order() -> None:
    long = " ".join(f"word{n}" for n in range(900))
    made = [exhibit(methods="First."), exhibit(methods=long)]
    deck = decks.read(slides(Basket(exhibits=tuple(made))))
    pages = [s for s in list(deck.slides)[3:] if s.shapes.title.text_frame.text == "Methods"]
    said = " ".join(" ".join(decks.texts(page)["Methods"].split()) for page in pages)
    assert len(pages) > 1
    assert said == f"1 {made[0].title}. First. 2 {made[1].title}. {long}"
    assert all(decks.texts(page)["Warning"] == WARNING for page in pages)


def test_the_title_slide_names_data_and_warning() -> None:
    basket = Basket(title="Vertebroplasty 2026", exhibits=(exhibit(),) * 2)
    first = decks.read(slides(basket)).slides[0]
    assert first.shapes.title.text_frame.text == "Vertebroplasty 2026"
    (body,) = (s for s in first.placeholders if s.placeholder_format.idx == 1)
    assert body.text_frame.text.split("\n") == [
        "registry-demo, generation 3 \N{MIDDLE DOT} content 0a1b2c3d4e5f \N{MIDDLE DOT} 2026-11-27",
        WARNING,
    ]


def test_an_empty_basket_is_a_title() -> None:
    deck = decks.read(slides(Basket()))
    assert len(deck.slides) == 1
    assert "no exhibit" in " ".join(decks.texts(deck.slides[0]).values())


def test_hostile_text_stands_as_text() -> None:
    """Authority: python-pptx and openpyxl, which would raise or run it."""
    texts = dict.fromkeys(("title", "caption", "alt", "note", "methods", "link"), HOSTILE)
    made = exhibit(figure=DRAWN["markup"](LIGHT), cohorts=(HOSTILE,), warning=HOSTILE, **texts)
    slide = decks.slide_of(made)
    clean = HOSTILE.translate(dict.fromkeys([0, 0x1B, 0xD800], "\N{REPLACEMENT CHARACTER}"))
    assert slide.shapes.title.text_frame.text == clean
    assert decks.texts(slide)["Caption"] == clean
    (frame,) = (shape for shape in slide.shapes if shape.has_chart)
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == clean


def test_a_series_that_looks_like_a_formula_is_none() -> None:
    figure = DRAWN["proportions"](LIGHT)
    figure.data[1]["name"] = "=cmd()"
    (chart,) = decks.charts(decks.slide_of(exhibit(figure=figure)))
    headings = [cell.value for cell in decks.workbook(chart)["Numbers"][1]]
    assert "'=cmd()" in headings


def test_the_same_basket_is_the_same_bytes() -> None:
    made = tuple(exhibit(figure=DRAWN[name](LIGHT)) for name in ("forest", "pairs", "monitoring"))
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
    made = Basket(exhibits=(exhibit(figure=DRAWN["forest"](LIGHT)),))
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
        slides(Basket(exhibits=(exhibit(),)), broken)


def test_a_long_title_goes_on_below() -> None:
    title = "Relief " * 60
    slide = decks.slide_of(exhibit(title=title))
    texts = decks.texts(slide)
    whole = " ".join([slide.shapes.title.text_frame.text, texts["Cohort"]])
    assert whole.startswith(title.strip()[:150])
    assert len(slide.shapes.title.text_frame.text) < 200


def crowded() -> tuple[Exhibit, ...]:
    """Figures and a table, with short words and with long ones."""
    rows = tuple((f"unit {n}", n / 4) for n in range(100))
    table = exhibit(columns=("Unit", "Rate"), rows=rows)
    short = [exhibit(figure=ALL[name](LIGHT)) for name in ("forest", "counts", "monitoring")]
    words = dict.fromkeys(("title", "caption", "note"), "A word and more of them. " * 30)
    long = [replace(made, cohorts=(COHORT,) * 9, **words) for made in (*short, table)]
    return (*short, table, *long)


def test_nothing_on_a_slide_covers_another() -> None:
    """Of title, cohort, charts, table, words and footer, each ends above the next."""
    for slide in decks.read(slides(Basket(exhibits=crowded()))).slides:
        named = [
            shape
            for shape in slide.shapes
            if shape.name not in {"Key", "Mean", "Warning"} and not shape.name.startswith("mean ")
        ]
        named.sort(key=lambda shape: shape.top)
        for upper, lower in pairwise(named):
            assert upper.top + upper.height <= lower.top + Pt(1), (upper.name, lower.name)


def test_words_without_end_leave_room_for_the_chart() -> None:
    """A footer that does not fit ends in an ellipsis; the notes have it whole."""
    texts = dict.fromkeys(("title", "caption", "note"), "A word and more of them. " * 99)
    made = replace(exhibit(figure=ALL["monitoring"](LIGHT)), cohorts=(COHORT,) * 60, **texts)
    slide = decks.slide_of(made)
    heights = [shape.height for shape in slide.shapes if shape.has_chart]
    assert min(heights) > Pt(60)
    assert decks.texts(slide)["Footer"].endswith("\N{HORIZONTAL ELLIPSIS}")
    assert made.footer in slide.notes_slide.notes_text_frame.text


def test_every_slide_keeps_within_itself() -> None:
    deck = decks.read(slides(Basket(exhibits=crowded())))
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


ROWS = [(Group(n, f"unit {n}"), LEAKS if n % 2 else RELIEF) for n in range(40)]
MANY = {
    "rows": lambda p: interval_figure("t", ROWS, p, reference=RELIEF),
    "bars": lambda p: count_figure("t", [(g, g.code + 1) for g, _ in ROWS], p, everyone=None),
    "entries": lambda p: literature_figure("t", FOREST * 5, p, "vas", "mean VAS"),
}


@pytest.mark.parametrize("draw", MANY.values(), ids=MANY.keys())
def test_many_rows_are_cut_into_parts_that_lose_none(draw: Draw) -> None:
    """Authority: the figure, which has every row once; each part says which it is."""
    figure = draw(LIGHT)
    pages = list(decks.read(slides(Basket(exhibits=(exhibit(figure=figure),)))).slides)[1:-1]
    assert len(pages) > 1
    parts = [decks.texts(slide)["Cohort"].split(" \N{MIDDLE DOT} ")[0] for slide in pages]
    assert parts == [f"Part {n} of {len(pages)}" for n in range(1, len(pages) + 1)]
    held = [number for slide in pages for number in decks.numbers(slide)]
    for value in drawn_numbers(figure.to_dict()):
        assert any(abs(value - cell) <= 1e-9 for cell in held)
    rows = sum(len(trace["y"]) for trace in figure.to_dict()["data"] if trace.get("meta") is None)
    marks = [points(chart) for slide in pages for chart in decks.charts(slide)]
    assert sum(marks) == rows


def points(chart: Any) -> int:
    """How many values the series of the first sheet have."""
    return sum(
        len([value for value in series.values if value is not None])
        for plot in chart.plots
        for series in plot.series
        if "Numbers!" in next(series._element.iter(f"{decks.CHART}f")).text
    )


def test_whiskers_across_are_lines_too() -> None:
    """By hand from the gallery: 29/30 with 83.3-99.4 %, 1/1 with 20.7-100 %."""
    (chart,) = decks.charts(shown("proportions")[1][0])
    lines = decks.workbook(chart)["Around"].iter_cols(values_only=True)
    (x,) = (column for column in lines if column[0] == "chosen estimates, whiskers, x")
    ends = [value for value in x[1:] if value is not None]
    assert ends == pytest.approx([83.3, 99.4, 20.7, 100.0])


def test_a_key_keeps_its_colours() -> None:
    (slide,) = shown("definitions")[1]
    (key,) = (shape for shape in slide.shapes if shape.name == "Key")
    runs = [(run.text, str(run.font.color.rgb)) for run in key.text_frame.paragraphs[0].runs]
    assert runs[0] == ("\N{BLACK CIRCLE} this cohort", LIGHT.accent[1:])
    assert runs[-1] == ("\N{BLACK CIRCLE} everyone", LIGHT.reference[1:])


def test_what_stands_right_of_a_forest_is_headed_there() -> None:
    """Authority: the figure's own words above its right edge; they are no key."""
    slide = decks.slide_of(exhibit(figure=DRAWN["forest"](LIGHT)))
    (chart,) = decks.charts(slide)
    assert "Heading" in {series.name for plot in chart.plots for series in plot.series}
    assert "Key" not in decks.texts(slide)


def test_bars_on_others_reach_from_zero_and_the_workbook_has_their_own_number() -> None:
    """By hand from the gallery's ages: of 5 aged 70 to 74, two are chosen and three are not."""
    (chart,) = decks.charts(shown("ages")[1][0])
    place = list(chart.plots[0].categories).index("70\N{EN DASH}74")
    found = {s.name: s.values[place] for plot in chart.plots for s in plot.series}
    assert found == {"everyone": 5, "this cohort, with those not chosen": 5, "this cohort": 2}
    columns = decks.workbook(chart)["Numbers"].iter_cols(values_only=True)
    aside = {column[0]: column[place + 1] for column in columns}
    assert aside["this cohort, not chosen"] == 3


def test_means_stand_over_the_bars_where_they_are() -> None:
    """Closed form: categories 0 to 10 share the width, so 9.475 is 9.975 elevenths of it."""
    (slide,) = shown("pairs")[1]
    (frame,) = (shape for shape in slide.shapes if shape.has_chart)
    (line,) = (shape for shape in slide.shapes if shape.name == "mean Before")
    place = frame.chart._chartSpace.find(f".//{decks.CHART}plotArea//{decks.CHART}manualLayout")
    left, width = (float(place.find(f"{decks.CHART}{name}").get("val")) for name in "xw")
    expected = frame.left + frame.width * (left + width * 9.975 / 11)
    assert line.left == line.left + line.width
    assert line.left == pytest.approx(expected, abs=20)


def test_an_exhibit_without_warning_has_no_tag() -> None:
    made: Exhibit = exhibit(figure=DRAWN["forest"](LIGHT), warning="")
    assert "Warning" not in decks.texts(decks.slide_of(made))


LOWER = "lower is better"
SPINE_COLUMNS = ("Vertebral level", "Estimate", *LIMITS, "n", "Unit", *SHRUNK_COLUMNS, BETTER)
SPINE = tuple(
    (level, value, value - 5, value + 5, 40, "% of levels", value + 1, 80.0, 30.0, "method", LOWER)
    for level, value in (("T12", 40.0), ("L1", 20.0), ("L3", 25.0))
)


def test_the_hue_of_harm_is_of_the_measure_not_of_the_title() -> None:
    """Authority: the same numbers, where less is better and where more is."""
    better = [(*row[:-1], "higher is better") for row in SPINE]
    hues = []
    for title, rows in (("Leaks", SPINE), ("My spine", SPINE), ("Leaks", better)):
        slide = decks.slide_of(exhibit(title=title, columns=SPINE_COLUMNS, rows=tuple(rows)))
        (group,) = (shape for shape in slide.shapes if shape.shape_type is MSO_SHAPE_TYPE.GROUP)
        hues.append([str(s.fill.fore_color.rgb) for s in group.shapes if s.name == "T12"])
    assert hues[0] == hues[1] != hues[2]


def test_a_spine_is_native_shapes_with_its_numbers() -> None:
    """By hand: from T12 to L3 are four levels; L2 has no row and stays paper."""
    made = exhibit(title="Leaks along the spine", columns=SPINE_COLUMNS, rows=SPINE)
    slide = decks.slide_of(made)
    (group,) = (shape for shape in slide.shapes if shape.shape_type is MSO_SHAPE_TYPE.GROUP)
    assert group._element.nvGrpSpPr.cNvPr.get("descr") == made.alt
    bodies = {s.name: str(s.fill.fore_color.rgb) for s in group.shapes if len(s.name) < 4}
    assert list(bodies) == ["T12", "L1", "L2", "L3"]
    assert bodies["L2"] == LIGHT.background[1:]
    assert len(set(bodies.values())) == 4
    words = [s.text_frame.text for s in group.shapes if s.name == "Words of T12"]
    assert words == ["T12  40 (35 to 45), n 40; shrunk 41"]
    assert decks.texts(slide)["Warning"] == WARNING
