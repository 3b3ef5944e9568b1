"""An empty Streamlit page, as it comes."""

import streamlit as st

st.empty()
