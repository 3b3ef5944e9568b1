"""Figures as a component: Python sends plotly's own JSON, the browser changes what it drew."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from vertebroplasty.figures.theme import Figure
from vertebroplasty.ui.boxes import is_open, open_box
from vertebroplasty.ui.plot.assets import plotly_source

NAME = "vertebroplasty_plot"
_HERE = Path(__file__).parent

_mount = st.components.v2.component(
    NAME,
    html=(_HERE / "plot.html").read_text(encoding="utf-8"),
    css=(_HERE / "plot.css").read_text(encoding="utf-8"),
    js=(_HERE / "plot.js").read_text(encoding="utf-8").replace("PLOTLY_SOURCE", plotly_source(), 1),
    # plotly.js writes its style sheet into the document, where a shadow root does not see it.
    isolate_styles=False,
)


class Plot(NamedTuple):
    """A figure as the page shows it.

    Attributes
    ----------
    key : str
        Identity on the page; the next one with the same key changes it in place.
    figure : Figure
        The picture.
    alt : str
        The picture in words.
    caption : str
        What to know when reading it.
    box : str
        Key of the box that a button below it opens.
    """

    key: str
    figure: Figure
    alt: str
    caption: str
    box: str


def show_plots(plots: Sequence[Plot]) -> None:
    """Show figures side by side, each above its caption.

    Parameters
    ----------
    plots : sequence of Plot
        From the left; those of one call are one element.
    """
    key = "+".join(plot.key for plot in plots)
    sent = [
        {
            "key": plot.key,
            "figure": plot.figure.to_dict(),
            "alt": plot.alt,
            "caption": plot.caption,
            "open": is_open(plot.box),
        }
        for plot in plots
    ]
    boxes = {plot.key: plot.box for plot in plots}
    _mount(key=key, data={"plots": sent}, on_box_change=partial(_open, key, boxes))


def _open(key: str, boxes: Mapping[str, str]) -> None:
    """Open the box below a plot (a callback); what a browser sends is never trusted."""
    box = boxes.get(str(st.session_state[key].get("box")))
    if box:
        open_box(box)
