"""Can the data be trusted: what is filled, what was flagged, and which figures rest on it."""

import streamlit as st

from vertebroplasty.measures import FOLLOWUP_COMPLETENESS
from vertebroplasty.ui.cards import measure_card, show_cards
from vertebroplasty.ui.composition import visits_chart
from vertebroplasty.ui.page import begin_page, end_page
from vertebroplasty.ui.quality import flagged_card, followup_chart, repeats_card
from vertebroplasty.ui.quality_tables import (
    completeness_table,
    flagged_figures,
    flagged_values,
    repeats_table,
    visits_table,
)

view = begin_page("Data quality", (FOLLOWUP_COMPLETENESS,))
show_cards(
    [flagged_card(view), measure_card(view, FOLLOWUP_COMPLETENESS), repeats_card(view)],
    quality_link=False,
)
flagged_figures()
flagged_values()
left, right = st.columns(2, gap="large")
with left:
    followup_chart()
with right:
    visits_chart()
visits_table()
completeness_table()
repeats_table()
end_page()
