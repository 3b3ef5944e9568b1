"""The dashboard as an application: Streamlit's, and an address for plotly.js.

``streamlit run`` serves what it finds here under the name ``app``.
"""

from pathlib import Path

import streamlit as st

from vertebroplasty.ui.piece.assets import plotly_route

SCRIPT = Path(__file__).resolve().parents[4] / "app.py"

app = st.App(SCRIPT, routes=[plotly_route()])
