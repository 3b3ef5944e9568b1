"""The reader's report as files: to present, to print, to calculate with, to go on with."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import msgspec
import streamlit as st

from vertebroplasty.errors import BasketError
from vertebroplasty.report.basket_csv import basket_csv
from vertebroplasty.report.basket_workbook import basket_workbook
from vertebroplasty.report.document import report_html
from vertebroplasty.report.document_pdf import find_browser, report_pdf
from vertebroplasty.report.exhibits import Basket, from_file, to_file
from vertebroplasty.report.slides import slides
from vertebroplasty.report.table_csv import file_name
from vertebroplasty.ui.taking import UNREAD_KEY, Unread, basket, put

TITLE_KEY, FILE_KEY, TEMPLATE_KEY = "report_title", "report_file", "report_template"
PROBLEM_KEY, LOOK_KEY = "report problem", "look of slides"
LOOK_PROBLEM_KEY = "look problem"
TITLE_LENGTH = 120
MEGABYTES = 20


class File(NamedTuple):
    """A format: what stands on its button, its extension and type, and what makes it."""

    label: str
    extension: str
    kind: str
    make: Callable[[Basket], bytes]


_OPEN_XML = "application/vnd.openxmlformats-officedocument"
FILES = (
    File(
        "Document to print (.html)",
        ".html",
        "text/html",
        report_html,
    ),
    File(
        "Workbook (.xlsx)",
        ".xlsx",
        f"{_OPEN_XML}.spreadsheetml.sheet",
        basket_workbook,
    ),
    File("Tables (.zip of CSV)", ".zip", "application/zip", basket_csv),
    File("Save to go on later (.json)", ".json", "application/json", to_file),
)
SLIDES = File("Slides (.pptx)", ".pptx", f"{_OPEN_XML}.presentationml.presentation", slides)


def unread_report() -> None:
    """Say that the browser keeps a report that cannot be read here, and hand it out as it is."""
    unread: Unread | None = st.session_state.get(UNREAD_KEY)
    if unread is None:
        return
    st.warning(
        f"This browser keeps a report that cannot be read here. {unread.problem}. Nothing of it is"
        " lost: what you add now is kept beside it. Saved as a file, it can be opened elsewhere."
    )
    st.download_button(
        "Save the report that cannot be read",
        unread.text,
        file_name="report-not-read.json",
        mime="application/json",
        key="report_unread",
        on_click="ignore",
    )


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
    report, look = basket(), st.session_state.get(LOOK_KEY)
    with st.container(horizontal=True):
        _offer(SLIDES, partial(slides, report, look))
        for file in (*FILES, *([PRINTED] if find_browser() else [])):
            _offer(file, partial(file.make, report))


def _offer(file: File, made: Callable[[], bytes]) -> None:
    st.download_button(
        file.label,
        data=made,
        file_name=file_name("", basket().title, "", file.extension),
        mime=file.kind,
        key=f"report{file.extension}",
        on_click="ignore",
    )


def _printed(report: Basket) -> bytes:
    """Return the document as PDF; the browser was there a moment ago."""
    printed = report_pdf(report_html(report))
    if printed is None:
        raise BasketError(
            "The browser of this computer did not print the document; the .html, opened in any"
            " browser, prints the same"
        )
    return printed


def choose_template() -> None:
    """Let the reader give a presentation whose look the slides take over."""
    st.file_uploader(
        "Look of the slides: a presentation of your hospital",
        type="pptx",
        key=TEMPLATE_KEY,
        max_upload_size=MEGABYTES,
        help="Its size, its masters and its colours are used; what stands on its slides is not.",
        on_change=_take_look,
    )
    if problem := st.session_state.get(LOOK_PROBLEM_KEY):
        st.error(problem)


def _take_look() -> None:
    """Keep the presentation that was given, if slides can be made with it (a callback)."""
    given = st.session_state[TEMPLATE_KEY]
    st.session_state[LOOK_KEY], st.session_state[LOOK_PROBLEM_KEY] = None, ""
    if given:
        try:
            slides(Basket(), given.getvalue())
        except BasketError as error:
            st.session_state[LOOK_PROBLEM_KEY] = str(error)
        else:
            st.session_state[LOOK_KEY] = given.getvalue()


PRINTED = File("Document (.pdf)", ".pdf", "application/pdf", _printed)
"""Where this computer has a browser that prints."""


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
