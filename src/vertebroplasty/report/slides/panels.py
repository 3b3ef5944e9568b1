"""A figure, plotly's own JSON, taken apart: each of its panels becomes a chart."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from vertebroplasty.report.slides.marks import Ink, Line

Part = dict[str, Any]

DASHES = {"dot": "sysDot", "dash": "dash", "dashdot": "dashDot"}
_RGB = re.compile(r"rgba?\((\d+), ?(\d+), ?(\d+)(?:, ?([\d.]+))?\)")


class Panel(NamedTuple):
    """What shares one plotting area.

    Attributes
    ----------
    traces : list of dict
        As plotly has them.
    across, upright : dict
        Its axes.
    beside : dict
        The axis whose labels stand at the right; empty without one.
    shapes, notes : list of dict
        Its reference lines and its annotations.
    share : tuple of float
        Where it begins and ends, from the bottom, as a share of the figure.
    """

    traces: list[Part]
    across: Part
    upright: Part
    beside: Part
    shapes: list[Part]
    notes: list[Part]
    share: tuple[float, float]


def panels(figure: Part) -> list[Panel]:
    """Return the panels of a figure from the top; none where it only says that there is nothing."""
    layout = figure["layout"]
    drawn = [trace for trace in figure["data"] if trace.get("opacity") != 0]
    if not drawn:
        return []
    second = layout.get("yaxis2", {})
    names = ["y", "y2"] if second and "overlaying" not in second else ["y"]
    found = [_panel(layout, drawn, name, names) for name in names]
    return [*(panel._replace(across=_bare(panel.across)) for panel in found[:-1]), found[-1]]


def _bare(axis: Part) -> Part:
    """Return an axis without its words, which stand below the lowest panel."""
    return axis | {"title": {"text": ""}, "ticktext": [""] * len(axis["ticktext"])}


def _panel(layout: Part, traces: list[Part], name: str, names: Sequence[str]) -> Panel:
    second = layout.get("yaxis2", {})
    upright = layout[f"yaxis{name[1:]}"]
    low, high = upright.get("domain", (0, 1))
    notes = layout.get("annotations", ())
    alone = len(names) == 1
    return Panel(
        [trace for trace in traces if alone or trace.get("yaxis", "y") == name],
        layout["xaxis"],
        upright,
        second if "overlaying" in second else {},
        [s for s in layout.get("shapes", ()) if s.get("yref", "y") in ("paper", name)],
        [note for note in notes if alone or _belongs(note, name, high)],
        (low, high),
    )


def _belongs(note: Part, name: str, high: float) -> bool:
    where = note.get("yref", "y")
    return bool(note["y"] == high) if where == "paper" else where.split(" ")[0] == name


def sentence(figure: Part) -> str:
    """Return what a figure without a trace says, as it stands in its markup."""
    return " ".join(note["text"] for note in figure["layout"].get("annotations", ()))


def ink(colour: str, opacity: float = 1.0) -> Ink:
    """Return a colour as plotly has it, ``#RRGGBB`` or ``rgba()``."""
    if found := _RGB.fullmatch(colour):
        red, green, blue, alpha = found.groups()
        opacity *= float(alpha or 1)
        colour = f"#{int(red):02X}{int(green):02X}{int(blue):02X}"
    return Ink(colour if opacity else "", opacity)


def stroke(line: Part, opacity: float = 1.0) -> Line:
    """Return the look of a line that plotly has."""
    dash = DASHES.get(line.get("dash", ""), "solid")
    return Line(ink(line.get("color", ""), opacity), line.get("width", 2), dash)


def each(value: Any, count: int) -> list[Any]:
    """Return a value of a trace for each of its points: plotly has one for all or a list."""
    return list(value) if isinstance(value, (list, tuple)) else [value] * count
