"""The filter on levels as a list: the one truth about chosen levels, beside the spine's picture."""

from collections.abc import Collection

import streamlit as st

from vertebroplasty.ui.filter_state import LEVEL_KEY
from vertebroplasty.vocabulary import VertebralLevel


def level_list(offered: Collection[int], prefix: str = "", label: str = "Levels as a list") -> None:
    """Show the levels as a list of which any may be chosen.

    Parameters
    ----------
    offered : collection of int
        Codes of the levels to choose from.
    prefix : str
        In front of the widget's key and URL parameter.
    label : str
        What stands above it.
    """
    st.multiselect(
        label,
        [level.value for level in VertebralLevel if level.code in offered],
        key=f"{prefix}{LEVEL_KEY}",
        placeholder="all",
        bind="query-params",
    )
