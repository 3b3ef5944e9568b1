"""A chart as a picture file: asked for by its menu, made in the browser, named and signed here."""

from typing import Any, NamedTuple

import streamlit as st

from vertebroplasty.figures.theme import wrapped
from vertebroplasty.report.exhibits import Exhibit
from vertebroplasty.report.table_csv import file_name

FORMATS = ("png", "svg")
ASKED_KEY = "picture asked for"
TURN_KEY = "pictures so far"
FOOTER_WIDTH = 130
"""Characters in a line below a picture of `WIDTH` pixels."""
WIDTH = 960


class Asked(NamedTuple):
    """A chart by its key, and the format that its picture shall have."""

    key: str
    format: str


def ask_for_picture(format_and_key: str) -> None:
    """Ask for the picture of a chart when it is shown next (a callback): ``png some_chart``."""
    kind, _, key = format_and_key.partition(" ")
    st.session_state[ASKED_KEY] = Asked(key, kind)
    st.session_state[TURN_KEY] = st.session_state.get(TURN_KEY, 0) + 1


def is_asked_for(key: str) -> bool:
    """Whether the picture of a chart was asked for just now."""
    asked: Asked | None = st.session_state.get(ASKED_KEY)
    return asked is not None and asked.key == key


def picture(exhibit: Exhibit) -> dict[str, Any]:
    """Return what the browser makes a picture file of, once for each time it is asked for.

    Parameters
    ----------
    exhibit : Exhibit
        The chart as it stands: its footer is printed below the picture.

    Returns
    -------
    dict
        Format, turn, name of the file, lines of the footer, and the width in pixels.
    """
    asked: Asked = st.session_state.pop(ASKED_KEY)
    sentences = (line.removeprefix("Cohort: ").partition("; ")[0] for line in exhibit.cohorts)
    return {
        "format": asked.format,
        "turn": st.session_state[TURN_KEY],
        "name": file_name(" or ".join(sentences), exhibit.key, exhibit.dataset, ""),
        "footer": wrapped(exhibit.footer, FOOTER_WIDTH),
        "width": WIDTH,
    }
