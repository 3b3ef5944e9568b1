"""Observed estimates between the worst and the best case of what is missing."""

from collections.abc import Sequence
from typing import NamedTuple

from vertebroplasty import formatting
from vertebroplasty.figures.axes import change_axis, percent_axis
from vertebroplasty.figures.marks import Row, dots, unrecorded
from vertebroplasty.figures.rows import row_frame
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
from vertebroplasty.formatting import NO_BREAK_SPACE, number, whole
from vertebroplasty.results import Proportion, Result
from vertebroplasty.statistics.missing_bounds import Bounds

BOUND_HEIGHT, LABEL_CHARACTERS, KEY_ROOM = 46, 16, 22
BAR = 10
"""Pixels of the strip's height."""


class Strip(NamedTuple):
    """An outcome, what was observed of it, and how far the missing values could move it."""

    label: str
    result: Result
    bounds: Bounds


def bounds_figure(title: str, strips: Sequence[Strip], palette: Palette) -> Figure:
    """Draw what was observed on a strip from the worst to the best case.

    Parameters
    ----------
    title : str
        What is shown.
    strips : sequence of Strip
        From the top; all proportions, or all mean changes.
    palette : Palette
        Colours.

    Returns
    -------
    Figure
        Beside each row, values out of those that were due.
    """
    if not strips:
        return empty_figure(title, palette)
    rows = [Row(place, strip.label, strip.result) for place, strip in enumerate(strips)]
    across = _axis(palette, strips)
    signed = not isinstance(strips[0].result, Proportion)
    traces = [
        _bars(palette, strips),
        unrecorded(palette, rows, across["range"]),
        dots(rows, across["range"], palette.accent, signed=signed) | {"name": "observed"},
    ]
    frame = layout(palette, title=title, height=BOUND_HEIGHT * len(rows), above=KEY_ROOM)
    names = [(strip.label, _beside(strip.bounds)) for strip in strips]
    frame = row_frame(palette, frame, names, across, LABEL_CHARACTERS)
    return figure(traces, frame | {"annotations": [_key(palette)]})


def describe_bounds(title: str, strips: Sequence[Strip]) -> str:
    """Return each strip in words: observed, worst and best case, and how complete it is."""
    return ". ".join([title, *(f"{strip.label}: {bounds_words(strip)}" for strip in strips)]) + "."


def bounds_words(strip: Strip) -> str:
    """Return observed, worst and best case of a strip, and how complete it is, in words."""
    bounds = strip.bounds
    if bounds.worst is None or bounds.best is None:
        return "no procedure was due"
    is_share = isinstance(strip.result, Proportion)
    shown = [_number(value, is_share) for value in (bounds.worst, bounds.best)]
    observed = formatting.estimate(strip.result, signed=not is_share)
    return (
        f"observed {observed}, worst case {shown[0]}, best case {shown[1]},"
        f" {_beside(bounds)} values that were due"
    )


def _number(value: float, is_share: bool) -> str:
    if is_share:
        return f"{number(100 * value, 1)}{NO_BREAK_SPACE}%"
    return number(value, signed=True)


def _beside(bounds: Bounds) -> str:
    return f"{whole(bounds.n)}/{whole(bounds.n + bounds.n_missing)}"


def _axis(palette: Palette, strips: Sequence[Strip]) -> Part:
    first = strips[0].result
    if isinstance(first, Proportion):
        return percent_axis(palette, f"% of {first.noun}")
    ends = [end for strip in strips for end in (strip.bounds.worst, strip.bounds.best)]
    return change_axis(palette, "mean VAS change, points", [end for end in ends if end is not None])


def _bars(palette: Palette, strips: Sequence[Strip]) -> Part:
    """Return the strips as thick lines, parted by gaps."""
    x: list[float | None] = []
    y: list[int | None] = []
    words: list[str] = []
    for place, strip in enumerate(strips):
        scale = 100 if isinstance(strip.result, Proportion) else 1
        worst, best = strip.bounds.worst, strip.bounds.best
        if worst is None or best is None:
            continue
        x += [scale * worst, scale * best, None]
        y += [place, place, None]
        words += [f"<b>{safe(strip.label)}</b><br>{safe(bounds_words(strip))}"] * 3
    return {
        "type": "scatter",
        "name": "worst to best case",
        "mode": "lines+markers",
        "x": x,
        "y": y,
        "line": {"color": palette.muted, "width": BAR},
        "marker": {"color": palette.muted, "size": BAR, "symbol": "square"},
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": words,
    }


def _key(palette: Palette) -> Part:
    names = [("\N{BLACK CIRCLE} observed", palette.accent)]
    names.append(("\N{BLACK SQUARE} worst to best case", palette.reference))
    text = "\N{EM SPACE}".join(
        f'<span style="color:{colour}">{name}</span>' for name, colour in names
    )
    place = {"x": 0, "y": 1, "xref": "paper", "yref": "paper"}
    return note(palette, text, **place, xanchor="left", yanchor="bottom")
