"""Several measures of one kind side by side, the cohort against the whole dataset."""

from vertebroplasty import formatting
from vertebroplasty.figures.definitions_compare import definition_figure
from vertebroplasty.measures.base import Measure
from vertebroplasty.report.result_tables import measures_table, row_label
from vertebroplasty.report.sources import Source
from vertebroplasty.results import Result
from vertebroplasty.ui.charts import Chart, is_harm, show_charts
from vertebroplasty.ui.style import current_palette
from vertebroplasty.ui.view import current_view


def definitions_chart(title: str, measures: tuple[Measure, ...]) -> None:
    """Show some measures as rows of one chart; see `definitions`."""
    show_charts(definitions(title, measures))


def definitions(title: str, measures: tuple[Measure, ...]) -> Chart:
    """Return some measures as rows of one chart.

    Parameters
    ----------
    title : str
        What they have in common.
    measures : tuple of Measure
        Proportions.

    Returns
    -------
    Chart
        The cohort, and the whole dataset beside it where it is filtered.
    """
    view = current_view()
    filtered = view.cohort.is_filtered
    rows = [
        (
            row_label(measure),
            view.estimate(measure),
            view.reference(measure) if filtered else None,
        )
        for measure in measures
    ]
    title = f"{title} \N{MIDDLE DOT} {_denominators([result for _, result, _ in rows])}"
    harm = all(is_harm(measure) for measure in measures)
    words = "; ".join(f"{label} {formatting.estimate(result)}" for label, result, _ in rows)
    return Chart(
        f"compare_{measures[0].key}",
        title,
        definition_figure(title, rows, current_palette(), harm=harm),
        f"{title}: {words}",
        f"{view.cohort.describe()}. Dots with 95 % intervals"
        + ("; grey: the whole dataset." if filtered else "."),
        Source(measures_table, (view.cohort, tuple(m.key for m in measures))),
    )


def _denominators(results: list[Result]) -> str:
    if len({result.n for result in results}) > 1:
        return "n beside each row"
    first = results[0]
    return formatting.units(first.n, first.noun) if first.n else formatting.denominator(first)
