"""A box that is closed at first: while it is, a button stands for it, and nothing in it is made.

A closed expander takes the browser three times as long as a button with every change of a filter.
"""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

CLOSED = "_closed"
"""Behind a box's key: the key of the button that opens it."""


def opened_box(label: str, key: str, *, used: bool = False) -> DeltaGenerator | None:
    """Show a box, or the button that opens it.

    Parameters
    ----------
    label : str
        What stands on it.
    key : str
        Identity on the page; true in the session's state while the box is open.
    used : bool
        Whether what it holds must be made although it is closed.

    Returns
    -------
    DeltaGenerator or None
        The box to fill; None where there is nothing to make.
    """
    if used or is_open(key):
        return st.expander(label, key=key, on_change="rerun")
    st.button(
        label,
        key=f"{key}{CLOSED}",
        type="tertiary",
        icon=":material/chevron_right:",
        on_click=open_box,
        args=(key,),
    )
    return None


def is_open(key: str) -> bool:
    """Whether a box was opened, and not closed since."""
    return bool(st.session_state.get(key))


def open_box(key: str) -> None:
    """Open a box with the next run (a callback)."""
    st.session_state[key] = True
