"""Saved cohorts as a YAML file: taken along, and brought in."""

import streamlit as st

from vertebroplasty.disclosure import saved_cohorts_changeable
from vertebroplasty.errors import SavedCohortError
from vertebroplasty.formatting import units
from vertebroplasty.importing.generations import default_root
from vertebroplasty.report.saved_cohorts import SavedCohort, merge, to_yaml
from vertebroplasty.ui.saved.changing import attempt
from vertebroplasty.ui.view import View

_ROUND_KEY = "cohort files brought in"
_MOST_MEGABYTES = 1


def take_along(view: View, saved: tuple[SavedCohort, ...]) -> None:
    """Offer the list as a file."""
    if saved:
        st.download_button(
            "Take the list along (.yaml)",
            to_yaml(view.dataset.name, saved),
            f"{view.dataset.name}-cohorts.yaml",
            "application/yaml",
            key="saved_export",
            on_click="ignore",
        )


def bring_in(view: View) -> None:
    """Let the reader add the cohorts of such a file."""
    if not saved_cohorts_changeable():
        return
    st.header("Bring cohorts in", anchor=False)
    # A file that was brought in is let go: a second click would bring everything in again.
    key = f"saved_file_{st.session_state.get(_ROUND_KEY, 0)}"
    uploaded = st.file_uploader(
        "A list that this page saved (.yaml)",
        type=["yaml", "yml"],
        key=key,
        max_upload_size=_MOST_MEGABYTES,
    )
    st.button(
        "Add its cohorts to the list",
        key="saved_import",
        disabled=uploaded is None,
        on_click=_bring_in,
        args=(view.dataset.name, key),
    )
    st.caption("Nothing is overwritten: a name that is taken gets a number behind it.")


def _bring_in(dataset: str, key: str) -> None:
    uploaded = st.session_state[key]
    if uploaded is None:
        return

    def change() -> str:
        merged = merge(default_root(), dataset, _text(uploaded.getvalue()))
        came = f"{units(len(merged.added), 'cohorts')} added"
        return ". ".join([came, *merged.notes]) + "."

    if attempt(change):
        st.session_state[_ROUND_KEY] = st.session_state.get(_ROUND_KEY, 0) + 1


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SavedCohortError(
            f"The file is no text in UTF-8 ({error.reason} at byte {error.start}); a list that the"
            " page Cohorts saved would do"
        ) from error
