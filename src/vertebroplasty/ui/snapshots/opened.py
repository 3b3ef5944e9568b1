"""A snapshot as it is opened: what it was, what changed since, and what can be done with it."""

from html import escape

import streamlit as st

from vertebroplasty.errors import DatasetError, SnapshotError
from vertebroplasty.importing.generations import default_root
from vertebroplasty.report.snapshots import Snapshot, exhibits_of, read, since
from vertebroplasty.ui import counted
from vertebroplasty.ui.datasets import served_dataset
from vertebroplasty.ui.filter_state import cohort_of_link
from vertebroplasty.ui.provenance import hash_html, when
from vertebroplasty.ui.report_list import show_exhibit
from vertebroplasty.ui.said import problem_html
from vertebroplasty.ui.snapshots.acting import ask_to_delete, buttons
from vertebroplasty.ui.snapshots.again import counted_again
from vertebroplasty.ui.snapshots.changes import changes_download, changes_table, frozen_table
from vertebroplasty.ui.snapshots.list import open_snapshot, size_words
from vertebroplasty.ui.view import has_view

_FIGURES = "Figures as they were"
_NO_DATA = "the dataset cannot be shown at all at this moment (see above)"


def show_snapshot(dataset: str, number: int) -> None:
    """Show a snapshot of a dataset, or why it cannot be shown.

    Parameters
    ----------
    dataset : str
        Name of the dataset, which itself may be beyond reading.
    number : int
        Which snapshot.
    """
    st.button("All snapshots", key="snapshot_all", on_click=open_snapshot, args=(None,))
    try:
        snapshot = read(default_root(), dataset, number)
    except SnapshotError as error:
        st.html(problem_html(str(error)))
        return
    st.html(_head(snapshot))
    buttons(snapshot)
    ask_to_delete(snapshot)
    _changes(snapshot)
    _figures(snapshot)


def _head(then: Snapshot) -> str:
    tag = f" <span class='vo-nature'>{escape(then.warning)}</span>" if then.warning else ""
    note = f"<p class='vo-said'>{escape(then.note)}</p>" if then.note else ""
    facts = (
        f"Taken {when(then.taken_at)}: numbers of that moment, whatever the sidebar says.",
        f"{then.title} ({then.dataset}), generation {then.generation}, imported"
        f" {when(then.imported)}",
        f"Counted with {', '.join(then.versions)}",
    )
    lines = "".join(f"<div class='vo-size'>{escape(fact)}</div>" for fact in facts)
    return (
        f"<section class='vo' aria-label='{escape(then.heading)}'>"
        f"<h2>{escape(then.heading)}</h2><div><b>{escape(then.sentence)}</b></div>"
        f"<div class='vo-size'>{escape(size_words(then))}</div>{lines}"
        f"<div class='vo-size'>Content {hash_html(then.content_hash)}</div>{tag}{note}</section>"
    )


def _changes(then: Snapshot) -> None:
    """Show the numbers, and beside them those of today where these can be counted."""
    st.header("What changed since", anchor=False)
    now, problems = _today(then)
    if now is None:
        said = "; ".join(problems)
        text = f"The same cohort cannot be counted today: {said}. The numbers as they were:"
        st.html(problem_html(text))
        frozen_table(then)
        return
    found = since(then, now)
    if found.versions and now.content_hash != then.content_hash:
        found = since(then, now, counted_again(then))
    notes = "".join(f"<li>{escape(one)}</li>" for one in found.versions)
    listed = f"<ul class='vo vo-detail'>{notes}</ul>" if notes else ""
    st.html(f"<p class='vo-done'>{escape(found.verdict)}</p>{listed}")
    changes_table(then, now, found)
    changes_download(then, now, found)


def _today(then: Snapshot) -> tuple[Snapshot | None, tuple[str, ...]]:
    """Return the same cohort as it is counted today, or why it cannot be."""
    if not has_view():
        return None, (_NO_DATA,)
    try:
        today = served_dataset(then.dataset)
        cohort, problems = cohort_of_link(today, dict(then.filters))
        if problems:
            return None, problems
        return counted.snapshot_today(today, cohort), ()
    except DatasetError as error:
        return None, (str(error),)


def _figures(snapshot: Snapshot) -> None:
    box = st.expander(_FIGURES, key="snapshot_figures", on_change="rerun")
    if not box.open:
        return
    with box:
        try:
            exhibits = exhibits_of(default_root(), snapshot.dataset, snapshot.number)
        except SnapshotError as error:
            st.html(problem_html(str(error)))
            return
        if not exhibits:
            st.html("<p class='vo'>Nobody was in this cohort, so there are no figures.</p>")
        for exhibit in exhibits:
            st.html(f"<h3 class='vo-saved'>{escape(exhibit.title)}</h3>")
            show_exhibit(exhibit)
            st.html(f"<p class='vo vo-detail'>{escape(exhibit.footer)}</p>")
