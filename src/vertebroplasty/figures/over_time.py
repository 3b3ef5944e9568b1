"""Control charts and run charts by quarter."""

from collections.abc import Sequence
from typing import NamedTuple

from plotly import graph_objects as go

from vertebroplasty.figures.axes import change_axis, upright
from vertebroplasty.figures.scales import quarter_axis, rate_axis, value_axis
from vertebroplasty.figures.theme import (
    FAINT,
    FONT_SIZE,
    SMALL_SIZE,
    Palette,
    Part,
    empty_figure,
    figure,
    layout,
    note,
    safe,
)
from vertebroplasty.formatting import EN_DASH, MINUS, NO_BREAK_SPACE, number, units
from vertebroplasty.statistics.control_charts import ControlChart, PeriodPoint
from vertebroplasty.statistics.run_chart import RunChart

HEIGHT, PANEL_GAP, KEY_ROOM = 250, 0.14, 24
LABELS_AT_MOST = 4
"""Points beyond a limit that are named; more would cover each other."""


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


def rate_chart_figure(  # noqa: PLR0913  (one more than five, with a default)
    title: str,
    chart: ControlChart,
    palette: Palette,
    *,
    noun: str,
    chosen: Sequence[bool] = (),
    harm: bool = False,
) -> go.Figure:
    """Draw a rate by quarter with its limits.

    Parameters
    ----------
    title : str
        The finding's unit and n.
    chart : ControlChart
        A p-chart.
    palette : Palette
        Colours.
    noun : str
        What it is a percentage of.
    chosen : sequence of bool
        Of each quarter, whether the cohort's period holds it; none is as good as all.
    harm : bool
        Whether the events harm the patient.

    Returns
    -------
    plotly.graph_objects.Figure
        The axis ends where the data and the limits do, and says so.
    """
    if chart.centre is None:
        return empty_figure(title, palette)
    ink = palette.harm if harm else palette.accent
    unit = f"{NO_BREAK_SPACE}%"
    look = Look(ink, 100, "y", 1, unit, _opacity(len(chart.points), chosen))
    values = [v for p in chart.points for v in (p.value, p.high) if v is not None]
    frame = layout(palette, title=title, height=HEIGHT, above=KEY_ROOM)
    frame |= {
        "xaxis": quarter_axis(palette, [point.label for point in chart.points]),
        "yaxis": rate_axis(palette, f"% of {noun}", 100 * max(values)),
        "annotations": [*_key(palette, chart, look), *_names(palette, chart, look)],
    }
    return figure(_panel(palette, chart, look), frame)


def score_chart_figure(
    title: str,
    charts: tuple[ControlChart, ControlChart],
    palette: Palette,
    chosen: Sequence[bool] = (),
) -> go.Figure:
    """Draw means of a VAS change by quarter, and below them their standard deviations.

    Parameters
    ----------
    title : str
        The finding's unit and n.
    charts : tuple of ControlChart
        Of means and of standard deviations.
    palette : Palette
        Colours.
    chosen : sequence of bool
        Of each quarter, whether the cohort's period holds it; none is as good as all.

    Returns
    -------
    plotly.graph_objects.Figure
        Two panels above one axis of quarters.
    """
    means, spreads = charts
    if means.centre is None:
        return empty_figure(title, palette)
    opacity = _opacity(len(means.points), chosen)
    upper = Look(palette.accent, 1, "y", 2, "", opacity)
    lower = Look(palette.accent, 1, "y2", 2, "", opacity)
    highs = [v for p in means.points for v in (p.value, p.high) if v is not None]
    widest = [v for p in spreads.points for v in (p.value, p.high) if v is not None]
    frame = layout(palette, title=title, height=2 * HEIGHT - 80, above=KEY_ROOM)
    top = upright(change_axis(palette, f"mean change; {MINUS} is improvement", highs))
    frame |= {
        "xaxis": quarter_axis(palette, [p.label for p in means.points]) | {"anchor": "y2"},
        "yaxis": top | {"domain": [0.45 + PANEL_GAP / 2, 1]},
        "yaxis2": value_axis(palette, "standard deviation", 0, max(widest, default=1))
        | {"domain": [0, 0.45 - PANEL_GAP / 2], "anchor": "x"},
        "annotations": [*_key(palette, means, upper), *_names(palette, means, upper)],
    }
    return figure([*_panel(palette, means, upper), *_panel(palette, spreads, lower)], frame)


def run_chart_figure(title: str, chart: RunChart, palette: Palette) -> go.Figure:
    """Draw means of a VAS change by quarter around their median.

    Parameters
    ----------
    title : str
        The finding's unit and n.
    chart : RunChart
        What to draw.
    palette : Palette
        Colours.

    Returns
    -------
    plotly.graph_objects.Figure
        A line of means and the median.
    """
    means = [mean for *_, mean in chart.points if mean is not None]
    if chart.median is None:
        return empty_figure(title, palette)
    points = [PeriodPoint(label, n, 0, mean, None, None) for label, n, mean in chart.points]
    drawn = ControlChart(tuple(points), chart.median, chart.method, chart.note)
    look = Look(palette.accent, 1, "y", 2, "", _opacity(len(points), ()))
    frame = layout(palette, title=title, height=HEIGHT, above=KEY_ROOM)
    vas = change_axis(palette, f"mean VAS change; {MINUS} is improvement", means)
    frame |= {
        "xaxis": quarter_axis(palette, [label for label, *_ in chart.points]),
        "yaxis": upright(vas),
        "annotations": _key(palette, drawn, look, "median"),
    }
    return figure(_panel(palette, drawn, look), frame)


def _opacity(places: int, chosen: Sequence[bool]) -> tuple[float, ...]:
    if not any(chosen):
        return (1.0,) * places
    return tuple(1.0 if is_chosen else FAINT for is_chosen in chosen)


def _panel(palette: Palette, chart: ControlChart, look: Look) -> list[Part]:
    """Return limits and centre as grey lines, and the values as a line of dots."""
    places = list(range(len(chart.points)))
    lines = [(name, [getattr(p, name) for p in chart.points]) for name in ("low", "high")]
    lines += [("centre", [chart.centre] * len(places))] if chart.centre is not None else []
    traces = [
        _line(palette, look, name, _stretched(places), _doubled(values), dashed=name != "centre")
        for name, values in lines
        if any(value is not None for value in values)
    ]
    return [*traces, _values(palette, chart, look, places)]


def _line(  # noqa: PLR0913  (a private line, drawn in one place)
    palette: Palette,
    look: Look,
    name: str,
    places: list[float],
    values: list[float | None],
    *,
    dashed: bool,
) -> Part:
    dash = "dash" if dashed else "solid"
    return {
        "type": "scatter",
        "name": name,
        "mode": "lines",
        "x": places,
        "y": [None if value is None else look.scale * value for value in values],
        "yaxis": look.yaxis,
        "line": {"color": palette.reference, "width": 1.2, "dash": dash},
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


def _key(
    palette: Palette, chart: ControlChart, look: Look, centre_word: str = "centre"
) -> list[Part]:
    """Return what the grey lines are, above the plot."""
    if chart.centre is None:
        return []
    text = f"\N{EM DASH} {centre_word} {_printed(chart.centre, look)}{look.unit}"
    if chart.has_limits:
        text += f"\N{EM SPACE}{EN_DASH} {EN_DASH} limits"
    ends = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return [note(palette, text, x=0, y=1, **ends, yshift=4, font=_ink(palette, FONT_SIZE))]


def _names(palette: Palette, chart: ControlChart, look: Look) -> list[Part]:
    """Return the names of the quarters beyond a limit."""
    if not 0 < len(chart.outside) <= LABELS_AT_MOST:
        return []
    return [
        note(
            palette,
            safe(point.label),
            x=place,
            y=look.scale * (point.value or 0),
            yanchor="bottom",
            yshift=8,
            xanchor="right" if place > len(chart.points) / 2 else "left",
            font=_ink(palette, SMALL_SIZE),
        )
        for place, point in enumerate(chart.points)
        if point.is_outside
    ]


def _ink(palette: Palette, size: int) -> Part:
    return {"size": size, "color": palette.text}
