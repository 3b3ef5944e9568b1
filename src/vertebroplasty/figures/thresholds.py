"""Relief as a curve over every threshold, with a band and the conventional definitions marked."""

from collections.abc import Sequence
from typing import NamedTuple

from vertebroplasty import formatting
from vertebroplasty.figures.axes import axis, percent_axis, towards_middle, upright
from vertebroplasty.figures.marks import extent, hover
from vertebroplasty.figures.theme import (
    Figure,
    Palette,
    Part,
    empty_figure,
    figure,
    layout,
    note,
    safe,
)
from vertebroplasty.formatting import NO_BREAK_SPACE, number
from vertebroplasty.statistics.thresholds import Curve, Cut, Point

HEIGHT, NAME_ROOM, BAND_OPACITY, LAST_TICK_ROOM = 320, 22, 0.18, 26


class Mark(NamedTuple):
    """A definition that is drawn on the curve.

    Attributes
    ----------
    threshold : int
        In percent or in tenths of a point.
    name : str
        What a reader reads at it.
    own : bool
        Whether the reader declared it.
    """

    threshold: int
    name: str
    own: bool = False


def threshold_words(cut: Cut, threshold: float) -> str:
    """Return a threshold in words, such as ``fall of at least 30 %`` with the sign for at least."""
    if cut is Cut.PERCENT:
        return f"fall \N{GREATER-THAN OR EQUAL TO} {threshold:g}{NO_BREAK_SPACE}%"
    points = number(threshold / 10, 1)
    if cut is Cut.POINTS:
        return f"fall \N{GREATER-THAN OR EQUAL TO} {points} points"
    return f"VAS \N{LESS-THAN OR EQUAL TO} {points}"


def threshold_figure(
    title: str, cut: Cut, curve: Curve, marks: Sequence[Mark], palette: Palette
) -> Figure:
    """Draw the share of units that reach each threshold.

    Parameters
    ----------
    title : str
        The finding's unit and n.
    cut : Cut
        What the thresholds are of.
    curve : tuple of Point
        From the lowest threshold.
    marks : sequence of Mark
        Definitions to name on it.
    palette : Palette
        Colours.

    Returns
    -------
    Figure
        A line with the band of its pointwise intervals.
    """
    if not curve or not curve[0].share.n:
        return empty_figure(title, palette, "No value after the procedure in this cohort")
    across = _across(palette, cut)
    shares = f"% of {curve[0].share.noun}, 95{NO_BREAK_SPACE}% band"
    chosen = [(mark, curve[mark.threshold]) for mark in marks]
    frame = layout(palette, title=title, height=HEIGHT, above=NAME_ROOM * len(marks))
    frame["margin"] |= {"r": LAST_TICK_ROOM}
    frame |= {"xaxis": across, "yaxis": upright(percent_axis(palette, shares))}
    frame |= {
        "shapes": [_drop(palette, cut, *pair) for pair in chosen],
        "annotations": [
            _name(palette, across["range"], cut, *pair, len(chosen) - place)
            for place, pair in enumerate(chosen, 1)
        ],
    }
    return figure(
        [*_band(palette, cut, curve), _line(palette, cut, curve), _dots(palette, cut, chosen)],
        frame,
    )


def describe_thresholds(title: str, cut: Cut, curve: Curve, marks: Sequence[Mark]) -> str:
    """Return the curve in words: the share at each of its marks.

    Parameters
    ----------
    title : str
        The figure's title.
    cut : Cut
        What the thresholds are of.
    curve : tuple of Point
        From the lowest threshold.
    marks : sequence of Mark
        Definitions that are named on it.

    Returns
    -------
    str
        A sentence a mark; calm words where nobody has a value.
    """
    if not curve or not curve[0].share.n:
        return f"{title}. No value after the procedure in this cohort."
    shown = [share_words(cut, curve[mark.threshold]) for mark in marks]
    return ". ".join([title, *shown]) + "."


def share_words(cut: Cut, point: Point) -> str:
    """Return the share at a threshold in words, with its interval and denominator."""
    share = point.share
    limits = formatting.interval(share)
    around = f" (95{NO_BREAK_SPACE}% CI {limits})" if limits else ""
    words = threshold_words(cut, point.threshold)
    known = formatting.denominator(share)
    return f"{words[0].upper()}{words[1:]}: {formatting.share(share)}{around}, {known}"


def _at(cut: Cut, threshold: int) -> float:
    return threshold if cut is Cut.PERCENT else threshold / 10


def _across(palette: Palette, cut: Cut) -> Part:
    if cut is Cut.PERCENT:
        ticks = [(value, number(value, 0)) for value in (0, 25, 50, 75)]
        ticks.append((100, f"100{NO_BREAK_SPACE}%"))
        return axis(palette, "fall of at least, % of VAS before", (0, 100), ticks)
    ticks = [(value, number(value, 0)) for value in range(0, 11, 2)]
    words = "fall of at least, points" if cut is Cut.POINTS else "VAS of at most"
    return axis(palette, words, (0, 10), ticks)


def _shape(cut: Cut) -> str:
    """Return how steps run: "at least" holds up to its threshold, "at most" from it on."""
    return "hv" if cut is Cut.STATE else "vh"


def _band(palette: Palette, cut: Cut, curve: Curve) -> list[Part]:
    """Return the lower limit, and the upper one with what lies between filled."""
    places = [_at(cut, point.threshold) for point in curve]
    limits = list(zip(*(extent(point.share)[1:] for point in curve), strict=True))
    common: Part = {"type": "scatter", "mode": "lines", "x": places, "hoverinfo": "skip"}
    common |= {"line": {"width": 0, "shape": _shape(cut)}}
    upper: Part = {"name": "upper limit", "y": list(limits[1]), "fill": "tonexty"}
    fill = f"rgba({_rgb(palette.accent)}, {BAND_OPACITY})"
    return [
        common | {"name": "lower limit", "y": list(limits[0])},
        common | upper | {"fillcolor": fill},
    ]


def _rgb(colour: str) -> str:
    return ", ".join(str(int(colour[place : place + 2], 16)) for place in (1, 3, 5))


def _line(palette: Palette, cut: Cut, curve: Curve) -> Part:
    return {
        "type": "scatter",
        "name": "share",
        "mode": "lines",
        "x": [_at(cut, point.threshold) for point in curve],
        "y": [extent(point.share)[0] for point in curve],
        "line": {"color": palette.accent, "width": 2, "shape": _shape(cut)},
        "hoverinfo": "text",
        "hovertext": [_hover(cut, point) for point in curve],
    }


def _dots(palette: Palette, cut: Cut, chosen: Sequence[tuple[Mark, Point]]) -> Part:
    return {
        "type": "scatter",
        "name": "definitions",
        "mode": "markers",
        "x": [_at(cut, point.threshold) for _, point in chosen],
        "y": [extent(point.share)[0] for _, point in chosen],
        "marker": {
            "size": 10,
            "color": [palette.accent if mark.own else palette.background for mark, _ in chosen],
            "line": {"color": palette.accent, "width": 2},
        },
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": [_hover(cut, point) for _, point in chosen],
    }


def _hover(cut: Cut, point: Point) -> str:
    return hover(threshold_words(cut, point.threshold), point.share, signed=False)


def _drop(palette: Palette, cut: Cut, mark: Mark, point: Point) -> Part:
    at = _at(cut, point.threshold)
    line = {"color": palette.reference, "width": 1.5 if mark.own else 1, "dash": "dot"}
    ends = {"x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "line", "xref": "x", **ends, "layer": "below", "line": line}


def _name(
    palette: Palette, limits: Sequence[float], cut: Cut, mark: Mark, point: Point, row: int
) -> Part:
    """Return a definition's name with its share, in a row of its own above the plot."""
    at = _at(cut, point.threshold)
    text = f"{threshold_words(cut, point.threshold)}, {mark.name}: {formatting.share(point.share)}"
    place = {"x": at, "xref": "x", "y": 1, "yref": "paper", "yshift": 2 + NAME_ROOM * row}
    place |= {"yanchor": "bottom", "xanchor": towards_middle(at, limits)}
    words = note(palette, safe(text), **place)
    return words | {"font": words["font"] | {"color": palette.text}} if mark.own else words
