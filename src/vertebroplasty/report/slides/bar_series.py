"""Bars of a figure as series of a native bar chart, by category."""

import math
from collections.abc import Sequence

from vertebroplasty.report.slides.axes import names_rows
from vertebroplasty.report.slides.bar_marks import Bar, Group
from vertebroplasty.report.slides.marks import Line, Numbers
from vertebroplasty.report.slides.markup import plain
from vertebroplasty.report.slides.panels import Part, each, ink

OTHERS, WITH_OTHERS = "not chosen", "with those not chosen"


def categories_of(
    among: Part, traces: Sequence[Part], is_across: bool
) -> tuple[tuple[float, ...], float, tuple[str, ...]]:
    """Return where the categories stand, how far apart, and what each is.

    Parameters
    ----------
    among : dict
        Plotly axis of the categories.
    traces : sequence of dict
        Its bars.
    is_across : bool
        Whether they run to the right.
    """
    if names_rows(among) or is_across:
        texts = tuple(plain(text) for text in among["ticktext"])
        return tuple(among["tickvals"]), 1.0, texts
    step = float(math.ceil(max(trace["width"] for trace in traces)))
    start = min(at for trace in traces for at in trace["x"]) % step
    low, high = among["range"]
    first = low + (start - low) % step
    places = tuple(first + step * n for n in range(math.floor((high - first) / step) + 1))
    return places, step, tuple(_bin(at, step) for at in places)


def _bin(middle: float, step: float) -> str:
    """Return a whole number, or the whole numbers from one to another that a bin holds."""
    if step == 1:
        return f"{middle:g}"
    start = middle - step / 2
    return f"{start:g}\N{EN DASH}{start + step - 1:g}"


def groups_of(
    traces: Sequence[Part], places: Sequence[float], step: float, barmode: str
) -> tuple[Group, ...]:
    """Return the bars of each width, the widest behind.

    Parameters
    ----------
    traces : sequence of dict
        Plotly bars.
    places : sequence of float
        Where the categories stand.
    step : float
        How far apart.
    barmode : str
        Plotly's: ``stack`` or ``overlay``.
    """
    if barmode == "stack":
        bars = tuple(_bar(trace, places) for trace in traces)
        return (Group(bars, True, _gap(traces[0], step)),)
    widths = sorted({trace["width"] for trace in traces}, reverse=True)
    return tuple(
        _layer([trace for trace in traces if trace["width"] == width], places, step)
        for width in widths
    )


def _layer(traces: Sequence[Part], places: Sequence[float], step: float) -> Group:
    """Return bars in each other's place; what stands on others reaches behind them from 0.

    LibreOffice stacks all groups of a chart or none.
    """
    on_top = [trace for trace in traces if "base" in trace and any(_lengths(trace))]
    behind = [_bar(_from_zero(trace), places, WITH_OTHERS) for trace in on_top]
    before = [_bar(trace, places) for trace in traces if "base" not in trace]
    aside = [_bar(trace, places, OTHERS) for trace in on_top]
    return Group(
        (*behind, *before),
        False,
        _gap(traces[0], step),
        tuple((bar.name, bar.values) for bar in aside),
    )


def _gap(trace: Part, step: float) -> int:
    gap = round(100 * (step / float(trace["width"]) - 1))
    return max(0, min(500, gap))


def _lengths(trace: Part) -> Numbers:
    return tuple(trace["x" if trace.get("orientation") == "h" else "y"])


def _from_zero(trace: Part) -> Part:
    along = "x" if trace.get("orientation") == "h" else "y"
    ends = [base + more for base, more in zip(trace["base"], trace[along], strict=True)]
    return trace | {along: ends}


def _bar(trace: Part, places: Sequence[float], words: str = "") -> Bar:
    at, lengths = ("y" if trace.get("orientation") == "h" else "x"), _lengths(trace)
    where = {place: number for number, place in enumerate(trace[at])}
    marker, count = trace["marker"], len(trace[at])
    opacity = [trace.get("opacity", 1.0) * one for one in each(marker.get("opacity", 1.0), count)]
    colours = each(marker["color"], count)
    fills = [ink(colour, faint) for colour, faint in zip(colours, opacity, strict=True)]
    edge = marker.get("line", {})
    line = Line(ink(edge["color"]), edge["width"]) if edge.get("width") else None
    texts = trace.get("text", [""] * count)
    kept = [where.get(place) for place in places]
    return Bar(
        plain(trace["name"]) + (f", {words}" if words else ""),
        tuple(None if n is None else lengths[n] for n in kept),
        tuple(fills[0] if n is None else fills[n] for n in kept),
        line,
        tuple("" if n is None else plain(texts[n]) for n in kept),
        trace.get("insidetextfont", {}).get("color", ""),
    )
