"""Cement leakage per level and per procedure: by level, by assessment, by site and route."""

import streamlit as st

from vertebroplasty.breakdown import LEAK_ASSESSMENT, LEVEL
from vertebroplasty.measures import (
    LEAK_INTERVENTION_LEVEL,
    LEAK_LEVEL,
    LEAK_PROCEDURE,
    LEAK_ROUTES,
    LEAK_SITES,
    SYMPTOMATIC_LEAK_LEVEL,
    SYMPTOMATIC_LEAK_PROCEDURE,
)
from vertebroplasty.ui.cards import measure_card, naive_line, show_cards
from vertebroplasty.ui.charts import chart_by
from vertebroplasty.ui.comparison import definitions_chart
from vertebroplasty.ui.page import begin_page, end_page

MEASURES = (
    LEAK_LEVEL,
    LEAK_PROCEDURE,
    SYMPTOMATIC_LEAK_LEVEL,
    SYMPTOMATIC_LEAK_PROCEDURE,
    LEAK_INTERVENTION_LEVEL,
    *LEAK_SITES,
    *LEAK_ROUTES,
)

view = begin_page("Leaks", MEASURES)
show_cards(
    [
        measure_card(view, LEAK_LEVEL, naive_line(view, LEAK_LEVEL)),
        measure_card(view, LEAK_PROCEDURE),
        measure_card(view, SYMPTOMATIC_LEAK_LEVEL),
        measure_card(view, SYMPTOMATIC_LEAK_PROCEDURE),
    ]
)
st.caption(
    "Leak rates depend on how one looks: pooled 54.7 % on imaging review (PMID 28192270);"
    " radiographs identified 2 of 28 canal leaks that CT showed (Yeom 2003, PMID 12585583)."
    " A level where leakage was not looked for is missing, not free of leaks."
)
left, right = st.columns(2, gap="large")
with left:
    chart_by(LEAK_LEVEL, LEVEL)
with right:
    chart_by(LEAK_LEVEL, LEAK_ASSESSMENT)
left, right = st.columns(2, gap="large")
with left:
    definitions_chart("Site of leaked cement, levels with a leak there", LEAK_SITES)
with right:
    definitions_chart("Route of the leak, levels with a leak of that route", LEAK_ROUTES)
end_page()
