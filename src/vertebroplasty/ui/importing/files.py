"""The wizard's first steps: choose files, wait for a look at them, see what they hold."""

from html import escape

import streamlit as st

from vertebroplasty.formatting import units
from vertebroplasty.importing.report import shown
from vertebroplasty.importing.sources.preview import SheetPreview
from vertebroplasty.ui.exports import template_button
from vertebroplasty.ui.importing.wizard import MAPPING_ENDINGS, Wizard
from vertebroplasty.ui.tables import show_table

SHEET_ENDINGS = (".xlsx", ".csv", ".tsv", ".txt")
LOOK_EVERY_SECONDS = 0.5
WHAT_IS_READ = (
    "Excel workbooks (.xlsx) and text files (.csv, .tsv, .txt), several together; one row for each"
    " procedure, level or visit, a REDCap export, or the data dictionary's own tables. A saved"
    " mapping (.yaml) from an earlier import may come with them."
)
WHAT_IS_STORED = (
    "Only columns that you map are stored. Names, addresses, record numbers: leave them unmapped;"
    " a date of birth becomes the age at the procedure and is not stored. The files themselves are"
    " removed when the import ends. Nothing is loaded before you say so in the last step."
)


def choose_files(wizard: Wizard) -> None:
    """Let the person choose files and start to look at them."""
    st.html(f"<p class='vo'>{WHAT_IS_READ}</p><p class='vo-detail'>{WHAT_IS_STORED}</p>")
    uploads = st.file_uploader(
        "Files",
        type=[ending.removeprefix(".") for ending in (*SHEET_ENDINGS, *MAPPING_ENDINGS)],
        accept_multiple_files=True,
        key=wizard.key("files"),
    )
    there = any(not upload.name.lower().endswith(MAPPING_ENDINGS) for upload in uploads)
    with st.container(horizontal=True):
        if st.button("Look at these files", disabled=not there, key=wizard.key("look")):
            wizard.begin([(upload.name, upload) for upload in uploads])
            st.rerun()
        template_button(wizard.key("template"))


@st.fragment(run_every=LOOK_EVERY_SECONDS)
def wait_for(wizard: Wizard) -> None:
    """Show how far the worker is, until it is done."""
    if wizard.job is None or wizard.phase not in ("inspecting", "checking"):
        st.rerun()
    state = wizard.job.state
    what = shown(state.what or state.phase)
    st.html(f"<p class='vo' role='status'>{escape(what.capitalize())}: {state.part:.0%}</p>")
    st.progress(min(max(state.part, 0.0), 1.0))


def preview(wizard: Wizard) -> None:
    """Show what each sheet holds, and what could not be read."""
    inspection = wizard.job.inspection if wizard.job else None
    if inspection is None:
        return
    for place, sheet in enumerate(inspection.sheets):
        _sheet(wizard, place, sheet)
    if inspection.problems:
        rows = [
            (escape(shown(problem.file)), escape(str(problem))) for problem in inspection.problems
        ]
        st.html("<p class='vo'><b>Not read, or not as it should be:</b></p>")
        show_table("Not read, or not as it should be", ("File", "Problem"), rows, stacked=True)


def label_of(sheet: SheetPreview) -> str:
    """Return a sheet's name for people; still to be escaped."""
    return f"{shown(sheet.file)} [{shown(sheet.name)}]" if sheet.name else shown(sheet.file)


def _sheet(wizard: Wizard, place: int, sheet: SheetPreview) -> None:
    below = f"headings in line {sheet.header_line}" if sheet.header_line > 1 else ""
    facts = [units(sheet.rows_in, "rows"), units(len(sheet.columns), "columns"), below]
    st.html(
        f"<p class='vo'><b>{escape(label_of(sheet))}</b> \N{MIDDLE DOT} "
        + " \N{MIDDLE DOT} ".join(fact for fact in facts if fact)
        + "</p>"
    )
    rows = [dict(zip(sheet.header, row, strict=False)) for row in sheet.sample]
    if rows:
        st.dataframe(
            rows,
            hide_index=True,
            column_config={name: st.column_config.TextColumn(name) for name in sheet.header},
            key=wizard.key("sample", place),
        )
