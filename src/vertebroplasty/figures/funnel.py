"""Operators or sites in a funnel: dots among limits that narrow as procedures add up."""

from collections.abc import Sequence

from vertebroplasty.figures.axes import count_axis
from vertebroplasty.figures.scales import rate_axis
from vertebroplasty.figures.theme import (
    FAINT,
    FONT_SIZE,
    SMALL_SIZE,
    Figure,
    Palette,
    Part,
    empty_figure,
    figure,
    layout,
    note,
    safe,
)
from vertebroplasty.formatting import EN_DASH, NO_BREAK_SPACE, missing, number, share, units
from vertebroplasty.results import Proportion
from vertebroplasty.statistics.funnel import Funnel, FunnelUnit, Position

HEIGHT, KEY_ROOM = 360, 24
LABEL_LENGTH = 22
"""Characters of a unit's name beside its dot; the whole name is in the hover and the table."""
CURVES = (
    ("high_998", "solid"),
    ("high_95", "dash"),
    ("low_95", "dash"),
    ("low_998", "solid"),
)


def funnel_figure(
    title: str,
    funnel: Funnel,
    palette: Palette,
    *,
    highlighted: frozenset[str] = frozenset(),
    harm: bool = False,
) -> Figure:
    """Draw each unit's rate against its procedures, among the limits.

    Parameters
    ----------
    title : str
        The finding's unit and n.
    funnel : Funnel
        What to draw.
    palette : Palette
        Colours.
    highlighted : frozenset of str
        Names of the units to look at: they are named and solid, the others faint.
    harm : bool
        Whether the events harm the patient.

    Returns
    -------
    Figure
        Units outside the 99.8 % limits are named too.
    """
    drawn = [unit for unit in funnel.units if unit.count.n]
    if funnel.target is None or not drawn:
        return empty_figure(title, palette, funnel.note)
    known = [u for u in drawn if u.position is not Position.NOT_JUDGED or not funnel.curve]
    grey = [unit for unit in drawn if unit not in known]
    largest = max(unit.count.n for unit in drawn)
    across = count_axis(palette, "procedures with a known outcome", largest)
    frame = layout(palette, title=title, height=HEIGHT, above=KEY_ROOM)
    frame |= {
        "xaxis": across | {"range": [0, 1.06 * largest]},
        "yaxis": rate_axis(palette, "% of procedures", _highest(funnel, drawn, largest)),
        "annotations": [_key(palette, funnel)],
    }
    ink = palette.harm if harm else palette.accent
    traces = [*_curves(palette, funnel), _target(palette, funnel, largest)]
    for some, colour in ((grey, palette.reference), (known, ink)):
        traces.append(_dots(some, colour, palette, highlighted, largest))
    return figure(traces, frame)


def _highest(funnel: Funnel, drawn: Sequence[FunnelUnit], largest: int) -> float:
    """Return the largest percentage to be shown: limits of few procedures may leave the axis."""
    rates = [unit.count.events / unit.count.n for unit in drawn]
    return 100 * max([*rates, *(lim.high_998 for lim in funnel.curve if lim.n >= largest / 8)])


def describe_funnel(title: str, funnel: Funnel) -> str:
    """Return what the figure shows as a sentence: which units lie outside."""
    if funnel.note:
        return f"{title}. {funnel.note}."
    outside = [unit for unit in funnel.units if unit.position.is_outside]
    if not outside:
        return f"{title}. No unit lies outside the 99.8 % limits."
    return f"{title}. {'; '.join(f'{u.label}: {u.position}, {_rate(u)}' for u in outside)}."


def _rate(unit: FunnelUnit) -> str:
    count = unit.count
    result = Proportion(count.events, count.n, count.n_missing, "procedures", None)
    return f"{share(result)}, {count.events} of {units(count.n, 'procedures')}"


def _curves(palette: Palette, funnel: Funnel) -> list[Part]:
    return [
        {
            "type": "scatter",
            "name": name,
            "mode": "lines",
            "x": [limits.n for limits in funnel.curve],
            "y": [round(100 * getattr(limits, name), 4) for limits in funnel.curve],
            "line": {"color": palette.reference, "width": 1.3, "dash": dash},
            "hoverinfo": "skip",
        }
        for name, dash in CURVES
    ]


def _target(palette: Palette, funnel: Funnel, largest: int) -> Part:
    target = 100 * (funnel.target or 0)
    return {
        "type": "scatter",
        "name": "target",
        "mode": "lines",
        "x": [0, 1.06 * largest],
        "y": [target, target],
        "line": {"color": palette.reference, "width": 2},
        "opacity": 0.6,
        "hoverinfo": "skip",
    }


def _dots(
    drawn: Sequence[FunnelUnit],
    ink: str,
    palette: Palette,
    highlighted: frozenset[str],
    largest: int,
) -> Part:
    named = [unit.label in highlighted or unit.position.is_outside for unit in drawn]
    texts = [_short(u.label) if is_named else "" for u, is_named in zip(drawn, named, strict=True)]
    sides = ["left" if unit.count.n > 0.6 * largest else "right" for unit in drawn]
    return {
        "type": "scatter",
        "name": "units" if ink != palette.reference else "not judged",
        "mode": "markers+text",
        "x": [unit.count.n for unit in drawn],
        "y": [100 * unit.count.events / unit.count.n for unit in drawn],
        "text": texts,
        "textposition": [f"top {side}" for side in sides],
        "textfont": {"color": palette.text, "size": SMALL_SIZE},
        "marker": _marker(drawn, ink, palette, highlighted, named),
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": [_hover(unit) for unit in drawn],
    }


def _marker(
    drawn: Sequence[FunnelUnit],
    ink: str,
    palette: Palette,
    highlighted: frozenset[str],
    named: Sequence[bool],
) -> Part:
    faint = [bool(highlighted) and unit.label not in highlighted for unit in drawn]
    return {
        "color": ink,
        "size": [13 if is_named else 9 for is_named in named],
        "symbol": ["diamond" if unit.position.is_outside else "circle" for unit in drawn],
        "opacity": [FAINT if is_faint else 1.0 for is_faint in faint],
        "line": {"color": palette.text, "width": [1.5 if is_named else 0 for is_named in named]},
    }


def _short(label: str) -> str:
    cut = (
        label
        if len(label) <= LABEL_LENGTH
        else f"{label[: LABEL_LENGTH - 1]}\N{HORIZONTAL ELLIPSIS}"
    )
    return safe(cut)


def _hover(unit: FunnelUnit) -> str:
    count = unit.count
    result = Proportion(count.events, count.n, count.n_missing, "procedures", None)
    lines = [_rate(unit), unit.position.value, unit.against and f"threshold: {unit.against}"]
    if unit.limits:
        low, high = (number(100 * x, 1) for x in (unit.limits.low_998, unit.limits.high_998))
        lines.insert(1, f"99.8{NO_BREAK_SPACE}% limits {low}{EN_DASH}{high}{NO_BREAK_SPACE}%")
    rest = [safe(line) for line in [*lines, missing(result)] if line]
    return "<br>".join([f"<b>{safe(unit.label)}</b>", *rest])


def _key(palette: Palette, funnel: Funnel) -> Part:
    word = "threshold" if funnel.declared else "target"
    text = f"\N{EM DASH} {word} {number(100 * (funnel.target or 0), 1)}{NO_BREAK_SPACE}%"
    if funnel.curve:
        text += f"\N{EM SPACE}{EN_DASH} {EN_DASH} 95{NO_BREAK_SPACE}%"
        text += f"\N{EM SPACE}\N{EM DASH} 99.8{NO_BREAK_SPACE}%"
    ends = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    font = {"size": FONT_SIZE, "color": palette.text}
    return note(palette, text, x=0, y=1, **ends, yshift=4, font=font)
