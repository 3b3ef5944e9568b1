"""Two cohorts side by side on several outcomes, and the differences between them."""

from collections.abc import Sequence
from typing import NamedTuple

from vertebroplasty.figures.axes import axis, right_axis, row_anchor
from vertebroplasty.figures.marks import DOT, WHISKER, Row, beside, cut_whiskers, dots, unrecorded
from vertebroplasty.figures.rows import row_frame
from vertebroplasty.figures.theme import (
    ALONG_X,
    FONT_SIZE,
    HELPER,
    Figure,
    Palette,
    Part,
    empty_figure,
    figure,
    layout,
    note,
    safe,
)
from vertebroplasty.figures.value_axis import value_axis
from vertebroplasty.formatting import NO_BREAK_SPACE, NOT_DEFINED, number, span
from vertebroplasty.results import Effect, Result

ROW_HEIGHT, LABEL_WIDTH, KEY_ROOM = 46, 26, 22
BELOW = 0.36
"""How far under A, in rows, B stands."""
PERCENT_ENDS = (10, 20, 50, 100)
POINT_ENDS = (2, 5, 10)
"""Where an axis of differences may end: at the first that holds every interval, so that a filter
rescales it rarely; beyond the last there is nothing."""


class Pair(NamedTuple):
    """An outcome in A and in B."""

    label: str
    a: Result
    b: Result


class Difference(NamedTuple):
    """An outcome in A less the same in B, in percentage points or in points; and its p in words."""

    label: str
    effect: Effect
    scale: int
    p: str


def pairs_figure(
    title: str, rows: Sequence[Pair], palette: Palette, *, change: bool = False
) -> Figure:
    """Draw each outcome in A, and in B under it.

    Parameters
    ----------
    title : str
        What is compared.
    rows : sequence of Pair
        From the top; all proportions, or all means.
    palette : Palette
        Colours: A in that of the chosen cohort, B in that of a reference.
    change : bool
        Whether the means are of a change of VAS rather than of VAS.

    Returns
    -------
    Figure
        What each dot rests on stands at the right.
    """
    if not rows:
        return empty_figure(title, palette)
    of_a = [Row(place, f"{row.label}, A", row.a) for place, row in enumerate(rows)]
    of_b = [Row(place + BELOW, f"{row.label}, B", row.b) for place, row in enumerate(rows)]
    across = value_axis(palette, [row.result for row in (*of_a, *of_b)], change=change)
    limits = across["range"]
    traces = [row_anchor(len(rows)), unrecorded(palette, [*of_a, *of_b], limits)]
    for name, some, colour in (("B", of_b, palette.reference), ("A", of_a, palette.accent)):
        for mark in (dots, cut_whiskers):
            trace = mark(some, limits, colour, signed=change)
            traces.append(trace | {"name": f"{name} {trace['name']}"})
    frame = layout(palette, title=title, height=ROW_HEIGHT * len(rows), above=KEY_ROOM)
    right = [(row.place, beside(row.result)) for row in (*of_a, *of_b)]
    if not change:  # every other tick: the outcomes' names leave little room on a telephone
        across |= {name: across[name][::2] for name in ("tickvals", "ticktext")}
    frame = _frame(palette, frame, [row.label for row in rows], right, across)
    return figure(traces, frame | {"annotations": [_key(palette)]})


def difference_figure(
    title: str, rows: Sequence[Difference], palette: Palette, unit: str
) -> Figure:
    """Draw the difference A - B of each outcome with its interval, around zero.

    Parameters
    ----------
    title : str
        What is compared.
    rows : sequence of Difference
        From the top, all in one unit.
    palette : Palette
        Colours.
    unit : str
        Such as ``percentage points``.

    Returns
    -------
    Figure
        P adjusted for the number of outcomes stands at the right.
    """
    if not rows:
        return empty_figure(title, palette)
    end = _end(rows)
    traces = [row_anchor(len(rows)), _differences(palette, rows), _undefined(palette, rows)]
    frame = layout(palette, title=title, height=ROW_HEIGHT * len(rows), above=KEY_ROOM)
    ticks = [(at, number(at, 0, signed=True)) for at in (-end, -end / 2, 0, end / 2, end)]
    if end % 2:
        ticks = [(at, text) for at, text in ticks if float(at).is_integer()]
    words = f"A \N{MINUS SIGN} B, {unit}, 95{NO_BREAK_SPACE}% interval"
    zero = {"zeroline": True, "zerolinecolor": palette.reference, "zerolinewidth": 1}
    across = axis(palette, words, (-end, end), ticks) | zero
    edge = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 7}
    head = note(palette, "adjusted", y=1, yref="paper", yanchor="bottom", **edge)
    right = [(place + BELOW / 2, row.p) for place, row in enumerate(rows)]
    frame = _frame(palette, frame, [row.label for row in rows], right, across)
    return figure(traces, frame | {"annotations": [head]})


def _frame(
    palette: Palette,
    frame: Part,
    labels: Sequence[str],
    right: Sequence[tuple[float, str]],
    across: Part,
) -> Part:
    """Let a label stand beside the middle of its two dots, in both figures alike."""
    frame = row_frame(palette, frame, [(label, "") for label in labels], across, LABEL_WIDTH)
    frame["yaxis"] |= {"range": [len(labels) - 0.5 + BELOW / 2, -0.5 + BELOW / 2]}
    frame["yaxis"] |= {"tickvals": [place + BELOW / 2 for place in range(len(labels))]}
    return frame | {"yaxis2": right_axis(palette, frame["yaxis"], right)}


def _end(rows: Sequence[Difference]) -> int:
    ends = PERCENT_ENDS if rows[0].scale == 100 else POINT_ENDS
    furthest = max((abs(value) for row in rows for value in _extent(row)), default=0)
    return next((end for end in ends if furthest <= end), ends[-1])


def _extent(row: Difference) -> list[float]:
    """Return estimate, low and high as drawn; shorter where not defined."""
    effect = row.effect
    if effect.estimate is None:
        return []
    limits = effect.interval
    values = [effect.estimate, limits.low, limits.high] if limits else [effect.estimate]
    return [row.scale * value for value in values]


def _differences(palette: Palette, rows: Sequence[Difference]) -> Part:
    drawn = [(place, row, values) for place, row in enumerate(rows) if (values := _extent(row))]
    return {
        "type": "scatter",
        "name": "differences",
        "mode": "markers",
        "x": [values[0] for *_, values in drawn],
        "y": [place + BELOW / 2 for place, *_ in drawn],
        "marker": {"color": palette.accent, "size": DOT},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "arrayminus": [v[0] - v[1] if v[1:] else None for *_, v in drawn],
            "array": [v[2] - v[0] if v[1:] else None for *_, v in drawn],
            "color": palette.accent,
            "thickness": WHISKER,
            "width": 0,
        },
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": [_hover(row) for _, row, _ in drawn],
        **ALONG_X,
    }


def _hover(row: Difference) -> str:
    effect, decimals = row.effect, 1 if row.scale == 100 else 2
    lines = [f"<b>{safe(row.label)}</b>"]
    lines.append(f"A \N{MINUS SIGN} B {number(row.scale * (effect.estimate or 0), decimals)}")
    if effect.interval:
        limits = span(effect.interval, decimals, scale=row.scale)
        lines.append(f"95{NO_BREAK_SPACE}% interval {limits}")
    return "<br>".join(lines)


def _undefined(palette: Palette, rows: Sequence[Difference]) -> Part:
    bare = [(place, row) for place, row in enumerate(rows) if row.effect.estimate is None]
    return {
        "type": "scatter",
        "name": NOT_DEFINED,
        "mode": "text",
        "x": [0] * len(bare),
        "y": [place + BELOW / 2 for place, _ in bare],
        "text": [NOT_DEFINED] * len(bare),
        "textfont": {"color": palette.muted_text, "size": FONT_SIZE},
        "hoverinfo": "text",
        "hovertext": [safe(row.effect.note or NOT_DEFINED) for _, row in bare],
        **HELPER,
    }


def _key(palette: Palette) -> Part:
    """Return the names of the two dots, each in its colour."""
    text = "\N{EM SPACE}".join(
        f'<span style="color:{colour}">\N{BLACK CIRCLE} {name}</span>'
        for name, colour in (("A", palette.accent), ("B", palette.reference))
    )
    place = {"x": 0, "xref": "paper", "xanchor": "left"}
    return note(palette, text, y=1, yref="paper", yanchor="bottom", **place)
