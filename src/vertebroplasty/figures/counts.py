"""How many units each group or age has, over the outline of everyone."""

from collections.abc import Sequence
from typing import NamedTuple

from plotly import graph_objects as go

from vertebroplasty.breakdown import Group
from vertebroplasty.figures.axes import (
    ROW_HEIGHT,
    count_axis,
    row_anchor,
    row_axes,
    upright,
    year_axis,
)
from vertebroplasty.figures.theme import (
    FAINT,
    NOBODY,
    TRANSPARENT,
    Palette,
    Part,
    empty_figure,
    figure,
    layout,
    note,
    safe,
)
from vertebroplasty.formatting import EN_DASH, NOT_RECORDED, whole
from vertebroplasty.tallies import Histogram

AGE_PLOT_HEIGHT = 200
AGE_BIN = 5


def count_figure(
    title: str,
    groups: Sequence[tuple[Group, int]],
    palette: Palette,
    *,
    everyone: Sequence[int] | None,
    chosen: frozenset[int] = frozenset(),
    unit: str = "procedures",
) -> go.Figure:
    """Draw how many units each group has, over the outline of everyone.

    Parameters
    ----------
    title : str
        The finding's unit and n.
    groups : sequence of (Group, int)
        Rows from the top.
    palette : Palette
        Colours.
    everyone : sequence of int or None
        The unfiltered count of each group, in the same order; the axis then follows these.
    chosen : frozenset of int
        Codes of the groups to draw solid, the others faint; none chosen means all solid.
    unit : str
        Plural noun of what is counted.

    Returns
    -------
    plotly.graph_objects.Figure
        With the numbers at the right.
    """
    largest = max((count for count in (*(n for _, n in groups), *(everyone or ()))), default=0)
    if not largest:
        return empty_figure(title, palette, f"No {unit} in this cohort")
    rows, labels = len(groups), [group.label for group, _ in groups]
    numbers = [whole(count) for _, count in groups]
    traces = [row_anchor(rows)]
    if everyone is not None:
        pairs = zip(numbers, everyone, strict=True)
        numbers = [f"{number} of {whole(total)}" for number, total in pairs]
        traces.append(_ghost(palette) | {"x": list(everyone), "y": list(range(rows))} | ACROSS)
    bars = _bars(palette) | {"x": [n for _, n in groups], "y": list(range(rows)), "width": 0.56}
    bars["marker"]["opacity"] = [
        1 if not chosen or group.code in chosen else FAINT for group, _ in groups
    ]
    words = zip(labels, numbers, strict=True)
    bars["hovertext"] = [f"<b>{safe(label)}</b><br>{number} {unit}" for label, number in words]
    frame = layout(palette, title=title, height=ROW_HEIGHT * rows) | {"barmode": "overlay"}
    frame |= row_axes(palette, labels, numbers)
    frame |= {"xaxis": count_axis(palette, unit, largest)}
    return figure([*traces, bars | {"orientation": "h"}], frame)


ACROSS = {"orientation": "h", "width": 0.8}


def _bars(palette: Palette) -> Part:
    marker = {"color": palette.accent, "line": {"width": 0}}
    return {"type": "bar", "name": "this cohort", "hoverinfo": "text", "marker": marker}


def _ghost(palette: Palette) -> Part:
    """Return the outline of everyone, to stand behind the cohort's bars."""
    marker = {"color": TRANSPARENT, "line": {"color": palette.reference, "width": 1}}
    return {"type": "bar", "name": "everyone", "hoverinfo": "skip", "marker": marker}


class AgeBin(NamedTuple):
    """Procedures of five years of age.

    Attributes
    ----------
    start : int
        First year.
    inside, outside : int
        The cohort's procedures inside and outside the chosen ages.
    everyone : int
        All procedures.
    """

    start: int
    inside: int
    outside: int
    everyone: int


def age_bins(
    chosen: Histogram, everyone: Histogram, bounds: tuple[int, int] | None
) -> list[AgeBin]:
    """Count ages in bins of five years, from the youngest of everyone to the oldest.

    Parameters
    ----------
    chosen, everyone : Histogram
        Ages in whole years; everyone has at least one.
    bounds : tuple of int or None
        Lowest and highest chosen age; None: all are inside.

    Returns
    -------
    list of AgeBin
        Without gaps.
    """
    youngest, oldest = everyone.counts[0][0], everyone.counts[-1][0]
    low, high = bounds or (youngest, oldest)
    bins = []
    for start in range(youngest - youngest % AGE_BIN, oldest + 1, AGE_BIN):
        here = [(age, n) for age, n in chosen.counts if start <= age < start + AGE_BIN]
        inside = sum(n for age, n in here if low <= age <= high)
        total = sum(n for age, n in everyone.counts if start <= age < start + AGE_BIN)
        bins.append(AgeBin(start, inside, sum(n for _, n in here) - inside, total))
    return bins


def age_figure(
    title: str,
    chosen: Histogram,
    everyone: Histogram,
    palette: Palette,
    bounds: tuple[int, int] | None,
) -> go.Figure:
    """Draw ages in bins of five years, over the outline of everyone.

    Parameters
    ----------
    title : str
        The finding's unit and n.
    chosen : Histogram
        Ages of the cohort with its own age range left open.
    everyone : Histogram
        Ages of everyone; the axes follow these.
    palette : Palette
        Colours.
    bounds : tuple of int or None
        Lowest and highest age in the cohort's range, drawn solid, others faint; None: all solid.

    Returns
    -------
    plotly.graph_objects.Figure
        A bin that a bound cuts is solid as far as its ages lie inside.
    """
    if not everyone.n:
        bare = f"Age {NOT_RECORDED} in {whole(everyone.n_missing)} procedures"
        return empty_figure(title, palette, bare if everyone.n_missing else NOBODY)
    bins = age_bins(chosen, everyone, bounds)
    middles = [part.start + AGE_BIN / 2 for part in bins]
    bars = _bars(palette) | {"x": middles, "width": AGE_BIN * 0.7}
    bars["hovertext"] = [
        f"<b>aged {part.start}{EN_DASH}{part.start + AGE_BIN - 1}</b><br>"
        f"{whole(part.inside + part.outside)} of {whole(part.everyone)} procedures"
        for part in bins
    ]
    ghost = {"x": middles, "y": [part.everyone for part in bins], "width": AGE_BIN * 0.96}
    solid = {"y": [part.inside for part in bins]}
    faint = {"y": [part.outside for part in bins], "base": solid["y"], "opacity": FAINT}
    frame = layout(palette, title=title, height=AGE_PLOT_HEIGHT, above=18)
    tallest = upright(count_axis(palette, "procedures", max(part.everyone for part in bins)))
    frame |= {"barmode": "overlay", "yaxis": tallest, "annotations": _unknown(palette, chosen)}
    frame |= {"xaxis": year_axis(palette, bins[0].start, bins[-1].start + AGE_BIN)}
    return figure([_ghost(palette) | ghost, bars | solid, bars | faint], frame)


def _unknown(palette: Palette, ages: Histogram) -> list[Part]:
    """Return a caption that counts those who are in no bar."""
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper"}
    text = f"{whole(ages.n_missing)} of unknown age, not drawn"
    return [note(palette, text, **place, yanchor="bottom")] if ages.n_missing else []
