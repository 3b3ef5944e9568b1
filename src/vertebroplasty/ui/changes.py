"""What becomes of a dataset from one generation to another, table by table."""

from html import escape

import streamlit as st

from vertebroplasty.formatting import whole
from vertebroplasty.importing.changes import Changes, TableChanges
from vertebroplasty.ui.tables import show_table

KEYS_SHOWN = 10


def show_changes(changes: Changes, title: str) -> None:
    """Show how many rows are added, changed and gone, with the first of them.

    Parameters
    ----------
    changes : Changes
        What was found.
    title : str
        Between which generations.
    """
    st.html(f"<p class='vo'><b>{escape(title)}.</b> {_headline(changes)}</p>")
    if changes.none:
        st.html("<p class='vo'>Every record is as it was.</p>")
        return
    rows = [
        (
            escape(table.table.replace("_", " ")),
            *map(whole, (table.before, table.now, table.added, table.changed, table.gone)),
        )
        for table in changes.tables
        if table.before or table.now
    ]
    head = ("Table", "Rows before", "Rows after", "Added", "Changed", "Gone")
    show_table(title, head, rows, figures=(1, 2, 3, 4, 5))
    for table in changes.tables:
        _examples(table)


def _headline(changes: Changes) -> str:
    return ", ".join(
        f"{whole(now)} {noun}" + (f" ({now - before:+,})" if before and now != before else "")
        for noun, (before, now) in changes.headline.items()
    ).replace("-", "\N{MINUS SIGN}")


def _examples(table: TableChanges) -> None:
    name = escape(table.table.replace("_", " "))
    if table.examples:
        st.html(f"<p class='vo'><b>Changed cells, {name}</b>, the first of them</p>")
        rows = [
            tuple(map(escape, (cell.key, cell.column, cell.was or "empty", cell.now or "empty")))
            for cell in table.examples
        ]
        head = ("Row", "Column", "Was", "Is")
        show_table(f"Changed cells, {table.table}", head, rows)
    if table.gone_keys:
        listed = "; ".join(table.gone_keys[:KEYS_SHOWN])
        more = " ..." if table.gone > KEYS_SHOWN else ""
        st.html(f"<p class='vo'><b>Gone, {name}:</b> {escape(listed)}{more}</p>")
