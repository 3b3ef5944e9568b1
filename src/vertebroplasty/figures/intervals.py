"""Estimates with their intervals, one row a group: dots and whiskers, not bars."""

from collections.abc import Sequence

from vertebroplasty.breakdown import Group
from vertebroplasty.figures.axes import (
    ROW_HEIGHT,
    change_axis,
    percent_axis,
    towards_middle,
    vas_axis,
)
from vertebroplasty.figures.marks import Row, beside, cut_whiskers, dots, extent, unrecorded
from vertebroplasty.figures.rows import row_frame
from vertebroplasty.figures.theme import (
    FAINT,
    NOBODY,
    Figure,
    Palette,
    Part,
    empty_figure,
    figure,
    layout,
    note,
)
from vertebroplasty.formatting import (
    EN_DASH,
    MINUS,
    NO_BREAK_SPACE,
    denominator,
    estimate,
    interval,
)
from vertebroplasty.results import Proportion, Result

REFERENCE_ROOM = 22
"""Pixels above the rows for the name of the reference line."""


def interval_figure(  # noqa: PLR0913  (four of them have a default that most charts keep)
    title: str,
    groups: Sequence[tuple[Group, Result]],
    palette: Palette,
    *,
    reference: Result | None = None,
    chosen: frozenset[int] = frozenset(),
    harm: bool = False,
    change: bool = False,
) -> Figure:
    """Draw the estimate and the 95 % interval of each group.

    Parameters
    ----------
    title : str
        The finding's unit and n.
    groups : sequence of (Group, Result)
        Rows from the top; all proportions, or all means.
    palette : Palette
        Colours.
    reference : Result, optional
        The result of everyone: a grey line with its interval as a band.
    chosen : frozenset of int
        Codes of the groups to draw solid, the others faint; none chosen means all solid.
    harm : bool
        Whether the events harm the patient.
    change : bool
        Whether the means are of a change of VAS rather than of VAS.

    Returns
    -------
    Figure
        Its height depends on the number of groups only.
    """
    if not groups:
        return empty_figure(title, palette)
    rows = [Row(place, group.label, result) for place, (group, result) in enumerate(groups)]
    solid = [row for row, (group, _) in zip(rows, groups, strict=True) if _is(group, chosen)]
    faint = [row for row in rows if row not in solid]
    across = _value_axis(palette, rows, reference, change=change)
    ink = palette.harm if harm else palette.accent
    traces = [unrecorded(palette, rows, across["range"])]
    for name, some, opacity in (("other", faint, FAINT), ("chosen", solid, 1.0)):
        for mark in (dots, cut_whiskers):
            trace = mark(some, across["range"], ink, signed=change)
            traces += [trace | {"name": f"{name} {trace['name']}", "opacity": opacity}]
    frame = layout(palette, title=title, height=ROW_HEIGHT * len(rows), above=REFERENCE_ROOM)
    frame = row_frame(palette, frame, [(row.label, beside(row.result)) for row in rows], across)
    return figure(traces, frame | _reference(palette, reference, across["range"], signed=change))


def _is(group: Group, chosen: frozenset[int]) -> bool:
    return not chosen or group.code in chosen


def _value_axis(
    palette: Palette, rows: Sequence[Row], reference: Result | None, *, change: bool
) -> Part:
    first = rows[0].result
    limits = f"95{NO_BREAK_SPACE}% interval"
    if isinstance(first, Proportion):
        return percent_axis(palette, f"% of {first.noun}, {limits}")
    if not change:
        return vas_axis(palette, f"mean VAS 0{EN_DASH}10, {limits}")
    results = [row.result for row in rows] + ([reference] if reference else [])
    values = [value for result in results for value in extent(result)]
    return change_axis(
        palette, f"VAS change ({limits}); {MINUS}{NO_BREAK_SPACE}is improvement", values
    )


def _reference(
    palette: Palette, reference: Result | None, limits: Sequence[float], *, signed: bool
) -> Part:
    """Return a grey line with a band and its name, behind the dots."""
    if reference is None or not (values := extent(reference)):
        return {}
    at, *around = (min(max(value, limits[0]), limits[1]) for value in values)
    tall = {"xref": "x", "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    line = {"type": "line", **tall, "x0": at, "x1": at}
    line |= {"line": {"color": palette.reference, "width": 1.5}}
    band = {"type": "rect", **tall, "x0": min(around, default=at), "x1": max(around, default=at)}
    band |= {"fillcolor": palette.reference, "opacity": 0.18, "line": {"width": 0}}
    name = note(
        palette,
        f"everyone {estimate(reference, signed=signed)}",
        x=at,
        y=1,
        yref="paper",
        yanchor="bottom",
        xanchor=towards_middle(at, limits),
    )
    return {"shapes": [band, line], "annotations": [name]}


def describe_intervals(
    title: str, groups: Sequence[tuple[Group, Result]], *, change: bool = False
) -> str:
    """Return what the figure shows as a sentence: the groups with the extreme estimates.

    Parameters
    ----------
    title : str
        The figure's title.
    groups : sequence of (Group, Result)
        The figure's rows.
    change : bool
        Whether the means are of a change of VAS rather than of VAS.

    Returns
    -------
    str
        With estimate, interval and denominator of both; calm words when there is none.
    """
    known = [(group, result) for group, result in groups if result.estimate is not None]
    if not known:
        return f"{title}. {f'Every group: {groups[0][1].absent}' if groups else NOBODY}."
    ordered = sorted(known, key=lambda pair: pair[1].estimate or 0)
    lowest, highest = ordered[0], ordered[-1]
    names = _names_of_ends(lowest[1], highest[1], change=change)
    ends = [(names[0], lowest), (names[1], highest)][: len(known)]
    sentences = [
        f"{name}: {group.label}, {_in_words(result, signed=change)}"
        for name, (group, result) in (ends if change else ends[::-1])
    ]
    if bare := len(groups) - len(known):
        sentences.append(f"{groups[0][1].absent.capitalize()}: {bare} of {len(groups)} groups")
    return ". ".join([title, *sentences]) + "."


def _names_of_ends(lowest: Result, highest: Result, *, change: bool) -> tuple[str, str]:
    if lowest is highest:
        return "Only group", ""
    falls = [(result.estimate or 0) < 0 for result in (lowest, highest)]
    if not change or not falls[0]:
        return "Lowest", "Highest"
    return "Largest fall", "Smallest fall" if falls[1] else "Highest"


def _in_words(result: Result, *, signed: bool) -> str:
    limits = interval(result)
    around = f" (95{NO_BREAK_SPACE}% interval {limits})" if limits else ""
    return f"{estimate(result, signed=signed)}{around}, {denominator(result)}"
