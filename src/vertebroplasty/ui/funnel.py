"""Operators and sites: what the reader compares, the funnel, and each unit in words."""

from functools import partial
from html import escape

import streamlit as st

from vertebroplasty import formatting
from vertebroplasty.breakdown import chosen_groups
from vertebroplasty.figures.funnel import describe_funnel, funnel_figure
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.groups import breakdown, names
from vertebroplasty.report import funnel
from vertebroplasty.report.sources import Source
from vertebroplasty.results import Proportion
from vertebroplasty.statistics.funnel import Funnel, FunnelUnit, Position
from vertebroplasty.statistics.proportions import clopper_pearson
from vertebroplasty.ui.charts import Chart, is_harm, show_charts
from vertebroplasty.ui.choices import FUNNEL_THRESHOLD, UNIT_KEY, UNITS, UNITS_KEY, ask_number
from vertebroplasty.ui.remembered import remembered
from vertebroplasty.ui.style import current_palette
from vertebroplasty.ui.table_buttons import as_printed, show_buttons
from vertebroplasty.ui.tables import show_table
from vertebroplasty.ui.view import current_view

_funnel = remembered(funnel.unit_funnel)
NO_UNIT = "all alike"


def choose_units() -> tuple[str, str | None]:
    """Let the reader choose what is compared, and the unit to look at.

    Returns
    -------
    tuple of str and str or None
        Key of the breakdown, and the name of a unit.
    """
    left, right = st.columns(2, gap="medium", vertical_alignment="bottom")
    with left:
        chosen = st.segmented_control(
            "Compare",
            list(UNITS),
            default=next(iter(UNITS)),
            required=True,
            key=UNITS_KEY,
            bind="query-params",
        )
    key = UNITS[chosen]
    with right:
        options = [NO_UNIT, *names(current_view().dataset, key)]
        unit = st.selectbox("Look at", options, key=UNIT_KEY, bind="query-params")
    return key, None if unit == NO_UNIT else unit


def ask_threshold() -> float | None:
    """Ask for a reference rate in percent; None while nothing is declared."""
    return ask_number(FUNNEL_THRESHOLD)


def funnel_chart(measure: Measure, key: str, unit: str | None, threshold: float | None) -> None:
    """Show the funnel and, below it, each unit in words.

    Parameters
    ----------
    measure : Measure
        A proportion of procedures.
    key : str
        ``operator`` or ``site``.
    unit : str or None
        The unit to look at.
    threshold : float or None
        Reference rate in percent.
    """
    view = current_view()
    arguments = (view.cohort, measure.key, key, threshold)
    found = _funnel(view.dataset, *arguments)
    n = sum(u.count.n for u in found.units)
    title = f"{measure.label} by {key} \N{MIDDLE DOT} {formatting.units(n, 'procedures')}"
    source, caption = Source(funnel.funnel_table, arguments), _caption(found, key)
    st.html(f"<p class='vo-done'>{escape(_verdict(found, key))}</p>")
    drawn = funnel_figure(
        title,
        found,
        current_palette(),
        highlighted=_highlighted(key, unit),
        harm=is_harm(measure),
    )
    alt = describe_funnel(title, found)
    show_charts(Chart("funnel", title, drawn, alt, caption, source))
    head, rows = _table(found, key)
    show_table(f"Every {key}", head, rows, stacked=True)
    caption = f"{_verdict(found, key)} {caption}"
    show_buttons(
        "units", f"{title}, each", source, partial(as_printed, head, rows), caption=caption
    )


def _highlighted(key: str, unit: str | None) -> frozenset[str]:
    if unit is not None:
        return frozenset({unit})
    view = current_view()
    by = breakdown(view.dataset, key)
    codes = chosen_groups(by, view.cohort)
    return frozenset(group.label for group in by.groups if group.code in codes)


def _verdict(found: Funnel, key: str) -> str:
    if found.note:
        return f"{found.note}."
    outside = [unit for unit in found.units if unit.position.is_outside]
    between = [u for u in found.units if u.position in (Position.RAISED, Position.LOWERED)]
    parts = [f"{unit.label} lies {unit.position}" for unit in (*outside, *between)]
    first = [] if outside else [f"No {key} lies outside the 99.8 % limits"]
    return f"{'; '.join([*first, *parts])}."


def _caption(found: Funnel, key: str) -> str:
    view = current_view()
    open_cohort = view.cohort.ignoring(f"{key}s")
    parts = [
        f"{open_cohort.describe()}. Not adjusted for case mix. Per procedure only, for levels of"
        " one procedure are alike.",
        f"{found.dispersion.note}.",
    ]
    if open_cohort != view.cohort:
        parts.append(f"The filter on {key}s is left open here: chosen ones are solid.")
    return " ".join(parts)


def _table(found: Funnel, key: str) -> tuple[list[str], list[list[str]]]:
    """Return headings and rows of the units in words."""
    head = [key.capitalize(), "Rate (exact 95 % CI)", "Events", "In the funnel"]
    head += ["Threshold"] if found.declared else []
    return head, [_row(unit, declared=found.declared) for unit in found.units]


def _row(unit: FunnelUnit, *, declared: bool) -> list[str]:
    count = unit.count
    exact = clopper_pearson(count.events, count.n)
    result = Proportion(count.events, count.n, count.n_missing, "procedures", exact)
    cells = [
        unit.label,
        f"{formatting.estimate(result)} ({formatting.interval(result)})"
        if result.n
        else formatting.estimate(result),
        formatting.denominator(result),
        unit.position.value,
        *([unit.against] if declared else []),
    ]
    return [*map(escape, cells)]
