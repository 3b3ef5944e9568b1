"""The frame of the dashboard: dataset, filters and navigation; each page fills the rest."""

import streamlit as st

from vertebroplasty.ui.datasets import choose_dataset, damage_explained
from vertebroplasty.ui.filters import choose_cohort
from vertebroplasty.ui.keeper.component import keep_report
from vertebroplasty.ui.navigation import WITHOUT_DATASET, navigation
from vertebroplasty.ui.style import apply_style
from vertebroplasty.ui.view import View, forget_view, has_view, set_view
from vertebroplasty.ui.warm import freeze_imports

st.set_page_config("Vertebroplasty Outcomes", layout="wide")
page = navigation()
apply_style()
forget_view()
with damage_explained():
    dataset = choose_dataset()
    cohort = choose_cohort(dataset)
    set_view(View(dataset, cohort, page=page.title, address=page.url_path))
if has_view() or page.url_path in WITHOUT_DATASET:
    with damage_explained():
        page.run()
keep_report()
freeze_imports()
