"""What stands around the points of a chart: row names, ticks and reference lines, as series.

A native axis of values prints numbers alone, at equal steps from its end. Where a figure has names
or uneven ticks, a series without marks stands at them, and its labels are the words.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vertebroplasty.report.slides.marks import Axis, Ink, Label, Line, Series, Whiskers
from vertebroplasty.report.slides.markup import Run, Runs, runs
from vertebroplasty.report.slides.panels import Part, ink, stroke

INK, MUTED, GRID = "#1F2933", "#5F6B76", "#D5DAE0"
GRID_LINE = Line(Ink(GRID), 0.75)
BAND_EDGE = 0.75
APART = 2 * "\N{NO-BREAK SPACE}"
"""Between a row's name and a mark at the end of the axis."""


class Plane(NamedTuple):
    """Both axes of a chart, as long as its figure's, and the size of its letters."""

    x: Axis
    y: Axis
    size: float

    @property
    def bottom(self) -> float:
        """The value at the lower end of the upright axis."""
        return self.y.high if self.y.is_reversed else self.y.low

    @property
    def top(self) -> float:
        """The value at its upper end."""
        return self.y.low if self.y.is_reversed else self.y.high


def words(
    name: str, places: Sequence[tuple[float, float]], labels: Sequence[Label | None]
) -> Series:
    """Return a series that shows nothing but its labels."""
    x, y = zip(*places, strict=True) if places else ((), ())
    return Series(name, x, y, labels=tuple(labels), helper=True)


def row_names(plane: Plane, ticks: Iterable[tuple[float, Runs]], size: float) -> Series:
    """Return the names of rows, left of the plot."""
    kept = list(ticks)
    labels = [Label((*text, Run(APART)), "l", size, INK) for _, text in kept]
    return words("Row names", [(plane.x.low, at) for at, _ in kept], labels)


def beside(plane: Plane, part: Part, size: float) -> Iterable[Series]:
    """Return what stands beside the rows, right of the plot."""
    if part:
        ticks = list(zip(part["tickvals"], part["ticktext"], strict=True))
        labels = [Label((Run(APART), *runs(text)), "r", size, MUTED) for _, text in ticks]
        yield words("Beside the rows", [(plane.x.high, at) for at, _ in ticks], labels)


def own_ticks(plane: Plane) -> Iterable[Series]:
    """Return the labels of the axes that have none of their own, with their grid lines."""
    if plane.x.visible and plane.x.step is None:
        places = [(at, plane.bottom) for at, _ in plane.x.ticks]
        yield _ticks("Ticks across", plane, places, "y")
    if plane.y.visible and plane.y.step is None:
        places = [(plane.x.low, at) for at, _ in plane.y.ticks]
        yield _ticks("Ticks upright", plane, places, "x")


def _ticks(
    name: str, plane: Plane, places: Sequence[tuple[float, float]], grid_along: str
) -> Series:
    axis, side = (plane.x, "b") if grid_along == "y" else (plane.y, "l")
    labels = [Label(text, side, plane.size, MUTED) if text else None for _, text in axis.ticks]
    drawn = words(name, places, labels)
    if not axis.grid:
        return drawn
    length = plane.y.length if grid_along == "y" else plane.x.length
    none, full = (0.0,) * len(places), (length,) * len(places)
    ends = (full, none) if grid_along == "y" and plane.y.is_reversed else (none, full)
    grid = Whiskers(grid_along, *ends, GRID_LINE)
    return Series(name, drawn.x, drawn.y, whiskers=grid, labels=drawn.labels, helper=True)


def whisker_lines(series: Iterable[Series]) -> Iterable[Series]:
    """Return each row of error bars as a line too: LibreOffice reads none that run across."""
    for part in series:
        if part.whiskers and part.whiskers.along == "x":
            bars = part.whiskers
            x: list[float | None] = []
            y: list[float | None] = []
            for at, row, minus, plus in zip(part.x, part.y, bars.minus, bars.plus, strict=True):
                if at is not None and minus is not None and plus is not None:
                    x += [at - minus, at + plus, None]
                    y += [row, row, None]
            if x:
                name = f"{part.name}, whiskers"
                yield Series(name, tuple(x), tuple(y), line=bars.line, helper=True)


def zero_lines(plane: Plane) -> Iterable[Series]:
    """Return the lines at 0 of both axes."""
    if plane.x.zero and plane.x.low < 0 < plane.x.high:
        yield _line("Zero across", (0, 0), (plane.y.low, plane.y.high), plane.x.zero)
    if plane.y.zero and plane.y.low <= 0 < plane.y.high:
        yield _line("Zero upright", (plane.x.low, plane.x.high), (0, 0), plane.y.zero)


def references(plane: Plane, shapes: Iterable[Part]) -> Iterable[Series]:
    """Return reference lines as series; a band becomes the lines at its edges."""
    for number, shape in enumerate(shapes, 1):
        x0, x1 = _ends(shape, "x", plane.x)
        y0, y1 = _ends(shape, "y", plane.y)
        if shape["type"] == "line":
            look = stroke(shape["line"])
            yield _line(f"Reference {number}", (x0, x1), (y0, y1), look)
            continue
        edge = Line(ink(shape["fillcolor"]), BAND_EDGE, "dash")
        for side, at in (("low", x0), ("high", x1)):
            yield _line(f"Reference {number}, {side}", (at, at), (y0, y1), edge)


def _ends(shape: Part, along: str, axis: Axis) -> tuple[float, float]:
    first, last = shape[f"{along}0"], shape[f"{along}1"]
    if shape.get(f"{along}ref", along) == "paper":
        return axis.low + first * axis.length, axis.low + last * axis.length
    return max(axis.low, min(first, axis.high)), max(axis.low, min(last, axis.high))


def _line(name: str, x: tuple[float, float], y: tuple[float, float], look: Line) -> Series:
    return Series(name, x, y, line=look, helper=True)
