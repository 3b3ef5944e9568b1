"""VAS before and after: the distribution, the change by subgroup, and the tests."""

import streamlit as st

from vertebroplasty.breakdown import AGE_BAND, LEVEL, SEX
from vertebroplasty.measures import (
    VAS_24H,
    VAS_BASELINE,
    VAS_CHANGE_24H,
    VAS_CHANGE_LAST,
    VAS_LAST,
)
from vertebroplasty.ui.cards import measure_card, show_cards
from vertebroplasty.ui.charts import chart_by
from vertebroplasty.ui.page import HONESTY_NOTE, begin_page, end_page
from vertebroplasty.ui.pain import choose_horizon, distribution_chart, tests_table

MEASURES = (VAS_BASELINE, VAS_24H, VAS_LAST, VAS_CHANGE_24H, VAS_CHANGE_LAST)

view = begin_page("Pain", MEASURES)
horizon = choose_horizon()
after, change = {"vas_24h": (VAS_24H, VAS_CHANGE_24H), "vas_last": (VAS_LAST, VAS_CHANGE_LAST)}[
    horizon.column
]
show_cards(
    [measure_card(view, measure) for measure in (VAS_BASELINE, after, change)], note=HONESTY_NOTE
)
left, right = st.columns(2, gap="large")
with left:
    distribution_chart(horizon)
with right:
    tests_table(horizon)
left, right = st.columns(2, gap="large")
with left:
    chart_by(change, LEVEL)
with right:
    chart_by(change, AGE_BAND)
    chart_by(change, SEX)
end_page()
