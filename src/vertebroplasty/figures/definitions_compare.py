"""Several definitions of one outcome side by side, the cohort against everyone."""

from collections.abc import Sequence

from plotly import graph_objects as go

from vertebroplasty.figures.axes import percent_axis, row_anchor, row_axes
from vertebroplasty.figures.marks import Row, beside, dots, unrecorded
from vertebroplasty.figures.theme import Palette, empty_figure, figure, layout, note
from vertebroplasty.formatting import NO_BREAK_SPACE
from vertebroplasty.results import Result

DEFINITION_HEIGHT = 40
KEY_ROOM = 22
BELOW = 0.3
"""How far under the cohort's dot, in rows, everyone's stands."""


def definition_figure(
    title: str, rows: Sequence[tuple[str, Result, Result | None]], palette: Palette
) -> go.Figure:
    """Draw the cohort's proportion by each definition, and everyone's smaller under it.

    Parameters
    ----------
    title : str
        The finding's unit and n.
    rows : sequence of (str, Result, Result or None)
        Definition, the cohort's proportion, and everyone's where it is shown.
    palette : Palette
        Colours.

    Returns
    -------
    plotly.graph_objects.Figure
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
    small = dots(everyone, across["range"], palette.reference) | {"name": "everyone"}
    small["marker"] |= {"size": 6}
    small["error_x"] |= {"thickness": 1}
    traces = [
        row_anchor(len(rows)),
        unrecorded(palette, cohort, across["range"]),
        small,
        dots(cohort, across["range"], palette.accent) | {"name": "this cohort"},
    ]
    frame = layout(palette, title=title, height=DEFINITION_HEIGHT * len(rows), above=KEY_ROOM)
    frame |= row_axes(palette, [row.label for row in cohort], [beside(r.result) for r in cohort])
    key = [("\N{BLACK CIRCLE} this cohort", palette.accent)]
    key += [("\N{BLACK CIRCLE} everyone", palette.reference)] * bool(everyone)
    text = " \N{EN SPACE}".join(f'<span style="color:{ink}">{words}</span>' for words, ink in key)
    place = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": 1}
    frame |= {"xaxis": across, "annotations": [note(palette, text, **place, yanchor="bottom")]}
    return figure(traces, frame)
