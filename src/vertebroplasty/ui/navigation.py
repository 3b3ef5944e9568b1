"""The pages of the dashboard, and where they stand in the menu on top."""

from typing import NamedTuple

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from vertebroplasty.disclosure import single_procedures_shown


class Entry(NamedTuple):
    """A page: its title, its file below ``pages`` without ``_page.py``, and its address."""

    title: str
    file: str
    address: str

    @property
    def path(self) -> str:
        """File of the page, seen from ``app.py``."""
        return f"pages/{self.file}_page.py"


_PAGES_KEY = "pages of the menu"
COMPARE = "compare"
"""Address of the page to which saved cohorts lead."""
SNAPSHOTS = "snapshots"
"""Address of the page that opens a snapshot by its number."""
ONE_PROCEDURE = "procedure"
"""Address of the page that shows a single patient, and not in a shared view."""
SECTIONS: dict[str, tuple[Entry, ...]] = {
    "": (
        Entry("Overview", "outcomes/overview", ""),
        Entry("Pain", "outcomes/pain", "pain"),
        Entry("Relief", "outcomes/relief", "relief"),
        Entry("Leaks", "outcomes/leaks", "leaks"),
        Entry("Cohort", "data/cohort", "cohort"),
    ),
    "Analysis": (
        Entry("Subgroups", "analysis/subgroups", "subgroups"),
        Entry("Compare", "analysis/compare", COMPARE),
        Entry("Spine", "analysis/spine", "spine"),
        Entry("Over time", "analysis/over_time", "over-time"),
        Entry("Operators and sites", "analysis/operators", "operators"),
        Entry("Uncertainty", "analysis/uncertainty", "uncertainty"),
        Entry("Literature", "analysis/literature", "literature"),
        Entry("One procedure", "analysis/procedure", ONE_PROCEDURE),
    ),
    "Data": (
        Entry("Data quality", "data/quality", "data-quality"),
        Entry("Datasets", "data/datasets", "datasets"),
        Entry("Import", "data/import", "import"),
    ),
    "Share": (
        Entry("Report", "share/report", "report"),
        Entry("Present", "share/present", "present"),
        Entry("Cohorts", "share/cohorts", "cohorts"),
        Entry("Snapshots", "share/snapshots", SNAPSHOTS),
    ),
    "Help": (
        Entry("Published study", "data/study", "published-study"),
        Entry("Definitions", "help/definitions", "definitions"),
    ),
}
WITHOUT_DATASET = ("import", "datasets", "report", SNAPSHOTS)
"""Addresses of pages that help where no dataset can be shown."""


def navigation() -> StreamlitPage:
    """Show the menu and return the page that was asked for, to be run.

    Returns
    -------
    StreamlitPage
        The first one is Overview.
    """
    if _PAGES_KEY not in st.session_state:
        st.session_state[_PAGES_KEY] = _sections()
    return st.navigation(st.session_state[_PAGES_KEY], position="top")


def _sections() -> dict[str, list[StreamlitPage]]:
    """Make the pages, which look for their files: once a session."""
    return {
        section: [
            _page(entry)
            for entry in entries
            if entry.address != ONE_PROCEDURE or single_procedures_shown()
        ]
        for section, entries in SECTIONS.items()
    }


def _page(entry: Entry) -> StreamlitPage:
    first = not entry.address
    return st.Page(entry.path, title=entry.title, url_path=entry.address, default=first)
