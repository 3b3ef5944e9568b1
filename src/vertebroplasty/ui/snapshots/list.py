"""The list of snapshots, the newest first, and what leads to one."""

from html import escape

import streamlit as st

from vertebroplasty.errors import SnapshotError
from vertebroplasty.formatting import units
from vertebroplasty.importing.generations import default_root
from vertebroplasty.report.snapshots import Snapshot, numbers, read
from vertebroplasty.ui.choices import SNAPSHOT
from vertebroplasty.ui.provenance import when
from vertebroplasty.ui.said import problem_html

_NONE = "No snapshot yet: set filters in the sidebar, and take one."


def snapshot_list(dataset: str) -> None:
    """Show the snapshots of a dataset; one that cannot be read says why."""
    st.header("Snapshots taken", anchor=False)
    there = numbers(default_root(), dataset)
    if not there:
        st.html(f"<p class='vo'>{_NONE}</p>")
    for number in there:
        with st.container(border=True, key=f"snapshot_{number}"):
            _entry(dataset, number)


def open_snapshot(number: int | None) -> None:
    """Open a snapshot, or with None the list (a callback)."""
    st.session_state[SNAPSHOT.key] = number


def size_words(snapshot: Snapshot) -> str:
    """Return how many the cohort held."""
    pairs = zip(snapshot.size, snapshot.size._fields, strict=True)
    return " \N{MIDDLE DOT} ".join(units(count, noun) for count, noun in pairs)


def _entry(dataset: str, number: int) -> None:
    try:
        snapshot = read(default_root(), dataset, number)
    except SnapshotError as error:
        st.html(f"<h3 class='vo-saved'>Snapshot {number}</h3>{problem_html(str(error))}")
        return
    st.html(_card(snapshot))
    st.button("Open", key=f"snapshot_open_{number}", on_click=open_snapshot, args=(number,))


def _card(snapshot: Snapshot) -> str:
    facts = " \N{MIDDLE DOT} ".join(
        (
            size_words(snapshot),
            f"taken {when(snapshot.taken_at)}",
            f"generation {snapshot.generation}",
        )
    )
    return (
        f"<section class='vo' aria-label='{escape(snapshot.heading)}'>"
        f"<h3 class='vo-saved'>{escape(snapshot.heading)}</h3>"
        f"<div>{escape(snapshot.sentence)}</div>"
        f"<div class='vo-size'>{escape(facts)}</div></section>"
    )
