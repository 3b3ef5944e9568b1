"""How much room the words around a chart of points take."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from vertebroplasty.report.slides.axes import axis, names_rows
from vertebroplasty.report.slides.marks import Axis, Room
from vertebroplasty.report.slides.markup import Runs, joined, longest, runs, words_of
from vertebroplasty.report.slides.notes import Notes, note_runs, sorted_notes
from vertebroplasty.report.slides.panels import Panel, Part

SIZE, SMALLEST, LEADING = 14.0, 8.0, 1.25
"""Points of the letters in a chart, and of row names where many rows share it."""
GAP, EDGE, LEAST_RIGHT, AROUND = 7, 5, 56, 90
ENTRY_LINE = 15.0
"""Pixels of a line of words where the upright axis counts pixels."""
WIDEST = 0.5
"""Share of a chart's width that row names may take."""
LINE = LEADING * SIZE


class Rows(NamedTuple):
    """What stands left of the plot: names of rows or numbers, and the size of the letters."""

    ticks: tuple[tuple[float, Runs], ...]
    letters: float
    are_names: bool


def rows_of(panel: Panel, height: float) -> Rows:
    """Return the names of rows, in one line where two do not fit, or the ticks of the axis."""
    y = axis(panel.upright)
    if not y.visible:
        letters = max(SMALLEST, min(SIZE, ENTRY_LINE * (height - AROUND) / y.length))
        return Rows(y.ticks, letters, are_names=False)
    if not names_rows(panel.upright):
        return Rows(y.ticks, SIZE, are_names=False)
    places = sorted(at for at, _ in y.ticks)
    apart = min((b - a for a, b in pairwise(places)), default=y.length)
    pitch = (height - AROUND) * apart / y.length
    if pitch >= _deepest(y.ticks) * LINE:
        return Rows(y.ticks, SIZE, are_names=True)
    letters = max(SMALLEST, min(SIZE, pitch / LEADING))
    return Rows(tuple((at, joined(text)) for at, text in y.ticks), letters, are_names=True)


def left_of(panel: Panel, size: tuple[float, float]) -> float:
    """Return the points that a panel needs left of its plot."""
    y, rows = axis(panel.upright), rows_of(panel, size[1])
    if not y.visible:
        return EDGE + GAP
    ahead = [note for note in sorted_notes(panel.notes).inside if note.get("xshift", 0) < -GAP]
    names = [words_of(text) for _, text in rows.ticks]
    names += [words_of(note_runs(note)) for note in ahead if note.get("xref") == "paper"]
    room = longest(names, rows.letters) + GAP + EDGE
    if rows.are_names:
        return min(WIDEST * size[0], room + GAP)
    return room + (LINE + GAP if y.title else 0)


def room(panel: Panel, words: Notes, letters: float, left: float) -> Room:
    """Return the room around the plot of a panel.

    Parameters
    ----------
    panel : Panel
        Which one.
    words : Notes
        Its annotations.
    letters : float
        Points of what stands beside the rows.
    left : float
        Points left of the plot.
    """
    x = axis(panel.across)
    top = EDGE + LINE * (bool(words.key) + bool(words.above or words.heading)) + GAP
    return Room(left, top, _right(panel.beside, words, letters), _bottom(x))


def _right(beside: Part, words: Notes, letters: float) -> float:
    texts = [words_of(runs(text)) for text in beside.get("ticktext", ())]
    texts += [words_of(note_runs(note)) for note in words.heading]
    return max(LEAST_RIGHT, longest(texts, letters) + 2 * GAP + EDGE)


def _bottom(x: Axis) -> float:
    deep = _deepest(x.ticks) if any(text for _, text in x.ticks) else 0
    return EDGE + LINE * deep + GAP + (LINE + GAP if x.title else 0)


def _deepest(ticks: Sequence[tuple[float, Runs]]) -> int:
    return max((1 + words_of(text).count("\n") for _, text in ticks), default=1)
