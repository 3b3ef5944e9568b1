"""The stage as a component: Python sends every screen, the browser shows one at a time."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from vertebroplasty.figures.theme import Part
from vertebroplasty.ui.choices import SCREEN
from vertebroplasty.ui.hidden_number import hidden_number
from vertebroplasty.ui.piece.component import script_of

_KEY = "stage"
_HERE = Path(__file__).parent

_mount = st.components.v2.component(
    "vertebroplasty_stage",
    html='<div class="vo-stage" role="region" aria-label="Presentation"></div>',
    css=(_HERE / "stage.css").read_text(encoding="utf-8"),
    js=script_of("own_root.js", "plot.js", "harmless.js", _HERE / "stage.js"),
    isolate_styles=False,
)


class Slide(NamedTuple):
    """A screen: a figure, or words.

    Attributes
    ----------
    title : str
        What it shows.
    footer : str
        Whom it covers, as markup.
    figure : dict or None
        Plotly's JSON for a projector.
    alt : str
        The picture in words.
    words : str
        Markup, in which every text that is not ours is escaped; instead of a figure.
    """

    title: str
    footer: str
    figure: Part | None = None
    alt: str = ""
    words: str = ""


def screen_asked() -> int | None:
    """Return which screen the address asks for, counted from 1; None while nothing is presented.

    A field of Streamlit's own holds it, out of sight: it alone keeps the address in step with the
    filters.
    """
    return hidden_number(SCREEN)


def start() -> None:
    """Open the stage with its first screen (a callback)."""
    st.session_state[SCREEN.key] = 1


def show_stage(screens: Sequence[Slide], at: int) -> None:
    """Show screens.

    Parameters
    ----------
    screens : sequence of Slide
        At least one.
    at : int
        Which one stands there first, counted from 1.
    """
    _mount(
        key=_KEY,
        data={"screens": [slide._asdict() for slide in screens], "at": at - 1},
        on_screen_change=_moved,
        on_leave_change=_left,
    )


def _moved() -> None:
    """Keep which screen stands there (a callback); what a browser sends is never trusted."""
    number = st.session_state[_KEY].get("screen")
    if isinstance(number, int | float) and SCREEN.low <= number <= SCREEN.high:
        st.session_state[SCREEN.key] = int(number)


def _left() -> None:
    st.session_state[SCREEN.key] = None
