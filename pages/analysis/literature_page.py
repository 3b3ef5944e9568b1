"""Literature: the cohort among published ones, unadjusted, and why a row is not comparable."""

import streamlit as st

from vertebroplasty.ui.literature import (
    MEASURES,
    choose_outcome,
    forest_chart,
    notes,
    sources_box,
)
from vertebroplasty.ui.page import begin_page, end_page, honesty_note

begin_page("Literature", MEASURES)
outcome = choose_outcome()
left, right = st.columns([3, 2], gap="large")
with left:
    forest_chart(outcome)
with right:
    notes(outcome)
    honesty_note()
sources_box()
end_page()
