"""A native XY chart: its XML and the workbook that it refers to."""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from vertebroplasty.report.slides.axis_xml import value_axis
from vertebroplasty.report.slides.book import AROUND, NUMBERS, Book, numbers, texts
from vertebroplasty.report.slides.chart_xml import document
from vertebroplasty.report.slides.drawing_xml import (
    element,
    labels,
    marker,
    shape,
    stroke,
    value,
)
from vertebroplasty.report.slides.marks import Numbers, Scatter, Series, Whiskers
from vertebroplasty.report.slides.markup import width as text_width

ACROSS, UPRIGHT, TITLE, USUAL = 1001, 1002, 14.0, 12.0
"""Identities of the axes; points of their titles, and as wide as those usually are."""
DECIMALS = 9
"""Decimals of ends that are a sum: short of the noise of binary fractions."""


def written(chart: Scatter) -> tuple[bytes, bytes]:
    """Return the XML of a chart and its workbook."""
    book = Book()
    first, *others = chart.series
    drawn = (_as_long_as(first, max(len(part.x) for part in chart.series)), *others)
    series = [_series(book, place, part) for place, part in enumerate(drawn)]
    end = "max" if chart.y.is_reversed else "min"
    plot = [
        element(
            "c:scatterChart",
            *(value("c:scatterStyle", "lineMarker"), value("c:varyColors", 0)),
            *series,
            *(value("c:axId", ACROSS), value("c:axId", UPRIGHT)),
        ),
        value_axis(chart.x, (ACROSS, UPRIGHT), "b", crosses=end, title_at=_below(chart)),
        value_axis(chart.y, (UPRIGHT, ACROSS), "l", title_at=_at_left(chart)),
    ]
    return document(plot, chart.room, chart.size), book.content()


def _below(chart: Scatter) -> tuple[float, float] | None:
    """Return where the title across stands when our labels are between it and the plot."""
    if chart.x.step is not None:
        return None
    (width, height), room = chart.size, chart.room
    middle = (room.left + width - room.right - text_width(chart.x.title, USUAL)) / 2
    return max(0.0, middle / width), 1 - 1.6 * TITLE / height


def _at_left(chart: Scatter) -> tuple[float, float] | None:
    if chart.y.step is not None:
        return None
    (width, height), room = chart.size, chart.room
    middle = (room.top + height - room.bottom - text_width(chart.y.title, USUAL)) / 2
    return 4 / width, max(0.0, middle / height)


def _as_long_as(part: Series, count: int) -> Series:
    """Return a series with empty points at its end.

    LibreOffice loses the points of series that stand before a longer one.
    """
    empty = (None,) * (count - len(part.x))
    return replace(part, x=part.x + empty, y=part.y + empty)


def _series(book: Book, place: int, part: Series) -> Element:
    sheet = AROUND if part.helper else NUMBERS
    across = book.add(f"{part.name}, x", part.x, sheet)
    upright = book.add(part.name, part.y, sheet)
    name = book.heading(sheet)
    bars = [_whiskers(book, part, part.whiskers, sheet)] if part.whiskers else []
    common = part.marks[0] if part.marks else None
    return element(
        "c:ser",
        *(value("c:idx", place), value("c:order", place), element("c:tx", texts(name))),
        *(element("c:spPr", stroke(part.line)), marker(common)),
        *_points(part),
        *labels(part.labels),
        *bars,
        element("c:xVal", numbers(across)),
        element("c:yVal", numbers(upright)),
        value("c:smooth", 0),
    )


def _points(part: Series) -> Iterator[Element]:
    """Yield the points whose mark differs from the first one's."""
    for place, mark in enumerate(part.marks):
        if mark != part.marks[0]:
            look = [marker(mark), value("c:bubble3D", 0)]
            yield element(
                "c:dPt", value("c:idx", place), *look, element("c:spPr", stroke(part.line))
            )


def _whiskers(book: Book, part: Series, bars: Whiskers, sheet: str) -> Element:
    minus = book.add(f"{part.name}, to the lower limit", bars.minus, sheet)
    plus = book.add(f"{part.name}, to the upper limit", bars.plus, sheet)
    if not part.helper:
        at = part.x if bars.along == "x" else part.y
        book.add(f"{part.name}, lower limit", _ends(at, bars.minus, -1), sheet)
        book.add(f"{part.name}, upper limit", _ends(at, bars.plus, 1), sheet)
    return element(
        "c:errBars",
        *(value("c:errDir", bars.along), value("c:errBarType", "both")),
        *(value("c:errValType", "cust"), value("c:noEndCap", 1)),
        *(element("c:plus", numbers(plus)), element("c:minus", numbers(minus))),
        shape(None, bars.line),
    )


def _ends(at: Numbers, lengths: Numbers, sign: int) -> Numbers:
    return tuple(
        None if value is None or length is None else round(value + sign * length, DECIMALS)
        for value, length in zip(at, lengths, strict=True)
    )
