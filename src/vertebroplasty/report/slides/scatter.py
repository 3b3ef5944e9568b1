"""A panel of points, lines and whiskers as a native XY chart of a size."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

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
from vertebroplasty.report.slides.axes import axis, names_rows
from vertebroplasty.report.slides.marks import Axis, Room, Scatter, Series
from vertebroplasty.report.slides.markup import Runs, joined, longest, words_of
from vertebroplasty.report.slides.panels import Panel
from vertebroplasty.report.slides.points import series_of

SIZE, SMALLEST = 14.0, 8.0
"""Points of the letters in a chart, and of names where many rows share it."""
LEADING, GAP, EDGE, LEAST_RIGHT = 1.25, 10, 6, 56
WIDEST = 0.45
"""Share of a chart's width that row names may take."""
SIDE_SHARE = 0.3


def scatter(panel: Panel, size: tuple[float, float]) -> Scatter:
    """Return a panel as a chart.

    Parameters
    ----------
    panel : Panel
        Without bars.
    size : tuple of float
        Width and height in points.

    Returns
    -------
    Scatter
        Every number of the panel, and the words around them as labels.
    """
    x, y = axis(panel.across), axis(panel.upright)
    words = notes.sorted_notes(panel.notes)
    is_rows = y.visible and names_rows(panel.upright)
    letters, ticks = _row_letters(y, size[1] - 90) if is_rows else (SIZE, y.ticks)
    right = _right(panel, words, letters)
    room = _room((x, y), words, _left(y, ticks, letters, is_rows, size[0]), right)
    height = max(40.0, size[1] - room.top - room.bottom)
    lift = y.length / height
    plane = Plane(x, replace(y, step=None) if words.stacked else y, min(SIZE, letters + 2))
    traced = [series_of(trace) for trace in panel.traces]
    series = [*_behind(panel, plane, is_rows), *whisker_lines(traced), *traced]
    series += [row_names(plane, ticks, letters)] if is_rows else []
    series += [*beside(plane, panel.beside, letters), *notes.above(plane, words.above)]
    line = LEADING * SIZE * y.length / (height - LEADING * SIZE * len(words.stacked))
    series += [*notes.stacked(plane, words.stacked, line), *notes.headings(plane, words.heading)]
    series += notes.inside(plane, words.inside, lift)
    taller = replace(plane.y, high=y.high + line * len(words.stacked))
    shown = replace(taller, visible=y.visible and not is_rows, title="" if is_rows else y.title)
    key: Runs = tuple(run for note in words.key for run in notes.note_runs(note))
    return Scatter(x, shown, tuple(series), room, joined(key), size)


def _behind(panel: Panel, plane: Plane, is_rows: bool) -> list[Series]:
    upright = replace(plane.y, visible=False) if is_rows else plane.y
    bare = plane._replace(y=upright)
    return [*own_ticks(bare), *zero_lines(bare), *references(plane, panel.shapes)]


def _row_letters(y: Axis, height: float) -> tuple[float, list[tuple[float, Runs]]]:
    """Return the size of row names and the names, in one line where two do not fit."""
    places = sorted(at for at, _ in y.ticks)
    apart = min((b - a for a, b in pairwise(places)), default=y.length)
    pitch = height * apart / y.length
    deep = max((_breaks(text) for _, text in y.ticks), default=1)
    if pitch >= deep * LEADING * SIZE:
        return SIZE, list(y.ticks)
    letters = max(SMALLEST, min(SIZE, pitch / LEADING))
    return letters, [(at, joined(text)) for at, text in y.ticks]


def _breaks(text: Runs) -> int:
    return 1 + sum(run.text.count("\n") for run in text)


def _left(
    y: Axis, ticks: Sequence[tuple[float, Runs]], letters: float, is_rows: bool, width: float
) -> float:
    if not y.visible:
        return EDGE + GAP
    room = longest([words_of(text) for _, text in ticks], letters) + GAP + EDGE
    if is_rows:
        return min(WIDEST * width, room)
    return room + (LEADING * SIZE + GAP if y.title else 0)


def _right(panel: Panel, words: notes.Notes, letters: float) -> float:
    texts = [*panel.beside.get("ticktext", ())]
    return longest([*texts, *(words_of(notes.note_runs(note)) for note in words.heading)], letters)


def _room(axes: tuple[Axis, Axis], words: notes.Notes, left: float, right: float) -> Room:
    x = axes[0]
    line = LEADING * SIZE
    top = EDGE + line * (bool(words.key) + bool(words.above or words.heading)) + GAP
    deep = max((_breaks(text) for _, text in x.ticks), default=1)
    bottom = EDGE + line * deep + GAP + (line + GAP if x.title else 0)
    return Room(left, top, max(LEAST_RIGHT, right + GAP + EDGE), bottom)
