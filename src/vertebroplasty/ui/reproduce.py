"""What the numbers on screen were made of: their table, their SQL, a script, the methods."""

import streamlit as st

from vertebroplasty.report.methods import facts, methods_text
from vertebroplasty.report.scripts import script
from vertebroplasty.report.sources import Source
from vertebroplasty.report.sql_text import sql_text
from vertebroplasty.report.table_csv import file_name, to_csv
from vertebroplasty.report.tables import Table
from vertebroplasty.ui.view import current_view

TABS = ("Data", "SQL", "Python", "Methods")
_TWO_DECIMALS = st.column_config.NumberColumn(format="%.2f")


def show_source(
    key: str, title: str, source: Source, label: str = "Data behind this chart"
) -> None:
    """Show a closed box; opened, it holds the numbers, and how to make them again.

    Parameters
    ----------
    key : str
        Identity on the page of what it belongs to.
    title : str
        What the numbers are.
    source : Source
        Returns the numbers; asked only when the box is open.
    label : str
        What stands on the box.
    """
    box = st.expander(label, key=f"{key}_data", on_change="rerun")
    if not box.open:
        return
    dataset = current_view().dataset
    run = source.run(dataset)
    head = facts(dataset, source, title)
    with box:
        data, sql, python, methods = st.tabs(TABS)
        with data:
            _show_table(key, title, run.table)
        with sql:
            _show_code(sql_text(run.queries, head), "sql")
            st.caption(
                "Whole numbers as the database counted them; estimates and intervals follow from"
                " them in Python."
            )
        with python:
            text = script(dataset, source, title)
            _show_code(text, "python")
            _download("Download the script", text, key, ".py", "text/x-python")
        with methods:
            st.code(methods_text(dataset, source, run), language=None, wrap_lines=True)


def _show_table(key: str, title: str, table: Table) -> None:
    view = current_view()
    st.dataframe(
        [dict(zip(table.columns, row, strict=True)) for row in table.rows],
        hide_index=True,
        placeholder="",
        column_config=dict.fromkeys(_fractional(table), _TWO_DECIMALS),
        width="stretch",
    )
    st.download_button(
        "Download as CSV",
        # Spreadsheet programs read UTF-8 by its byte-order mark.
        data=lambda: to_csv(
            table,
            title=title,
            cohort=view.cohort.describe(),
            size=view.describe_size(),
            dataset=view.dataset.describe(),
            warning=view.dataset.meta.nature.warning,
        ).encode("utf-8-sig"),
        file_name=file_name(view.cohort.describe(), key, view.dataset.name),
        mime="text/csv",
        key=f"{key}_csv",
        on_click="ignore",
    )


def _fractional(table: Table) -> list[str]:
    columns = zip(table.columns, *table.rows, strict=True)
    return [name for name, *cells in columns if any(isinstance(cell, float) for cell in cells)]


def _show_code(text: str, language: str) -> None:
    st.code(text, language=language, wrap_lines=True, height=320)


def _download(label: str, text: str, key: str, extension: str, mime: str) -> None:
    view = current_view()
    st.download_button(
        label,
        data=text.encode(),
        file_name=file_name(view.cohort.describe(), key, view.dataset.name, extension),
        mime=mime,
        key=f"{key}_{extension[1:]}",
        on_click="ignore",
    )
