"""Relief at 24 hours and at follow-up: every definition side by side, and by subgroup."""

import streamlit as st

from vertebroplasty.breakdown import AGE_BAND, LEVEL, REGION, SEX
from vertebroplasty.measures import (
    ACCEPTABLE_LAST,
    IMPROVEMENT_LAST,
    RELIEF_24H,
    RESPONDER_30_LAST,
)
from vertebroplasty.ui.cards import measure_card, show_cards
from vertebroplasty.ui.charts import chart_by
from vertebroplasty.ui.choices import RELIEF_AT_24H, RELIEF_AT_LAST, RELIEF_KEY
from vertebroplasty.ui.comparison import definitions_chart
from vertebroplasty.ui.page import begin_page, choose, end_page

MEASURES = (*RELIEF_AT_24H, *RELIEF_AT_LAST)

view = begin_page("Relief", MEASURES)
show_cards(
    [
        measure_card(view, m)
        for m in (RELIEF_24H, IMPROVEMENT_LAST, RESPONDER_30_LAST, ACCEPTABLE_LAST)
    ]
)
left, right = st.columns(2, gap="large")
with left:
    definitions_chart("Relief at 24 h, all definitions", RELIEF_AT_24H)
with right:
    definitions_chart("Relief at last follow-up, all definitions", RELIEF_AT_LAST)
measure = choose("Subgroups of", (*RELIEF_AT_24H, *RELIEF_AT_LAST), RELIEF_KEY)
for breakdowns in ((LEVEL, REGION), (AGE_BAND, SEX)):
    for column, breakdown in zip(st.columns(2, gap="large"), breakdowns, strict=True):
        with column:
            chart_by(measure, breakdown)
end_page()
