"""What became of the planned visits."""

from collections.abc import Mapping

from vertebroplasty.figures.axes import percent_axis
from vertebroplasty.figures.rows import row_frame
from vertebroplasty.figures.theme import (
    FONT_SIZE,
    NOBODY,
    SMALL_SIZE,
    TRANSPARENT,
    Figure,
    Palette,
    Part,
    empty_figure,
    figure,
    layout,
    note,
)
from vertebroplasty.formatting import denominator, share, whole
from vertebroplasty.results import Proportion
from vertebroplasty.vocabulary import Timepoint, VisitStatus

VISIT_HEIGHT = 34
KEY_ROOM = 36
"""Pixels above the rows for the names of the colours."""
TELLING = 0.2
"""The smallest share whose number fits its segment on a telephone."""

Statuses = Mapping[VisitStatus | None, int]

OUTCOMES: tuple[tuple[str, tuple[VisitStatus | None, ...]], ...] = (
    ("completed", (VisitStatus.COMPLETED,)),
    ("missed or withdrawn", (VisitStatus.MISSED, VisitStatus.WITHDRAWN)),
    ("died", (VisitStatus.DIED,)),
    ("not due", (VisitStatus.NOT_DUE,)),
    ("no record", (None,)),
)
"""What a visit can have come to, in the order in which it is drawn; the first two were due."""


def visits_due(statuses: Statuses) -> int:
    """Return how many visits are known to have been due: completed, missed or withdrawn."""
    due = (VisitStatus.COMPLETED, VisitStatus.MISSED, VisitStatus.WITHDRAWN)
    return sum(statuses.get(status, 0) for status in due)


def visits_figure(title: str, statuses: Mapping[Timepoint, Statuses], palette: Palette) -> Figure:
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
    Figure
        The first visit on top, the number of due visits beside it.
    """
    visits = {visit: counts for visit, counts in statuses.items() if any(counts.values())}
    if not visits:
        return empty_figure(title, palette)
    looks = _fill_and_ink(palette)
    segments = [
        _segments(words, among, visits) | _painted(palette, *look)
        for (words, among), look in zip(OUTCOMES, looks, strict=True)
    ]
    frame = layout(palette, title=title, height=VISIT_HEIGHT * len(visits), above=KEY_ROOM)
    rows = [(visit.value, f"{whole(visits_due(counts))} due") for visit, counts in visits.items()]
    frame = row_frame(palette, frame, rows, percent_axis(palette, "% of procedures"))
    return figure(segments, frame | {"barmode": "stack", "annotations": [_key(palette)]})


def _key(palette: Palette) -> Part:
    """Return the names of the outcomes beside their colours, in two lines for a telephone."""
    squares = [
        f"{_square(palette, fill)} {words}"
        for (words, _), (fill, _) in zip(OUTCOMES, _fill_and_ink(palette), strict=True)
    ]
    text = "<br>".join("\N{EM SPACE}".join(line) for line in (squares[:2], squares[2:]))
    ends = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    font = {"size": FONT_SIZE, "color": palette.text}
    return note(palette, text, x=0, y=1, **ends, align="left", yshift=4, font=font)


def _square(palette: Palette, fill: str) -> str:
    if fill == TRANSPARENT:
        return f'<span style="color:{palette.reference}">\N{WHITE SQUARE}</span>'
    return f'<span style="color:{fill}">\N{BLACK SQUARE}</span>'


def _fill_and_ink(palette: Palette) -> tuple[tuple[str, str], ...]:
    """Return the colour and the text colour of each outcome, in their order."""
    return (
        (palette.accent, palette.background),
        (palette.muted, palette.text),
        (palette.reference, palette.background),
        (palette.grid, palette.text),
        (TRANSPARENT, palette.text),
    )


def _painted(palette: Palette, fill: str, ink: str) -> Part:
    line = {"color": palette.reference, "width": 1}
    return {
        "marker": {"color": fill, "line": line},
        "insidetextfont": {"color": ink, "size": SMALL_SIZE},
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
    }


def _share_of(among: tuple[VisitStatus | None, ...], counts: Statuses) -> Proportion:
    events = sum(counts.get(status, 0) for status in among)
    return Proportion(events, sum(counts.values()), 0, "procedures", None)


def _segments(
    words: str, among: tuple[VisitStatus | None, ...], visits: Mapping[Timepoint, Statuses]
) -> Part:
    parts = [_share_of(among, counts) for counts in visits.values()]
    return {
        "type": "bar",
        "name": words,
        "orientation": "h",
        "x": [100 * part.events / part.n for part in parts],
        "y": list(range(len(parts))),
        "width": 0.68,
        "text": [share(part) if (part.estimate or 0) >= TELLING else "" for part in parts],
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": [
            f"<b>{visit.value}, {words}</b><br>{share(part)}<br>{denominator(part)}"
            for visit, part in zip(visits, parts, strict=True)
        ],
    }


def describe_visits(title: str, statuses: Mapping[Timepoint, Statuses]) -> str:
    """Return what the figure shows as a sentence."""
    parts = [
        f"{visit.value}: {whole(counts.get(VisitStatus.COMPLETED, 0))} completed of"
        f" {whole(visits_due(counts))} due"
        for visit, counts in statuses.items()
        if any(counts.values())
    ]
    return f"{title}. {'; '.join(parts) or NOBODY}."
