"""The look of every figure, in one place: colours, the common layout and safe text."""

import html
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vertebroplasty.formatting import NO_BREAK_SPACE

Part = dict[str, Any]
"""A trace, an axis or another part of a figure, as plotly's own JSON."""

FONT = '"Source Sans", "Source Sans Pro", "Helvetica Neue", Arial, sans-serif'
FONT_SIZE, TITLE_SIZE, SMALL_SIZE = 13, 15, 12
LINE_HEIGHT = 20
TITLE_WIDTH = 52
"""Characters in a line of a title, so that it fits a telephone's 390 pixels."""
FAINT = 0.4
"""Opacity of groups outside the chosen ones."""
TRANSPARENT = "rgba(0,0,0,0)"
NOBODY = "No procedures in this cohort"
UNDATED = "No procedures with a value and a date"

HELPER: Part = {"meta": "helper"}
ALONG_X: Part = {"meta": "x"}
ALONG_Y: Part = {"meta": "y"}
"""Where a trace draws numbers of the data: a helper draws none; unmarked ones draw them along x
when they are horizontal bars, have whiskers across or stand in named rows, else along y. Each such
number is in the table behind the figure, and tests/spec/test_reproduce.py looks for it there."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by meaning; blues and vermilion are those of Okabe and Ito, made legible as text.

    Attributes
    ----------
    accent : str
        The chosen cohort; after the procedure.
    muted : str
        Before the procedure; in stacks, the lesser part of the cohort.
    reference : str
        Everyone: the unfiltered reference.
    harm : str
        The one warning hue: leaks.
    text, muted_text, grid, background : str
        Ink, ink of what is secondary, lines behind the data, and the paper on which all stand.
    """

    accent: str
    muted: str
    reference: str
    harm: str
    text: str
    muted_text: str
    grid: str
    background: str


LIGHT = Palette(
    accent="#0072B2",
    muted="#8FBBD9",
    reference="#5F6B76",
    harm="#B84F00",
    text="#1F2933",
    muted_text="#5F6B76",
    grid="#D5DAE0",
    background="#FFFFFF",
)
DARK = Palette(
    accent="#56B4E9",
    muted="#35688C",
    reference="#A3ADB8",
    harm="#EE8A3C",
    text="#E4E8EC",
    muted_text="#A3ADB8",
    grid="#39424D",
    background="#14181D",
)


def palette(dark: bool) -> Palette:
    """Return the colours for dark or for light paper."""
    return DARK if dark else LIGHT


def safe(text: str) -> str:
    """Return text that plotly prints as it stands, whatever markup it holds."""
    return html.escape(text, quote=False)


def wrapped(text: str, width: int) -> str:
    """Return text, safe, in lines of at most some characters; a number keeps its unit."""
    text = re.sub(r"(?<=\d) (?=(h|%)(?!\w))", NO_BREAK_SPACE, text)
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return "<br>".join(safe(line) for line in lines)


def layout(palette: Palette, *, title: str, height: int, above: int = 0, below: int = 52) -> Part:
    """Return the layout that all figures share.

    Parameters
    ----------
    palette : Palette
        Colours.
    title : str
        What was found: its unit and n. Room is kept for two lines, so that nothing jumps when n
        gains a digit.
    height : int
        Height of the plot itself in pixels; title and axis come on top of it.
    above, below : int
        Pixels kept between title and plot, and below the plot.

    Returns
    -------
    dict
        Plotly layout without axes.
    """
    heading = wrapped(title, TITLE_WIDTH)
    top = title_room(heading) + 10 + above
    return {
        "template": {"data": {}, "layout": {}},
        "title": _heading(palette, heading),
        "font": {"family": FONT, "size": FONT_SIZE, "color": palette.text},
        "height": top + height + below,
        "margin": {"l": 8, "r": 8, "t": top, "b": below, "pad": 0},
        "paper_bgcolor": TRANSPARENT,
        "plot_bgcolor": TRANSPARENT,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": palette.background,
            "bordercolor": palette.reference,
            "font": {"family": FONT, "size": FONT_SIZE, "color": palette.text},
            "align": "left",
        },
        "dragmode": False,
        "showlegend": False,
        "uirevision": "still",
    }


def title_room(heading: str) -> int:
    """Return the pixels that are kept for a title: two lines, or more where it has more."""
    return LINE_HEIGHT * max(2, heading.count("<br>") + 1)


def _heading(palette: Palette, text: str) -> Part:
    # plotly.js 4 hangs a heading of several lines half a line higher for each further line
    top = 4 + LINE_HEIGHT * text.count("<br>") / 2
    left = {"x": 0, "xref": "container", "xanchor": "left"}
    upper = {"y": 1, "yref": "container", "yanchor": "top", "pad": {"t": top, "l": 2}}
    font = {"size": TITLE_SIZE, "weight": 600, "color": palette.text}
    return {"text": text, "font": font, **left, **upper}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as plotly.js takes it; plotly's own class copies and checks it, milliseconds each.

    Attributes
    ----------
    data : list of dict
        Traces, plotly's own JSON.
    layout : dict
        Layout, plotly's own JSON, with a height.
    """

    data: list[Part]
    layout: Part

    def to_dict(self) -> Part:
        """Return data and layout; whoever gets them only reads."""
        return {"data": self.data, "layout": self.layout}

    def to_plotly(self) -> Any:
        """Return it as ``plotly.graph_objects.Figure``, which raises where a part is none."""
        from plotly import graph_objects as go  # noqa: PLC0415  no refresh waits for its import

        return go.Figure(self.to_dict())


def figure(traces: Sequence[Part], layout: Part) -> Figure:
    """Return the figure without empty traces."""
    return Figure([trace for trace in traces if trace["y"]], layout)


def note(palette: Palette, text: str, **place: Any) -> Part:
    """Return a caption without an arrow, in grey unless the place says otherwise."""
    font = {"size": FONT_SIZE, "color": palette.muted_text}
    return {"text": text, "showarrow": False, "font": font, **place}


def empty_figure(title: str, palette: Palette, sentence: str = NOBODY) -> Figure:
    """Return the common layout without axes, under a figure's title, with a sentence in its middle.

    It says calmly why there is nothing to show.
    """
    middle = {"xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5}
    hidden = {"visible": False, "fixedrange": True}
    return figure(
        [],
        layout(palette, title=title, height=100)
        | {
            "xaxis": hidden,
            "yaxis": hidden,
            "annotations": [note(palette, wrapped(sentence, TITLE_WIDTH), **middle)],
        },
    )
