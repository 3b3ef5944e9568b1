"""The Compare page's own parts: who is compared, how they differ, and Table 1."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from vertebroplasty import formatting
from vertebroplasty.cohort import Cohort
from vertebroplasty.figures.comparison import Difference, Pair, difference_figure, pairs_figure
from vertebroplasty.formatting import NOT_DEFINED, number, p_value, span
from vertebroplasty.measures.base import Kind
from vertebroplasty.query.comparing import Overlap
from vertebroplasty.report.comparing import COMPARED, Compared, comparison_table
from vertebroplasty.report.sources import Source
from vertebroplasty.results import Effect, Mean, Result
from vertebroplasty.ui import counted
from vertebroplasty.ui.charts import Chart, show_charts
from vertebroplasty.ui.looks import looks_caption, note_looks
from vertebroplasty.ui.second_cohort import Sides
from vertebroplasty.ui.style import current_palette
from vertebroplasty.ui.table_buttons import as_printed, show_buttons
from vertebroplasty.ui.tables import show_table
from vertebroplasty.ui.view import current_view

UNADJUSTED = (
    "Unadjusted: A and B also differ in who was treated, and how (Table 1). A difference between"
    " two cohorts is no effect of anything."
)
DIFFERENCES = "The differences and their tests"
HEAD = ("Outcome", "A", "B", "Difference", "Ratio", "Effect size", "Test")
_UNITS = {Kind.PROPORTION: "percentage points", Kind.MEAN: "points"}
_OUTCOMES = {Kind.PROPORTION: "Outcomes in percent", Kind.MEAN: "Change in VAS"}


def can_compare(sides: Sides) -> bool:
    """Say who is compared, and whether there is anything to compare."""
    if sides.problem:
        st.info(sides.problem)
        return False
    st.html(
        "<div class='vo'>"
        + "".join(_side(*side) for side in zip("AB", sides[:2], strict=True))
        + "</div>"
    )
    empty = [who for who, cohort in zip("AB", sides[:2], strict=True) if not _size(cohort)]
    if empty:
        nobody = f"Nobody is in {' and nobody in '.join(empty)}, so there is nothing to compare."
        st.info(nobody)
    elif sides.a == sides.b:
        st.info("A and B are the same cohort: change the filters of B, or those in the sidebar.")
    return not empty and sides.a != sides.b


def _size(cohort: Cohort) -> int:
    return counted.cohort_size(current_view().dataset, cohort).procedures


def _side(who: str, cohort: Cohort) -> str:
    size = replace(current_view(), cohort=cohort).describe_size()
    return (
        f"<section class='vo-banner' aria-label='Cohort {who}'><b>{who}</b>&ensp;<span>"
        f"{escape(cohort.describe())}</span><div class='vo-size'>{escape(size)}</div></section>"
    )


def overlap_note(sides: Sides) -> None:
    """Say how many are in both cohorts, and what that means for the tests."""
    common = counted.overlap(current_view().dataset, sides.a, sides.b)
    sharing = _sharing(common)
    if common.patients:
        st.warning(f"{_overlapping(common)} {sharing}".strip())
    else:
        st.caption(f"No patient has procedures in both cohorts. {sharing}".strip())


def _overlapping(common: Overlap) -> str:
    are = "is" if common.patients == 1 else "are"
    shared = f"{formatting.units(common.procedures, 'procedures')} in both"
    how = shared if common.procedures else "by different procedures"
    return (
        f"{formatting.units(common.patients, 'patients')} {are} in both cohorts ({how}). The tests"
        " and intervals take A and B as independent, which they are not."
    )


def _sharing(common: Overlap) -> str:
    if not common.sharing:
        return ""
    have = "has" if common.sharing == 1 else "have"
    return (
        f"{formatting.units(common.sharing, 'procedures')} {have} treated levels in both: the"
        " differences per treated level, and they alone, allow for that."
    )


def comparison_charts(sides: Sides) -> None:
    """Show each outcome in A and in B, and the differences, then all in a table."""
    view = current_view()
    for cohort in sides[:2]:
        note_looks(view.dataset.name, cohort, [measure.key for measure in COMPARED])
    found = counted.comparisons(view.dataset, sides.a, sides.b)
    for kind in (Kind.PROPORTION, Kind.MEAN):
        _panel(sides, kind, [row for row in found if row.measure.kind is kind])
    _differences(sides, found)


def _differences(sides: Sides, found: Sequence[Compared]) -> None:
    st.header(DIFFERENCES, anchor=False)
    rows = [_cells(row) for row in found]
    show_table(DIFFERENCES, HEAD, rows)
    tests = formatting.units(sum(row.adjusted_p is not None for row in found), "tests")
    caption = f"A \N{MINUS SIGN} B and A / B. Adjusted p: Holm, {tests}. {UNADJUSTED}"
    st.caption(caption)
    looks_caption()
    source, printed = Source(comparison_table, sides[:2]), partial(as_printed, HEAD, rows)
    show_buttons("comparison", "A against B", source, printed, caption=caption)


def _panel(sides: Sides, kind: Kind, rows: Sequence[Compared]) -> None:
    title = f"{_OUTCOMES[kind]}, A and B"
    pairs = [Pair(row.measure.label, row.comparison.a, row.comparison.b) for row in rows]
    drawn = [_difference(row) for row in rows]
    caption = " ".join(f"{who}: {c.describe()}." for who, c in zip("AB", sides[:2], strict=True))
    source = Source(comparison_table, sides[:2])
    colours, change = current_palette(), kind is Kind.MEAN
    values = pairs_figure(title, pairs, colours, change=change)
    words = "; ".join(f"{p.label} {_short(p.a)} against {_short(p.b)}" for p in pairs)
    apart = f"{_OUTCOMES[kind]}, A \N{MINUS SIGN} B"
    differences = difference_figure(apart, drawn, colours, _UNITS[kind])
    listed = "; ".join(f"{row.measure.label} {_effect(row, 'difference')}" for row in rows)
    left, right = st.columns(2, gap="large")
    with left:
        show_charts(Chart(f"pairs_{kind}", title, values, f"{title}: {words}", caption, source))
    with right:
        alt = f"{apart}: {listed}"
        show_charts(Chart(f"differences_{kind}", apart, differences, alt, UNADJUSTED, source))


def _difference(row: Compared) -> Difference:
    scale = 100 if row.measure.kind is Kind.PROPORTION else 1
    p = p_value(row.adjusted_p) if row.adjusted_p is not None else "not tested"
    return Difference(row.measure.label, row.comparison.difference, scale, p)


def _short(result: Result) -> str:
    return formatting.estimate(result, signed=isinstance(result, Mean))


def _effect(row: Compared, name: str) -> str:
    """Return an effect of a comparison with its interval, or why there is none."""
    effect: Effect | None = getattr(row.comparison, name)
    if effect is None:
        return ""
    if effect.estimate is None:
        return effect.note or NOT_DEFINED
    percent = name == "difference" and row.measure.kind is Kind.PROPORTION
    scale, decimals = (100, 1) if percent else (1, 2)
    text = number(scale * effect.estimate, decimals)
    return f"{text} ({span(effect.interval, decimals, scale)})" if effect.interval else text


def _cells(row: Compared) -> list[str]:
    sides = [_with_denominator(result) for result in (row.comparison.a, row.comparison.b)]
    effects = [_effect(row, name) for name in ("difference", "ratio", "standardised")]
    return [escape(row.measure.label), *sides, *map(escape, effects), _test(row)]


def _with_denominator(result: Result) -> str:
    missing = formatting.missing(result)
    details = [formatting.denominator(result) if result.n else "", missing]
    below = " \N{MIDDLE DOT} ".join(part for part in details if part)
    detail = f"<div class='vo-detail' style='min-width:8rem'>{escape(below)}</div>"
    return escape(_short(result)) + detail


def _test(row: Compared) -> str:
    test = row.comparison.test
    shown = formatting.test_line(test)
    if test.p is not None and row.adjusted_p is not None:
        shown = f"{formatting.p_value(test.p)}, adjusted {p_value(row.adjusted_p)}"
    detail = f"<div class='vo-detail' style='min-width:14rem'>{escape(test.method)}</div>"
    return escape(shown) + detail
