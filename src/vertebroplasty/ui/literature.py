"""The literature page's own parts: the forest, what it leaves out, and where a row comes from."""

from html import escape

import streamlit as st

from vertebroplasty.figures.literature import describe_literature, literature_figure
from vertebroplasty.report import literature_forest
from vertebroplasty.report.literature import studies
from vertebroplasty.report.literature_match import RULE, Outcome
from vertebroplasty.report.sources import Source
from vertebroplasty.ui.charts import Chart, show_charts
from vertebroplasty.ui.choices import LITERATURE, LITERATURE_KEY
from vertebroplasty.ui.published import COINCIDENCE
from vertebroplasty.ui.remembered import remembered
from vertebroplasty.ui.style import current_palette
from vertebroplasty.ui.tables import show_table
from vertebroplasty.ui.view import current_view

MEASURES = tuple(dict.fromkeys(m for outcome in LITERATURE.values() for m in outcome.measures))
_forest = remembered(literature_forest.forest)
HOW_TO_READ = (
    "Unadjusted: no row is corrected for who was treated, and nothing is pooled.",
    "Grey rows are not comparable, for the reason given. Hollow marks are given only roughly, or"
    " are the difference of two means. The band is this cohort's interval.",
    RULE,
    "A cohort counts procedures where papers count patients: who came twice counts twice here.",
)


def choose_outcome() -> Outcome:
    """Let the reader choose what is compared; kept in the URL."""
    chosen = st.segmented_control(
        "Compare",
        list(LITERATURE),
        default=next(iter(LITERATURE)),
        required=True,
        key=LITERATURE_KEY,
        bind="query-params",
    )
    return LITERATURE[chosen]


def forest_chart(outcome: Outcome) -> None:
    """Show the cohort among the published values of an outcome."""
    view = current_view()
    rows = _forest(view.dataset, view.cohort, outcome.key)
    entries = [row.entry for row in rows]
    title = f"{outcome.label}: this cohort among published ones, unadjusted"
    show_charts(
        Chart(
            f"literature_{outcome.key}",
            title,
            literature_figure(title, entries, current_palette(), outcome.scale, outcome.unit),
            describe_literature(title, entries),
            f"{view.cohort.describe()}. Unadjusted, nothing is pooled.",
            Source(literature_forest.literature_table, (view.cohort, outcome.key)),
        )
    )


def notes(outcome: Outcome) -> None:
    """Say how to read the forest, what holds for two rows, and whose value was not read."""
    st.header("How to read it", anchor=False)
    for words in HOW_TO_READ:
        st.markdown(words)
    st.caption(f"Srinagar 2007: {COINCIDENCE[0].lower()}{COINCIDENCE[1:]}")
    bare = literature_forest.without_value(outcome.key)
    if bare:
        names = ", ".join(study.name for study in bare)
        st.caption(f"No {_lower(outcome.label)} that could be drawn was read in: {names}.")


def sources_box() -> None:
    """Offer every source with its identifiers, its own words for its design, and its size."""
    box = st.expander(f"The {len(studies())} sources", key="sources", on_change="rerun")
    if box.open:
        with box:
            _sources_table()


def _sources_table() -> None:
    rows = [
        [
            escape(study.name),
            escape(study.citation),
            escape(study.cells["design"]),
            escape(study.size or "not read"),
        ]
        for study in studies()
    ]
    head = ("Source", "Where", "Design, as read", "Size")
    show_table("The published cohorts", head, rows, stacked=True)
    st.caption("What was not read is left empty and never filled in; see data/literature.csv.")


def _lower(label: str) -> str:
    return label if label.startswith("VAS") else label.lower()
