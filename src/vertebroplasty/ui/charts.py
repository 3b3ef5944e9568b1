"""How a chart reaches the page: figure, caption and what it was made of, in one function."""

from dataclasses import dataclass
from functools import partial

from vertebroplasty import formatting
from vertebroplasty.breakdown import Breakdown, Group, chosen_groups
from vertebroplasty.figures.intervals import describe_intervals, interval_figure
from vertebroplasty.figures.theme import Figure
from vertebroplasty.measures.base import Direction, Kind, Measure
from vertebroplasty.report.result_tables import measure_by_table
from vertebroplasty.report.sources import Source
from vertebroplasty.results import Result
from vertebroplasty.ui.boxes import is_open
from vertebroplasty.ui.pictures import is_asked_for, picture
from vertebroplasty.ui.piece.gathering import show, show_below
from vertebroplasty.ui.piece.parts import Plot
from vertebroplasty.ui.reproduce import DATA, show_source
from vertebroplasty.ui.style import current_palette
from vertebroplasty.ui.taking import Shown, exhibit_of, is_taken, take
from vertebroplasty.ui.view import View, current_view


@dataclass(frozen=True, slots=True)
class Chart(Shown):
    """What is shown as a figure."""

    figure: Figure


def show_charts(*charts: Chart) -> None:
    """Show charts side by side as one element; on request data, SQL, script and methods of each."""
    plots = tuple(map(_plot, charts))
    show(plots)
    for chart, plot in zip(charts, plots, strict=True):
        if is_open(plot.box):
            label = "Data behind this chart"
            if len(charts) > 1:
                label = f"Data behind: {chart.title}"
            show_below(partial(show_source, chart.key, chart.title, chart.source, label))


def _plot(chart: Chart) -> Plot:
    """Return a chart as the page shows it, taken along or made a picture of where asked for."""
    take(chart)
    return Plot(
        chart.key,
        chart.figure,
        chart.alt,
        chart.caption,
        f"{chart.key}{DATA}",
        is_taken(chart.key),
        picture(exhibit_of(chart)) if is_asked_for(chart.key) else None,
    )


def charts_by(measures: tuple[Measure, ...], by: Breakdown) -> None:
    """Show measures side by side in the same groups, counted together.

    Parameters
    ----------
    measures : tuple of Measure
        What to show, from the left.
    by : Breakdown
        The groups; the cohort's filter on them is left open.
    """
    show_charts(*charts_of(measures, by))


def charts_of(measures: tuple[Measure, ...], by: Breakdown) -> list[Chart]:
    """Return measures in the same groups, counted together; see `charts_by`."""
    found = current_view().by(measures, by)
    return [_chart_by(measure, by, found[measure.key]) for measure in measures]


def chart_by(measure: Measure, by: Breakdown) -> None:
    """Show a measure in the groups of a breakdown; see `charts_by`."""
    charts_by((measure,), by)


def _chart_by(measure: Measure, by: Breakdown, groups: tuple[tuple[Group, Result], ...]) -> Chart:
    view = current_view()
    reference = view.reference(measure)
    whole = view.ignoring(by).estimate(measure)
    title = f"{measure.label} by {by.label} \N{MIDDLE DOT} {formatting.denominator(whole)}"
    return Chart(
        f"{measure.key}_by_{by.key}",
        title,
        interval_figure(
            title,
            groups,
            current_palette(),
            reference=reference,
            chosen=chosen_groups(by, view.cohort),
            harm=is_harm(measure),
            change=is_change(measure),
        ),
        describe_intervals(title, groups, change=is_change(measure)),
        caption_by(view, measure, by),
        Source(measure_by_table, (view.ignoring(by).cohort, measure.key, by.key)),
    )


def caption_by(view: View, measure: Measure, by: Breakdown) -> str:
    """Return what to know about a chart by groups."""
    whom = view.ignoring(by).cohort
    sentences = [
        f"{whom.describe()}. Dots with 95 % intervals; the grey line is the whole dataset.",
    ]
    if chosen_groups(by, view.cohort):
        sentences.append(f"The filter on {by.label} is left open here: chosen groups are solid.")
    if by.by_mask and measure.grain == "procedure":
        sentences.append("A procedure counts once in each group in which it has a treated level.")
    return " ".join(sentences)


def is_change(measure: Measure) -> bool:
    """Whether the measure is a change, drawn on an axis around zero."""
    return measure.kind is Kind.MEAN and measure.key.startswith("vas_change")


def is_harm(measure: Measure) -> bool:
    """Whether the measure is drawn in the warning hue."""
    return measure.kind is Kind.PROPORTION and measure.direction is Direction.LOWER_IS_BETTER
