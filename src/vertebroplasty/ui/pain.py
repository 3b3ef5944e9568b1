"""The pain page's own parts: horizon, distribution of VAS before and after, and the tests."""

from functools import partial
from html import escape

import streamlit as st

from vertebroplasty import formatting
from vertebroplasty.figures.before_after import before_after_figure, describe_before_after
from vertebroplasty.query.pain import Horizon
from vertebroplasty.report.count_tables import vas_distribution_table
from vertebroplasty.report.pain_tests import pain_tests
from vertebroplasty.report.result_tables import pain_tests_table
from vertebroplasty.report.sources import Source
from vertebroplasty.ui import counted
from vertebroplasty.ui.charts import Chart, show_charts
from vertebroplasty.ui.choices import HORIZON_KEY, HORIZONS
from vertebroplasty.ui.looks import looks_caption
from vertebroplasty.ui.style import current_palette
from vertebroplasty.ui.table_buttons import as_printed, show_buttons
from vertebroplasty.ui.tables import show_table
from vertebroplasty.ui.view import current_view

TESTS, TESTS_HEAD = "Tests of the change", ("Method", "Result")
HOW_TO_READ = (
    "Two-sided. A small p says the change is unlikely to be chance; it says nothing of its cause."
)


def choose_horizon() -> Horizon:
    """Let the reader choose when pain is compared with before; kept in the URL."""
    chosen = st.segmented_control(
        "Compare VAS before with VAS at",
        list(HORIZONS),
        default=next(iter(HORIZONS)),
        required=True,
        key=HORIZON_KEY,
        bind="query-params",
    )
    return HORIZONS[chosen]


def distribution_chart(horizon: Horizon) -> None:
    """Show how VAS is distributed before and after; see `distribution`."""
    show_charts(distribution(horizon))


def distribution(horizon: Horizon) -> Chart:
    """Return how VAS is distributed before and after, in procedures with both values."""
    view = current_view()
    tally = counted.vas_joint_tally(view.dataset, view.cohort, horizon)
    among = f", % of {formatting.units(tally.n, 'procedures')} with both" if tally.n else ""
    title = f"VAS before and at {horizon.words}{among}"
    return Chart(
        "vas_distribution",
        title,
        before_after_figure(title, tally, current_palette(), f"At {horizon.words}"),
        describe_before_after(title, tally, f"At {horizon.words}"),
        f"{view.cohort.describe()}.{_left_out(tally.n_missing)}",
        Source(vas_distribution_table, (view.cohort, horizon.column)),
    )


def tests_table(horizon: Horizon) -> None:
    """Show the tests of change, each with its method in full."""
    view = current_view()
    st.header(TESTS, anchor=False)
    tests = pain_tests(counted.vas_joint_tally(view.dataset, view.cohort, horizon))
    rows = [(escape(test.method), escape(test.shown)) for test in tests]
    show_table(TESTS, TESTS_HEAD, rows, figures=(1,))
    st.caption(HOW_TO_READ)
    looks_caption()
    title = f"{TESTS} in VAS at {horizon.words}"
    source = Source(pain_tests_table, (view.cohort, horizon.column))
    printed, label = partial(as_printed, TESTS_HEAD, rows), "Data behind these tests"
    show_buttons("tests", title, source, printed, caption=HOW_TO_READ, label=label)


def _left_out(count: int) -> str:
    return f" Left out: {formatting.units(count, 'procedures')} without both values." * bool(count)
