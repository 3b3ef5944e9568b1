"""What can be done with a saved cohort: set, compare, move, rename, describe, delete."""

from html import escape

import streamlit as st

from vertebroplasty.disclosure import saved_cohorts_changeable
from vertebroplasty.importing.generations import default_root
from vertebroplasty.report.saved_cohorts import (
    LONGEST_DESCRIPTION,
    LONGEST_NAME,
    SavedCohort,
    delete,
    move,
    revise,
)
from vertebroplasty.ui.filter_state import set_widgets
from vertebroplasty.ui.saved.changing import attempt
from vertebroplasty.ui.saved.comparing import ask_to_compare
from vertebroplasty.ui.saved.reopening import reopen_button
from vertebroplasty.ui.view import View

AS_A, UP, DOWN, EDIT, DELETE = (
    "Compare, this one as cohort A",
    "Move up",
    "Move down",
    "Rename or describe",
    "Delete",
)
_ASKED_KEY = "saved cohort asked"
_NEW_NAME_KEY, _NEW_TEXT_KEY = "revised_name", "revised_text"


def buttons(view: View, saved: SavedCohort, place: int, *, usable: bool, last: bool) -> None:
    """Show the buttons of a saved cohort.

    Parameters
    ----------
    view : View
        Dataset and cohort on screen.
    saved : SavedCohort
        Whose buttons.
    place : int
        In the list, from 0.
    usable, last : bool
        Whether its filters can be set, and whether no other one follows.
    """
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Use",
            key=f"saved_use_{place}",
            on_click=set_widgets,
            args=(saved.cohort,),
            disabled=not usable,
        )
        st.button(
            "Compare",
            key=f"saved_compare_{place}",
            on_click=ask_to_compare,
            args=(view.cohort, saved.cohort),
            disabled=not usable,
        )
        if usable:
            reopen_button(view, saved, place)
        more = [*([AS_A] if usable else ()), *(_changes(place, last=last))]
        if more:
            key = f"saved_more_{place}"
            st.menu_button("More", more, key=key, on_click=_chosen, args=(key, view, saved))


def _changes(place: int, *, last: bool) -> list[str]:
    if not saved_cohorts_changeable():
        return []
    return [*([UP] if place else ()), *(() if last else [DOWN]), EDIT, DELETE]


def _chosen(key: str, view: View, saved: SavedCohort) -> None:
    """Do what was chosen of the menu, or ask first (a callback)."""
    chosen = st.session_state[key]
    if chosen == AS_A:
        ask_to_compare(saved.cohort, view.cohort)
    elif chosen in (UP, DOWN):
        _move(saved, -1 if chosen == UP else 1)
    else:
        st.session_state[_ASKED_KEY] = ("edit" if chosen == EDIT else "delete", saved.name)
        st.session_state.update({_NEW_NAME_KEY: saved.name, _NEW_TEXT_KEY: saved.description})


def is_asked(what: str, saved: SavedCohort) -> bool:
    """Whether the reader is being asked how to edit a cohort, or whether to delete it."""
    return bool(st.session_state.get(_ASKED_KEY) == (what, saved.name))


def edit_form(saved: SavedCohort) -> None:
    """Ask for another name and description."""
    with st.form("revise_cohort"):
        st.text_input("Name", key=_NEW_NAME_KEY, max_chars=LONGEST_NAME)
        st.text_area("Description", key=_NEW_TEXT_KEY, max_chars=LONGEST_DESCRIPTION, height=100)
        with st.container(horizontal=True):
            st.form_submit_button(
                "Keep changes", key="revise_keep", on_click=_revise, args=(saved,)
            )
            st.form_submit_button("Leave as it was", key="revise_leave", on_click=_ask_nothing)


def ask_to_delete(saved: SavedCohort) -> None:
    """Ask whether to delete."""
    with st.container(horizontal=True, vertical_alignment="center"):
        name = f"<b>{escape(saved.name)}</b>"
        st.html(f"<p class='vo'>Delete {name} for every reader? There is no way back.</p>")
        st.button("Delete for good", key="saved_delete", on_click=_delete, args=(saved,))
        st.button("Keep it", key="saved_keep", on_click=_ask_nothing)


def _ask_nothing() -> None:
    st.session_state.pop(_ASKED_KEY, None)


def _move(saved: SavedCohort, steps: int) -> None:
    def change() -> str:
        move(default_root(), saved.dataset, saved.name, steps)
        return f"{saved.name} was moved {'up' if steps < 0 else 'down'}."

    attempt(change)


def _revise(saved: SavedCohort) -> None:
    name, text = st.session_state[_NEW_NAME_KEY], st.session_state[_NEW_TEXT_KEY]

    def change() -> str:
        revise(
            default_root(),
            saved.dataset,
            saved.name,
            new_name=name if name != saved.name else None,
            text=text if text != saved.description else None,
        )
        return f"{name.strip()} is kept as changed."

    if attempt(change):
        _ask_nothing()


def _delete(saved: SavedCohort) -> None:
    def change() -> str:
        delete(default_root(), saved.dataset, saved.name)
        return f"{saved.name} was deleted."

    attempt(change)
    _ask_nothing()
