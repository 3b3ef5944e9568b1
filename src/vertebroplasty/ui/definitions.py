"""The definitions page, generated from the registry of measures."""

from html import escape

import streamlit as st

from vertebroplasty.formatting import denominator
from vertebroplasty.measures import MEASURES
from vertebroplasty.measures.base import Measure
from vertebroplasty.results import Result
from vertebroplasty.ui.page import LEVEL_FILTER_NOTE
from vertebroplasty.ui.tables import show_table
from vertebroplasty.ui.view import current_view


def definitions_table() -> None:
    """Show every measure with its unit, grain, definition, method and source."""
    view = current_view()
    head = ("Measure", "Unit, counted per", "Definition", "Source")
    rows = [_row(measure, view.reference(measure)) for measure in MEASURES]
    show_table("Every measure", head, rows, stacked=True)


def glossary() -> None:
    """Show the conventions that all figures share."""
    st.header("Conventions", anchor=False)
    for sentence in (
        LEVEL_FILTER_NOTE,
        "A chart by X leaves the filter on X open and draws the chosen groups solid.",
        "Age ranges include both ends. VAS is on the 0-10 scale; change is after minus before.",
        "Missing is never counted as no: every figure says how many were not recorded.",
        "Percentages are whole below a denominator of 100; 0 % and 100 % are printed only when"
        " exact.",
    ):
        st.markdown(f"- {sentence}")


def _row(measure: Measure, result: Result) -> tuple[str, ...]:
    interval = result.interval
    method = interval.method if interval else f"No interval: {denominator(result)}"
    grain = measure.grain.value.replace("_", " ")
    return (
        f"<b>{escape(measure.label)}</b>",
        f"{escape(measure.unit)}<br>{escape(grain)}<br>{escape(measure.direction)}",
        f"{escape(measure.definition)}<br><i>{escape(method)}</i>",
        f"{escape(measure.source)}<br><i>Starts from: {escape(measure.rung)}</i>",
    )
