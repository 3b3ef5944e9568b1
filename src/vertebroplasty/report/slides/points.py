"""Traces of a figure as series of a native chart: the same numbers, the same look."""

from collections.abc import Iterable, Sequence
from typing import Any

from vertebroplasty.report.slides.marks import Ink, Label, Line, Mark, Numbers, Series, Whiskers
from vertebroplasty.report.slides.markup import plain, runs
from vertebroplasty.report.slides.panels import Part, each, ink, stroke

SYMBOLS = {"circle": "circle", "square": "square", "diamond": "diamond", "triangle-up": "triangle"}
ARROWS = {
    "triangle-left": "\N{BLACK LEFT-POINTING TRIANGLE}",
    "triangle-right": "\N{BLACK RIGHT-POINTING TRIANGLE}",
}
SIDES = {"top": "t", "bottom": "b", "left": "l", "right": "r"}
LABEL_SIZE, ARROW_SIZE, EDGE = 14.0, 12.0, 3.0
PAPER, PALE = "#FFFFFF", 0.35
BAND, BAND_OPACITY = "#0072B2", 0.6
STRIP, STRIP_OPACITY = 8, 0.6
"""Points from which on a line is a strip, and what lets marks on it be seen in LibreOffice."""


def series_of(trace: Part) -> Series:
    """Return a trace of points and lines as a series."""
    modes = trace.get("mode", "markers").split("+")
    opacity = trace.get("opacity", 1.0)
    x, y = _stepped(trace)
    return Series(
        plain(trace["name"]),
        x,
        y,
        marks=tuple(_marks(trace, opacity)) if "markers" in modes else (),
        line=_line(trace, opacity) if "lines" in modes else None,
        whiskers=_whiskers(trace, opacity),
        labels=tuple(_labels(trace, modes)),
        helper=trace.get("meta") == "helper",
    )


def _stepped(trace: Part) -> tuple[Numbers, Numbers]:
    """Return the points, with the corners of a line that runs in steps."""
    x, y, shape = trace["x"], trace["y"], trace.get("line", {}).get("shape")
    if shape not in {"hv", "vh"}:
        return tuple(x), tuple(y)
    points = [(x[0], y[0])]
    for place in range(1, len(x)):
        corner = (x[place], y[place - 1]) if shape == "hv" else (x[place - 1], y[place])
        points += [corner, (x[place], y[place])]
    return tuple(at for at, _ in points), tuple(value for _, value in points)


def _line(trace: Part, opacity: float) -> Line:
    """Return the look of a line; the edges of an area stand for it, for points have none."""
    line = trace.get("line", {})
    if line.get("width") == 0:
        return Line(Ink(BAND, BAND_OPACITY), 1.0)
    if trace.get("fill") == "toself":
        return Line(ink(trace["fillcolor"]), EDGE)
    if line.get("width", 0) >= STRIP:
        opacity *= STRIP_OPACITY
    return stroke(line, opacity)


def _marks(trace: Part, opacity: float) -> Iterable[Mark | None]:
    marker, count = trace["marker"], len(trace["x"])
    edge = marker.get("line", {})
    looks: tuple[Any, ...] = (marker.get("symbol", "circle"), marker["size"], marker["color"])
    looks += (marker.get("opacity", 1.0), edge.get("color", ""), edge.get("width", 0))
    for symbol, size, colour, faint, rim, rim_width in zip(
        *(each(look, count) for look in looks), strict=True
    ):
        name, _, is_open = symbol.partition("-open")
        if name in ARROWS:
            yield None
            continue
        alpha = opacity * faint
        hollow = "-open" in symbol or bool(is_open)
        line = Line(ink(rim, alpha), rim_width) if rim and rim_width else None
        fill = Ink(_pale(rim)) if rim and (hollow or colour == PAPER) else ink(colour, alpha)
        yield Mark(SYMBOLS[name], size, fill, line)


def _pale(colour: str) -> str:
    """Return a colour mixed with white: LibreOffice draws no edge around a white mark."""
    channels = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    return "#" + "".join(f"{round(PALE * one + (1 - PALE) * 255):02X}" for one in channels)


def _whiskers(trace: Part, opacity: float) -> Whiskers | None:
    for along in ("x", "y"):
        if bars := trace.get(f"error_{along}"):
            plus = tuple(bars["array"])
            minus = tuple(bars.get("arrayminus", plus))
            line = Line(ink(bars["color"], opacity), bars.get("thickness", 2))
            return Whiskers(along, minus, plus, line)
    return None


def _labels(trace: Part, modes: Sequence[str]) -> Iterable[Label | None]:
    count = len(trace["x"])
    symbols = each(trace.get("marker", {}).get("symbol", ""), count)
    if any(symbol in ARROWS for symbol in symbols):
        colour = trace["marker"]["color"]
        yield from (Label(runs(ARROWS[symbol]), "ctr", ARROW_SIZE, colour) for symbol in symbols)
    elif "text" in modes:
        font = trace.get("textfont", {})
        places = each(trace.get("textposition", "middle right"), count)
        for text, place in zip(trace["text"], places, strict=True):
            yield _label(text, place, font) if text else None


def _label(text: str, place: str, font: dict[str, Any]) -> Label:
    height, _, side = place.partition(" ")
    where = SIDES.get(side) or SIDES.get(height) or "ctr"
    return Label(runs(text), where, LABEL_SIZE, font.get("color", ""))
