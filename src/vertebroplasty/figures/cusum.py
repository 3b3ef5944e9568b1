"""The VLAD above the CUSUM, on one axis of days."""

from collections.abc import Mapping, Sequence

from vertebroplasty.figures.scales import day_axis, day_text, value_axis
from vertebroplasty.figures.theme import (
    FONT_SIZE,
    SMALL_SIZE,
    Figure,
    Palette,
    Part,
    empty_figure,
    figure,
    layout,
    note,
)
from vertebroplasty.formatting import NO_BREAK_SPACE, number, units, whole
from vertebroplasty.statistics.cusum import Cusum, Signal, VladPoint

PANEL, GAP, KEY_ROOM = 190, 0.1, 24
NAMED = 1
"""Signals that carry their date; later ones are marked and stand in the table."""


def monitoring_figure(
    title: str,
    vlad: Sequence[VladPoint],
    cusum: Cusum | None,
    palette: Palette,
    *,
    withheld: str = "",
) -> Figure:
    """Draw the VLAD, and below it the CUSUM with its limit and its signals.

    Parameters
    ----------
    title : str
        The finding's unit and n.
    vlad : sequence of VladPoint
        Empty when withheld.
    cusum : Cusum or None
        None when withheld: then the VLAD stands alone.
    palette : Palette
        Colours.
    withheld : str
        What to say when there is no VLAD either.

    Returns
    -------
    Figure
        One panel or two.
    """
    if not vlad:
        return empty_figure(title, palette, withheld)
    split = (1 - GAP) / 2 if cusum else 0.0
    values = [point.value for point in vlad]
    frame = layout(palette, title=title, height=PANEL * (2 if cusum else 1), above=KEY_ROOM)
    frame |= {
        "xaxis": day_axis(palette, vlad[0].day, vlad[-1].day) | {"anchor": "y2" if cusum else "y"},
        "yaxis": value_axis(palette, "VLAD, events", min(values), max(values))
        | {"domain": [split + GAP if cusum else 0, 1]},
        "annotations": [_caption(palette, "VLAD: up is better than expected", 1)],
    }
    traces = [_vlad_line(vlad, palette)]
    if cusum:
        traces += _cusum_traces(cusum, palette)
        _add_cusum(frame, cusum, palette, split)
    return figure(traces, frame)


def _add_cusum(frame: Part, cusum: Cusum, palette: Palette, split: float) -> None:
    """Put the CUSUM's axis, its limit and the names of signals below the VLAD."""
    frame["yaxis2"] = _cusum_axis(cusum, palette) | {"domain": [0, split], "anchor": "x"}
    frame["shapes"] = [*_signal_lines(cusum.signals, palette), _limit_line(cusum, palette)]
    words = f"CUSUM; signals at its limit h = {number(cusum.limit.h)}"
    frame["annotations"] += [_caption(palette, words, split)]
    frame["annotations"] += _signal_names(cusum, palette, frame["xaxis"]["range"])


def _vlad_line(vlad: Sequence[VladPoint], palette: Palette) -> Part:
    return {
        "type": "scatter",
        "name": "VLAD",
        "mode": "lines",
        "x": [point.day for point in vlad],
        "y": [round(point.value, 4) for point in vlad],
        "line": {"color": palette.accent, "width": 2},
        "hoverinfo": "text",
        "hovertext": [
            f"<b>{day_text(point.day)}</b><br>after {units(point.procedures, 'procedures')}"
            f"<br>VLAD {number(point.value, 1, signed=True)}"
            for point in vlad
        ],
    }


def _cusum_traces(cusum: Cusum, palette: Palette) -> list[Part]:
    at: dict[int, list[Signal]] = {}
    for signal in cusum.signals:
        at.setdefault(signal.day, []).append(signal)
    return [_course(cusum, at, palette), _marks(cusum, at, palette)]


def _course(cusum: Cusum, at: Mapping[int, Sequence[Signal]], palette: Palette) -> Part:
    """Return the line, which on days with a signal drops to where it starts again."""
    drawn = [
        (point, value)
        for point in cusum.points
        for value in ((point.peak, point.value) if point.day in at else (point.value,))
    ]
    return {
        "type": "scatter",
        "name": "CUSUM",
        "mode": "lines",
        "x": [point.day for point, _ in drawn],
        "y": [round(value, 4) for _, value in drawn],
        "yaxis": "y2",
        "line": {"color": palette.accent, "width": 1.6},
        "hoverinfo": "text",
        "hovertext": [
            f"<b>{day_text(point.day)}</b><br>after {units(point.procedures, 'procedures')}"
            f"<br>CUSUM {number(value)}"
            for point, value in drawn
        ],
    }


def _marks(cusum: Cusum, at: Mapping[int, Sequence[Signal]], palette: Palette) -> Part:
    peaks = {point.day: point.peak for point in cusum.points if point.day in at}
    edge = {"color": palette.background, "width": 1}
    return {
        "type": "scatter",
        "name": "signals",
        "mode": "markers",
        "x": list(at),
        "y": [round(peaks[day], 4) for day in at],
        "yaxis": "y2",
        "marker": {"color": palette.harm, "size": 11, "symbol": "diamond", "line": edge},
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": [
            f"<b>Signal, {day_text(day)}</b><br>after procedure"
            f" {', '.join(whole(signal.procedure) for signal in signals)}"
            for day, signals in at.items()
        ],
    }


def _cusum_axis(cusum: Cusum, palette: Palette) -> Part:
    highest = max(point.peak for point in cusum.points)
    return value_axis(palette, "CUSUM", 0, 1.15 * max(highest, cusum.limit.h))


def _limit_line(cusum: Cusum, palette: Palette) -> Part:
    across = {"xref": "paper", "x0": 0, "x1": 1, "yref": "y2"}
    h = cusum.limit.h
    line = {"color": palette.reference, "width": 1.5, "dash": "dash"}
    return {"type": "line", **across, "y0": h, "y1": h, "line": line}


def _signal_lines(signals: Sequence[Signal], palette: Palette) -> list[Part]:
    tall = {"type": "line", "xref": "x", "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    line = {"color": palette.harm, "width": 1, "dash": "dot"}
    days = list(dict.fromkeys(signal.day for signal in signals))
    return [{**tall, "x0": day, "x1": day, "line": line} for day in days[:NAMED]]


def _signal_names(cusum: Cusum, palette: Palette, limits: Sequence[float]) -> list[Part]:
    middle = (limits[0] + limits[1]) / 2
    return [
        note(
            palette,
            f"{NO_BREAK_SPACE}signal {day_text(signal.day)}{NO_BREAK_SPACE}",
            x=signal.day,
            y=0,
            xref="x",
            yref="y domain",
            xanchor="left" if signal.day < middle else "right",
            yanchor="bottom",
            font={"size": SMALL_SIZE, "color": palette.harm},
        )
        for signal in cusum.signals[:NAMED]
    ]


def _caption(palette: Palette, text: str, y: float) -> Part:
    ends = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    font = {"size": FONT_SIZE, "color": palette.text}
    return note(palette, text, x=0, y=y, **ends, yshift=4, font=font)
