"""Control charts and run charts by quarter, and the numbers behind them."""

from typing import NamedTuple

from vertebroplasty.breakdown import Group
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import MEASURE_BY_KEY
from vertebroplasty.query.over_time import (
    Quarters,
    by_quarter,
    course,
    quarters,
    quarters_of,
    stream_of,
)
from vertebroplasty.report.monitoring import Declared, Monitoring, watch
from vertebroplasty.report.tables import Cell, Table, rounded
from vertebroplasty.statistics.control_charts import ControlChart, p_chart, xbar_s_chart
from vertebroplasty.statistics.run_chart import RunChart, run_chart
from vertebroplasty.tallies import Count, Moments

CHART_COLUMNS = ("Centre", "Lower limit", "Upper limit", "Beyond a limit", "n", "Missing")


class Rates(NamedTuple):
    """A proportion by quarter: the chart, its quarters, the procedures without a date."""

    chart: ControlChart
    quarters: tuple[Group, ...]
    n_undated: int


class Scores(NamedTuple):
    """A mean by quarter: charts of means and of standard deviations, and the run chart."""

    means: ControlChart
    spreads: ControlChart
    runs: RunChart
    quarters: tuple[Group, ...]
    n_undated: int


class Timeline(NamedTuple):
    """An outcome and a change in the order of time, from one count."""

    watched: Monitoring
    rates: Rates
    scores: Scores


def timeline(
    dataset: Dataset, cohort: Cohort, outcome_key: str, change_key: str, declared: Declared
) -> Timeline:
    """Return everything that is drawn over time.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    cohort : Cohort
        Whom to count; by quarter its filter on the period is left open.
    outcome_key, change_key : str
        A proportion of procedures and a mean over them.
    declared : tuple of float or None
        p0 and p1 in percent and the run length, as for `monitoring`.

    Returns
    -------
    Timeline
        The same as `monitoring`, `rate_chart` and `score_charts`.
    """
    outcome, change = MEASURE_BY_KEY[outcome_key], MEASURE_BY_KEY[change_key]
    counted, groups = course(dataset, (outcome, change), cohort), quarters(dataset)
    return Timeline(
        watch(stream_of(counted, outcome, cohort), outcome, declared),
        _rates(quarters_of(counted, outcome, groups)),
        _scores(quarters_of(counted, change, groups)),
    )


def rate_chart(dataset: Dataset, cohort: Cohort, measure_key: str) -> Rates:
    """Return a proportion by quarter.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    cohort : Cohort
        Whom to count; its filter on the period is left open.
    measure_key : str
        A proportion of procedures.

    Returns
    -------
    Rates
        The p-chart.
    """
    return _rates(by_quarter(dataset, MEASURE_BY_KEY[measure_key], cohort))


def score_charts(dataset: Dataset, cohort: Cohort, measure_key: str) -> Scores:
    """Return means and standard deviations by quarter, and the run chart of the means.

    Parameters
    ----------
    dataset, cohort
        As for `rate_chart`.
    measure_key : str
        A mean over procedures.

    Returns
    -------
    Scores
        The three charts.
    """
    return _scores(by_quarter(dataset, MEASURE_BY_KEY[measure_key], cohort))


def _rates(counted: Quarters) -> Rates:
    counts = [(g.label, tally) for g, tally in counted.groups if isinstance(tally, Count)]
    return Rates(p_chart(counts), tuple(group for group, _ in counted.groups), counted.n_undated)


def _scores(counted: Quarters) -> Scores:
    moments = [(g.label, tally) for g, tally in counted.groups if isinstance(tally, Moments)]
    groups = tuple(group for group, _ in counted.groups)
    return Scores(*xbar_s_chart(moments), run_chart(moments), groups, counted.n_undated)


def rate_chart_table(dataset: Dataset, cohort: Cohort, measure_key: str) -> Table:
    """Return the numbers of the p-chart, in percent; parameters as for `rate_chart`."""
    chart, _, undated = rate_chart(dataset, cohort, measure_key)
    rows = _chart_rows(chart, 100)
    return Table(("Quarter", "Rate, %", *CHART_COLUMNS, "Method", "Note"), (*rows, *_rest(undated)))


def score_chart_table(dataset: Dataset, cohort: Cohort, measure_key: str) -> Table:
    """Return the numbers of the X-bar and S charts, in points; parameters as `score_charts`."""
    means, spreads, _, _, undated = score_charts(dataset, cohort, measure_key)
    rows = [
        *(("mean", *row) for row in _chart_rows(means, 1)),
        *(("standard deviation", *row) for row in _chart_rows(spreads, 1)),
        *(("", *row) for row in _rest(undated)),
    ]
    columns = ("Chart", "Quarter", "Value, points", *CHART_COLUMNS, "Method", "Note")
    return Table(columns, tuple(rows))


def run_chart_table(dataset: Dataset, cohort: Cohort, measure_key: str) -> Table:
    """Return the numbers of the run chart, in points; parameters as for `score_charts`."""
    _, _, chart, _, undated = score_charts(dataset, cohort, measure_key)
    rows: list[tuple[Cell, ...]] = [
        (label, rounded(mean), n, chart.method, "") for label, n, mean in chart.points
    ]
    judged: list[tuple[str, float | None]] = [
        ("Median", chart.median),
        ("Quarters off the median", chart.useful),
        ("Longest run", chart.longest),
        ("Longest run that chance makes usual", chart.longest_limit),
        ("Crossings", chart.crossings),
        ("Fewest crossings that chance makes usual", chart.crossings_limit),
        *([("Procedures without a date", undated)] if undated else []),
    ]
    rows += [(name, rounded(value), None, chart.method, chart.note) for name, value in judged]
    return Table(("Quarter", "Mean, points", "n", "Method", "Note"), tuple(rows))


def _chart_rows(chart: ControlChart, scale: int) -> list[tuple[Cell, ...]]:
    return [
        (
            point.label,
            rounded(point.value, scale),
            rounded(chart.centre, scale),
            rounded(point.low, scale),
            rounded(point.high, scale),
            "" if point.low is None else "yes" if point.is_outside else "no",
            point.n,
            point.n_missing,
            chart.method,
            chart.note,
        )
        for point in chart.points
    ]


def _rest(undated: int) -> list[tuple[Cell, ...]]:
    """Return the row of the procedures that no quarter holds."""
    row = ("date not recorded", None, None, None, None, "", undated, None, "", "not on the chart")
    return [row] if undated else []
