"""From a hospital's own sheets to a dataset: choose, preview, map, check, compare, load."""

import streamlit as st

from vertebroplasty.ui.importing.files import choose_files, preview, wait_for
from vertebroplasty.ui.importing.findings import done_step, load_step, report_step
from vertebroplasty.ui.importing.mapping_step import mapping_step
from vertebroplasty.ui.importing.steps import cancel_button, show_problem, show_steps
from vertebroplasty.ui.importing.wizard import current_wizard

st.title("Import", anchor=False)
wizard = current_wizard()
show_steps(wizard)
show_problem(wizard)
if wizard.loaded:
    done_step(wizard)
elif wizard.phase in ("inspecting", "checking"):
    wait_for(wizard)
    cancel_button(wizard)
elif wizard.phase in ("inspected", "refused", "ready"):
    wizard.propose()
    report_step(wizard)
    load_step(wizard)
    with st.expander("Preview of the files", expanded=wizard.phase == "inspected"):
        preview(wizard)
    with st.expander("Mapping", expanded=wizard.phase != "ready"):
        mapping_step(wizard)
    cancel_button(wizard)
elif wizard.phase == "failed":
    cancel_button(wizard, "Start again")
else:
    choose_files(wizard)
