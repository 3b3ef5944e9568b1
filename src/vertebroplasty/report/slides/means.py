"""Lines across bars, such as means: straight lines on the slide, right over the chart.

A bar chart has places for its categories only, and none between them.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.slide import Slide
from pptx.util import Pt

from vertebroplasty.report.slides.areas import Area
from vertebroplasty.report.slides.bar_marks import BarChart
from vertebroplasty.report.slides.chart_xml import shares
from vertebroplasty.report.slides.markup import joined, longest, plain, words_of
from vertebroplasty.report.slides.notes import note_runs
from vertebroplasty.report.slides.panels import Panel, Part
from vertebroplasty.report.slides.words import Look, add_words

LETTERS, LEADING, BESIDE = 14.0, 1.3, 4
Column = tuple[str, tuple[float | None, ...]]


class Spot(NamedTuple):
    """Where a place in the figure stands on the slide, in points."""

    left: float
    top: float


def mean_lines(panel: Panel) -> list[Part]:
    """Return the traces of a panel of bars that are lines."""
    return [trace for trace in panel.traces if trace["type"] == "scatter"]


def columns(lines: Sequence[Part]) -> tuple[Column, ...]:
    """Return where the lines stand, for the workbook of the chart."""
    return tuple((plain(line["name"]), (line["x"][0],)) for line in lines)


def add_means(
    slide: Slide, area: Area, chart: BarChart, lines: Sequence[Part], notes: Sequence[Part]
) -> None:
    """Draw the lines and their words over a chart.

    Parameters
    ----------
    slide : Slide
        With the chart.
    area : Area
        Of the chart.
    chart : BarChart
        Which one.
    lines : sequence of dict
        Plotly traces of two points each.
    notes : sequence of dict
        Plotly annotations; those at a place in the plot are drawn.
    """
    for line in lines:
        ends = [_spot(area, chart, x, y) for x, y in zip(line["x"], line["y"], strict=True)]
        drawn = slide.shapes.add_connector(
            MSO_CONNECTOR.STRAIGHT, *(Pt(value) for end in ends for value in end)
        )
        drawn.name = plain(line["name"])
        drawn.line.color.rgb = RGBColor.from_string(line["line"]["color"].removeprefix("#"))
        drawn.line.width, drawn.line.dash_style = Pt(line["line"]["width"]), MSO_LINE.ROUND_DOT
    for note in notes:
        if note.get("xref", "x") == "x" and note.get("yref", "y") == "y":
            _add_note(slide, _spot(area, chart, note["x"], note["y"]), note)


def _spot(area: Area, chart: BarChart, x: float, y: float) -> Spot:
    left, top, width, height = shares(chart.room, chart.size)
    across = ((x - chart.first) / chart.step + 0.5) / len(chart.categories)
    values = chart.values
    upright = (values.high - max(values.low, min(values.high, y))) / values.length
    return Spot(
        area.left + (left + across * width) * area.width,
        area.top + (top + upright * height) * area.height,
    )


def _add_note(slide: Slide, spot: Spot, note: Part) -> None:
    words = joined(note_runs(note))
    width = longest([words_of(words)], LETTERS) + 8
    is_left = note.get("xanchor") == "right"
    left = spot.left - width - BESIDE if is_left else spot.left + BESIDE
    height = LEADING * LETTERS
    top = spot.top if note.get("yanchor") == "top" else spot.top - height
    place = Area(left, top, width, height)
    look = Look(LETTERS, align="right" if is_left else "left")
    add_words(slide, place, "Mean", [words], look)
