"""The monitoring of an outcome: what the reader declares, the verdict, and VLAD with CUSUM."""

from html import escape

import streamlit as st

from vertebroplasty import formatting
from vertebroplasty.figures.cusum import monitoring_figure
from vertebroplasty.measures.base import Measure
from vertebroplasty.report import monitoring
from vertebroplasty.report.monitoring import Declared, Monitoring
from vertebroplasty.report.sources import Source
from vertebroplasty.ui.charts import Chart, show_charts
from vertebroplasty.ui.choices import (
    MONITORING_NUMBERS,
    OUTCOME_KEY,
    OUTCOMES_OF_PROCEDURES,
    ask_number,
)
from vertebroplasty.ui.page import choose
from vertebroplasty.ui.style import current_palette
from vertebroplasty.ui.view import current_view


def choose_outcome() -> tuple[Measure, Declared]:
    """Let the reader choose an outcome and declare what it is watched against.

    Returns
    -------
    tuple of Measure and tuple of float or None
        The outcome; p0 and p1 in percent and the run length, None where not declared.
    """
    first, *others = st.columns([3, *[2] * len(MONITORING_NUMBERS)], vertical_alignment="bottom")
    with first:
        measure = choose("Outcome", OUTCOMES_OF_PROCEDURES, OUTCOME_KEY)
    declared = []
    for column, number in zip(others, MONITORING_NUMBERS, strict=True):
        with column:
            declared.append(ask_number(number))
    p0, p1, run_length = declared
    everyone = current_view().reference(measure)
    if everyone.n:
        st.caption(
            f"For information, no default: {formatting.estimate(everyone)} in the whole dataset"
            f" ({formatting.denominator(everyone)})."
        )
    return measure, (p0, p1, run_length)


def verdict(watched: Monitoring) -> None:
    """Say whether the CUSUM signals, or why it is withheld."""
    st.html(f"<p class='vo-done'>{escape(watched.verdict)}</p>")


def monitoring_chart(watched: Monitoring, declared: Declared) -> None:
    """Show the VLAD and the CUSUM.

    Parameters
    ----------
    watched : Monitoring
        The outcome.
    declared : tuple of float or None
        What it is watched against.
    """
    view, measure = current_view(), watched.measure
    among = formatting.units(watched.stream.n, "procedures")
    title = f"{measure.label}, day by day \N{MIDDLE DOT} {among}"
    show_charts(
        Chart(
            "monitoring",
            title,
            monitoring_figure(
                title,
                watched.vlad,
                watched.cusum,
                current_palette(),
                withheld=watched.withheld,
            ),
            f"{title}. {watched.verdict}",
            " ".join([f"{view.cohort.describe()}.", *_sentences(watched)]),
            Source(monitoring.cusum_table, (view.cohort, measure.key, *declared)),
        )
    )


def _sentences(watched: Monitoring) -> list[str]:
    found = []
    if watched.vlad:
        rate = formatting.number(100 * (watched.expected or 0), 1)
        whose = "p0" if watched.declared else "their own rate, so that it ends at 0"
        found.append(f"VLAD: events {watched.vlad_words}, at {rate} % ({whose}).")
    if watched.cusum:
        limit = watched.cusum.limit
        found.append(
            f"CUSUM: at p0 a false alarm every {formatting.whole(round(limit.run_length))}"
            f" procedures on average, at p1 a signal after"
            f" {formatting.whole(round(limit.detection))}; it starts again from 0 after a signal."
        )
    left_out = (
        (watched.stream.n_missing, "without a known outcome"),
        (watched.stream.n_undated, "without a date"),
    )
    parts = [f"{formatting.units(n, 'procedures')} {words}" for n, words in left_out if n]
    if parts:
        found.append(f"Left out: {', '.join(parts)}.")
    return found
