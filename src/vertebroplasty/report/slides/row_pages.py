"""A figure of many rows, cut into several, so that each row can be read on a slide."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from vertebroplasty.report.slides.axes import names_rows
from vertebroplasty.report.slides.panels import Part

LEAST_PITCH = 13.0
"""Points from one row to the next: letters of ten points."""
ENTRY = 18.0
"""Pixels of a line of words in a figure without names at its axis."""
BLOCK, PREFERRED = 1.3, 0.05
"""How far apart rows of two blocks stand, beside those of one; how much rather it is cut there."""
BELOW_HEADING = 26.0
"""Pixels below a heading within which its first row stands."""
Window = tuple[float, float]
Cut = tuple[float, float]
"""Where a figure may be cut, and what a distance from the wanted place counts there."""


def pages(figure: Part, height: float) -> list[Part]:
    """Return a figure, or its rows in several figures where they are too many for a height.

    Parameters
    ----------
    figure : dict
        Plotly's own JSON.
    height : float
        Points for the rows on a slide.
    """
    upright = figure["layout"].get("yaxis", {})
    is_named = bool(upright.get("ticktext")) and names_rows(upright)
    if not figure["data"] or not (is_named or not upright.get("visible", True)):
        return [figure]
    low, high = sorted(upright["range"])
    ticks = sorted(upright.get("tickvals", ()))
    apart = min((b - a for a, b in pairwise(ticks)), default=high - low) if is_named else ENTRY
    count = math.ceil(LEAST_PITCH / (height * apart / (high - low)))
    if count < 2:
        return [figure]
    if is_named:
        cuts = [
            ((a + b) / 2, PREFERRED if b - a > BLOCK * apart else 1.0) for a, b in pairwise(ticks)
        ]
    else:
        cuts = [(at, 1.0) for at in _entries(figure["layout"])]
    return [_part(figure, window) for window in _windows(low, high, cuts, count)]


def _entries(layout: Part) -> list[float]:
    """Return where rows begin whose words are annotations; their notes are aligned, names not."""
    tops = sorted(note["y"] for note in layout["annotations"] if note.get("x") == 0)
    starts = {note["y"] for note in layout["annotations"] if "align" not in note}
    return [b for a, b in pairwise(tops) if b in starts and b - a > BELOW_HEADING]


def _windows(low: float, high: float, cuts: Sequence[Cut], count: int) -> list[Window]:
    """Return about equal parts that end where a row does."""
    ends = [low]
    for number in range(1, count):
        wanted = low + (high - low) * number / count
        later = [(abs(at - wanted) * weight, at) for at, weight in cuts if at > ends[-1]]
        if later:
            ends.append(min(later)[1])
    return list(pairwise([*ends, high]))


def _part(figure: Part, window: Window) -> Part:
    layout, (low, high) = figure["layout"], window
    axes = {name: _axis(layout[name], window) for name in ("yaxis", "yaxis2") if name in layout}
    notes = [
        note
        for note in layout.get("annotations", ())
        if note.get("yref", "y") != "y" or low <= note["y"] < high
    ]
    traces = [_points(trace, window) for trace in figure["data"]]
    kept = [trace for trace in traces if any(at is not None for at in trace["y"])]
    return {"data": kept, "layout": layout | axes | {"annotations": notes}}


def _axis(axis: Part, window: Window) -> Part:
    first, last = axis["range"]
    ends = list(window) if first < last else list(reversed(window))
    if "tickvals" not in axis:
        return axis | {"range": ends}
    ticks = [
        (at, text)
        for at, text in zip(axis["tickvals"], axis["ticktext"], strict=True)
        if window[0] <= at < window[1]
    ]
    values, texts = [at for at, _ in ticks], [text for _, text in ticks]
    return axis | {"range": ends, "tickvals": values, "ticktext": texts}


def _points(part: Part, window: Window) -> Part:
    places = part["y"]
    kept = [n for n, at in enumerate(places) if at is None or window[0] <= at < window[1]]
    return {name: _of(content, kept, len(places)) for name, content in part.items()}


def _of(content: Any, kept: Sequence[int], count: int) -> Any:
    if isinstance(content, dict):
        return {name: _of(inner, kept, count) for name, inner in content.items()}
    if isinstance(content, (list, tuple)) and len(content) == count:
        return [content[n] for n in kept]
    return content
