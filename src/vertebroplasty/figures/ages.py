"""Ages in bins of five years, over the outline of everyone."""

from collections.abc import Sequence
from typing import NamedTuple

from vertebroplasty.figures.axes import count_axis, upright, year_axis
from vertebroplasty.figures.counts import bars_of_cohort, outline
from vertebroplasty.figures.theme import (
    FAINT,
    NOBODY,
    Figure,
    Palette,
    Part,
    empty_figure,
    figure,
    layout,
    note,
)
from vertebroplasty.formatting import EN_DASH, NOT_RECORDED, number, units, whole
from vertebroplasty.tallies import Histogram

AGE_PLOT_HEIGHT = 200
AGE_BIN = 5
USUAL_AGES = (50, 95)
"""The axis of ages is longer than this only when ages leave it."""


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
) -> Figure:
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
    Figure
        A bin that a bound cuts is solid as far as its ages lie inside.
    """
    if not everyone.n:
        return empty_figure(title, palette, _no_ages(everyone))
    bins = [part for part in age_bins(chosen, everyone, bounds) if part.everyone]
    middles = [part.start + AGE_BIN / 2 for part in bins]
    bars = bars_of_cohort(palette) | {"x": middles, "width": AGE_BIN * 0.7}
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
    frame |= {"barmode": "overlay", "yaxis": tallest} | _unknown(palette, chosen)
    frame |= {"xaxis": _age_axis(palette, bins)}
    return figure([outline(palette) | ghost, bars | solid, bars | faint], frame)


def _age_axis(palette: Palette, bins: Sequence[AgeBin]) -> Part:
    first, last = bins[0].start, bins[-1].start + AGE_BIN
    return year_axis(palette, min(USUAL_AGES[0], first), max(USUAL_AGES[1], last))


def _unknown(palette: Palette, ages: Histogram) -> Part:
    """Return a caption that counts those who are in no bar."""
    if not ages.n_missing:
        return {}
    text = f"{whole(ages.n_missing)} of unknown age, not drawn"
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper"}
    return {"annotations": [note(palette, text, **place, yanchor="bottom")]}


def describe_ages(title: str, ages: Histogram) -> str:
    """Return the figure of ages as a sentence: mean and range."""
    if not ages.n:
        return f"{title}. {_no_ages(ages)}."
    mean = number(ages.moments.total / ages.n, 1)
    youngest, oldest = ages.counts[0][0], ages.counts[-1][0]
    return f"{title}. Mean {mean} years, range {youngest}{EN_DASH}{oldest}, n {whole(ages.n)}."


def _no_ages(ages: Histogram) -> str:
    return (
        f"Age {NOT_RECORDED} in {units(ages.n_missing, 'procedures')}" if ages.n_missing else NOBODY
    )
