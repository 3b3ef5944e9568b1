"""What the numbers on screen were made of: their table, their SQL, a script, the methods."""

from dataclasses import replace
from typing import Any

import streamlit as st

from vertebroplasty.report.methods import facts, methods_text
from vertebroplasty.report.scripts import script
from vertebroplasty.report.sources import Source
from vertebroplasty.report.sql_text import sql_text
from vertebroplasty.report.table_csv import file_name, to_csv
from vertebroplasty.report.tables import Table
from vertebroplasty.ui.boxes import opened_box
from vertebroplasty.ui.view import EVERYONE, current_view

DATA = "_data"
"""Behind the key of a chart or table: the key of its box."""
TABS = ("Data", "SQL", "Python", "Methods")
_CODE: dict[str, Any] = {"wrap_lines": True, "height": "content"}
_TWO_DECIMALS = st.column_config.NumberColumn(format="%.2f")


def show_source(key: str, title: str, source: Source, label: str) -> None:
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
    if box := opened_box(label, f"{key}{DATA}"):
        with box:
            _show(key, title, source)


def _show(key: str, title: str, source: Source) -> None:
    dataset = current_view().dataset
    run = source.run(dataset)
    about = facts(dataset, source, title)
    data, sql, python, methods = st.tabs(TABS)
    with data:
        _show_table(run.table)
        _download_csv(key, title, source, run.table)
    with sql:
        st.code(sql_text(run.queries, about), language="sql", **_CODE)
        st.caption(
            "What the database counted, for DuckDB on the file of this generation; estimates and"
            " intervals follow from these whole numbers in Python."
        )
    with python:
        text = script(source, dataset, about)
        st.code(text, language="python", **_CODE)
        _download_script(key, source, text)
    with methods:
        st.code(methods_text(dataset, source, run), language=None, **_CODE)


def _show_table(table: Table) -> None:
    st.dataframe(
        [dict(zip(table.columns, row, strict=True)) for row in table.rows],
        hide_index=True,
        placeholder="",
        column_config=dict.fromkeys(_fractional(table), _TWO_DECIMALS),
        width="stretch",
    )


def _download_csv(key: str, title: str, source: Source, table: Table) -> None:
    view = current_view()
    cohorts = source.cohorts or (EVERYONE,)
    st.download_button(
        "Download as CSV",
        # Spreadsheet programs read UTF-8 by its byte-order mark.
        data=lambda: to_csv(
            table,
            title=title,
            cohort="; ".join(cohort.describe() for cohort in cohorts),
            size="; ".join(replace(view, cohort=cohort).describe_size() for cohort in cohorts),
            dataset=view.dataset.describe(),
            warning=view.dataset.meta.nature.warning,
        ).encode("utf-8-sig"),
        file_name=_file_name(key, source),
        mime="text/csv",
        key=f"{key}_csv",
        on_click="ignore",
    )


def _download_script(key: str, source: Source, text: str) -> None:
    st.download_button(
        "Download the script",
        data=text.encode(),
        file_name=_file_name(key, source, ".py"),
        mime="text/x-python",
        key=f"{key}_py",
        on_click="ignore",
    )


def _file_name(key: str, source: Source, extension: str = ".csv") -> str:
    whom = " or ".join(cohort.describe() for cohort in source.cohorts or (EVERYONE,))
    return file_name(whom, key, current_view().dataset.name, extension)


def _fractional(table: Table) -> list[str]:
    columns = zip(table.columns, *table.rows, strict=True)
    return [name for name, *cells in columns if any(isinstance(cell, float) for cell in cells)]
