"""Lines, fills, marks and words of a chart in DrawingML."""

from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element

from vertebroplasty.report.slides.marks import Ink, Label, Line, Mark
from vertebroplasty.report.slides.markup import Run, Runs, printable

EMU_PER_POINT = 12700
ALL, HUNDREDTH = 100_000, 100
SHOWN = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")


def element(name: str, *children: Element, text: str = "", **attributes: Any) -> Element:
    """Return an XML element; its name has a prefix that the document declares."""
    made = Element(name, {key: str(value) for key, value in attributes.items()})
    made.text = printable(text) or None
    made.extend(children)
    return made


def value(name: str, content: Any) -> Element:
    """Return an element whose content is its attribute ``val``."""
    return element(name, val=content)


def fill(ink: Ink) -> Element:
    """Return a solid fill, or none without a colour."""
    if not ink.colour:
        return element("a:noFill")
    colour = value("a:srgbClr", ink.colour.removeprefix("#"))
    if ink.opacity < 1:
        colour.append(value("a:alpha", round(ink.opacity * ALL)))
    return element("a:solidFill", colour)


def stroke(line: Line | None) -> Element:
    """Return the look of a line; without one, that there is none."""
    if line is None or not line.ink.colour:
        return element("a:ln", element("a:noFill"))
    width = round(line.width * EMU_PER_POINT)
    dash = value("a:prstDash", line.dash)
    return element("a:ln", fill(line.ink), dash, element("a:round"), w=width, cap="flat")


def shape(ink: Ink | None, line: Line | None) -> Element:
    """Return the look of an area and its edge."""
    inner = [fill(ink)] if ink else []
    return element("c:spPr", *inner, stroke(line))


def marker(mark: Mark | None) -> Element:
    """Return the mark of a point, or that it has none."""
    if mark is None:
        return element("c:marker", value("c:symbol", "none"))
    size = max(2, min(72, round(mark.size)))
    look = shape(mark.fill, mark.edge)
    return element("c:marker", value("c:symbol", mark.symbol), value("c:size", size), look)


def text_look(size: float, colour: str, *, bold: bool = False) -> Element:
    """Return the look of the words of an axis, a legend or a chart."""
    run = element("a:defRPr", fill(Ink(colour)), sz=round(size * HUNDREDTH), b=int(bold))
    paragraph = element("a:p", element("a:pPr", run), element("a:endParaRPr", lang="en-GB"))
    body = element("a:bodyPr", rot=0, vert="horz", wrap="none")
    return element("c:txPr", body, element("a:lstStyle"), paragraph)


def rich(runs: Runs, size: float, colour: str, align: str = "l") -> Element:
    """Return words, a paragraph a line.

    Parameters
    ----------
    runs : tuple of Run
        The words.
    size : float
        Of the letters, in points.
    colour : str
        Of those that have none of their own.
    align : str
        ``l``, ``r`` or ``ctr``.
    """
    body = element("a:bodyPr", rot=0, vert="horz", wrap="none", anchor="ctr")
    paragraphs = [_paragraph(line, size, colour, align) for line in _lines(runs)]
    return element("c:rich", body, element("a:lstStyle"), *paragraphs)


def _lines(runs: Runs) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *further = run.text.split("\n")
        lines[-1].append(run._replace(text=first))
        lines.extend([run._replace(text=text)] for text in further)
    return lines


def _paragraph(line: list[Run], size: float, colour: str, align: str) -> Element:
    look: dict[str, Any] = {"lang": "en-GB", "sz": round(size * HUNDREDTH)}
    pieces = [
        element(
            "a:r",
            element("a:rPr", fill(Ink(run.colour or colour)), b=int(run.bold), **look),
            element("a:t", text=run.text),
        )
        for run in line
        if run.text
    ]
    default = element("a:defRPr", sz=look["sz"])
    return element("a:p", element("a:pPr", default, algn=align), *pieces)


def labels(marks: tuple[Label | None, ...]) -> list[Element]:
    """Return the words at the points of a series, if there are any."""
    if not any(marks):
        return []
    each = [_label(place, mark) for place, mark in enumerate(marks) if mark]
    return [element("c:dLbls", *each, *shown())]


def _label(place: int, label: Label) -> Element:
    align = {"l": "r", "r": "l"}.get(label.side, "ctr")
    words = element("c:tx", rich(label.runs, label.size, label.colour, align))
    plain = element("c:spPr", element("a:noFill"), element("a:ln", element("a:noFill")))
    side = value("c:dLblPos", label.side)
    return element("c:dLbl", value("c:idx", place), words, plain, side, *shown("showVal"))


def shown(*which: str) -> list[Element]:
    """Return which of its values a label shows."""
    return [value(f"c:{name}", int(name in which)) for name in SHOWN]


def layout(places: Iterable[tuple[str, float]], *, inner: bool = False) -> Element:
    """Return a place in a chart, in shares of its width and height; inner: without its labels."""
    modes = [value(f"c:{axis}Mode", "edge") for axis in "xy"]
    which = [value("c:layoutTarget", "inner")] if inner else []
    where = [value(f"c:{name}", round(at, 6)) for name, at in places]
    return element("c:layout", element("c:manualLayout", *which, *modes, *where))
