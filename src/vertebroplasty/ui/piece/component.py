"""A piece of a page as a component: Python sends its parts, the browser changes what differs."""

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from vertebroplasty.ui.boxes import is_open, open_box
from vertebroplasty.ui.piece.assets import plotly_source
from vertebroplasty.ui.piece.parts import Markup, Part, Plot, boxes_of

NAME = "vertebroplasty_piece"
_HERE = Path(__file__).parent
_PLOT, _PIECE = ((_HERE / f"{name}.js").read_text(encoding="utf-8") for name in ("plot", "piece"))

_mount = st.components.v2.component(
    NAME,
    html=(_HERE / "piece.html").read_text(encoding="utf-8"),
    css=(_HERE / "piece.css").read_text(encoding="utf-8"),
    js=_PLOT.replace("PLOTLY_SOURCE", plotly_source(), 1) + _PIECE,
    # plotly.js writes its style sheet into the document, where a shadow root does not see it.
    isolate_styles=False,
)


def send(parts: Sequence[Part]) -> None:
    """Show parts below each other as one element.

    Parameters
    ----------
    parts : sequence of Part
        At least one of them opens a box: the boxes are the identity of the piece.
    """
    boxes = tuple(box for part in parts for box in boxes_of(part))
    key = "+".join(("piece", *boxes))
    _mount(
        key=key,
        data={"parts": [_sent(part) for part in parts]},
        on_box_change=partial(_open, key, boxes),
    )


def _sent(part: Part) -> dict[str, Any]:
    if isinstance(part, Markup):
        return {"markup": part.html}
    return {"plots": [_sent_plot(plot) for plot in part]}


def _sent_plot(plot: Plot) -> dict[str, Any]:
    shown = plot._asdict() | {"figure": plot.figure.to_dict()}
    return shown | {"open": is_open(plot.box)}


def _open(key: str, boxes: Collection[str]) -> None:
    """Open a box (a callback); what a browser sends is never trusted."""
    box = st.session_state[key].get("box")
    if box in boxes:
        open_box(box)
