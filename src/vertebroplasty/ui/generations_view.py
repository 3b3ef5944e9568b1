"""The generations of a dataset: list, compare, serve another one, delete one."""

from functools import lru_cache
from html import escape

import streamlit as st

from vertebroplasty.errors import DatasetError
from vertebroplasty.formatting import whole
from vertebroplasty.importing.changes import Changes, changes_between
from vertebroplasty.importing.generations import (
    Generation,
    default_root,
    generations,
    use_generation,
)
from vertebroplasty.importing.publishing import current_number, delete_generation
from vertebroplasty.ui.changes import show_changes
from vertebroplasty.ui.datasets import DATASET_KEY
from vertebroplasty.ui.frozen import freeze, is_frozen
from vertebroplasty.ui.generation_facts import facts_of
from vertebroplasty.ui.provenance import hash_html, when
from vertebroplasty.ui.said import remember_said, say
from vertebroplasty.ui.tables import show_table

_SAID_KEY = "generations said"
_COMPARED = 32
_ANOTHER = "There is one generation only: nothing to compare it with, and nothing to go back to."


def generations_table(name: str) -> tuple[Generation, ...]:
    """Show the generations of a dataset, the newest first, and return them, the oldest first."""
    st.header("Generations", anchor=False)
    say(_SAID_KEY)
    there = generations(default_root(), name)
    served = current_number(default_root(), name)
    rows = [_row(generation, served) for generation in reversed(there)]
    head = ("No.", "Imported", "Patients", "Procedures", "Levels", "Content", "State")
    show_table("Generations", head, rows, figures=(2, 3, 4))
    st.caption(
        "An import never changes a generation: it makes a new one. Readers move to the one that is"
        " served at their next click."
    )
    return there


def compare(there: tuple[Generation, ...]) -> None:
    """Let the reader compare two generations row by row."""
    if len(there) < 2:
        st.html(f"<p class='vo'>{_ANOTHER}</p>")
        return
    by_number = {generation.number: generation for generation in there}
    numbers = sorted(by_number, reverse=True)
    st.header("Compare two generations", anchor=False)
    left, middle, right = st.columns([1, 1, 2], vertical_alignment="bottom")
    before = left.selectbox("Before", numbers, index=1, key="compare_before")
    after = middle.selectbox("After", numbers, index=0, key="compare_after")
    if right.button("Compare", key="compare", disabled=before == after):
        st.session_state["compared"] = (by_number[before], by_number[after])
    chosen = st.session_state.get("compared")
    if chosen == (by_number[before], by_number[after]):
        show_changes(_changes(*chosen), f"From generation {before} to generation {after}")


def serve_another(name: str, there: tuple[Generation, ...]) -> None:
    """Let the reader show or serve another generation, or delete one that is not served."""
    served = current_number(default_root(), name)
    others = [one.number for one in reversed(there) if one.number != served]
    if not others:
        return
    left, right = st.columns(2, gap="large")
    with left, st.container(border=True):
        st.header("Serve another generation", anchor=False)
        chosen = st.selectbox("Generation to serve", others, key="serve_number")
        st.button(
            f"Serve generation {chosen}" + (f" instead of {served}" if served else ""),
            key="serve",
            on_click=_serve,
            args=(name, chosen),
        )
        st.caption("For every reader, at their next click. The way back is the same.")
        label = f"Show generation {chosen} to me only, as it was"
        st.button(label, key="freeze_other", on_click=freeze, args=(chosen,))
    with right, st.container(border=True):
        _delete_form(name, others)


def rescue() -> None:
    """Offer the generations of the chosen dataset although the served one cannot be shown."""
    st.title("Datasets", anchor=False)
    if name := st.session_state.get(DATASET_KEY):
        serve_another(name, generations_table(name))


def _delete_form(name: str, others: list[int]) -> None:
    st.header("Delete a generation", anchor=False)
    chosen = st.selectbox("Generation to delete", others, key="delete_number")
    typed = st.text_input(f"Type {chosen} to confirm", key="delete_typed", max_chars=9)
    st.button(
        f"Delete generation {chosen} for good",
        key="delete",
        on_click=_delete,
        args=(name, chosen),
        disabled=typed.strip() != str(chosen),
    )
    st.caption("There is no way back. The generation that is served cannot be deleted.")


def _serve(name: str, number: int) -> None:
    try:
        use_generation(default_root(), name, number)
    except (DatasetError, OSError) as error:
        remember_said(_SAID_KEY, f"Nothing was changed: {error}", problem=True)
        return
    st.session_state[DATASET_KEY] = name
    remember_said(_SAID_KEY, f"Generation {number} is served now.")


def _delete(name: str, number: int) -> None:
    st.session_state["delete_typed"] = ""
    try:
        delete_generation(default_root(), name, number)
    except (DatasetError, OSError) as error:
        remember_said(_SAID_KEY, f"Nothing was deleted: {error}", problem=True)
        return
    remember_said(_SAID_KEY, f"Generation {number} was deleted.")


def _row(generation: Generation, served: int) -> tuple[str, ...]:
    line = facts_of(generation)
    number = whole(generation.number)
    if line.problem:
        return number, f"<span class='vo-detail'>{escape(line.problem)}</span>", "", "", "", "", ""
    counts = (line.patients, line.procedures, line.levels)
    states = ("served" * (generation.number == served), "frozen" * is_frozen(generation.number))
    state = "".join(f"<b>{state}</b> " for state in states if state)
    return (
        number,
        escape(when(line.made_at)),
        *(whole(int(count)) if count.isdecimal() else "" for count in counts),
        hash_html(line.content_hash),
        state,
    )


@lru_cache(_COMPARED)
def _changes(before: Generation, after: Generation) -> Changes:
    return changes_between(before.path, after.path)
