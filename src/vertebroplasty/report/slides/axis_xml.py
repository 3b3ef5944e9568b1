"""Axes of a native chart in its XML."""

from xml.etree.ElementTree import Element

from vertebroplasty.report.slides.around import GRID_LINE, MUTED
from vertebroplasty.report.slides.drawing_xml import (
    element,
    layout,
    rich,
    shape,
    stroke,
    text_look,
    value,
)
from vertebroplasty.report.slides.marks import Axis
from vertebroplasty.report.slides.markup import Run

SIZE = 14.0
Spot = tuple[float, float]
UNSEEN = {"c:majorGridlines", "c:title"}


def value_axis(
    axis: Axis,
    ids: tuple[int, int],
    place: str,
    *,
    crosses: str = "min",
    title_at: Spot | None = None,
    between: bool = False,
) -> Element:
    """Return an axis of values.

    Parameters
    ----------
    axis : Axis
        Its ends, ticks and title.
    ids : tuple of int
        Its identity, and that of the axis that it crosses.
    place : str
        ``b`` or ``l``.
    crosses : str
        At which end of the other axis it stands.
    title_at : tuple of float, optional
        Where its title stands, as shares of the chart's width and height; else beside its labels.
    between : bool
        Whether it crosses an axis of categories between two of them, so that no bar is cut.
    """
    has_labels = axis.visible and axis.step is not None
    parts = [
        value("c:axId", ids[0]),
        scaling(axis.low, axis.high, is_reversed=axis.is_reversed),
        value("c:delete", 0),
        value("c:axPos", place),
    ]
    if has_labels and axis.grid:
        parts.append(element("c:majorGridlines", element("c:spPr", stroke(GRID_LINE))))
    if axis.visible and axis.title:
        parts.append(title(axis.title, SIZE, upright=place == "l", at=title_at))
    parts += [
        element("c:numFmt", formatCode=axis.number_format or "General", sourceLinked=0),
        *(value(f"c:{kind}TickMark", "none") for kind in ("major", "minor")),
        value("c:tickLblPos", "nextTo" if has_labels else "none"),
        shape(None, GRID_LINE if axis.visible else None),
        text_look(SIZE, MUTED),
        value("c:crossAx", ids[1]),
        value("c:crosses", crosses),
        value("c:crossBetween", "between" if between else "midCat"),
    ]
    return element("c:valAx", *parts, *([value("c:majorUnit", axis.step)] if has_labels else []))


def scaling(low: float | None, high: float | None, *, is_reversed: bool) -> Element:
    """Return the ends and the direction of an axis."""
    direction = value("c:orientation", "maxMin" if is_reversed else "minMax")
    ends = [
        value(f"c:{name}", end) for name, end in (("max", high), ("min", low)) if end is not None
    ]
    return element("c:scaling", direction, *ends)


def title(text: str, size: float, *, upright: bool, at: Spot | None = None) -> Element:
    """Return the title of an axis.

    Parameters
    ----------
    text : str
        What is measured.
    size : float
        Of the letters, in points.
    upright : bool
        Whether it runs upwards.
    at : tuple of float, optional
        Where it stands, as shares of the chart's width and height.
    """
    words = rich((Run(text),), size, MUTED, "ctr")
    if upright:
        body = words[0]
        body.set("rot", "-5400000")
    words[0].set("wrap", "square")
    where = [layout(zip("xy", at, strict=True))] if at else []
    return element("c:title", element("c:tx", words), *where, value("c:overlay", 0))


def hide(axis: Element) -> None:
    """Make an axis count without being seen."""
    for part in axis:
        if part.tag == "c:delete":
            part.set("val", "1")
    for part in [part for part in axis if part.tag in UNSEEN]:
        axis.remove(part)
