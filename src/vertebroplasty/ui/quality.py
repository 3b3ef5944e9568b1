"""The data quality page's own parts: what is filled, what was flagged, who stands there twice."""

from html import escape
from itertools import groupby

import streamlit as st

from vertebroplasty import formatting
from vertebroplasty.figures.intervals import describe_intervals, interval_figure
from vertebroplasty.importing.report import shown
from vertebroplasty.measures import FOLLOWUP_COMPLETENESS, MEASURES
from vertebroplasty.query.completeness import AT_VISIT, Field
from vertebroplasty.query.quality import FlaggedRule, Place
from vertebroplasty.report.card_tables import FLAGGED, REPEATS
from vertebroplasty.report.result_tables import followup_by_date_table
from vertebroplasty.report.sources import Source
from vertebroplasty.results import Proportion
from vertebroplasty.ui import counted
from vertebroplasty.ui.cards import Card
from vertebroplasty.ui.charts import Chart, show_charts
from vertebroplasty.ui.composition import FAMILIES
from vertebroplasty.ui.style import current_palette
from vertebroplasty.ui.tables import show_table
from vertebroplasty.ui.view import View, current_view

HEADLINES = tuple(measure for measure in MEASURES if not measure.key.startswith(FAMILIES))


def flagged_card(view: View) -> Card:
    """Return the card of the procedures with a flagged row."""
    share = counted.flagged(view.dataset, HEADLINES, view.cohort).procedures
    found = sum(rule.n for rule in counted.flagged_rules(view.dataset))
    return Card(
        "Procedures with a value flagged at import",
        formatting.share(share),
        "",
        (
            formatting.denominator(share),
            f"{formatting.units(found, 'values')} flagged in the whole dataset",
        ),
        keys=(FLAGGED,),
    )


def repeats_card(view: View) -> Card:
    """Return the card of the patients who had several procedures, in the whole dataset."""
    patients = counted.repeats(view.dataset).procedures
    several = sum(n for procedures, n in patients.counts if procedures > 1)
    result = Proportion(several, patients.n, 0, "patients", None)
    most = patients.counts[-1][0]
    return Card(
        "Patients with several procedures",
        formatting.share(result),
        "",
        (
            formatting.denominator(result),
            f"At most {formatting.units(most, 'procedures')} each",
            "Whole dataset",
        ),
        keys=(REPEATS,),
    )


def flagged_figures() -> None:
    """Show which part of each figure's denominator comes from procedures with a flagged row."""
    view = current_view()
    st.header("What the figures rest on", anchor="flagged")
    flagged = counted.flagged(view.dataset, HEADLINES, view.cohort)
    rows = [
        (escape(measure.label), *_of(flagged.by_measure[measure.key], measure.absent))
        for measure in HEADLINES
    ]
    head = ("Figure", "On flagged rows", "Of its denominator")
    show_table("What the figures rest on", head, rows, figures=(1,))
    st.caption(
        f"{view.cohort.describe()}. A unit counts when at least one stored row of its procedure"
        " carries a warning of the import, whatever the warning is about. Flagged values are"
        " unusual, not known to be wrong: they are counted like all others."
    )


def flagged_values() -> None:
    """Show the warnings of the import by rule, with the first places of each."""
    st.header("Values flagged at import", anchor=False)
    rules = counted.flagged_rules(current_view().dataset)
    if not rules:
        st.html("<p class='vo'>No value was flagged when this dataset was imported.</p>")
        return
    head = ("Rule", "Values", "What is usual", "Examples")
    rows = [_rule_cells(rule) for rule in rules]
    show_table("Values flagged at import", head, rows, stacked=True)
    st.caption("The whole dataset. What is outside the hard limits was refused, not flagged.")


def completeness_table() -> None:
    """Show, for each field of the data dictionary, in how many rows it is filled."""
    view = current_view()
    st.header("Completeness by field", anchor=False)
    for table, fields in groupby(
        counted.fields_filled(view.dataset, view.cohort), key=lambda field: field.table
    ):
        listed = list(fields)
        rows = listed[0].filled
        gaps = sum(field.filled.events < field.filled.n for field in listed)
        box = st.expander(
            f"{table.replace('_', ' ').capitalize()} \N{MIDDLE DOT}"
            f" {formatting.units(rows.n, rows.noun)} \N{MIDDLE DOT}"
            f" {_gaps(gaps, len(listed))}",
            key=f"filled_{table}",
            on_change="rerun",
        )
        if box.open:
            with box:
                show_table(table, ("Field", "Filled", "Rows"), map(_field_cells, listed))
    st.caption(
        f"{view.cohort.describe()}. A field counts only where it can be filled: what is recorded"
        " at a visit, in completed visits; the day of death, in patients recorded as dead."
    )


def visits_table() -> None:
    """Show what was recorded at the completed visits, by timepoint."""
    view = current_view()
    st.header("Recorded at completed visits", anchor=False)
    visits = counted.visits_filled(view.dataset, view.cohort)
    rows = [
        (
            escape(visit.timepoint),
            formatting.whole(visit.filled["Pain"].n),
            *(_bar(visit.filled[name]) if name in visit.filled else "" for name in AT_VISIT),
        )
        for visit in visits
    ]
    show_table("Recorded at visits", ("Visit", "Completed", *AT_VISIT), rows, figures=(1,))
    st.caption(f"{view.cohort.describe()}. Share of the completed visits at which it was recorded.")


def followup_chart() -> None:
    """Show the completeness of follow-up by the date of the procedure."""
    view = current_view()
    groups = counted.followup_over_time(view.dataset, view.cohort)
    whole = view.estimate(FOLLOWUP_COMPLETENESS)
    title = (
        "Follow-up completeness by date of the procedure"
        f" \N{MIDDLE DOT} {formatting.denominator(whole)}"
    )
    reference = view.reference(FOLLOWUP_COMPLETENESS)
    show_charts(
        Chart(
            "followup_by_date",
            title,
            interval_figure(title, groups, current_palette(), reference=reference),
            describe_intervals(title, groups),
            f"{view.cohort.describe()}. Share of procedures whose latest due visit after 24 h was"
            " completed. Dots with 95 % intervals; the grey line is the whole dataset.",
            Source(followup_by_date_table, (view.cohort,)),
        )
    )


def repeats_table() -> None:
    """Show how many procedures patients had, and which of one patient fall on one day."""
    st.header("Patients who stand there several times", anchor=False)
    repeats = counted.repeats(current_view().dataset)
    rows = [
        (formatting.whole(procedures), formatting.whole(patients))
        for procedures, patients in repeats.procedures.counts
    ]
    show_table("Patients by procedures", ("Procedures", "Patients"), rows, figures=(1,))
    if repeats.n_same_day:
        listed = "; ".join(escape(shown(ids)) for ids in repeats.same_day)
        times = formatting.whole(repeats.n_same_day)
        text = f"Several procedures of one patient on one day: {times}, such as {listed}."
    else:
        text = "No patient has several procedures on one day."
    undated = f" {formatting.units(repeats.undated, 'procedures')} without a date not compared."
    st.html(f"<p class='vo'>{text}{undated * bool(repeats.undated)}</p>")
    st.caption("The whole dataset. Several procedures of a patient are normal; on one day, look.")


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
