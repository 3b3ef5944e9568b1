"""The filters as Streamlit's own widgets, in the sidebar."""

import streamlit as st

from benchmarks.peers.filters import AGE_AT_FIRST, AGE_LIMITS, LEVELS, SEXES

Chosen = tuple[tuple[int, int], tuple[str, ...], tuple[str, ...]]


def choose_filters() -> Chosen:
    """Show the filters and return ages, sexes and levels."""
    with st.sidebar:
        ages = st.slider("Age at procedure, years", *AGE_LIMITS, AGE_AT_FIRST)
        sexes = tuple(sex for sex in SEXES if st.checkbox(sex))
        levels = tuple(level for level in LEVELS if st.checkbox(level))
    return ages, sexes, levels
