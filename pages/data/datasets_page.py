"""What is served and where it comes from; its generations; and the way out again."""

import streamlit as st

from vertebroplasty.ui.exports import export_buttons
from vertebroplasty.ui.generations_view import compare, generations_table, rescue, serve_another
from vertebroplasty.ui.page import begin_page
from vertebroplasty.ui.provenance import mapping_box, provenance_table, sources_table
from vertebroplasty.ui.view import has_view

if not has_view():
    rescue()
    st.stop()
dataset = begin_page("Datasets", counts=False).dataset
provenance_table(dataset)
sources_table(dataset)
mapping_box(dataset)
export_buttons(dataset)
there = generations_table(dataset.name)
compare(there)
serve_another(dataset.name, there)
