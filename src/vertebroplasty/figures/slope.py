"""The course of one procedure as a line, its cohort behind it as a band."""

from collections.abc import Sequence
from typing import NamedTuple

from vertebroplasty.figures.axes import axis, upright, vas_axis
from vertebroplasty.figures.theme import (
    FONT_SIZE,
    SMALL_SIZE,
    Figure,
    Palette,
    Part,
    empty_figure,
    figure,
    layout,
    safe,
)
from vertebroplasty.formatting import EN_DASH, number, units

PLOT_HEIGHT = 320
MARGIN = 0.35
"""Moments kept free at both ends."""
VAS_ENDS = (-0.7, 10.7)
"""Room for the numbers beside 0 and 10."""
NO_VAS = "No VAS recorded for this procedure or its cohort"


class Ghost(NamedTuple):
    """Quartiles of a cohort at a moment, in points, and how many they rest on."""

    low: float
    median: float
    high: float
    n: int
    n_missing: int


class Moment(NamedTuple):
    """A moment of a course.

    Attributes
    ----------
    label : str
        When.
    day : int or None
        Days since the procedure.
    vas : float or None
        In points.
    absent : str
        Why there is no VAS; empty when there is.
    ghost : Ghost or None
        The cohort at the same moment, where it has one.
    """

    label: str
    day: int | None
    vas: float | None
    absent: str
    ghost: Ghost | None


def slope_figure(title: str, moments: Sequence[Moment], palette: Palette) -> Figure:
    """Draw a course over the quartiles of its cohort.

    Parameters
    ----------
    title : str
        Which procedure, in which cohort.
    moments : sequence of Moment
        In their order; they stand at equal distances.
    palette : Palette
        Colours.

    Returns
    -------
    Figure
        VAS 0-10 upright, moments from the left.
    """
    if not any(moment.ghost or moment.vas is not None for moment in moments):
        return empty_figure(title, palette, NO_VAS)
    behind = [(at, moment.ghost) for at, moment in enumerate(moments) if moment.ghost]
    ends = (-MARGIN, len(moments) - 1 + MARGIN)
    ticks = [(at, _tick(moment)) for at, moment in enumerate(moments)]
    small = {"color": palette.muted_text, "size": SMALL_SIZE}
    frame = layout(palette, title=title, height=PLOT_HEIGHT) | {
        "xaxis": axis(palette, "", ends, ticks) | {"showgrid": False, "tickfont": small},
        "yaxis": upright(vas_axis(palette, f"VAS 0{EN_DASH}10", VAS_ENDS)),
    }
    traces = [_band(behind, palette), _median(behind, palette), _line(moments, palette)]
    return figure(traces, frame)


def _tick(moment: Moment) -> str:
    """Return when, in lines as short as a telephone needs them."""
    when = moment.label.replace("months", "mo").replace("month", "mo")
    lines = when.replace("last ", "last, ").split(", ")
    day = [] if moment.day is None else [f"day {number(moment.day, 0)}"]
    absent = moment.absent.replace(" ", ", ", 1).split(", ") if moment.absent else []
    return "<br>".join(safe(line) for line in (*lines, *day, *absent))


def _band(behind: Sequence[tuple[int, Ghost]], palette: Palette) -> Part:
    """Return the middle half of the cohort as an outline there and back."""
    there = [(at, ghost.high) for at, ghost in behind]
    back = [(at, ghost.low) for at, ghost in reversed(behind)]
    x, y = zip(*there, *back, strict=True) if behind else ((), ())
    return {
        "type": "scatter",
        "name": "quartiles of the cohort",
        "mode": "lines",
        "x": list(x),
        "y": list(y),
        "fill": "toself",
        "fillcolor": palette.grid,
        "opacity": 0.6,
        "line": {"color": palette.grid, "width": 1},
        "hoverinfo": "skip",
    }


def _median(behind: Sequence[tuple[int, Ghost]], palette: Palette) -> Part:
    return {
        "type": "scatter",
        "name": "median of the cohort",
        "mode": "lines+markers",
        "x": [at for at, _ in behind],
        "y": [ghost.median for _, ghost in behind],
        "line": {"color": palette.reference, "width": 1.5, "dash": "dot"},
        "marker": {"color": palette.reference, "size": 5},
        "hoverinfo": "text",
        "hovertext": [
            f"<b>Cohort</b><br>median {number(ghost.median, 1)}, quartiles {number(ghost.low, 1)}"
            f" to {number(ghost.high, 1)}<br>{units(ghost.n, 'procedures')}"
            for _, ghost in behind
        ],
    }


def _line(moments: Sequence[Moment], palette: Palette) -> Part:
    known = [(at, m, m.vas) for at, m in enumerate(moments) if m.vas is not None]
    return {
        "type": "scatter",
        "name": "this procedure",
        "mode": "lines+markers+text",
        "x": [at for at, _, _ in known],
        "y": [vas for _, _, vas in known],
        "text": [number(vas, 1) for _, _, vas in known],
        "textposition": [_beside(moment, vas) for _, moment, vas in known],
        "textfont": {"color": palette.text, "size": FONT_SIZE},
        "line": {"color": palette.accent, "width": 3},
        "marker": {"color": palette.accent, "size": 10},
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": [
            f"<b>{safe(moment.label)}</b><br>VAS {number(vas, 1)}" for _, moment, vas in known
        ],
    }


def _beside(moment: Moment, vas: float) -> str:
    """Return where a number stands: away from the cohort's median."""
    below = moment.ghost is not None and vas < moment.ghost.median
    return "bottom center" if below else "top center"


def describe_slope(title: str, moments: Sequence[Moment]) -> str:
    """Return what the figure shows as a sentence."""
    parts = [
        f"{moment.label}: {moment.absent or f'VAS {number(moment.vas or 0.0, 1)}'}"
        + (f", cohort median {number(moment.ghost.median, 1)}" if moment.ghost else "")
        for moment in moments
    ]
    return f"{title}. {'; '.join(parts)}."
