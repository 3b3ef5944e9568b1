"""A native chart as XML, around its plotting area."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, tostring

from vertebroplasty.report.slides.around import INK
from vertebroplasty.report.slides.drawing_xml import element, layout, text_look, value
from vertebroplasty.report.slides.marks import Room

DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SIZE, LEGEND_HEIGHT, GAP = 14.0, 24.0, 4.0


def document(
    plot: Sequence[Element],
    room: Room,
    size: tuple[float, float],
    *,
    has_legend: bool = False,
) -> bytes:
    """Return the XML of a chart.

    Parameters
    ----------
    plot : sequence of Element
        Charts and axes of the plotting area.
    room : Room
        What is kept around it.
    size : tuple of float
        Width and height in points.
    has_legend : bool
        Whether the names of the series stand above it.
    """
    area = element("c:plotArea", inner_layout(room, size), *plot, _empty_look())
    tail = [_legend(room, size)] if has_legend else []
    tail += [value("c:plotVisOnly", 1), value("c:dispBlanksAs", "gap")]
    space = element(
        "c:chartSpace",
        *(value("c:date1904", 0), value("c:roundedCorners", 0)),
        element("c:chart", value("c:autoTitleDeleted", 1), area, *tail),
        *(_empty_look(), text_look(SIZE, INK)),
    )
    for prefix, name in (("c", f"{DRAWINGML}/chart"), ("a", f"{DRAWINGML}/main"), ("r", OFFICE)):
        space.set(f"xmlns:{prefix}", name)
    return bytes(tostring(space, encoding="UTF-8", xml_declaration=True))


def shares(room: Room, size: tuple[float, float]) -> tuple[float, float, float, float]:
    """Return left, top, width and height of the plotting area as shares of the chart."""
    width, height = size
    across, upright = width - room.left - room.right, height - room.top - room.bottom
    return room.left / width, room.top / height, across / width, max(0.1, upright / height)


def inner_layout(room: Room, size: tuple[float, float]) -> Element:
    """Return the place of the plotting area without its labels."""
    return layout(zip("xywh", shares(room, size), strict=True), inner=True)


def _legend(room: Room, size: tuple[float, float]) -> Element:
    """Return the legend, right above the plot."""
    height, width = LEGEND_HEIGHT, size[0] - room.left - room.right
    places = [("x", room.left / size[0]), ("y", (room.top - height - GAP) / size[1])]
    places += [("w", width / size[0]), ("h", height / size[1])]
    return element(
        "c:legend",
        *(value("c:legendPos", "t"), layout(places), value("c:overlay", 1)),
        text_look(SIZE, INK),
    )


def _empty_look() -> Element:
    return element("c:spPr", element("a:noFill"), element("a:ln", element("a:noFill")))
