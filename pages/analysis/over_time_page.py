"""Over time: an outcome under watch, rates by quarter, and the course of the change in pain."""

import streamlit as st

from vertebroplasty.ui.choices import CHANGE_KEY, CHANGES, OUTCOMES_OF_PROCEDURES
from vertebroplasty.ui.monitoring import choose_outcome, monitoring_chart, verdict
from vertebroplasty.ui.over_time import rate_by_quarter, runs_by_quarter, scores_by_quarter
from vertebroplasty.ui.page import begin_page, choose, end_page, honesty_note

begin_page("Over time", (*OUTCOMES_OF_PROCEDURES, *CHANGES))
measure, declared = choose_outcome()
verdict(measure, declared)
left, right = st.columns(2, gap="large")
with left:
    rate_by_quarter(measure)
with right:
    monitoring_chart(measure, declared)
st.subheader("Change in pain", anchor=False)
change = choose("Change", CHANGES, CHANGE_KEY)
left, right = st.columns(2, gap="large")
with left:
    scores_by_quarter(change)
with right:
    runs_by_quarter(change)
    honesty_note()
end_page()
