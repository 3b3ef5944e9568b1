"""Table 1 on screen: two cohorts before any outcome."""

from functools import partial
from html import escape

import streamlit as st

from vertebroplasty import formatting
from vertebroplasty.formatting import NOT_DEFINED, number
from vertebroplasty.query.baseline_table import rest_of
from vertebroplasty.report import table_one as report
from vertebroplasty.report.sources import Source
from vertebroplasty.report.table_one import NOTABLE, Characteristic, Row, table_one_table
from vertebroplasty.report.tables import Table
from vertebroplasty.results import Mean, Proportion
from vertebroplasty.ui import counted
from vertebroplasty.ui.second_cohort import Sides
from vertebroplasty.ui.table_buttons import as_printed, show_buttons
from vertebroplasty.ui.tables import show_table
from vertebroplasty.ui.view import EVERYONE, current_view

TITLE = "Table 1: A and B before the procedure"
HEAD = ("Before the procedure", "A", "B", "Missing A", "Missing B", "Standardised difference")
CAPTION = (
    f"Mean \N{PLUS-MINUS SIGN} SD, or n (%) of those recorded. Standardised difference: in"
    f" standard deviations; \N{BLACK CIRCLE} above {NOTABLE} in size, a convention (Austin"
    " 2009, Stat Med 28:3083\N{EN DASH}107). With three or more categories it has no sign."
)


def table_one(sides: Sides) -> None:
    """Show a closed box; opened, it describes both cohorts before any outcome."""
    box = st.expander(TITLE, key="table_one", on_change="rerun")
    if box.open:
        with box:
            show_table(TITLE, HEAD, _rows(sides), figures=(1, 2, 3, 4, 5))
            st.caption(CAPTION)
    source, printed = Source(table_one_table, sides[:2]), partial(_printed, sides)
    label = "Data behind Table 1"
    show_buttons("table_one", TITLE, source, printed, caption=CAPTION, label=label)


def _printed(sides: Sides) -> Table:
    return as_printed(HEAD, _rows(sides))


def _rows(sides: Sides) -> list[list[str]]:
    """Return the rows of Table 1 as markup."""
    dataset = current_view().dataset
    of_a = counted.baseline_counts(dataset, sides.a)
    if sides.b == sides.a.others():
        of_b = rest_of(counted.baseline_counts(dataset, EVERYONE), of_a)
    else:
        of_b = counted.baseline_counts(dataset, sides.b)
    found = report.table_one(dataset, of_a, of_b)
    return [cells for one in found for cells in _characteristic(one)]


def _characteristic(found: Characteristic) -> list[list[str]]:
    first = found.rows[0]
    missing = [formatting.whole(result.n_missing) for result in (first.a, first.b)]
    last = [*missing, _smd(found.smd)]
    label = f"<b>{escape(found.label)}</b>"
    if not first.category:
        return [[label, *map(_cell, first[1:]), *last]]
    return [[label, "", "", *last], *(_category(row) for row in found.rows)]


def _category(row: Row) -> list[str]:
    return [f"&emsp;{escape(row.category)}", _cell(row.a), _cell(row.b), "", "", ""]


def _cell(result: Mean | Proportion) -> str:
    if isinstance(result, Mean):
        return escape(formatting.mean_and_sd(result))
    if not result.n:
        return escape(result.absent)
    return escape(f"{formatting.whole(result.events)} ({formatting.share(result)})")


def _smd(smd: float | None) -> str:
    if smd is None:
        return NOT_DEFINED
    mark = "\N{BLACK CIRCLE} " if abs(smd) > NOTABLE else ""
    return f"{mark}{number(smd)}"
