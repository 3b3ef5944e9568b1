"""The cohort page's own parts: who is counted, for how long, and the ledger."""

from functools import partial
from html import escape

import streamlit as st

from vertebroplasty import formatting
from vertebroplasty.breakdown import Breakdown, chosen_groups
from vertebroplasty.figures.ages import age_figure, describe_ages
from vertebroplasty.figures.counts import count_figure, describe_counts
from vertebroplasty.figures.visits import describe_visits, visits_figure
from vertebroplasty.measures import HEADLINES
from vertebroplasty.measures.base import Rung
from vertebroplasty.report import count_tables
from vertebroplasty.report.card_tables import FOLLOW_UP
from vertebroplasty.report.follow_up import follow_up_length
from vertebroplasty.report.sources import Source
from vertebroplasty.ui import counted
from vertebroplasty.ui.cards import Card
from vertebroplasty.ui.charts import Chart, show_charts
from vertebroplasty.ui.style import current_palette
from vertebroplasty.ui.table_buttons import as_printed, show_buttons
from vertebroplasty.ui.tables import show_table
from vertebroplasty.ui.view import EVERYONE, View, current_view

LEDGER = "Where each denominator starts"


def follow_up_card(view: View) -> Card:
    """Return the card of the length of follow-up."""
    length = follow_up_length(counted.follow_up(view.dataset, view.cohort))
    return Card(
        "Mean time to last follow-up",
        f"{length.mean_months} months" if length.n else formatting.NOT_RECORDED,
        f"Range {length.range_months} months" if length.n > 1 else "",
        (
            f"{formatting.units(length.n, 'procedures')} with a dated last follow-up"
            if length.n
            else "",
            f"{length.n_missing:,} {formatting.NOT_RECORDED}" if length.n_missing else "",
            f"Treated over {formatting.units(length.treatment_months, 'months')}"
            if length.treatment_months
            else "",
        ),
        known=length.n > 0,
        keys=(FOLLOW_UP,),
    )


def age_chart() -> None:
    """Show ages at the procedure; the filter on age is left open."""
    view = current_view()
    chosen = counted.age_histogram(view.dataset, view.cohort)
    everyone = counted.age_histogram(view.dataset, EVERYONE)
    bounds = (view.cohort.age_min, view.cohort.age_max) if view.cohort.has_age_range else None
    title = f"Age at procedure, years \N{MIDDLE DOT} {formatting.units(chosen.n, 'procedures')}"
    unknown = f" {formatting.whole(chosen.n_missing)} without a recorded age." * bool(
        chosen.n_missing
    )
    left_open = " The filter on age is left open here: chosen ages are solid." * bool(bounds)
    show_charts(
        Chart(
            "ages",
            title,
            age_figure(title, chosen, everyone, current_palette(), bounds),
            describe_ages(title, chosen),
            f"{view.cohort.ignoring('age').describe()}.{unknown}{left_open}",
            Source(count_tables.ages_table, (view.cohort.ignoring("age"), bounds)),
        )
    )


def count_chart(by: Breakdown) -> None:
    """Show how many procedures each group has; the filter on the groups is left open."""
    view = current_view()
    found = counted.procedures_by(view.dataset, view.cohort, by)
    everyone = counted.procedures_by(view.dataset, EVERYONE, by)
    groups = [(group, found.get(group.code, 0)) for group in by.groups if group.code in everyone]
    title = f"Procedures by {by.label} \N{MIDDLE DOT} {view.size.procedures:,} in the cohort"
    once = " A procedure counts once at each of its levels." if by.by_mask else ""
    show_charts(
        Chart(
            f"procedures_by_{by.key}",
            title,
            count_figure(
                title,
                groups,
                current_palette(),
                everyone=[everyone[group.code] for group, _ in groups],
                chosen=chosen_groups(by, view.cohort),
            ),
            describe_counts(title, groups),
            f"{view.cohort.ignoring(by.ignores).describe()}.{once} Outline: the whole dataset.",
            Source(count_tables.procedures_by_table, (view.cohort.ignoring(by.ignores), by.key)),
        )
    )


def visits_chart() -> None:
    """Show what became of each planned visit."""
    view = current_view()
    statuses = counted.visit_statuses(view.dataset, view.cohort)
    title = f"Planned visits \N{MIDDLE DOT} {formatting.units(view.size.procedures, 'procedures')}"
    show_charts(
        Chart(
            "visits",
            title,
            visits_figure(title, statuses, current_palette()),
            describe_visits(title, statuses),
            f"{view.cohort.describe()}. A visit was due when it was completed, missed or given up"
            " by withdrawal.",
            Source(count_tables.planned_visits_table, (view.cohort,)),
        )
    )


def ledger_table() -> None:
    """Show how many procedures each denominator starts from."""
    view = current_view()
    st.header(LEDGER, anchor=False)
    rows = [
        (
            escape(step.label),
            formatting.whole(step.procedures),
            f"<span class='vo-detail'>{escape(_resting_on(step.rung))}</span>",
        )
        for step in counted.ledger(view.dataset, view.cohort)
    ]
    head = ("Rung", "Procedures", "Figures that rest on it")
    show_table(LEDGER, head, rows, figures=(1,))
    source = Source(count_tables.ledger_table, (view.cohort,))
    show_buttons("ledger", LEDGER, source, partial(as_printed, head, rows))


def _resting_on(rung: Rung | None) -> str:
    return ", ".join(measure.label for measure in HEADLINES if measure.rung is rung)
