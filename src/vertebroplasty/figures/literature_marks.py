"""What a row of the literature holds, and its mark: shape by design, grey where not comparable."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from vertebroplasty.figures.marks import DOT, WHISKER
from vertebroplasty.figures.theme import Palette, Part, safe

GREYED = 0.6
"""Opacity of what is not comparable."""


class Design(StrEnum):
    """Groups of published studies that are told apart, in the order in which they are drawn."""

    COHORT = "Cohort series"
    TRIAL = "Trials without a sham control"
    SHAM = "Sham-controlled trials"
    REVIEW = "Reviews, pooled by their authors"


SYMBOLS = {
    Design.COHORT: ("circle", "\N{BLACK CIRCLE}"),
    Design.TRIAL: ("square", "\N{BLACK SQUARE}"),
    Design.SHAM: ("diamond", "\N{BLACK DIAMOND}"),
    Design.REVIEW: ("triangle-up", "\N{BLACK UP-POINTING TRIANGLE}"),
}


class Entry(NamedTuple):
    """A row of the forest.

    Attributes
    ----------
    name, shown : str
        Whose value it is, and the value with its interval as printed.
    values : tuple of float
        Estimate, or estimate, low and high, in percent or points; empty where there is none.
    notes : tuple of str
        What to know about it, a line or more each.
    design : Design or None
        None for the cohort of the dataset.
    differs : str
        Why it is not comparable; empty where it is.
    rough : bool
        Whether the value is drawn hollow: given only roughly, or a difference of two means.
    """

    name: str
    shown: str
    values: tuple[float, ...]
    notes: tuple[str, ...] = ()
    design: Design | None = None
    differs: str = ""
    rough: bool = False


def ink(palette: Palette, entry: Entry) -> str:
    """Return the colour of a row: the cohort's, a published one's, or that of what is greyed."""
    if entry.design is None:
        return palette.accent
    return palette.reference if entry.differs else palette.text


def mark(palette: Palette, entry: Entry, place: float, limits: Sequence[float], hover: str) -> Part:
    """Return a row's mark with its whiskers, which end where the axis does.

    Parameters
    ----------
    palette : Palette
        Colours.
    entry : Entry
        With a value.
    place : float
        Where it stands, in pixels from the top.
    limits : sequence of float
        First and last value of the axis.
    hover : str
        What a pointer reads there.

    Returns
    -------
    dict
        Plotly trace.
    """
    colour = ink(palette, entry)
    at, *around = (min(max(value, limits[0]), limits[1]) for value in entry.values)
    low, high = around or (at, at)
    whiskers = {"type": "data", "symmetric": False, "arrayminus": [at - low], "array": [high - at]}
    return {
        "type": "scatter",
        "name": safe(entry.name),
        "mode": "markers",
        "x": [at],
        "y": [place],
        "marker": _symbol(entry, colour),
        "error_x": whiskers | {"color": colour, "thickness": WHISKER, "width": 0},
        "opacity": GREYED if entry.differs else 1.0,
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": [hover],
    }


def _symbol(entry: Entry, colour: str) -> Part:
    symbol = SYMBOLS[entry.design][0] if entry.design else "circle"
    size = DOT if entry.design is Design.COHORT else DOT + 2
    if entry.rough:
        symbol += "-open"
    return {"color": colour, "size": size, "symbol": symbol, "line": {"color": colour, "width": 2}}


def band(palette: Palette, entry: Entry) -> list[Part]:
    """Return the cohort's interval as a band behind all rows; without one, a line."""
    tall = {"xref": "x", "yref": "paper", "y0": 0, "y1": 1, "layer": "below", "opacity": 0.14}
    at, *around = entry.values
    low, high = around or (at, at)
    if low == high:
        line = {"color": palette.accent, "width": 2}
        return [{"type": "line", **tall, "x0": at, "x1": at, "line": line}]
    area = {"type": "rect", **tall, "x0": low, "x1": high, "line": {"width": 0}}
    return [area | {"fillcolor": palette.accent}]
