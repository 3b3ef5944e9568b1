"""A piece of a page as a component: Python sends its parts, the browser changes what differs."""

import re
from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from vertebroplasty.ui.boxes import is_open, open_box
from vertebroplasty.ui.pictures import FORMATS, ask_for_picture
from vertebroplasty.ui.piece.assets import plotly_source
from vertebroplasty.ui.piece.parts import (
    ADD,
    IN_REPORT,
    TAKE_HINT,
    Markup,
    Part,
    Plot,
    boxes_of,
    identities,
    takes_of,
)
from vertebroplasty.ui.taking import press

NAME = "vertebroplasty_piece"
_HERE = Path(__file__).parent
_WORDS = {
    "PLOTLY_SOURCE": plotly_source(),
    "TAKE_HINT": TAKE_HINT,
    "IN_REPORT": IN_REPORT,
    "ADD_TO_REPORT": ADD,
}


def script_of(*names: str | Path) -> str:
    """Return scripts as one, by their names in this folder or their paths, with Python's words."""
    text = "".join((_HERE / name).read_text(encoding="utf-8") for name in names)
    return re.sub("|".join(_WORDS), lambda found: _WORDS[found[0]], text)


_mount = st.components.v2.component(
    NAME,
    html=(_HERE / "piece.html").read_text(encoding="utf-8"),
    css=(_HERE / "piece.css").read_text(encoding="utf-8"),
    js=script_of("own_root.js", "plot.js", "harmless.js", "piece.js"),
    # plotly.js writes its style sheet into the document, where a shadow root does not see it.
    isolate_styles=False,
)


def send(parts: Sequence[Part]) -> None:
    """Show parts below each other as one element.

    Parameters
    ----------
    parts : sequence of Part
        Their boxes and plots are the identity of the piece.
    """
    boxes = tuple(box for part in parts for box in boxes_of(part))
    plots = [plot for part in parts if not isinstance(part, Markup) for plot in part]
    pictures = {f"{kind} {plot.key}" for plot in plots for kind in FORMATS}
    takes = {key for part in parts for key in takes_of(part)}
    key = "+".join(("piece", *(name for part in parts for name in identities(part))))
    _mount(
        key=key,
        data={"parts": [_sent(part) for part in parts]},
        on_box_change=partial(_told, key, "box", boxes, open_box),
        on_picture_change=partial(_told, key, "picture", pictures, ask_for_picture),
        on_take_change=partial(_told, key, "take", takes, press),
    )


def _sent(part: Part) -> dict[str, Any]:
    if isinstance(part, Markup):
        return {"markup": part.html}
    return {"plots": [_sent_plot(plot) for plot in part]}


def _sent_plot(plot: Plot) -> dict[str, Any]:
    shown = plot._asdict() | {"figure": plot.figure.to_dict()}
    return shown | {"open": bool(plot.box) and is_open(plot.box)}


def _told(key: str, what: str, offered: Collection[str], do: Callable[[str], None]) -> None:
    """Do what a button asks for (a callback); what a browser sends is never trusted."""
    asked = st.session_state[key].get(what)
    if asked in offered:
        do(asked)
