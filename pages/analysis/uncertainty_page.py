"""Uncertainty in the open: thresholds, missing follow-up, interval methods, regression to mean."""

import streamlit as st

from vertebroplasty.ui.choices import INTERVAL_KEY, INTERVAL_OF
from vertebroplasty.ui.page import begin_page, choose, end_page, honesty_note
from vertebroplasty.ui.pain import choose_horizon
from vertebroplasty.ui.uncertainty import (
    choose_threshold,
    methods_chart,
    missing_charts,
    regression_note,
)

begin_page("Uncertainty", INTERVAL_OF)
horizon = choose_horizon()
left, right = st.columns(2, gap="large")
with left:
    cut = choose_threshold(horizon)
with right:
    missing_charts(horizon)
left, right = st.columns(2, gap="large")
with left:
    methods_chart(choose("Interval of", INTERVAL_OF, INTERVAL_KEY))
with right:
    regression_note(horizon, cut)
    honesty_note()
end_page()
