"""Operators and sites in a funnel: who differs by more than chance."""

import streamlit as st

from vertebroplasty.ui.choices import OUTCOME_KEY, OUTCOMES_OF_PROCEDURES
from vertebroplasty.ui.funnel import ask_threshold, choose_units, funnel_chart
from vertebroplasty.ui.page import begin_page, choose, end_page

begin_page("Operators and sites", OUTCOMES_OF_PROCEDURES)
left, right = st.columns([3, 4], gap="large", vertical_alignment="bottom")
with left:
    key, unit = choose_units()
with right:
    first, second = st.columns(2, gap="medium", vertical_alignment="bottom")
    with first:
        measure = choose("Outcome", OUTCOMES_OF_PROCEDURES, OUTCOME_KEY)
    with second:
        threshold = ask_threshold()
funnel_chart(measure, key, unit, threshold)
end_page()
