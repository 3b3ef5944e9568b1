"""The figure as a component: Python sends plotly's own JSON, the browser changes what it drew."""

from functools import partial
from pathlib import Path

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


def show_figure(key: str, figure: Figure, alt: str, caption: str, box: str) -> None:
    """Show a figure above its caption; the next one with the same key changes it in place.

    Parameters
    ----------
    key : str
        Identity on the page; no more than one of a key in a run.
    figure : Figure
        The picture.
    alt : str
        The picture in words.
    caption : str
        What to know when reading it.
    box : str
        Key of the box that a button below it opens.
    """
    words = {"alt": alt, "caption": caption, "open": is_open(box)}
    _mount(
        key=key, data={"figure": figure.to_dict(), **words}, on_box_change=partial(open_box, box)
    )
