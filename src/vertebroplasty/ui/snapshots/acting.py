"""What can be done with a snapshot: its filters set, its figures taken along, itself deleted."""

from html import escape

import msgspec
import streamlit as st

from vertebroplasty.cohort import from_params
from vertebroplasty.disclosure import saved_cohorts_changeable
from vertebroplasty.formatting import units
from vertebroplasty.importing.generations import default_root
from vertebroplasty.report.exhibits import Exhibit
from vertebroplasty.report.snapshots import Snapshot, delete, exhibits_of
from vertebroplasty.ui.choices import SNAPSHOT
from vertebroplasty.ui.datasets import DATASET_KEY
from vertebroplasty.ui.filter_state import set_widgets
from vertebroplasty.ui.generation_facts import holds
from vertebroplasty.ui.navigation import SNAPSHOTS
from vertebroplasty.ui.saved.changing import attempt
from vertebroplasty.ui.saved.reopening import reopen
from vertebroplasty.ui.snapshots.list import open_snapshot
from vertebroplasty.ui.taking import link_to, put_all
from vertebroplasty.ui.view import current_view, has_view

_ASKED_KEY = "snapshot to delete"


def buttons(snapshot: Snapshot) -> None:
    """Show the buttons of an open snapshot."""
    cohort, problems = from_params(dict(snapshot.filters))
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Set its filters",
            key="snapshot_use",
            on_click=set_widgets,
            args=(cohort,),
            disabled=bool(problems) or not has_view(),
        )
        if not problems and _is_another(snapshot):
            st.button(
                f"Show generation {snapshot.generation}, as it was",
                key="snapshot_reopen",
                on_click=reopen,
                args=(cohort, snapshot.generation),
            )
        st.button(
            "Add its figures to the report",
            key="snapshot_report",
            on_click=_put,
            args=(snapshot,),
        )
        if saved_cohorts_changeable():
            st.button("Delete", key="snapshot_delete_ask", on_click=_ask, args=(snapshot.number,))


def ask_to_delete(snapshot: Snapshot) -> None:
    """Ask whether to delete, if the button was pressed."""
    asked = st.session_state.get(_ASKED_KEY) == (snapshot.dataset, snapshot.number)
    if not (asked and saved_cohorts_changeable()):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        name = f"<b>{escape(snapshot.heading)}</b>"
        st.html(
            f"<p class='vo'>Delete {name} for every reader? There is no way back, and its number is"
            " not given again.</p>"
        )
        st.button("Delete for good", key="snapshot_delete", on_click=_delete, args=(snapshot,))
        st.button("Keep it", key="snapshot_keep", on_click=_ask, args=(None,))


def _is_another(snapshot: Snapshot) -> bool:
    """Whether other data are shown than those of the snapshot, which are still kept."""
    if has_view() and current_view().dataset.meta.content_hash == snapshot.content_hash:
        return False
    return holds(snapshot.dataset, snapshot.generation, snapshot.content_hash)


def _ask(number: int | None) -> None:
    st.session_state[_ASKED_KEY] = (st.session_state[DATASET_KEY], number)


def _delete(snapshot: Snapshot) -> None:
    def change() -> str:
        delete(default_root(), snapshot.dataset, snapshot.number)
        return f"{snapshot.heading} was deleted."

    if attempt(change):
        open_snapshot(None)
    _ask(None)


def _put(snapshot: Snapshot) -> None:
    """Add the figures that the report does not hold yet (a callback)."""

    def change() -> str:
        added = put_all(_exhibits(snapshot))
        return f"{units(added, 'figures')} added to the report, as they were then."

    attempt(change)


def _exhibits(snapshot: Snapshot) -> list[Exhibit]:
    """Return the figures with where they are found again: in the snapshot."""
    params = {DATASET_KEY: snapshot.dataset, SNAPSHOT.key: str(snapshot.number)}
    found = exhibits_of(default_root(), snapshot.dataset, snapshot.number)
    return [
        msgspec.structs.replace(one, page=snapshot.heading, link=link_to(SNAPSHOTS, params))
        for one in found
    ]
