"""The frame of the dashboard: dataset, filters and navigation; each page fills the rest."""

import streamlit as st

from vertebroplasty.ui.datasets import choose_dataset, damage_explained
from vertebroplasty.ui.filters import choose_cohort
from vertebroplasty.ui.style import apply_style
from vertebroplasty.ui.view import View, set_view
from vertebroplasty.ui.warm import freeze_imports

st.set_page_config("Vertebroplasty Outcomes", layout="wide")
page = st.navigation(
    [
        st.Page("pages/outcomes/overview_page.py", title="Overview", url_path="", default=True),
        st.Page("pages/outcomes/pain_page.py", title="Pain", url_path="pain"),
        st.Page("pages/outcomes/relief_page.py", title="Relief", url_path="relief"),
        st.Page("pages/outcomes/leaks_page.py", title="Leaks", url_path="leaks"),
        st.Page("pages/data/cohort_page.py", title="Cohort", url_path="cohort"),
        st.Page("pages/data/study_page.py", title="Published study", url_path="published-study"),
        st.Page("pages/help/definitions_page.py", title="Definitions", url_path="definitions"),
    ],
    position="top",
)
apply_style()
with damage_explained():
    dataset = choose_dataset()
    set_view(View(dataset, choose_cohort(dataset)))
    page.run()
freeze_imports()
