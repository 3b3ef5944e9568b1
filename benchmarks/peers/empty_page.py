"""The floor that Streamlit ships: the filters, and one line of text that tells their state."""

import streamlit as st

from benchmarks.peers.filters import state_line
from benchmarks.peers.streamlit_filters import choose_filters

st.text(state_line(*choose_filters()))
