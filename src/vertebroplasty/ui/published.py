"""The published study page's own parts."""

from functools import partial
from html import escape

import streamlit as st

from vertebroplasty.report.published_study import (
    BACKGROUND,
    CITATION,
    STUDY,
    Row,
    comparison,
    published_study_table,
)
from vertebroplasty.report.sources import Source
from vertebroplasty.ui.table_buttons import as_printed, show_buttons
from vertebroplasty.ui.tables import show_table
from vertebroplasty.ui.view import current_view

TITLE = "Published and shown, all patients"
HEAD = ("Figure", "Published", "Shown here", "Rests on", "Equal")
ASSUMED = (
    "Filters do not apply to this table. What the abstract does not report (sex, ages, levels,"
    " dates, pairs, which level leaked, ambulation steps) is assumed; data/CODEBOOK.md lists it."
)
COINCIDENCE = (
    "Several figures of the abstract (mean age 73.7, 35 months, follow-up 21.5 (6-44), 97 %, VAS"
    " 8.91 and 2.02 \N{PLUS-MINUS SIGN} 1.95, p < .0001) coincide with those of McGraw et al., J"
    " Vasc Interv Radiol 2002;13:883-6, PMID 12354821 (100 patients, 156 vertebrae, baseline SD"
    " 1.12). The two are never counted as independent in a pooled figure."
)


def provenance() -> None:
    """Show where the published figures come from and what is to be known about them."""
    st.html(
        f"<div class='vo'><p><b>{escape(CITATION)}.</b> Only the abstract is available; no"
        f" patient-level table is public.</p><p>{escape(COINCIDENCE)}</p>"
        f"<p>{escape(BACKGROUND)}</p></div>"
    )


def published_table() -> None:
    """Show each published figure beside the dashboard's own, for the whole reconstruction."""
    dataset = current_view().dataset
    if dataset.name != STUDY:
        st.info(f"This page compares the dataset {STUDY}. Choose it in the sidebar.")
        return
    st.header(TITLE, anchor=False)
    rows = [_cells(row) for row in comparison(dataset)]
    show_table(TITLE, HEAD, rows)
    source, printed = Source(published_study_table), partial(as_printed, HEAD, rows)
    show_buttons("published", TITLE, source, printed, caption=ASSUMED)
    st.caption(ASSUMED)


def _cells(row: Row) -> list[str]:
    equal = "yes" if row.published == row.shown else "<b>no</b>"
    return [*map(escape, row), equal]
