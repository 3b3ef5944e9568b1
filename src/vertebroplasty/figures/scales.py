"""Axes of charts over time and of funnels: days, quarters, rates on a shorter axis."""

import math
from collections.abc import Sequence
from datetime import date, timedelta

from vertebroplasty.figures.axes import axis, upright
from vertebroplasty.figures.theme import Palette, Part
from vertebroplasty.formatting import NO_BREAK_SPACE, number

EPOCH = date(1970, 1, 1)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
YEARS_MARKED = 7
"""Years that fit below a chart on a telephone."""
RATE_STEPS = {1: 0.25, 2: 0.5, 4: 1.0, 10: 2.0, 20: 5.0, 40: 10.0, 60: 20.0, 80: 20.0, 100: 25.0}
"""Where an axis of rates may end, in percent, and the step of its marks."""


def day_text(day: int) -> str:
    """Return a day since 1970-01-01 in words, such as ``14 Mar 2022``."""
    when = EPOCH + timedelta(days=day)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def rate_axis(palette: Palette, title: str, largest: float) -> Part:
    """Return an upright axis of percentages from 0 that says where it ends before 100 %.

    Parameters
    ----------
    palette : Palette
        Colours.
    title : str
        What it is a percentage of.
    largest : float
        The largest percentage to be shown; with 0 there is nothing to come nearer to.

    Returns
    -------
    dict
        Plotly axis.
    """
    end = next((top for top in RATE_STEPS if top >= min(100.0, 1.04 * (largest or 100))), 100)
    step = RATE_STEPS[end]
    decimals = 0 if step >= 1 else 2 if step < 0.5 else 1
    values = [place * step for place in range(round(end / step) + 1)]
    ticks = [(value, number(value, decimals)) for value in values]
    ticks[-1] = (end, f"{ticks[-1][1]}{NO_BREAK_SPACE}%")
    note = "" if end == 100 else f"; axis ends at {end}{NO_BREAK_SPACE}%"
    return upright(axis(palette, f"{title}{note}", (0, end), ticks))


def value_axis(palette: Palette, title: str, low: float, high: float) -> Part:
    """Return an upright axis that holds 0 and two values, marked at round numbers.

    Parameters
    ----------
    palette : Palette
        Colours.
    title : str
        What is measured.
    low, high : float
        What must be seen; 0 is always.

    Returns
    -------
    dict
        Plotly axis with a line at 0.
    """
    low, high = min(0.0, low), max(0.0, high)
    step = _round_step((high - low) or 1.0)
    first, last = math.floor(low / step), math.ceil(high / step) or 1
    decimals = max(0, -math.floor(math.log10(step)))
    ticks = [(n * step, number(n * step, decimals)) for n in range(first, last + 1)]
    zero = {"zeroline": True, "zerolinecolor": palette.reference, "zerolinewidth": 1}
    return upright(axis(palette, title, (first * step, last * step), ticks)) | zero


def day_axis(palette: Palette, first: int, last: int) -> Part:
    """Return an axis of days since 1970-01-01, marked at the beginning of years or months.

    Parameters
    ----------
    palette : Palette
        Colours.
    first, last : int
        The days at its ends.

    Returns
    -------
    dict
        Plotly axis.
    """
    start, end = (EPOCH + timedelta(days=day) for day in (first, last))
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 24:
        every = math.ceil((end.year - start.year) / YEARS_MARKED)
        marks = [date(year, 1, 1) for year in range(start.year, end.year + 1, every)]
    else:
        every = max(1, math.ceil(months / 4))
        marks = [_month(start, number) for number in range(0, months + 1, every)]
    ticks = [((mark - EPOCH).days, _written(mark, years=months > 24)) for mark in marks]
    inside = [tick for tick in ticks if first <= tick[0] <= last]
    room = max(1.0, 0.02 * (last - first))
    return axis(palette, "day of treatment", (first - room, last + room), inside)


def quarter_axis(palette: Palette, labels: Sequence[str]) -> Part:
    """Return an axis with a place for each quarter, marked at the beginning of years.

    Parameters
    ----------
    palette : Palette
        Colours.
    labels : sequence of str
        Such as ``2021 Q3``, without gaps.

    Returns
    -------
    dict
        Plotly axis from -0.6 to a little beyond the last place.
    """
    starts = [(place, label[:4]) for place, label in enumerate(labels) if label.endswith("Q1")]
    every = math.ceil(len(starts) / YEARS_MARKED) or 1
    shown = starts[::every]
    if len(shown) < 2:
        shown = list(enumerate(labels))[:: math.ceil(len(labels) / 4) or 1]
    return axis(palette, "quarter of treatment", (-0.6, len(labels) - 0.4), shown)


def _round_step(extent: float) -> float:
    """Return 1, 2 or 5 times a power of ten, so that three to six steps span the extent."""
    power = 10.0 ** math.floor(math.log10(extent / 5))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor * 5 >= extent)


def _month(start: date, later: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + later, 12)
    return date(year, month + 1, 1)


def _written(mark: date, *, years: bool) -> str:
    return str(mark.year) if years else f"{MONTHS[mark.month - 1]} {mark.year}"
