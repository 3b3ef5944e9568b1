"""A number of the address that no reader types: a field of Streamlit's own, out of sight."""

import streamlit as st

from vertebroplasty.ui.choices import Number, ask_number

HIDDEN = "vo_hidden"


def hidden_number(number: Number) -> int | None:
    """Return a whole number of the address, which such a field alone keeps in step."""
    with st.container(key=HIDDEN):
        found = ask_number(number)
    return None if found is None else int(found)
