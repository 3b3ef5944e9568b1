"""Annotations of a figure as labels in a native chart."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vertebroplasty.report.slides.around import MUTED, Plane, words
from vertebroplasty.report.slides.marks import Axis, Label, Series
from vertebroplasty.report.slides.markup import Runs, runs
from vertebroplasty.report.slides.panels import Part

LEADING = 1.2
STACKED = 20
"""Pixels above the plot from which on notes stand in rows of their own."""


class Notes(NamedTuple):
    """Annotations by where they stand.

    Attributes
    ----------
    key : list of dict
        Above the plot, from its left end on or up to its right one: what the marks mean.
    above : list of dict
        Above a place across, in one line.
    stacked : list of dict
        The same, each in a line of its own, the lowest first.
    inside : list of dict
        At a place in the plot, or beside a row.
    heading : list of dict
        Above what stands right of the plot.
    """

    key: list[Part]
    above: list[Part]
    stacked: list[Part]
    inside: list[Part]
    heading: list[Part]


def sorted_notes(notes: Sequence[Part]) -> Notes:
    """Return the annotations of a panel by where they stand."""
    found = Notes([], [], [], [], [])
    in_rows = any(n.get("yshift", 0) >= STACKED for n in notes if n.get("xref") != "paper")
    for note in notes:
        on_top = note.get("yref") == "paper"
        at_an_end = note.get("xref") == "paper"
        if on_top and at_an_end:
            (found.heading if _is_beside(note) else found.key).append(note)
        elif on_top:
            (found.stacked if in_rows else found.above).append(note)
        else:
            found.inside.append(note)
    found.stacked.sort(key=lambda note: float(note["yshift"]))
    return found


def _is_beside(note: Part) -> bool:
    """Whether a note stands right of the plot; one that ends with the plot stands above it."""
    ends_with_plot = note.get("xanchor") == "right" and not note.get("xshift")
    return note["x"] == 1 and not ends_with_plot


def note_runs(note: Part) -> Runs:
    """Return the words of an annotation, each with a colour."""
    colour = note.get("font", {}).get("color", MUTED)
    return tuple(run if run.colour else run._replace(colour=colour) for run in runs(note["text"]))


def above(plane: Plane, notes: Sequence[Part]) -> Iterable[Series]:
    """Return what stands above a place across."""
    if notes:
        labels = [Label(note_runs(note), "t", plane.size, MUTED) for note in notes]
        places = [(_within(plane.x, note["x"]), plane.top) for note in notes]
        yield words("Names above", places, labels)


def stacked(plane: Plane, notes: Sequence[Part], line: float) -> Iterable[Series]:
    """Return names in rows of their own above the plot; a line is so long on the upright axis."""
    if notes:
        sides = {"left": "r", "right": "l"}
        labels = [
            Label(note_runs(note), sides.get(note["xanchor"], "ctr"), plane.size, MUTED)
            for note in notes
        ]
        places = [(note["x"], plane.top + line * (row + 0.5)) for row, note in enumerate(notes)]
        yield words("Names above", places, labels)


def headings(plane: Plane, notes: Sequence[Part]) -> Iterable[Series]:
    """Return what the words right of the rows are."""
    if notes:
        labels = [Label(note_runs(note), "t", plane.size, MUTED) for note in notes]
        yield words("Heading", [(plane.x.high, plane.top)] * len(notes), labels)


def inside(plane: Plane, notes: Sequence[Part], a_point: float) -> Iterable[Series]:
    """Return what stands at a place in the plot.

    Parameters
    ----------
    plane : Plane
        Where to.
    notes : sequence of dict
        Plotly annotations.
    a_point : float
        How long a point of height is on the upright axis.
    """
    if notes:
        placed = [_placed(plane, note, a_point) for note in notes]
        yield words("Notes", [place for place, _ in placed], [label for _, label in placed])


def _placed(plane: Plane, note: Part, a_point: float) -> tuple[tuple[float, float], Label]:
    text, at_an_end = note_runs(note), note.get("xref") == "paper"
    side = {"left": "r", "right": "l"}.get(note.get("xanchor", "center"), "ctr")
    if at_an_end and note.get("xshift", 0) < 0:
        side = "l"
    x = (plane.x.high if note["x"] else plane.x.low) if at_an_end else note["x"]
    y = plane.bottom if note.get("yref", "").endswith("domain") else note["y"]
    upwards = {"bottom": 1, "top": -1}.get(note.get("yanchor", "middle"), 0)
    lines = 1 + sum(run.text.count("\n") for run in text)
    rise = note.get("yshift", 0) + upwards * lines * plane.size * LEADING / 2
    y += rise * a_point * (-1 if plane.y.is_reversed else 1)
    place = _within(plane.x, x), _within(plane.y, y)
    return place, Label(text, side, plane.size, MUTED)


def _within(axis: Axis, value: float) -> float:
    return max(axis.low, min(value, axis.high))
