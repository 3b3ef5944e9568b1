"""The reader's report as files: to present, to print, to calculate with, to go on with."""

from collections.abc import Callable
from functools import partial

import msgspec
import streamlit as st

from vertebroplasty.errors import BasketError
from vertebroplasty.report.exhibits import Basket, from_file, to_file
from vertebroplasty.report.table_csv import file_name
from vertebroplasty.ui.taking import basket, put

TITLE_KEY, FILE_KEY, PROBLEM_KEY = "report_title", "report_file", "report problem"
TITLE_LENGTH = 120
MEGABYTES = 20

FILES: tuple[tuple[str, str, str, Callable[[Basket], bytes]], ...] = (
    ("Save to go on later (.json)", ".json", "application/json", to_file),
)
"""Label, extension, type, and what makes the file."""


def choose_title() -> None:
    """Let the reader name the report."""
    st.text_input(
        "Title of the report",
        basket().title,
        key=TITLE_KEY,
        max_chars=TITLE_LENGTH,
        on_change=_retitle,
    )


def offer_files() -> None:
    """Offer the report in every format; a file is made when it is asked for."""
    report = basket()
    with st.container(horizontal=True):
        for label, extension, kind, made in FILES:
            st.download_button(
                label,
                data=partial(made, report),
                file_name=file_name("", report.title, "", extension),
                mime=kind,
                key=f"report{extension}",
                on_click="ignore",
            )


def load_file() -> None:
    """Let the reader go on with a saved report."""
    st.file_uploader(
        "Go on with a saved report: it replaces this one",
        type="json",
        key=FILE_KEY,
        max_upload_size=MEGABYTES,
        on_change=_load,
    )
    if problem := st.session_state.get(PROBLEM_KEY):
        st.error(problem)


def _load() -> None:
    st.session_state[PROBLEM_KEY] = ""
    if uploaded := st.session_state[FILE_KEY]:
        try:
            loaded = from_file(uploaded.getvalue())
        except BasketError as error:
            st.session_state[PROBLEM_KEY] = str(error)
        else:
            put(loaded)
            st.session_state[TITLE_KEY] = loaded.title


def _retitle() -> None:
    written = st.session_state[TITLE_KEY].strip()
    if written:
        put(msgspec.structs.replace(basket(), title=written))
