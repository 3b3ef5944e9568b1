"""A panel of points, lines and whiskers as a native XY chart of a size."""

from dataclasses import replace

from vertebroplasty.report.slides import notes
from vertebroplasty.report.slides.around import (
    Plane,
    beside,
    own_ticks,
    references,
    row_names,
    whisker_lines,
    zero_lines,
)
from vertebroplasty.report.slides.axes import axis
from vertebroplasty.report.slides.marks import Axis, Scatter, Series
from vertebroplasty.report.slides.markup import Runs, joined
from vertebroplasty.report.slides.panels import Panel
from vertebroplasty.report.slides.points import series_of
from vertebroplasty.report.slides.rooms import LINE, Rows, room, rows_of

LEAST_HEIGHT = 40.0


def scatter(panel: Panel, size: tuple[float, float], left: float) -> Scatter:
    """Return a panel as a chart.

    Parameters
    ----------
    panel : Panel
        Without bars.
    size : tuple of float
        Width and height in points.
    left : float
        Points kept left of the plot.

    Returns
    -------
    Scatter
        Every number of the panel, and the words around them as labels.
    """
    x, y = axis(panel.across), axis(panel.upright)
    words, rows = notes.sorted_notes(panel.notes), rows_of(panel, size[1])
    around = room(panel, words, rows.letters, left)
    height = max(LEAST_HEIGHT, size[1] - around.top - around.bottom)
    plane = Plane(x, replace(y, step=None) if words.stacked else y, rows.letters)
    lines = len(words.stacked)
    line = LINE * y.length / max(LEAST_HEIGHT, height - LINE * lines)
    series = [
        *_behind(panel, plane, rows),
        *_drawn(panel),
        *_names(panel, plane, rows),
        *notes.above(plane, words.above),
        *notes.stacked(plane, words.stacked, line),
        *notes.headings(plane, words.heading),
        *notes.inside(plane, words.inside, y.length / height),
    ]
    upright = replace(plane.y, high=y.high + line * lines)
    key: Runs = tuple(run for note in words.key for run in notes.note_runs(note))
    return Scatter(x, _shown(upright, rows), tuple(series), around, joined(key), size)


def _behind(panel: Panel, plane: Plane, rows: Rows) -> list[Series]:
    bare = plane._replace(y=_shown(plane.y, rows))
    return [*own_ticks(bare), *zero_lines(bare), *references(plane, panel.shapes)]


def _drawn(panel: Panel) -> list[Series]:
    traced = [series_of(trace) for trace in panel.traces]
    return [*whisker_lines(traced), *traced]


def _names(panel: Panel, plane: Plane, rows: Rows) -> list[Series]:
    names = [row_names(plane, rows.ticks, rows.letters)] if rows.are_names else []
    return [*names, *beside(plane, panel.beside, rows.letters)]


def _shown(y: Axis, rows: Rows) -> Axis:
    """Return an axis as it is written: with names at its rows it has no labels of its own."""
    return replace(y, visible=False, title="") if rows.are_names else y
