"""Control charts and run charts by quarter."""

from collections.abc import Sequence

from vertebroplasty.figures.axes import change_axis, upright
from vertebroplasty.figures.panels import Look, key, names, opacity, panel
from vertebroplasty.figures.scales import quarter_axis, rate_axis, value_axis
from vertebroplasty.figures.theme import UNDATED, Figure, Palette, empty_figure, figure, layout
from vertebroplasty.formatting import MINUS, NO_BREAK_SPACE
from vertebroplasty.statistics.control_charts import ControlChart, PeriodPoint
from vertebroplasty.statistics.run_chart import RunChart

HEIGHT, PANEL_GAP, KEY_ROOM = 250, 0.14, 24


def rate_chart_figure(
    title: str,
    chart: ControlChart,
    palette: Palette,
    *,
    noun: str,
    chosen: Sequence[bool] = (),
    harm: bool = False,
) -> Figure:
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
    Figure
        The axis ends where the data and the limits do, and says so.
    """
    if chart.centre is None:
        return empty_figure(title, palette, UNDATED)
    ink = palette.harm if harm else palette.accent
    unit = f"{NO_BREAK_SPACE}%"
    look = Look(ink, 100, "y", 1, unit, opacity(len(chart.points), chosen))
    values = [v for p in chart.points for v in (p.value, p.high) if v is not None]
    frame = layout(palette, title=title, height=HEIGHT, above=KEY_ROOM)
    rates = rate_axis(palette, f"% of {noun}", 100 * max(values))
    named = names(palette, chart, look, rates["range"][1])
    frame |= {
        "xaxis": quarter_axis(palette, [point.label for point in chart.points]),
        "yaxis": rates,
        "annotations": [*key(palette, chart, look), *named],
    }
    return figure(panel(palette, chart, look), frame)


def score_chart_figure(
    title: str,
    charts: tuple[ControlChart, ControlChart],
    palette: Palette,
    chosen: Sequence[bool] = (),
) -> Figure:
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
    Figure
        Two panels above one axis of quarters.
    """
    means, spreads = charts
    if means.centre is None:
        return empty_figure(title, palette, UNDATED)
    solid = opacity(len(means.points), chosen)
    upper = Look(palette.accent, 1, "y", 2, "", solid)
    lower = Look(palette.accent, 1, "y2", 2, "", solid)
    highs = [v for p in means.points for v in (p.value, p.high) if v is not None]
    widest = [v for p in spreads.points for v in (p.value, p.high) if v is not None]
    frame = layout(palette, title=title, height=2 * HEIGHT - 80, above=KEY_ROOM)
    top = upright(change_axis(palette, f"mean change; {MINUS} is improvement", highs))
    frame |= {
        "xaxis": quarter_axis(palette, [p.label for p in means.points]) | {"anchor": "y2"},
        "yaxis": top | {"domain": [0.45 + PANEL_GAP / 2, 1]},
        "yaxis2": value_axis(palette, "standard deviation", 0, max(widest, default=1))
        | {"domain": [0, 0.45 - PANEL_GAP / 2], "anchor": "x"},
        "annotations": [
            *key(palette, means, upper),
            *names(palette, means, upper, top["range"][1]),
        ],
    }
    return figure([*panel(palette, means, upper), *panel(palette, spreads, lower)], frame)


def run_chart_figure(title: str, chart: RunChart, palette: Palette) -> Figure:
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
    Figure
        A line of means and the median.
    """
    means = [mean for *_, mean in chart.points if mean is not None]
    if chart.median is None:
        return empty_figure(title, palette, UNDATED)
    points = [PeriodPoint(label, n, 0, mean, None, None) for label, n, mean in chart.points]
    drawn = ControlChart(tuple(points), chart.median, chart.method, chart.note)
    look = Look(palette.accent, 1, "y", 2, "", opacity(len(points), ()))
    frame = layout(palette, title=title, height=HEIGHT, above=KEY_ROOM)
    vas = change_axis(palette, f"mean VAS change; {MINUS} is improvement", means)
    frame |= {
        "xaxis": quarter_axis(palette, [label for label, *_ in chart.points]),
        "yaxis": upright(vas),
        "annotations": key(palette, drawn, look, "median"),
    }
    return figure(panel(palette, drawn, look), frame)
