"""Outcomes by quarter: the p-chart of a rate, X-bar, S and run charts of a change."""

from vertebroplasty import formatting
from vertebroplasty.breakdown import Group, chosen_groups
from vertebroplasty.figures.over_time import (
    rate_chart_figure,
    run_chart_figure,
    score_chart_figure,
)
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.groups import breakdown
from vertebroplasty.report import over_time as report
from vertebroplasty.report.monitoring import Declared
from vertebroplasty.report.sources import Source
from vertebroplasty.statistics.control_charts import ControlChart
from vertebroplasty.statistics.run_chart import RunChart
from vertebroplasty.ui.charts import Chart, is_harm, show_charts
from vertebroplasty.ui.remembered import REMEMBERED_COURSES, remembered
from vertebroplasty.ui.style import current_palette
from vertebroplasty.ui.view import current_view

_timeline = remembered(report.timeline, REMEMBERED_COURSES)
NAMED_AT_MOST = 6


def over_time(outcome: Measure, change: Measure, declared: Declared) -> report.Timeline:
    """Return everything that the page draws, from one count.

    Parameters
    ----------
    outcome, change : Measure
        What the reader chose.
    declared : tuple of float or None
        What the outcome is watched against.

    Returns
    -------
    Timeline
        Of the current cohort.
    """
    view = current_view()
    return _timeline(view.dataset, view.cohort, outcome.key, change.key, declared)


def rate_by_quarter(measure: Measure, rates: report.Rates) -> None:
    """Show the p-chart of a proportion of procedures."""
    chart, quarters, undated = rates
    title = f"{measure.label} by quarter \N{MIDDLE DOT} {_among(chart)}"
    figure = rate_chart_figure(
        title,
        chart,
        current_palette(),
        noun="procedures",
        chosen=_chosen(quarters),
        harm=is_harm(measure),
    )
    words = [
        _finding(chart),
        "Limits are exact binomial ones for each quarter's n, passed by chance at most as often as"
        " three sigma." * chart.has_limits,
    ]
    source = Source(report.rate_chart_table, (current_view().cohort, measure.key))
    alt = f"{title}. {_finding(chart)}"
    show_charts(Chart("rate_by_quarter", title, figure, alt, _caption(words, undated), source))


def scores_by_quarter(measure: Measure, scores: report.Scores) -> None:
    """Show the means and standard deviations of a change with three-sigma limits."""
    means, spreads, _, quarters, undated = scores
    title = f"{measure.label} by quarter \N{MIDDLE DOT} {_among(means)}"
    figure = score_chart_figure(title, (means, spreads), current_palette(), _chosen(quarters))
    words = [
        f"Means: {_finding(means)}",
        f"Standard deviations: {_finding(spreads, noted=True)}" if means.has_limits else "",
    ]
    source = Source(report.score_chart_table, (current_view().cohort, measure.key))
    alt = " ".join([f"{title}.", *words])
    show_charts(Chart("scores_by_quarter", title, figure, alt, _caption(words, undated), source))


def runs_by_quarter(measure: Measure, scores: report.Scores) -> None:
    """Show the run chart of a change."""
    means, _, chart, _, undated = scores
    title = f"Run chart, {measure.label} \N{MIDDLE DOT} {_among(means)}"
    figure = run_chart_figure(title, chart, current_palette())
    source = Source(report.run_chart_table, (current_view().cohort, measure.key))
    finding = _runs(chart)
    caption = _caption([finding], undated)
    show_charts(Chart("runs_by_quarter", title, figure, f"{title}. {finding}", caption, source))


def _chosen(quarters: tuple[Group, ...]) -> list[bool]:
    view = current_view()
    codes = chosen_groups(breakdown(view.dataset, "quarter"), view.cohort)
    return [group.code in codes for group in quarters]


def _among(chart: ControlChart) -> str:
    n = sum(point.n for point in chart.points)
    return formatting.units(n, "procedures")


def _finding(chart: ControlChart, *, noted: bool = False) -> str:
    if not chart.has_limits:
        return f"{chart.note}." if chart.centre is not None and chart.note else ""
    outside = [point.label for point in chart.outside]
    quarters = formatting.units(sum(1 for p in chart.points if p.low is not None), "quarters")
    if not outside:
        text = f"All of {quarters} lie within their limits."
    else:
        named = ", ".join(outside[:NAMED_AT_MOST]) + (", ..." * (len(outside) > NAMED_AT_MOST))
        text = f"{len(outside)} of {quarters} beyond the limits: {named}."
    return f"{text} {chart.note}." if chart.note and not noted else text


def _runs(chart: RunChart) -> str:
    if chart.note:
        return f"{chart.note}."
    judged = "More orderly than chance makes it" if chart.is_unusual else "No unusual run or trend"
    return (
        f"{judged}: longest run {chart.longest} (usual up to {chart.longest_limit}),"
        f" {chart.crossings} crossings of the median (usual from {chart.crossings_limit});"
        " Anh\N{LATIN SMALL LETTER O WITH STROKE}j & Olesen 2014."
    )


def _caption(words: list[str], undated: int) -> str:
    view = current_view()
    open_cohort = view.cohort.ignoring("months")
    parts = [f"{open_cohort.describe()}.", *words]
    if open_cohort != view.cohort:
        parts.append("The filter on the period is left open here: chosen quarters are solid.")
    if undated:
        parts.append(f"Left out: {formatting.units(undated, 'procedures')} without a date.")
    return " ".join(part for part in parts if part)
