"""Several definitions of one outcome side by side, the cohort against everyone."""

from collections.abc import Sequence

from vertebroplasty.figures.axes import percent_axis
from vertebroplasty.figures.marks import Row, beside, dots, unrecorded
from vertebroplasty.figures.rows import row_frame
from vertebroplasty.figures.theme import Figure, Palette, Part, empty_figure, figure, layout, note
from vertebroplasty.formatting import NO_BREAK_SPACE
from vertebroplasty.results import Result

DEFINITION_HEIGHT, DEFINITION_WIDTH = 46, 28
KEY_ROOM = 22
ROOM_FOR = ("0", "", "50", "", f"100{NO_BREAK_SPACE}%")
"""Of the axis' numbers: beside labels this long a telephone has no room for a quarter's own."""
BELOW = 0.3
"""How far under the cohort's dot, in rows, everyone's stands."""


def definition_figure(
    title: str,
    rows: Sequence[tuple[str, Result, Result | None]],
    palette: Palette,
    *,
    harm: bool = False,
) -> Figure:
    """Draw the cohort's proportion by each definition, and everyone's smaller under it.

    Parameters
    ----------
    title : str
        The finding's unit and n.
    rows : sequence of (str, Result, Result or None)
        Definition, the cohort's proportion, and everyone's where it is shown.
    palette : Palette
        Colours.
    harm : bool
        Whether the events harm the patient.

    Returns
    -------
    Figure
        The first definition on top.
    """
    if not rows:
        return empty_figure(title, palette)
    cohort = [Row(place, label, result) for place, (label, result, _) in enumerate(rows)]
    everyone = [
        Row(place + BELOW, f"{label}, everyone", result)
        for place, (label, _, result) in enumerate(rows)
        if result is not None
    ]
    across = percent_axis(palette, f"% of {rows[0][1].noun}, 95{NO_BREAK_SPACE}% interval")
    across["ticktext"] = [*ROOM_FOR]
    ink = palette.harm if harm else palette.accent
    small = dots(everyone, across["range"], palette.reference) | {"name": "everyone"}
    small["marker"] |= {"size": 6}
    small["error_x"] |= {"thickness": 1}
    traces = [
        unrecorded(palette, cohort, across["range"]),
        small,
        dots(cohort, across["range"], ink) | {"name": "this cohort"},
    ]
    frame = layout(palette, title=title, height=DEFINITION_HEIGHT * len(rows), above=KEY_ROOM)
    names = [(row.label, beside(row.result)) for row in cohort]
    frame = row_frame(palette, frame, names, across, DEFINITION_WIDTH)
    return figure(traces, frame | {"annotations": [_key(palette, ink, bool(everyone))]})


def _key(palette: Palette, ink: str, with_everyone: bool) -> Part:
    """Return the names of the two dots, each in its colour.

    It ends with the plot: on a telephone it is wider than the plot alone.
    """
    names = [("this cohort", ink)] + [("everyone", palette.reference)] * with_everyone
    text = "\N{EM SPACE}".join(
        f'<span style="color:{colour}">\N{BLACK CIRCLE} {name}</span>' for name, colour in names
    )
    return note(
        palette, text, x=1, y=1, xref="paper", yref="paper", xanchor="right", yanchor="bottom"
    )
