"""Who is counted: ages, sex, levels, completeness of follow-up, and the ledger of denominators."""

import streamlit as st

from vertebroplasty.breakdown import LEVEL, SEX
from vertebroplasty.measures import FOLLOWUP_COMPLETENESS, TECHNICAL_SUCCESS
from vertebroplasty.ui.cards import measure_card, show_cards
from vertebroplasty.ui.composition import (
    age_chart,
    count_chart,
    follow_up_card,
    ledger_table,
    visits_chart,
)
from vertebroplasty.ui.page import begin_page, end_page

MEASURES = (FOLLOWUP_COMPLETENESS, TECHNICAL_SUCCESS)

view = begin_page("Cohort", MEASURES)
show_cards(
    [
        measure_card(view, FOLLOWUP_COMPLETENESS),
        follow_up_card(view),
        measure_card(view, TECHNICAL_SUCCESS),
    ]
)
left, right = st.columns(2, gap="large")
with left:
    age_chart()
    count_chart(SEX)
with right:
    count_chart(LEVEL)
left, right = st.columns(2, gap="large")
with left:
    ledger_table()
with right:
    visits_chart()
end_page()
