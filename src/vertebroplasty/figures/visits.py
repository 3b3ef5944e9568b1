"""What became of the planned visits."""

from collections.abc import Mapping

from plotly import graph_objects as go

from vertebroplasty.figures.axes import percent_axis, row_anchor, row_axes
from vertebroplasty.figures.theme import (
    TRANSPARENT,
    Palette,
    Part,
    empty_figure,
    figure,
    layout,
)
from vertebroplasty.formatting import denominator, share, whole
from vertebroplasty.results import Proportion
from vertebroplasty.vocabulary import Timepoint, VisitStatus

VISIT_HEIGHT = 34
KEY_ROOM = 48
"""Pixels below the axis for the key, which takes two lines on a telephone."""

Statuses = Mapping[VisitStatus | None, int]

OUTCOMES: tuple[tuple[str, tuple[VisitStatus | None, ...]], ...] = (
    ("completed", (VisitStatus.COMPLETED,)),
    ("missed or withdrawn", (VisitStatus.MISSED, VisitStatus.WITHDRAWN)),
    ("no record", (None,)),
    ("died", (VisitStatus.DIED,)),
    ("not due", (VisitStatus.NOT_DUE,)),
)
"""What a visit can have come to, in the order in which it is drawn; the first three were due."""


def visits_due(statuses: Statuses) -> int:
    """Return how many visits were due: all but those not due yet and those ended by death."""
    not_due = (VisitStatus.NOT_DUE, VisitStatus.DIED)
    return sum(n for status, n in statuses.items() if status not in not_due)


def visits_figure(
    title: str, statuses: Mapping[Timepoint, Statuses], palette: Palette
) -> go.Figure:
    """Draw what became of each planned visit, in percent of all procedures.

    Parameters
    ----------
    title : str
        The finding's unit and n.
    statuses : mapping of Timepoint to mapping
        Procedures by status at each visit; the key None counts those without a record.
    palette : Palette
        Colours.

    Returns
    -------
    plotly.graph_objects.Figure
        The first visit on top, the number of due visits at its right.
    """
    visits = {visit: counts for visit, counts in statuses.items() if any(counts.values())}
    if not visits:
        return empty_figure(title, palette)
    looks = _fill_and_ink(palette)
    segments = [
        _segments(words, among, visits) | _painted(palette, *look)
        for (words, among), look in zip(OUTCOMES, looks, strict=True)
    ]
    frame = layout(palette, title=title, height=VISIT_HEIGHT * len(visits), below=52 + KEY_ROOM)
    due = [f"{whole(visits_due(counts))} due" for counts in visits.values()]
    frame |= row_axes(palette, [visit.value for visit in visits], due)
    frame |= {"xaxis": percent_axis(palette, "% of procedures"), "barmode": "stack"}
    return figure([row_anchor(len(visits)), *segments], frame | KEY)


KEY: Part = {
    "showlegend": True,
    "legend": {
        "orientation": "h",
        "traceorder": "normal",
        "x": 0,
        "y": 0,
        "yref": "container",
        "yanchor": "bottom",
        "itemclick": False,
        "itemdoubleclick": False,
    },
    "uniformtext": {"mode": "hide", "minsize": 12},
}


def _fill_and_ink(palette: Palette) -> tuple[tuple[str, str], ...]:
    """Return the colour and the text colour of each outcome, in their order."""
    return (
        (palette.accent, palette.background),
        (palette.muted, palette.text),
        (TRANSPARENT, palette.text),
        (palette.reference, palette.background),
        (palette.grid, palette.text),
    )


def _painted(palette: Palette, fill: str, ink: str) -> Part:
    line = {"color": palette.reference, "width": 1}
    return {"marker": {"color": fill, "line": line}, "insidetextfont": {"color": ink, "size": 12}}


def _segments(
    words: str, among: tuple[VisitStatus | None, ...], visits: Mapping[Timepoint, Statuses]
) -> Part:
    parts = [
        Proportion(
            sum(counts.get(status, 0) for status in among),
            sum(counts.values()),
            0,
            "procedures",
            None,
        )
        for counts in visits.values()
    ]
    return {
        "type": "bar",
        "name": words,
        "orientation": "h",
        "x": [100 * part.events / part.n for part in parts],
        "y": list(range(len(parts))),
        "width": 0.68,
        "text": [share(part) if part.events else "" for part in parts],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "hoverinfo": "text",
        "hovertext": [
            f"<b>{visit.value}, {words}</b><br>{share(part)}<br>{denominator(part)}"
            for visit, part in zip(visits, parts, strict=True)
        ],
    }
