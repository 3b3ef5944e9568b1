"""The uncertainty page's own parts: thresholds, missing follow-up, interval methods, baseline."""

from functools import partial
from html import escape

import streamlit as st

from vertebroplasty import formatting
from vertebroplasty.breakdown import Group
from vertebroplasty.figures.bounds import Strip, bounds_figure, describe_bounds
from vertebroplasty.figures.intervals import describe_intervals, interval_figure
from vertebroplasty.figures.thresholds import (
    Mark,
    describe_thresholds,
    share_words,
    threshold_figure,
)
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.pain import Horizon
from vertebroplasty.report import interval_methods, uncertainty
from vertebroplasty.report.sources import Source
from vertebroplasty.statistics.thresholds import Curve, Cut
from vertebroplasty.ui.charts import Chart, is_change, is_harm, show_charts
from vertebroplasty.ui.choices import (
    THRESHOLD_KEY,
    THRESHOLD_NUMBERS,
    THRESHOLDS,
    ask_number,
)
from vertebroplasty.ui.remembered import REMEMBERED_TALLIES, remembered
from vertebroplasty.ui.style import current_palette
from vertebroplasty.ui.table_buttons import as_printed, show_buttons
from vertebroplasty.ui.tables import show_table
from vertebroplasty.ui.view import current_view

_relief = remembered(uncertainty.relief_and_coupling, REMEMBERED_TALLIES)
_strips = remembered(uncertainty.missing_strips)
_alternatives = remembered(interval_methods.alternatives)
_design_effect = remembered(interval_methods.design_effect_of)

REGRESSION = (
    "People are treated when their pain is at its worst, and a value taken at its worst is on"
    " average followed by a lower one, whatever is done: regression to the mean. How much of the"
    " fall that is cannot be told here. It would take the mean of the population that patients come"
    " from and the reliability of the score; this dataset records neither, and has no untreated"
    " group. The table describes the data only."
)
COUPLING = (
    "Change contains VAS before with a minus sign, so the two are tied by arithmetic: if before and"
    " after had nothing to do with each other, the slope would be \N{MINUS SIGN}1, not 0. A slope"
    " near \N{MINUS SIGN}1 therefore does not show that worse pain gains more (Bland & Altman 1994,"
    " BMJ 308:1499). Oldham's correlation (1962, J Chronic Dis 15:969) has no such tie: below 0 the"
    " values spread less after than before, above 0 more. The ends of the scale also shape both."
)


def choose_threshold(horizon: Horizon) -> Cut:
    """Show relief at every threshold of the reader's kind, and the reader's own in words.

    Parameters
    ----------
    horizon : Horizon
        When VAS is taken.

    Returns
    -------
    Cut
        What the reader's thresholds are of.
    """
    chosen = st.segmented_control(
        "Relief is",
        list(THRESHOLDS),
        default=next(iter(THRESHOLDS)),
        required=True,
        key=THRESHOLD_KEY,
        bind="query-params",
    )
    cut = THRESHOLDS[chosen]
    _threshold_chart(horizon, cut, ask_number(THRESHOLD_NUMBERS[cut]))
    return cut


def _threshold_chart(horizon: Horizon, cut: Cut, declared: float | None) -> None:
    view = current_view()
    curve, _ = _relief(view.dataset, view.cohort, horizon.column, cut.name)
    marks = list(uncertainty.CONVENTIONS[cut])
    if declared is not None:
        place = round(declared * (1 if cut is Cut.PERCENT else 10))
        marks.append(Mark(place, "yours", own=True))
        if curve[0].share.n:
            st.markdown(f"**{share_words(cut, curve[place])}.**")
    title = f"Relief at {horizon.words} by where one cuts \N{MIDDLE DOT} {_among(curve)}"
    missing = formatting.missing(curve[0].share)
    show_charts(
        Chart(
            "thresholds",
            title,
            threshold_figure(title, cut, curve, marks, current_palette()),
            describe_thresholds(title, cut, curve, marks),
            f"{view.cohort.describe()}. The band holds each point's own Wilson 95 % interval, not"
            f" the whole curve.{f' {missing}.' if missing else ''} {uncertainty.SOURCES[cut]}",
            Source(uncertainty.threshold_table, (view.cohort, horizon.column, cut.name)),
        )
    )


def _among(curve: Curve) -> str:
    share = curve[0].share
    return formatting.units(share.n, share.noun)


def missing_charts(horizon: Horizon) -> None:
    """Show relief and change between the worst and the best case of what is missing."""
    view = current_view()
    found = _strips(view.dataset, view.cohort, horizon.column)
    source = Source(uncertainty.bounds_table, (view.cohort, horizon.column))
    *shares, change = [missing.strip for missing in found]
    gone = found[-1].absent
    _strip_chart("bounds", f"Relief at {horizon.words} if the missing were known", shares, source)
    title = f"VAS change at {horizon.words} if the missing were known"
    _strip_chart("bounds_change", title, [change], source)
    st.caption(
        "Nothing is assumed about why values are missing. Not taken as missing: visits not due yet"
        f" ({gone.not_due:,} of the change), visits ended by death ({gone.died:,}), and a fall in %"
        " of a VAS before of 0."
    )


def _strip_chart(key: str, title: str, strips: list[Strip], source: Source) -> None:
    is_share = len(strips) > 1
    ends = uncertainty.EXTREMES[is_share]
    show_charts(
        Chart(
            key,
            title,
            bounds_figure(title, strips, current_palette()),
            describe_bounds(title, strips),
            f"{current_view().cohort.describe()}. Dots with 95 % intervals; beside each: values"
            f" out of those that were due. {ends[0].upper()}{ends[1:]}.",
            source,
        )
    )


def methods_chart(measure: Measure) -> None:
    """Show the interval of a measure by several methods."""
    view = current_view()
    found = _alternatives(view.dataset, view.cohort, measure.key)
    groups = [(Group(place, each.name), each.result) for place, each in enumerate(found)]
    title = f"{measure.label} by method \N{MIDDLE DOT} {formatting.denominator(found[0].result)}"
    draw = interval_figure(
        title, groups, current_palette(), harm=is_harm(measure), change=is_change(measure)
    )
    alt = describe_intervals(title, groups, change=is_change(measure))
    caption = f"{view.cohort.describe()}. {_methods_words(measure)}"
    source = Source(interval_methods.sensitivity_table, (view.cohort, measure.key))
    show_charts(Chart("interval_methods", title, draw, alt, caption, source))
    rows = [[escape(e.name), _limits(e), escape(e.method)] for e in found]
    head = ("Method", "95 % interval", "As it ran")
    show_table("The interval by several methods", head, rows, {1}, stacked=True)
    printed = partial(as_printed, head, rows)
    show_buttons("methods_in_words", f"{title}, each", source, printed, caption=caption)


def _methods_words(measure: Measure) -> str:
    view = current_view()
    effect = _design_effect(view.dataset, view.cohort, measure.key)
    if effect is None:
        return "One estimate, several intervals: where they differ much, n is small."
    return (
        f"Design effect {formatting.number(effect)}: the variance over that of as many independent"
        " levels. Methods that ignore it are here for comparison only."
    )


def _limits(alternative: interval_methods.Alternative) -> str:
    return escape(formatting.interval(alternative.result)) or formatting.NOT_DEFINED


def regression_note(horizon: Horizon, cut: Cut) -> None:
    """Say what regression to the mean is, and describe change against baseline with care.

    Parameters
    ----------
    horizon, cut
        Of the relief on the page: the pairs were counted for it.
    """
    view = current_view()
    st.header("Regression to the mean", anchor=False)
    st.markdown(REGRESSION)
    _, effects = _relief(view.dataset, view.cohort, horizon.column, cut.name)
    rows = [
        [
            escape(f"{effect.method[0].upper()}{effect.method[1:]}"),
            escape(formatting.effect(effect)),
            escape(formatting.units(effect.n, uncertainty.NOUN)),
        ]
        for effect in effects
    ]
    head = ("Description", "Value (95 % interval)", "n")
    show_table("Change against the value before", head, rows, {1}, stacked=True)
    st.caption(COUPLING)
    title = f"Change at {horizon.words} against VAS before"
    source = Source(interval_methods.coupling_table, (view.cohort, horizon.column))
    show_buttons("coupling", title, source, partial(as_printed, head, rows), caption=COUPLING)
