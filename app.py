"""The frame of the dashboard: dataset, filters and navigation; each page fills the rest."""

import streamlit as st

from vertebroplasty.ui.datasets import choose_dataset, damage_explained, tell_of_change
from vertebroplasty.ui.filters import choose_cohort
from vertebroplasty.ui.style import apply_style
from vertebroplasty.ui.view import View, forget_view, has_view, set_view
from vertebroplasty.ui.warm import freeze_imports

WITHOUT_DATASET = ("import", "datasets")
"""Pages that help where no dataset can be shown."""

st.set_page_config("Vertebroplasty Outcomes", layout="wide")
page = st.navigation(
    {
        "": [
            st.Page("pages/outcomes/overview_page.py", title="Overview", url_path="", default=True),
            st.Page("pages/outcomes/pain_page.py", title="Pain", url_path="pain"),
            st.Page("pages/outcomes/relief_page.py", title="Relief", url_path="relief"),
            st.Page("pages/outcomes/leaks_page.py", title="Leaks", url_path="leaks"),
            st.Page("pages/data/cohort_page.py", title="Cohort", url_path="cohort"),
        ],
        "Data": [
            st.Page("pages/data/quality_page.py", title="Data quality", url_path="data-quality"),
            st.Page("pages/data/datasets_page.py", title="Datasets", url_path="datasets"),
            st.Page("pages/data/import_page.py", title="Import", url_path="import"),
        ],
        "Help": [
            st.Page(
                "pages/data/study_page.py", title="Published study", url_path="published-study"
            ),
            st.Page("pages/help/definitions_page.py", title="Definitions", url_path="definitions"),
        ],
    },
    position="top",
)
apply_style()
forget_view()
with damage_explained():
    dataset = choose_dataset()
    set_view(View(dataset, choose_cohort(dataset)))
    tell_of_change(dataset)
if has_view() or page.url_path in WITHOUT_DATASET:
    with damage_explained():
        page.run()
freeze_imports()
