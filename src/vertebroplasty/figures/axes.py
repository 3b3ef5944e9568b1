"""Axes that a filter never rescales, with real minus signs."""

import math
from collections.abc import Iterable, Sequence

from vertebroplasty.figures.theme import FONT_SIZE, HELPER, SMALL_SIZE, Palette, Part, safe, wrapped
from vertebroplasty.formatting import NO_BREAK_SPACE, number, whole

ROW_HEIGHT = 26
CHANGE_RANGE = (-10, 2)
VAS_LIMIT = 10


def axis(
    palette: Palette, title: str, limits: tuple[float, float], ticks: Sequence[tuple[float, str]]
) -> Part:
    """Return a fixed axis.

    Parameters
    ----------
    palette : Palette
        Colours.
    title : str
        What is measured, in which unit.
    limits : tuple of float
        First and last value.
    ticks : sequence of (float, str)
        Where there is a grid line, and what stands there.

    Returns
    -------
    dict
        Plotly axis.
    """
    ink = {"color": palette.muted_text, "size": FONT_SIZE}
    return {
        "title": {"text": wrapped(title, 60), "font": ink | {"size": SMALL_SIZE}, "standoff": 8},
        "range": list(limits),
        "tickmode": "array",
        "tickvals": [value for value, _ in ticks],
        "ticktext": [text for _, text in ticks],
        "tickangle": 0,
        # Looking for labels that leave the picture takes a third of a change's time; none does.
        "ticklabeloverflow": "allow",
        "tickfont": ink,
        "ticklabelstandoff": 5,
        "gridcolor": palette.grid,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
    }


def percent_axis(palette: Palette, title: str) -> Part:
    """Return an axis from 0 to 100 %."""
    ticks = [(value, number(value, 0)) for value in (0, 25, 50, 75)]
    return axis(palette, title, (0, 100), [*ticks, (100, f"100{NO_BREAK_SPACE}%")])


def vas_axis(palette: Palette, title: str, limits: tuple[float, float] = (0, VAS_LIMIT)) -> Part:
    """Return an axis of VAS from 0 to 10."""
    ticks = [(value, number(value, 0)) for value in range(0, VAS_LIMIT + 1, 2)]
    return axis(palette, title, limits, ticks)


def change_axis(palette: Palette, title: str, values: Iterable[float]) -> Part:
    """Return an axis of VAS change from -10 to +2, longer only when values leave it."""
    low, high = CHANGE_RANGE
    furthest = max([high, *values])
    high = min(VAS_LIMIT, 2 * math.ceil(furthest / 2))
    step = 2 if high - low <= 12 else 5
    ticks = [(value, number(value, 0, signed=True)) for value in range(low, high + 1, step)]
    zero = {"zeroline": True, "zerolinecolor": palette.grid, "zerolinewidth": 2}
    return axis(palette, title, (low, high), ticks) | zero


def count_axis(palette: Palette, title: str, largest: int) -> Part:
    """Return an axis of counts from 0 to a little more than the largest."""
    step = _whole_step(largest)
    ticks = [(value, whole(value)) for value in range(0, largest + 1, step)]
    return axis(palette, title, (0, max(1, largest) * 1.02), ticks)


def _whole_step(largest: int) -> int:
    """Return 1, 2 or 5 times a power of ten, so that at most five steps reach the largest."""
    power = 1
    while True:
        for factor in (1, 2, 5):
            if factor * power * 5 >= largest:
                return factor * power
        power *= 10


def share_axis(palette: Palette, title: str, top: int, end: float) -> Part:
    """Return an upright axis of percentages in both directions from 0.

    Parameters
    ----------
    palette : Palette
        Colours.
    title : str
        What it is a percentage of.
    top : int
        Largest percentage marked.
    end : float
        Where the axis ends, upwards and downwards.

    Returns
    -------
    dict
        Plotly axis.
    """
    values = (-top, -top // 2, 0, top // 2, top)
    ticks = [(value, number(abs(value), 0)) for value in values]
    return upright(axis(palette, title, (-end, end), ticks)) | {
        "zeroline": True,
        "zerolinecolor": palette.reference,
        "zerolinewidth": 1,
    }


def year_axis(palette: Palette, first: int, last: int) -> Part:
    """Return an axis of ages with a tick every ten years."""
    decades = range(first + -first % 10, last + 1, 10)
    ticks = [(year, str(year)) for year in decades]
    return axis(palette, "age at the procedure, years", (first, last), ticks) | {"showgrid": False}


def upright(part: Part) -> Part:
    """Return an axis with the room of an upright one."""
    return part | {"title": part["title"] | {"standoff": 4}}


def towards_middle(at: float, limits: Sequence[float]) -> str:
    """Return the anchor that keeps a caption inside the plot."""
    share = (at - limits[0]) / (limits[1] - limits[0])
    return "left" if share < 1 / 3 else "right" if share > 2 / 3 else "center"


def right_axis(palette: Palette, upright: Part, beside: Sequence[tuple[float, str]]) -> Part:
    """Return the axis at the right of a figure of rows; it shows only with a `row_anchor`.

    It takes the browser as long as all else of a change: for figures with more to say than fits
    beside a row's name (`rows.row_frame`).

    Parameters
    ----------
    palette : Palette
        Colours.
    upright : dict
        The axis at the left.
    beside : sequence of (float, str)
        Place and text of each label.
    """
    ticks = {"tickvals": [at for at, _ in beside], "ticktext": [safe(text) for _, text in beside]}
    ink = {"color": palette.muted_text, "size": FONT_SIZE}
    there = {"overlaying": "y", "side": "right", "automargin": True}
    return upright | ticks | there | {"tickfont": ink}


def row_anchor(rows: int) -> Part:
    """Return the unseen trace without which plotly.js does not draw the axis at the right."""
    return {
        "type": "scatter",
        "name": "anchor",
        "x": [0] * rows,
        "y": list(range(rows)),
        "yaxis": "y2",
        "mode": "markers",
        "opacity": 0,
        "hoverinfo": "skip",
        "showlegend": False,
        **HELPER,
    }
