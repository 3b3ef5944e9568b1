"""A panel of a control chart: limits, centre, and values by period."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from vertebroplasty.figures.theme import FAINT, FONT_SIZE, SMALL_SIZE, Palette, Part, note, safe
from vertebroplasty.formatting import EN_DASH, MINUS, number, units
from vertebroplasty.statistics.control_charts import ControlChart, PeriodPoint

LABELS_AT_MOST, LABEL_ROOM = 4, 4
"""Points beyond a limit that are named, and the quarters between them: names cover none."""


class Look(NamedTuple):
    """How a panel is drawn.

    Attributes
    ----------
    ink : str
        Colour of the values.
    scale : float
        By which a value is multiplied: 100 for a fraction.
    yaxis : str
        ``y`` or ``y2``.
    decimals : int
        Of printed values.
    unit : str
        Printed after a value.
    opacity : tuple of float
        Of each point: those outside the chosen period are faint.
    """

    ink: str
    scale: float
    yaxis: str
    decimals: int
    unit: str
    opacity: tuple[float, ...]


def opacity(places: int, chosen: Sequence[bool]) -> tuple[float, ...]:
    """Return the opacity of each place: faint outside the chosen ones, solid where none is."""
    if not any(chosen):
        return (1.0,) * places
    return tuple(1.0 if is_chosen else FAINT for is_chosen in chosen)


def panel(palette: Palette, chart: ControlChart, look: Look) -> list[Part]:
    """Return limits and centre as grey lines, and the values as a line of dots."""
    places = list(range(len(chart.points)))
    lines = [(name, [getattr(p, name) for p in chart.points]) for name in ("low", "high")]
    lines += [("centre", [chart.centre] * len(places))] if chart.centre is not None else []
    traces = [
        _line(
            palette,
            look,
            name,
            _stretched(places),
            _doubled(values),
            width=2.0 if name == "centre" else 1.0,
        )
        for name, values in lines
        if any(value is not None for value in values)
    ]
    return [*traces, _values(palette, chart, look, places)]


def _line(
    palette: Palette,
    look: Look,
    name: str,
    places: list[float],
    values: list[float | None],
    *,
    width: float,
) -> Part:
    return {
        "type": "scatter",
        "name": name,
        "mode": "lines",
        "x": places,
        "y": [None if value is None else look.scale * value for value in values],
        "yaxis": look.yaxis,
        "line": {"color": palette.reference, "width": width},
        "hoverinfo": "skip",
    }


def _stretched(places: Sequence[int]) -> list[float]:
    """Return both ends of the step at each place."""
    return [place + side for place in places for side in (-0.5, 0.5)]


def _doubled(values: Sequence[float | None]) -> list[float | None]:
    return [value for value in values for _ in range(2)]


def _values(palette: Palette, chart: ControlChart, look: Look, places: list[int]) -> Part:
    outside = [point.is_outside for point in chart.points]
    edge = [palette.text if is_outside else look.ink for is_outside in outside]
    return {
        "type": "scatter",
        "name": "values",
        "mode": "lines+markers",
        "x": places,
        "y": [None if p.value is None else look.scale * p.value for p in chart.points],
        "yaxis": look.yaxis,
        "line": {"color": look.ink, "width": 1.5},
        "marker": {
            "color": look.ink,
            "size": [13 if is_outside else 7 for is_outside in outside],
            "symbol": ["diamond" if is_outside else "circle" for is_outside in outside],
            "opacity": list(look.opacity),
            "line": {"color": edge, "width": 1.5},
        },
        "connectgaps": False,
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": [_hover(point, look) for point in chart.points],
    }


def _hover(point: PeriodPoint, look: Look) -> str:
    lines = [f"<b>{safe(point.label)}</b>"]
    if point.value is not None:
        lines.append(f"{_printed(point.value, look)}{look.unit}")
    lines.append(units(point.n, "procedures"))
    if point.low is not None and point.high is not None:
        low, high = _printed(point.low, look), _printed(point.high, look)
        between = " to " if MINUS in low + high else EN_DASH
        lines.append(f"limits {low}{between}{high}{look.unit}")
    return "<br>".join([*lines, *(["beyond a limit"] if point.is_outside else [])])


def _printed(value: float, look: Look) -> str:
    return number(look.scale * value, look.decimals)


def key(
    palette: Palette, chart: ControlChart, look: Look, centre_word: str = "centre"
) -> list[Part]:
    """Return what the grey lines are, above the plot.

    Parameters
    ----------
    palette : Palette
        Colours.
    chart : ControlChart
        What is drawn.
    look : Look
        How.
    centre_word : str
        What the centre is.

    Returns
    -------
    list of dict
        Plotly annotations; empty without a centre.
    """
    if chart.centre is None:
        return []
    text = (
        f"\N{BOX DRAWINGS HEAVY HORIZONTAL} {centre_word} {_printed(chart.centre, look)}{look.unit}"
    )
    if chart.has_limits:
        text += "\N{EM SPACE}\N{BOX DRAWINGS LIGHT HORIZONTAL} limits"
    ends = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return [note(palette, text, x=0, y=1, **ends, yshift=4, font=_ink(palette, FONT_SIZE))]


def names(palette: Palette, chart: ControlChart, look: Look, end: float) -> list[Part]:
    """Return the names of the quarters beyond a limit.

    Parameters
    ----------
    palette : Palette
        Colours.
    chart : ControlChart
        What is drawn.
    look : Look
        How.
    end : float
        Upper end of the axis: a name near it stands below its dot.

    Returns
    -------
    list of dict
        Plotly annotations; empty where names would cover each other.
    """
    places = [place for place, point in enumerate(chart.points) if point.is_outside]
    apart = min((b - a for a, b in pairwise(places)), default=LABEL_ROOM)
    if apart < LABEL_ROOM or len(places) > LABELS_AT_MOST:
        return []
    return [_name(palette, chart, look, place, end) for place in places]


def _name(palette: Palette, chart: ControlChart, look: Look, place: int, end: float) -> Part:
    point = chart.points[place]
    height = look.scale * (point.value or 0)
    is_high = height > 0.9 * end
    return note(
        palette,
        safe(point.label),
        x=place,
        y=height,
        yanchor="top" if is_high else "bottom",
        yshift=-8 if is_high else 8,
        xanchor="right" if place > len(chart.points) / 2 else "left",
        font=_ink(palette, SMALL_SIZE),
    )


def _ink(palette: Palette, size: int) -> Part:
    return {"size": size, "color": palette.text}
