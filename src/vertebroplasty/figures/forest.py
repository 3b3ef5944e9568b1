"""A forest: many groups under headings, each with a dot and its interval, against the whole."""

from collections.abc import Sequence
from typing import NamedTuple

from vertebroplasty.figures.axes import axis, row_anchor
from vertebroplasty.figures.marks import Row, beside, cut_whiskers, dots, extent, unrecorded
from vertebroplasty.figures.theme import (
    FAINT,
    SMALL_SIZE,
    Figure,
    Palette,
    Part,
    empty_figure,
    figure,
    layout,
    note,
    safe,
    wrapped,
)
from vertebroplasty.figures.value_axis import value_axis
from vertebroplasty.formatting import estimate, whole
from vertebroplasty.results import Proportion, Result

ROW, SECOND_LINE, HEADING, TOP = 25, 14, 38, 44
"""Pixels of a row, of a further line of its label, of a heading, and of the first row."""
LABEL_WIDTH = 18
CHARACTER, SMALL_CHARACTER = 6.9, 6.4
"""Pixels of a character: margins are fixed, so that headings can begin at the left edge."""
DIAMOND = 13
_AT_TOP: Part = {"overlaying": "x", "side": "top", "showgrid": False, "zeroline": False}
"""What makes an axis one above the rows, for a forest that is taller than the screen."""


class Line(NamedTuple):
    """A group, whether it is one of the chosen, and whether it is judged."""

    label: str
    result: Result
    chosen: bool = True
    judged: bool = True


class Block(NamedTuple):
    """Groups under a heading, and what stands beside the heading."""

    heading: str
    remark: str
    lines: Sequence[Line]


class Placed(NamedTuple):
    """Rows and headings with their pixels from the top, and the height of all."""

    rows: list[tuple[Line, Row]]
    headings: list[float]
    height: float


def forest_figure(
    title: str,
    overall: Line,
    blocks: Sequence[Block],
    palette: Palette,
    *,
    harm: bool = False,
    change: bool = False,
) -> Figure:
    """Draw groups under headings, below the cohort as a whole.

    Parameters
    ----------
    title : str
        The finding's unit and n.
    overall : Line
        The cohort as a whole: a diamond on top, and a line through all rows.
    blocks : sequence of Block
        From the top; all results proportions, or all means.
    palette : Palette
        Colours; a group that is not judged is grey.
    harm : bool
        Whether the events harm the patient.
    change : bool
        Whether the means are of a change of VAS rather than of VAS.

    Returns
    -------
    Figure
        One unit of the upright axis is a pixel, so that its height follows from the rows.
    """
    if not any(block.lines for block in blocks):
        return empty_figure(title, palette)
    placed = _placed(overall, blocks)
    lines = [line for line, _ in placed.rows]
    across = value_axis(palette, [line.result for line in lines], change=change)
    ink = palette.harm if harm else palette.accent
    frame = layout(palette, title=title, height=round(placed.height), above=46, below=52)
    margins = _margins(lines)
    frame["margin"] |= margins
    frame |= _row_axes(palette, placed) | {
        "xaxis": across,
        "xaxis2": across | _AT_TOP | {"title": {"text": ""}},
    }
    frame |= _overall_line(palette, overall.result, across["range"])
    frame["annotations"] = [
        *_value_of_overall(palette, placed.rows[0][1], across["range"], signed=change),
        *_headings(palette, blocks, placed.headings, margins["l"]),
        _key(palette, lines, margins["r"]),
    ]
    traces = _traces(palette, placed.rows, across["range"], ink, signed=change)
    return figure(traces, frame)


def _placed(overall: Line, blocks: Sequence[Block]) -> Placed:
    rows, headings, at = [(overall, Row(TOP - ROW / 2, overall.label, overall.result))], [], TOP
    for block in blocks:
        headings.append(at + HEADING - ROW / 2)
        at += HEADING
        for line in block.lines:
            height = ROW + SECOND_LINE * wrapped(line.label, LABEL_WIDTH).count("<br>")
            rows.append((line, Row(at + height / 2, line.label, line.result)))
            at += height
    return Placed(rows, headings, at + 4)


def _traces(
    palette: Palette,
    rows: Sequence[tuple[Line, Row]],
    limits: Sequence[float],
    ink: str,
    *,
    signed: bool,
) -> list[Part]:
    (_, first), *groups = rows
    # plotly.js draws the axis at the top only with a trace on it.
    top = row_anchor(1) | {"name": "top anchor", "xaxis": "x2", "yaxis": "y"}
    traces = [row_anchor(1), top, unrecorded(palette, [row for _, row in rows], limits)]
    for name, colour, opacity, some in (
        ("unjudged", palette.reference, 1.0, [row for line, row in groups if not line.judged]),
        ("other", ink, FAINT, [r for line, r in groups if line.judged and not line.chosen]),
        ("chosen", ink, 1.0, [row for line, row in groups if line.judged and line.chosen]),
    ):
        for mark in (dots, cut_whiskers):
            trace = mark(some, limits, colour, signed=signed)
            traces.append(trace | {"name": f"{name} {trace['name']}", "opacity": opacity})
    diamond = dots([first], limits, palette.text, signed=signed) | {"name": "overall estimates"}
    diamond["marker"] |= {"symbol": "diamond", "size": DIAMOND}
    return [*traces, diamond]


def _row_axes(palette: Palette, placed: Placed) -> Part:
    """Return the labels at the left and what each rests on at the right."""
    limits = (placed.height, 0)
    left = [(row.place, wrapped(row.label, LABEL_WIDTH)) for _, row in placed.rows]
    right = [(row.place, safe(_beside(row.result))) for _, row in placed.rows]
    frame = {"showgrid": False, "showline": True, "linecolor": palette.grid}
    frame |= {"ticklabelstandoff": 7, "layer": "below traces", "automargin": False}
    axes = axis(palette, "", limits, left) | frame, axis(palette, "", limits, right) | frame
    axes[0]["tickfont"] = axes[0]["tickfont"] | {"color": palette.text}
    axes[1]["tickfont"] = axes[1]["tickfont"] | {"size": SMALL_SIZE}
    return {"yaxis": axes[0], "yaxis2": axes[1] | {"overlaying": "y", "side": "right"}}


def _beside(result: Result) -> str:
    """Return what a result rests on, and how many are missing: ``38/120 (3)``."""
    return beside(result) + (f" ({whole(result.n_missing)})" if result.n_missing else "")


def _margins(lines: Sequence[Line]) -> Part:
    labels = [part for line in lines for part in wrapped(line.label, LABEL_WIDTH).split("<br>")]
    left, right = max(map(len, labels)), max(len(_beside(line.result)) for line in lines)
    return {"l": round(CHARACTER * left) + 14, "r": round(SMALL_CHARACTER * max(right, 10)) + 14}


def _overall_line(palette: Palette, overall: Result, limits: Sequence[float]) -> Part:
    """Return a line through all rows with its interval as a band, behind the dots."""
    values = [min(max(value, limits[0]), limits[1]) for value in extent(overall)]
    if not values:
        return {}
    tall = {"xref": "x", "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    line = {"type": "line", **tall, "x0": values[0], "x1": values[0]}
    line |= {"line": {"color": palette.reference, "width": 1.5}}
    band = {"type": "rect", **tall, "x0": min(values), "x1": max(values)}
    band |= {"fillcolor": palette.reference, "opacity": 0.18, "line": {"width": 0}}
    return {"shapes": [band, line]}


def _value_of_overall(
    palette: Palette, row: Row, limits: Sequence[float], *, signed: bool
) -> list[Part]:
    if not (values := extent(row.result)):
        return []
    at = min(max(values[0], limits[0]), limits[1])
    text = f'<span style="color:{palette.text}">{safe(estimate(row.result, signed=signed))}</span>'
    return [note(palette, text, x=at, y=row.place - 10, yanchor="bottom", xanchor="center")]


def _headings(
    palette: Palette, blocks: Sequence[Block], places: Sequence[float], left: int
) -> list[Part]:
    """Return each heading with its remark in one line, from the left edge of the figure."""
    edge = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": 2 - left, "yanchor": "middle"}
    found = []
    for block, place in zip(blocks, places, strict=True):
        remark = f'<span style="color:{palette.muted_text}">{safe(block.remark)}</span>'
        text = f"<b>{safe(block.heading)}</b>\N{EM SPACE}{remark}"
        heading = note(palette, text, y=place, **edge)
        heading |= {"font": {"size": SMALL_SIZE, "color": palette.text}}
        found.append(heading | {"bgcolor": palette.background, "borderpad": 0})
    return found


def _key(palette: Palette, lines: Sequence[Line], right: int) -> Part:
    """Return what the numbers at the right are, above the axis and up to the figure's edge."""
    counts = "events/n" if isinstance(lines[0].result, Proportion) else "n"
    text = f"{counts} (missing)" if any(line.result.n_missing for line in lines) else counts
    edge = {"x": 1, "xref": "paper", "xanchor": "right", "xshift": right, "yanchor": "bottom"}
    small = {"font": {"size": SMALL_SIZE, "color": palette.muted_text}}
    return note(palette, text, y=1, yref="paper", yshift=20, **edge) | small
