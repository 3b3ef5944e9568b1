"""The data quality page's tables: what is filled, what was flagged, who stands there repeatedly."""

from collections.abc import Sequence
from functools import partial
from html import escape
from itertools import groupby

import streamlit as st

from vertebroplasty import formatting
from vertebroplasty.importing.report import shown
from vertebroplasty.measures import HEADLINES
from vertebroplasty.query.completeness import AT_VISIT, Field
from vertebroplasty.query.quality import FlaggedRule, Place
from vertebroplasty.report import quality_tables as report
from vertebroplasty.report.sources import Source
from vertebroplasty.report.tables import Table
from vertebroplasty.results import Proportion
from vertebroplasty.ui import counted
from vertebroplasty.ui.table_buttons import as_printed, show_buttons
from vertebroplasty.ui.tables import show_table
from vertebroplasty.ui.view import current_view

RESTS_ON = "What the figures rest on"
FLAGGED = "Values flagged at import"
FLAGGED_HEAD = ("Rule", "Values", "What is usual", "Examples")
FLAGGED_CAPTION = "The whole dataset. What is outside the hard limits was refused, not flagged."
FILLED = "Completeness by field"
FILLED_HEAD = ("Field", "Filled", "Rows")
REPEATED = "Patients who stand there several times"
REPEATED_HEAD = ("Procedures", "Patients")


def flagged_figures() -> None:
    """Show which part of each figure's denominator comes from procedures with a flagged row."""
    view = current_view()
    st.header(RESTS_ON, anchor="flagged")
    flagged = counted.flagged(view.dataset, HEADLINES, view.cohort)
    rows = [
        (escape(measure.label), *_of(flagged.by_measure[measure.key], measure.absent))
        for measure in HEADLINES
    ]
    head = ("Figure", "On flagged rows", "Of its denominator")
    show_table(RESTS_ON, head, rows, figures=(1,))
    caption = (
        f"{view.cohort.describe()}. A unit counts when at least one stored row of its procedure"
        " carries a warning of the import, whatever the warning is about. Flagged values are"
        " unusual, not known to be wrong: they are counted like all others."
    )
    st.caption(caption)
    source = Source(report.flagged_figures_table, (view.cohort,))
    title = f"{RESTS_ON}: values flagged at import"
    show_buttons("flagged_figures", title, source, partial(as_printed, head, rows), caption=caption)


def flagged_values() -> None:
    """Show the warnings of the import by rule, with the first places of each."""
    st.header(FLAGGED, anchor=False)
    rules = counted.flagged_rules(current_view().dataset)
    if not rules:
        st.html("<p class='vo'>No value was flagged when this dataset was imported.</p>")
        return
    rows = [_rule_cells(rule) for rule in rules]
    show_table(FLAGGED, FLAGGED_HEAD, rows, stacked=True)
    st.caption(FLAGGED_CAPTION)
    # The examples are values of single patients: they stay on the page.
    printed = partial(as_printed, FLAGGED_HEAD[:-1], [row[:-1] for row in rows])
    source = Source(report.flagged_values_table)
    show_buttons("flagged_values", FLAGGED, source, printed, caption=FLAGGED_CAPTION)


def completeness_table() -> None:
    """Show, for each field of the data dictionary, in how many rows it is filled."""
    view = current_view()
    st.header(FILLED, anchor=False)
    found = counted.fields_filled(view.dataset, view.cohort)
    for table, fields in groupby(found, key=lambda field: field.table):
        listed = list(fields)
        rows = listed[0].filled
        gaps = sum(field.filled.events < field.filled.n for field in listed)
        box = st.expander(
            f"{_named(table)} \N{MIDDLE DOT}"
            f" {formatting.units(rows.n, rows.noun)} \N{MIDDLE DOT}"
            f" {_gaps(gaps, len(listed))}",
            key=f"filled_{table}",
            on_change="rerun",
        )
        if box.open:
            with box:
                show_table(table, FILLED_HEAD, map(_field_cells, listed))
    caption = (
        f"{view.cohort.describe()}. A field counts only where it can be filled: what is recorded"
        " at a visit, in completed visits; the day of death, in patients recorded as dead."
    )
    st.caption(caption)
    source = Source(report.fields_filled_table, (view.cohort,))
    show_buttons("fields_filled", FILLED, source, partial(_printed, found), caption=caption)


def visits_table() -> None:
    """Show what was recorded at the completed visits, by timepoint."""
    view = current_view()
    title, head = "Recorded at completed visits", ("Visit", "Completed", *AT_VISIT)
    st.header(title, anchor=False)
    visits = counted.visits_filled(view.dataset, view.cohort)
    rows = [
        (
            escape(visit.timepoint),
            formatting.whole(visit.filled["Pain"].n),
            *(_bar(visit.filled[name]) if name in visit.filled else "" for name in AT_VISIT),
        )
        for visit in visits
    ]
    show_table("Recorded at visits", head, rows, figures=(1,))
    caption = f"{view.cohort.describe()}. Share of the completed visits at which it was recorded."
    st.caption(caption)
    source = Source(report.visits_filled_table, (view.cohort,))
    show_buttons("visits_filled", title, source, partial(as_printed, head, rows), caption=caption)


def repeats_table() -> None:
    """Show how many procedures patients had, and which of one patient fall on one day."""
    st.header(REPEATED, anchor=False)
    repeats = counted.repeats(current_view().dataset)
    rows = [
        (formatting.whole(procedures), formatting.whole(patients))
        for procedures, patients in repeats.procedures.counts
    ]
    show_table("Patients by procedures", REPEATED_HEAD, rows, figures=(1,))
    if repeats.n_same_day:
        listed = "; ".join(escape(shown(ids)) for ids in repeats.same_day)
        times = formatting.whole(repeats.n_same_day)
        text = f"Several procedures of one patient on one day: {times}, such as {listed}."
    else:
        text = "No patient has several procedures on one day."
    undated = f" {formatting.units(repeats.undated, 'procedures')} without a date not compared."
    st.html(f"<p class='vo'>{text}{undated * bool(repeats.undated)}</p>")
    caption = "The whole dataset. Several procedures of a patient are normal; on one day, look."
    st.caption(caption)
    printed, source = partial(as_printed, REPEATED_HEAD, rows), Source(report.repeats_table)
    show_buttons("repeats", REPEATED, source, printed, caption=caption)


def _of(result: Proportion, absent: str) -> tuple[str, str]:
    if not result.n:
        return escape(absent), ""
    return formatting.share(result), escape(formatting.denominator(result))


def _bar(result: Proportion) -> str:
    """Return a share with a bar of its length; empty where nothing could be filled."""
    if not result.n:
        return ""
    width = 100 * result.events / result.n
    return (
        f"{formatting.share(result)}"
        f"<span class='vo-bar' aria-hidden='true'><span style='width:{width:.1f}%'></span></span>"
    )


def _field_cells(field: Field) -> tuple[str, ...]:
    of = formatting.denominator(field.filled) if field.filled.n else f"no {field.filled.noun}"
    return f"<code>{escape(field.column)}</code>", _bar(field.filled), escape(of)


def _printed(fields: Sequence[Field]) -> Table:
    """Return all fields as one table, as their boxes print them."""
    rows = [(escape(_named(field.table)), *_field_cells(field)) for field in fields]
    return as_printed(("Table", *FILLED_HEAD), rows)


def _named(table: str) -> str:
    return table.replace("_", " ").capitalize()


def _gaps(with_gaps: int, fields: int) -> str:
    if not with_gaps:
        return "every field filled"
    return f"{with_gaps} of {fields} fields with gaps"


def _rule_cells(rule: FlaggedRule) -> tuple[str, ...]:
    examples = "<br>".join(map(_place, rule.examples))
    name = rule.rule.replace(".", " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} ")
    return escape(name), formatting.whole(rule.n), escape(rule.usual), examples


def _place(place: Place) -> str:
    where = shown(place.file)
    if place.line:
        where += f", line {formatting.whole(place.line)}"
    value = f" = {shown(place.value)}" if place.value else " is empty"
    return f"{escape(where)}: {escape(shown(place.column))}{escape(value)}"
