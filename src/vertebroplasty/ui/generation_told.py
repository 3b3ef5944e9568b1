"""What stands above a page that shows another generation than its reader may think."""

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from vertebroplasty.importing.generations import Generation
from vertebroplasty.ui.frozen import freeze, frozen_words, generation_of_link, kept_generation, thaw
from vertebroplasty.ui.generation_facts import facts_of
from vertebroplasty.ui.provenance import when

TODAY = "Back to today's data"


def tell_frozen(generation: Generation, served: int) -> None:
    """Say that a frozen generation is shown, with the way back.

    Parameters
    ----------
    generation : Generation
        What is shown.
    served : int
        Number of the generation that is served; 0 when none can be.
    """
    words = frozen_words(generation.dataset, generation.number)
    now = f"generation {served} is served now" if served else "none is served now"
    with _bar(f"<b>{words}</b>{_imported(generation)}: every page counts it; {now}."):
        st.button(TODAY, key="thaw", on_click=thaw)


def tell_of_link(served: Generation) -> None:
    """Say that a link was made on another generation than is shown, if so, and offer that one.

    Parameters
    ----------
    served : Generation
        What is shown.
    """
    number = generation_of_link()
    if number is None or number == served.number:
        return
    then = kept_generation(served.dataset, number)
    made = f"This link was made on generation {number}{_imported(then) if then else ''};"
    now = f"generation {served.number}{_imported(served)} is shown now."
    with _bar(f"{made} {now}{'' if then else _gone(number)}"):
        if then:
            label = f"Show generation {number}, as it was"
            st.button(label, key="freeze", on_click=freeze, args=(number,))
        st.button(f"Stay with generation {served.number}", key="stay", on_click=thaw)


def _bar(markup: str) -> DeltaGenerator:
    """Show a sentence and return where buttons stand beside it."""
    bar = st.container(horizontal=True, vertical_alignment="center", key="vo_generation")
    bar.html(f"<p class='vo-done' role='status'>{markup}</p>", width="content")
    return bar


def _imported(generation: Generation) -> str:
    made_at = facts_of(generation).made_at
    return f" (imported {escape(when(made_at))})" if made_at else ""


def _gone(number: int) -> str:
    return (
        f" Generation {number} is no longer kept. What was taken along of it, as in a saved report,"
        " keeps its numbers."
    )
