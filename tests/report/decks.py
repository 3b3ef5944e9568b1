"""How the tests read slides: by python-pptx and openpyxl, independently of what wrote them."""

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

import openpyxl
from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.enum.shapes import MSO_SHAPE_TYPE

from vertebroplasty.report.exhibits import Basket, Exhibit
from vertebroplasty.report.slides import slides

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def read(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def slide_of(exhibit: Exhibit, template: bytes | None = None) -> Any:
    """The one slide of an exhibit: the second, after the title."""
    return read(slides(Basket(exhibits=(exhibit,)), template)).slides[1]


def charts(slide: Any) -> list[Chart]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def pictures(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.shape_type is MSO_SHAPE_TYPE.PICTURE]


def texts(slide: Any) -> dict[str, str]:
    """Text of each shape by its name."""
    return {s.name: s.text_frame.text for s in slide.shapes if s.has_text_frame}


def workbook(chart: Chart) -> openpyxl.Workbook:
    return _workbook(chart.part.chart_workbook.xlsx_part.blob)


@cache
def _workbook(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def numbers(slide: Any) -> list[float]:
    """Every number in the first sheet of the workbooks of a slide's charts."""
    return [
        cell
        for chart in charts(slide)
        for row in workbook(chart)["Numbers"].iter_rows(min_row=2, values_only=True)
        for cell in row
        if isinstance(cell, int | float)
    ]


def column(chart: Chart, reference: str) -> list[Any]:
    """The cells that a reference of a chart points at."""
    sheet, _, cells = reference.partition("!")
    found = workbook(chart)[sheet][cells.replace("$", "")]
    return [found.value] if not isinstance(found, tuple) else [row[0].value for row in found]


def references(chart: Chart) -> Iterator[tuple[str, list[Any]]]:
    """Each reference of a chart with what the chart itself holds for it; None where nothing."""
    for kind in ("numRef", "strRef"):
        for found in chart._chartSpace.iter(f"{CHART}{kind}"):
            (count,) = found.iter(f"{CHART}ptCount")
            held: list[Any] = [None] * int(count.get("val"))
            for point in found.iter(f"{CHART}pt"):
                text = point.find(f"{CHART}v").text
                held[int(point.get("idx"))] = float(text) if kind == "numRef" else text or ""
            yield found.find(f"{CHART}f").text, held


def whiskers(chart: Chart) -> dict[str, tuple[list[Any], list[Any]]]:
    """Cells that the error bars of each series point at, lower and upper, by its name."""
    found = {}
    for series in chart._chartSpace.iter(f"{CHART}ser"):
        name = next(series.find(f"{CHART}tx").iter(f"{CHART}v")).text
        for bars in series.iter(f"{CHART}errBars"):
            ends = [
                column(chart, next(bars.find(f"{CHART}{end}").iter(f"{CHART}f")).text)
                for end in ("minus", "plus")
            ]
            found[name] = (ends[0], ends[1])
    return found
