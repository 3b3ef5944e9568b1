"""A cohort among published ones: a forest whose rows have their words above them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vertebroplasty.figures.axes import change_axis, percent_axis, vas_axis
from vertebroplasty.figures.literature_marks import SYMBOLS, Entry, band, ink, mark
from vertebroplasty.figures.theme import (
    FONT_SIZE,
    SMALL_SIZE,
    Figure,
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
) -> Figure:
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
    Figure
        Its height depends on the rows and their notes.
    """
    headings: list[tuple[int, str]] = []
    placed = list(_place(entries, headings))
    across = _axis(palette, scale, unit, entries)
    drawn = [row for row in placed if row.entry.values]
    traces = [mark(palette, row.entry, row.middle, across["range"], _hover(row)) for row in drawn]
    words = [_heading(palette, top, text) for top, text in headings]
    words += [part for row in placed for part in _words(palette, row)]
    own = [row.entry for row in drawn if row.entry.design is None]
    height = placed[-1].bottom if placed else HEADING_HEIGHT
    frame = layout(palette, title=title, height=height)
    frame["margin"] |= TICK_ROOM
    frame |= {
        "xaxis": across,
        "yaxis": {"range": [height, 0], "visible": False, "fixedrange": True},
        "annotations": words,
        "shapes": band(palette, own[0]) if len(own) == 1 else [],
    }
    return figure(traces, frame)


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


def _hover(row: _Placed) -> str:
    entry = row.entry
    return "<br>".join([f"<b>{safe(entry.name)}</b>", safe(entry.shown), *row.lines])


def _heading(palette: Palette, top: int, text: str) -> Part:
    font = {"size": FONT_SIZE, "weight": 600, "color": palette.muted_text}
    return _text(palette, text, top + HEADING_HEIGHT - NAME_HEIGHT - 4) | {"font": font}


def _words(palette: Palette, row: _Placed) -> list[Part]:
    """Return name, value and notes, which stand above a row's mark."""
    entry = row.entry
    colour = palette.muted_text if entry.differs else ink(palette, entry)
    font = {"size": FONT_SIZE, "weight": 600 if entry.design is None else 400, "color": colour}
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
