"""Over time: an outcome under watch, rates by quarter, and the course of the change in pain."""

import streamlit as st

from vertebroplasty.ui.choices import CHANGE_KEY, CHANGES, OUTCOMES_OF_PROCEDURES
from vertebroplasty.ui.monitoring import choose_outcome, monitoring_chart, verdict
from vertebroplasty.ui.over_time import (
    over_time,
    rate_by_quarter,
    runs_by_quarter,
    scores_by_quarter,
)
from vertebroplasty.ui.page import begin_page, choose, end_page, honesty_note

begin_page("Over time", (*OUTCOMES_OF_PROCEDURES, *CHANGES))
measure, declared = choose_outcome()
outcome = st.container()
st.header("Change in pain", anchor=False)
change = choose("Change", CHANGES, CHANGE_KEY)
watched, rates, scores = over_time(measure, change, declared)
with outcome:
    verdict(watched)
    left, right = st.columns(2, gap="large")
    with left:
        rate_by_quarter(measure, rates)
    with right:
        monitoring_chart(watched, declared)
left, right = st.columns(2, gap="large")
with left:
    scores_by_quarter(change, scores)
with right:
    runs_by_quarter(change, scores)
    honesty_note()
end_page()
