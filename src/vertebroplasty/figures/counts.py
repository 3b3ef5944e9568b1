"""How many units each group has, over the outline of everyone."""

from collections.abc import Sequence

from vertebroplasty.breakdown import Group
from vertebroplasty.figures.axes import ROW_HEIGHT, count_axis
from vertebroplasty.figures.rows import row_frame
from vertebroplasty.figures.theme import (
    FAINT,
    NOBODY,
    TRANSPARENT,
    Figure,
    Palette,
    Part,
    empty_figure,
    figure,
    layout,
    safe,
)
from vertebroplasty.formatting import whole

ACROSS = {"orientation": "h", "width": 0.8}


def count_figure(
    title: str,
    groups: Sequence[tuple[Group, int]],
    palette: Palette,
    *,
    everyone: Sequence[int] | None,
    chosen: frozenset[int] = frozenset(),
    unit: str = "procedures",
) -> Figure:
    """Draw how many units each group has, over the outline of everyone.

    Parameters
    ----------
    title : str
        The finding's unit and n.
    groups : sequence of (Group, int)
        Rows from the top.
    palette : Palette
        Colours.
    everyone : sequence of int or None
        The unfiltered count of each group, in the same order; the axis then follows these.
    chosen : frozenset of int
        Codes of the groups to draw solid, the others faint; none chosen means all solid.
    unit : str
        Plural noun of what is counted.

    Returns
    -------
    Figure
        With the numbers beside the names.
    """
    largest = max((count for count in (*(n for _, n in groups), *(everyone or ()))), default=0)
    if not largest:
        return empty_figure(title, palette, f"No {unit} in this cohort")
    rows, labels = len(groups), [group.label for group, _ in groups]
    numbers = [whole(count) for _, count in groups]
    traces = []
    if everyone is not None:
        among = zip(numbers, everyone, strict=True)
        numbers = [f"{count} of {whole(total)}" for count, total in among]
        traces.append(outline(palette) | {"x": list(everyone), "y": list(range(rows))} | ACROSS)
    bars = bars_of_cohort(palette) | {
        "x": [n for _, n in groups],
        "y": list(range(rows)),
        "width": 0.56,
    }
    bars["marker"]["opacity"] = [
        1 if not chosen or group.code in chosen else FAINT for group, _ in groups
    ]
    pairs = [*zip(labels, numbers, strict=True)]
    bars["hovertext"] = [f"<b>{safe(label)}</b><br>{count} {unit}" for label, count in pairs]
    frame = layout(palette, title=title, height=ROW_HEIGHT * rows) | {"barmode": "overlay"}
    frame = row_frame(palette, frame, pairs, count_axis(palette, unit, largest))
    return figure([*traces, bars | {"orientation": "h"}], frame)


def bars_of_cohort(palette: Palette) -> Part:
    """Return the look of the cohort's bars."""
    marker = {"color": palette.accent, "line": {"width": 0}}
    return {"type": "bar", "name": "this cohort", "hoverinfo": "text", "marker": marker}


def outline(palette: Palette) -> Part:
    """Return the outline of everyone, to stand behind the cohort's bars."""
    marker = {"color": TRANSPARENT, "line": {"color": palette.reference, "width": 1}}
    return {"type": "bar", "name": "everyone", "hoverinfo": "skip", "marker": marker}


def describe_counts(title: str, groups: Sequence[tuple[Group, int]]) -> str:
    """Return the figure of counts as a sentence: each group that has any."""
    found = [f"{group.label} {whole(count)}" for group, count in groups if count]
    return f"{title}. {', '.join(found) or NOBODY}."
