"""A cohort among published ones: a forest whose rows have their words above them."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from plotly import graph_objects as go

from vertebroplasty.figures.axes import change_axis, percent_axis, vas_axis
from vertebroplasty.figures.marks import DOT, WHISKER
from vertebroplasty.figures.theme import (
    FAINT,
    FONT_SIZE,
    SMALL_SIZE,
    Palette,
    Part,
    figure,
    layout,
    note,
    safe,
    wrapped,
)

NAME_HEIGHT, MARK_HEIGHT, NOTE_HEIGHT, GAP, HEADING_HEIGHT = 20, 18, 16, 12, 34
TICK_ROOM = {"l": 18, "r": 26}
"""Pixels beside the plot, so that the labels of the outermost ticks are not left out."""
NOTE_WIDTH = 54
"""Characters in a line of a row's notes, so that it fits a telephone's 390 pixels."""


class Design(StrEnum):
    """Groups of published studies that are told apart, in the order in which they are drawn."""

    COHORT = "Cohort series"
    TRIAL = "Trials without a sham control"
    SHAM = "Sham-controlled trials"
    REVIEW = "Reviews, pooled by their authors"


SYMBOLS = {
    Design.COHORT: ("circle", "\N{BLACK CIRCLE}"),
    Design.TRIAL: ("square", "\N{BLACK SQUARE}"),
    Design.SHAM: ("diamond", "\N{BLACK DIAMOND}"),
    Design.REVIEW: ("triangle-up", "\N{BLACK UP-POINTING TRIANGLE}"),
}


class Entry(NamedTuple):
    """A row of the forest.

    Attributes
    ----------
    name, shown : str
        Whose value it is, and the value with its interval as printed.
    values : tuple of float
        Estimate, or estimate, low and high, in percent or points; empty where there is none.
    notes : tuple of str
        What to know about it, a line or more each.
    design : Design or None
        None for the cohort of the dataset.
    differs : str
        Why it is not comparable; empty where it is.
    rough : bool
        Whether the value is drawn hollow: given only roughly, or a difference of two means.
    """

    name: str
    shown: str
    values: tuple[float, ...]
    notes: tuple[str, ...] = ()
    design: Design | None = None
    differs: str = ""
    rough: bool = False


class _Placed(NamedTuple):
    top: int
    entry: Entry
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        """Where the mark stands, in pixels from the top."""
        return self.top + NAME_HEIGHT + MARK_HEIGHT / 2

    @property
    def bottom(self) -> int:
        """Where the next row begins."""
        return self.top + NAME_HEIGHT + MARK_HEIGHT + NOTE_HEIGHT * len(self.lines) + GAP


def literature_figure(
    title: str, entries: Sequence[Entry], palette: Palette, scale: str, unit: str
) -> go.Figure:
    """Draw the cohort's own values on top, then the published ones by design.

    Parameters
    ----------
    title : str
        What is compared.
    entries : sequence of Entry
        In the order of `Design`, the cohort's first.
    palette : Palette
        Colours.
    scale : str
        ``vas``, ``change`` or ``percent``.
    unit : str
        Name of the axis.

    Returns
    -------
    plotly.graph_objects.Figure
        Its height depends on the rows and their notes.
    """
    headings: list[tuple[int, str]] = []
    placed = list(_place(entries, headings))
    height = placed[-1].bottom if placed else HEADING_HEIGHT
    across = _axis(palette, scale, unit, entries)
    limits = across["range"]
    traces = [_marks(palette, row, limits) for row in placed if row.entry.values]
    frame = layout(palette, title=title, height=height)
    frame["margin"] |= TICK_ROOM
    down = {"range": [height, 0], "visible": False, "fixedrange": True}
    words = [_heading(palette, top, text) for top, text in headings]
    words += [part for row in placed for part in _words(palette, row)]
    frame |= {"xaxis": across, "yaxis": down, "annotations": words}
    own = [row.entry for row in placed if row.entry.design is None and row.entry.values]
    return figure(traces, frame | {"shapes": _line(palette, own[0]) if len(own) == 1 else []})


def describe_literature(title: str, entries: Sequence[Entry]) -> str:
    """Return the forest in words: each row with its value, and what is not comparable.

    Parameters
    ----------
    title : str
        The figure's title.
    entries : sequence of Entry
        Its rows.

    Returns
    -------
    str
        A sentence a row.
    """
    return ". ".join([title, *(_in_words(entry) for entry in entries)]) + "."


def _in_words(entry: Entry) -> str:
    whose = ", ".join([entry.name, *entry.notes[:1]]) if entry.design is None else entry.name
    return f"{whose}: {entry.shown}" + (f" (not comparable: {entry.differs})" * bool(entry.differs))


def _place(entries: Sequence[Entry], headings: list[tuple[int, str]]) -> Iterator[_Placed]:
    """Yield the rows from the top, and note where each group's heading stands."""
    top, group = 0, None
    for entry in entries:
        if entry.design is not None and entry.design is not group:
            group = entry.design
            headings.append((top, f"{SYMBOLS[group][1]} {group}"))
            top += HEADING_HEIGHT
        reason = [f"Not comparable: {entry.differs}"] if entry.differs else []
        lines = tuple(
            line
            for text in (*reason, *entry.notes)
            for line in wrapped(text, NOTE_WIDTH).split("<br>")
        )
        row = _Placed(top, entry, lines)
        yield row
        top = row.bottom


def _axis(palette: Palette, scale: str, unit: str, entries: Sequence[Entry]) -> Part:
    if scale == "percent":
        return percent_axis(palette, unit)
    if scale == "vas":
        return vas_axis(palette, unit)
    return change_axis(palette, unit, [value for entry in entries for value in entry.values])


def _ink(palette: Palette, entry: Entry) -> str:
    if entry.design is None:
        return palette.accent
    return palette.reference if entry.differs else palette.text


def _marks(palette: Palette, row: _Placed, limits: Sequence[float]) -> Part:
    """Return a row's mark with its whiskers, which end where the axis does."""
    entry, ink = row.entry, _ink(palette, row.entry)
    at, *around = (min(max(value, limits[0]), limits[1]) for value in entry.values)
    low, high = around or (at, at)
    symbol = SYMBOLS[entry.design][0] if entry.design else "circle"
    lines = [f"<b>{safe(entry.name)}</b>", safe(entry.shown), *row.lines]
    return {
        "type": "scatter",
        "name": safe(entry.name),
        "mode": "markers",
        "x": [at],
        "y": [row.middle],
        "marker": {
            "color": ink,
            "size": DOT + 2 * (entry.design is not Design.COHORT),
            "symbol": f"{symbol}-open" if entry.rough else symbol,
            "line": {"color": ink, "width": 2 * entry.rough},
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "arrayminus": [at - low],
            "array": [high - at],
            "color": ink,
            "thickness": WHISKER,
            "width": 0,
        },
        "opacity": FAINT + 0.2 if entry.differs else 1.0,
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": ["<br>".join(lines)],
    }


def _heading(palette: Palette, top: int, text: str) -> Part:
    font = {"size": FONT_SIZE, "weight": 600, "color": palette.muted_text}
    return _text(palette, text, top + HEADING_HEIGHT - NAME_HEIGHT - 4) | {"font": font}


def _words(palette: Palette, row: _Placed) -> list[Part]:
    """Return name, value and notes, which stand above a row's mark."""
    entry = row.entry
    ink = palette.muted_text if entry.differs else _ink(palette, entry)
    font = {"size": FONT_SIZE, "weight": 600 if entry.design is None else 400, "color": ink}
    small = {"size": SMALL_SIZE, "color": palette.muted_text}
    right = {"x": 1, "xanchor": "right"}
    words = [
        _text(palette, safe(entry.name), row.top) | {"font": font},
        _text(palette, safe(entry.shown), row.top) | {"font": font} | right,
    ]
    if row.lines:
        lines = _text(palette, "<br>".join(row.lines), row.top + NAME_HEIGHT + MARK_HEIGHT)
        words.append(lines | {"font": small, "align": "left"})
    return words


def _text(palette: Palette, text: str, top: int) -> Part:
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": top, "yref": "y", "yanchor": "top"}
    return note(palette, text, **place)


def _line(palette: Palette, entry: Entry) -> list[Part]:
    """Return the cohort's interval as a band behind all rows; without one, a line."""
    tall = {"xref": "x", "yref": "paper", "y0": 0, "y1": 1, "layer": "below", "opacity": 0.14}
    at, *around = entry.values
    low, high = around or (at, at)
    if low == high:
        line = {"color": palette.accent, "width": 2}
        return [{"type": "line", **tall, "x0": at, "x1": at, "line": line}]
    band = {"type": "rect", **tall, "x0": low, "x1": high, "line": {"width": 0}}
    return [band | {"fillcolor": palette.accent}]
