"""Control charts and run charts by quarter, and the numbers behind them."""

from vertebroplasty.breakdown import Group
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import MEASURE_BY_KEY
from vertebroplasty.query.over_time import by_quarter
from vertebroplasty.report.tables import Cell, Table, rounded
from vertebroplasty.statistics.control_charts import ControlChart, p_chart, xbar_s_chart
from vertebroplasty.statistics.run_chart import RunChart, run_chart
from vertebroplasty.tallies import Count, Moments

CHART_COLUMNS = ("Centre", "Lower limit", "Upper limit", "Beyond a limit", "n", "Missing")


def rate_chart(
    dataset: Dataset, cohort: Cohort, measure_key: str
) -> tuple[ControlChart, tuple[Group, ...], int]:
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
    tuple of ControlChart, tuple of Group, int
        The chart, its quarters, and the procedures without a date.
    """
    quarters = by_quarter(dataset, MEASURE_BY_KEY[measure_key], cohort)
    counts = [(g.label, tally) for g, tally in quarters.groups if isinstance(tally, Count)]
    return p_chart(counts), tuple(group for group, _ in quarters.groups), quarters.n_undated


def score_charts(
    dataset: Dataset, cohort: Cohort, measure_key: str
) -> tuple[ControlChart, ControlChart, RunChart, tuple[Group, ...], int]:
    """Return means and standard deviations by quarter, and the run chart of the means.

    Parameters
    ----------
    dataset, cohort
        As for `rate_chart`.
    measure_key : str
        A mean over procedures.

    Returns
    -------
    tuple
        Chart of means, of standard deviations, run chart, quarters, procedures without a date.
    """
    quarters = by_quarter(dataset, MEASURE_BY_KEY[measure_key], cohort)
    moments = [(g.label, tally) for g, tally in quarters.groups if isinstance(tally, Moments)]
    groups = tuple(group for group, _ in quarters.groups)
    return (*xbar_s_chart(moments), run_chart(moments), groups, quarters.n_undated)


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
