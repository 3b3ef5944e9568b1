"""From a static cohort to the generation that it was saved in, where that is still kept."""

import streamlit as st

from vertebroplasty.cohort import Cohort
from vertebroplasty.report.saved_cohorts import Frozen, SavedCohort
from vertebroplasty.ui.filter_state import set_widgets
from vertebroplasty.ui.frozen import freeze
from vertebroplasty.ui.generation_facts import holds
from vertebroplasty.ui.view import View


def reopen_button(view: View, saved: SavedCohort, place: int) -> None:
    """Offer a static cohort in its own generation, if that holds other data than are shown.

    Parameters
    ----------
    view : View
        Dataset and cohort on screen.
    saved : SavedCohort
        Which cohort.
    place : int
        In the list, from 0.
    """
    if saved.frozen and _differs(view, saved.frozen) and _is_kept(view, saved.frozen):
        st.button(
            f"Show in generation {saved.frozen.generation}, as it was",
            key=f"saved_reopen_{place}",
            on_click=reopen,
            args=(saved.cohort, saved.frozen.generation),
        )


def why_not_reopened(view: View, frozen: Frozen) -> str:
    """Return why a static cohort's generation is not offered, although other data are shown."""
    if not _differs(view, frozen) or _is_kept(view, frozen):
        return ""
    return f"Generation {frozen.generation}, as it was then, is not kept here."


def _differs(view: View, frozen: Frozen) -> bool:
    return view.dataset.meta.content_hash != frozen.content_hash


def _is_kept(view: View, frozen: Frozen) -> bool:
    return holds(view.dataset.name, frozen.generation, frozen.content_hash)


def reopen(cohort: Cohort, number: int) -> None:
    """Show a cohort in a generation as it was (a callback)."""
    set_widgets(cohort)
    freeze(number)
