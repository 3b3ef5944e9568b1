"""A native bar chart: its XML and the workbook that it refers to."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from vertebroplasty.report.slides.around import GRID_LINE, INK, MUTED
from vertebroplasty.report.slides.axis_xml import hide, scaling, title, value_axis
from vertebroplasty.report.slides.bar_marks import Bar, BarChart, Group
from vertebroplasty.report.slides.book import Book, Reference, numbers, texts
from vertebroplasty.report.slides.chart_xml import document
from vertebroplasty.report.slides.drawing_xml import element, shape, shown, text_look, value

PERCENT = '0"\N{NO-BREAK SPACE}%"'
IN_BAR = 12.0


def written(
    chart: BarChart, extra: tuple[tuple[str, tuple[float | None, ...]], ...]
) -> tuple[bytes, bytes]:
    """Return the XML of a chart and its workbook.

    Parameters
    ----------
    chart : BarChart
        What is drawn.
    extra : tuple of (str, tuple)
        Heading and numbers of what stands on the slide beside the bars.
    """
    book = Book()
    heading = chart.title or "Category"
    names = book.add(heading, chart.categories)
    place, plot, axes = 0, [], []
    for number, group in enumerate(chart.groups):
        ids = (1001 + 10 * number, 1002 + 10 * number)
        series = [_series(book, place + n, bar, names) for n, bar in enumerate(group.bars)]
        place += len(series)
        plot.append(_bars(chart, group, series, ids))
        axes += _axes(chart, ids, behind=number > 0)
    for name, cells in (*(column for group in chart.groups for column in group.aside), *extra):
        book.add(name, cells)
    xml = document([*plot, *axes], chart.room, chart.size, has_legend=place > 1)
    return xml, book.content()


def _bars(chart: BarChart, group: Group, series: list[Element], ids: tuple[int, int]) -> Element:
    return element(
        "c:barChart",
        value("c:barDir", "bar" if chart.is_across else "col"),
        value("c:grouping", "stacked" if group.is_stacked else "clustered"),
        value("c:varyColors", 0),
        *series,
        *(value("c:gapWidth", group.gap), value("c:overlap", 100)),
        *(value("c:axId", one) for one in ids),
    )


def _series(book: Book, place: int, bar: Bar, names: Reference) -> Element:
    cells = book.add(bar.name, bar.values)
    heading = book.heading()
    return element(
        "c:ser",
        *(value("c:idx", place), value("c:order", place), element("c:tx", texts(heading))),
        shape(bar.fills[0], bar.edge),
        value("c:invertIfNegative", 0),
        *_points(bar),
        *_labels(bar),
        *(element("c:cat", texts(names)), element("c:val", numbers(cells))),
    )


def _points(bar: Bar) -> Iterator[Element]:
    """Yield the bars whose fill differs from the first one's."""
    for place, ink in enumerate(bar.fills):
        if ink != bar.fills[0]:
            look = [value("c:invertIfNegative", 0), value("c:bubble3D", 0), shape(ink, bar.edge)]
            yield element("c:dPt", value("c:idx", place), *look)


def _labels(bar: Bar) -> list[Element]:
    """Return the numbers in the bars that have one, bound to their cells."""
    if not any(bar.texts):
        return []
    each = [
        element(
            "c:dLbl",
            value("c:idx", place),
            element("c:numFmt", formatCode=PERCENT, sourceLinked=0),
            element("c:spPr", element("a:noFill")),
            text_look(IN_BAR, bar.text_ink or INK),
            value("c:dLblPos", "ctr"),
            *shown("showVal"),
        )
        for place, text in enumerate(bar.texts)
        if text
    ]
    return [element("c:dLbls", *each, *shown())]


def _axes(chart: BarChart, ids: tuple[int, int], *, behind: bool) -> list[Element]:
    """Return the axes of a group; those of a second one lie unseen on the first one's."""
    first, second = ids
    low, high = ("l", "b") if chart.is_across else ("b", "l")
    end = "max" if chart.is_across else "min"
    categories = [
        value("c:axId", first),
        scaling(None, None, is_reversed=chart.is_across),
        value("c:delete", int(behind)),
        value("c:axPos", low),
        *([title(chart.title, chart.letters, upright=False)] if chart.title and not behind else []),
        element("c:numFmt", formatCode="General", sourceLinked=0),
        *(value(f"c:{kind}TickMark", "none") for kind in ("major", "minor")),
        value("c:tickLblPos", "low"),
        shape(None, chart.values.zero or GRID_LINE),
        text_look(chart.letters, INK if chart.is_across else MUTED),
        *(value("c:crossAx", second), value("c:crosses", "autoZero")),
        *(value("c:auto", 0), value("c:lblAlgn", "ctr"), value("c:lblOffset", 60)),
        *(value("c:tickLblSkip", 1), value("c:noMultiLvlLbl", 1)),
    ]
    lengths = value_axis(chart.values, (second, first), high, crosses=end, between=True)
    if behind:
        hide(lengths)
    return [element("c:catAx", *categories), lengths]
