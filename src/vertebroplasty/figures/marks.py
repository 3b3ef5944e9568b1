"""What stands in a row: a dot with whiskers, what it rests on, and what a pointer reads there."""

from collections.abc import Sequence
from typing import NamedTuple

from vertebroplasty.figures.theme import FONT_SIZE, HELPER, Palette, Part, safe
from vertebroplasty.formatting import (
    NO_BREAK_SPACE,
    NOT_RECORDED,
    denominator,
    estimate,
    interval,
    missing,
    whole,
)
from vertebroplasty.results import Proportion, Result

DOT, WHISKER = 9, 2


class Row(NamedTuple):
    """A result and its place, counted from the top."""

    place: float
    label: str
    result: Result


def extent(result: Result) -> list[float]:
    """Return estimate, low and high as drawn (percent or points); shorter where not defined."""
    if result.estimate is None:
        return []
    scale = 100 if isinstance(result, Proportion) else 1
    limits = result.interval
    values = [result.estimate, limits.low, limits.high] if limits else [result.estimate]
    return [scale * value for value in values]


def beside(result: Result) -> str:
    """Return what a result rests on, in short: ``38/120`` or ``n 97``."""
    if isinstance(result, Proportion) and result.n:
        return f"{whole(result.events)}/{whole(result.n)}"
    return f"n{NO_BREAK_SPACE}{whole(result.n)}"


def hover(label: str, result: Result, *, signed: bool) -> str:
    """Return label, estimate, interval, denominator and missing, a line each."""
    limits = interval(result)
    lines = [
        estimate(result, signed=signed),
        limits and f"95{NO_BREAK_SPACE}% interval {limits}",
        denominator(result) if result.n else "",
        missing(result),
    ]
    return "<br>".join([f"<b>{safe(label)}</b>", *(safe(line) for line in lines if line)])


def dots(
    rows: Sequence[Row], limits: Sequence[float], colour: str, *, signed: bool = False
) -> Part:
    """Return a dot for each estimate, with whiskers that end where the axis does.

    Parameters
    ----------
    rows : sequence of Row
        Those without an estimate are left out.
    limits : sequence of float
        First and last value of the axis.
    colour : str
        Of dots and whiskers.
    signed : bool
        Whether positive estimates carry a plus sign.

    Returns
    -------
    dict
        Plotly trace; a result without an interval has no whiskers.
    """
    drawn = [(row, extent(row.result)) for row in rows if row.result.estimate is not None]
    low, high = limits
    return {
        "type": "scatter",
        "name": "estimates",
        "mode": "markers",
        "x": [values[0] for _, values in drawn],
        "y": [row.place for row, _ in drawn],
        "marker": {"color": colour, "size": DOT},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "arrayminus": [v[0] - max(v[1], low) if v[1:] else None for _, v in drawn],
            "array": [min(v[2], high) - v[0] if v[1:] else None for _, v in drawn],
            "color": colour,
            "thickness": WHISKER,
            "width": 0,
        },
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": [hover(row.label, row.result, signed=signed) for row, _ in drawn],
    }


def cut_whiskers(
    rows: Sequence[Row], limits: Sequence[float], colour: str, *, signed: bool = False
) -> Part:
    """Return an arrowhead where an interval goes on beyond the axis.

    Parameters
    ----------
    rows, limits, colour, signed
        As for `dots`.

    Returns
    -------
    dict
        Plotly trace.
    """
    low, high = limits
    drawn = [(row, values) for row in rows if (values := extent(row.result))[1:]]
    cuts = [(low, row, "triangle-left") for row, values in drawn if values[1] < low]
    cuts += [(high, row, "triangle-right") for row, values in drawn if values[2] > high]
    return {
        "type": "scatter",
        "name": "intervals beyond the axis",
        "mode": "markers",
        "x": [edge for edge, *_ in cuts],
        "y": [row.place for _, row, _ in cuts],
        "marker": {"color": colour, "size": DOT, "symbol": [symbol for *_, symbol in cuts]},
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": [hover(row.label, row.result, signed=signed) for _, row, _ in cuts],
        **HELPER,
    }


def unrecorded(palette: Palette, rows: Sequence[Row], limits: Sequence[float]) -> Part:
    """Return the words that stand where a group has no value."""
    bare = [row for row in rows if row.result.estimate is None]
    return {
        "type": "scatter",
        "name": NOT_RECORDED,
        "mode": "text",
        "x": [limits[0]] * len(bare),
        "y": [row.place for row in bare],
        "text": [NO_BREAK_SPACE + row.result.absent for row in bare],
        "textposition": "middle right",
        "textfont": {"color": palette.muted_text, "size": FONT_SIZE},
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": [hover(row.label, row.result, signed=False) for row in bare],
        **HELPER,
    }
