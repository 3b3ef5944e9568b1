"""The Subgroups page's own parts: what is split by what, the forest and what to know of it."""

from dataclasses import replace

import streamlit as st

from vertebroplasty import formatting
from vertebroplasty.breakdown import BASELINE, LEAK_ASSESSMENT, chosen_groups
from vertebroplasty.cohort import Cohort
from vertebroplasty.figures.forest import Block, Line, forest_figure
from vertebroplasty.measures.base import Measure
from vertebroplasty.report.sources import Source
from vertebroplasty.report.subgroups import (
    ADJUSTMENT_METHODS,
    FEWEST,
    OVERALL,
    Subgroup,
    Subgroups,
    subgroups_table,
)
from vertebroplasty.report.tables import heading
from vertebroplasty.statistics.multiplicity import Adjustment
from vertebroplasty.ui import counted
from vertebroplasty.ui.analysis_choices import (
    ADJUSTMENT_KEY,
    ADJUSTMENTS,
    BY,
    BY_AT_FIRST,
    BY_KEY,
    SUBGROUPS_KEY,
    SUBGROUPS_OF,
)
from vertebroplasty.ui.charts import Chart, is_change, is_harm, show_charts
from vertebroplasty.ui.looks import looks_caption, note_looks
from vertebroplasty.ui.page import choose
from vertebroplasty.ui.style import current_palette
from vertebroplasty.ui.view import current_view, set_view

AFTERWARDS = (
    "These groups are looked at after the fact: a difference between them is a question for a new"
    " study, not an answer, and no effect of treatment in anybody."
)


def subgroup_forest() -> None:
    """Let the reader choose measure, breakdowns and adjustment, and show the forest."""
    measure = choose("Subgroups of", SUBGROUPS_OF, SUBGROUPS_KEY)
    keys, adjustment = _choose_breakdowns(), _choose_adjustment()
    set_view(replace(current_view(), measures=(measure,)))
    view = current_view()
    note_looks(view.dataset.name, view.cohort, [measure.key])
    if not keys:
        st.info("Choose at least one way to split the cohort.")
        return
    _chart(measure, keys, adjustment)
    looks_caption()


def _chart(measure: Measure, keys: tuple[str, ...], adjustment: Adjustment) -> None:
    view = current_view()
    found = counted.subgroups(view.dataset, view.cohort, measure.key, keys, adjustment)
    title = f"{measure.label} by subgroup \N{MIDDLE DOT} {formatting.denominator(found.overall)}"
    blocks = [_block(part, view.cohort) for part in found.parts]
    show_charts(
        Chart(
            "subgroups",
            title,
            forest_figure(
                title,
                Line(OVERALL, found.overall),
                blocks,
                current_palette(),
                harm=is_harm(measure),
                change=is_change(measure),
            ),
            _in_words(title, found, blocks),
            " ".join([*_caption(measure, found, adjustment), *_about(measure, found, keys)]),
            Source(subgroups_table, (view.cohort, measure.key, keys, adjustment)),
        )
    )


def _choose_breakdowns() -> tuple[str, ...]:
    chosen = st.pills(
        "Split by",
        list(BY),
        selection_mode="multi",
        default=list(BY_AT_FIRST),
        key=BY_KEY,
        bind="query-params",
    )
    return tuple(key for label, key in BY.items() if label in chosen)


def _choose_adjustment() -> Adjustment:
    chosen = st.segmented_control(
        "Adjust p for the number of tests by",
        list(ADJUSTMENTS),
        default=next(iter(ADJUSTMENTS)),
        required=True,
        key=ADJUSTMENT_KEY,
        bind="query-params",
        help="Holm holds the chance of any false finding; Benjamini\N{EN DASH}Hochberg the"
        " expected share of false ones among the findings.",
    )
    return ADJUSTMENTS[chosen]


def _block(part: Subgroup, cohort: Cohort) -> Block:
    chosen = chosen_groups(part.by, cohort)
    lines = [
        Line(
            _label(row.group.label, row.result.n),
            row.result,
            not chosen or row.group.code in chosen,
            not row.unjudged,
        )
        for row in part.rows
    ]
    return Block(heading(part.by.label), _remark(part), lines)


def _label(label: str, n: int) -> str:
    return f"{label} \N{EN DASH} too few" if 0 < n < FEWEST else label


def _remark(part: Subgroup) -> str:
    if part.test.p is None:
        return "not tested"
    corrected = formatting.p_value(part.adjusted_p).removeprefix("p ").removeprefix("= ")
    return f"{formatting.p_value(part.test.p)}, adjusted {corrected}"


def _in_words(title: str, found: Subgroups, blocks: list[Block]) -> str:
    whole = f"{OVERALL}: {formatting.estimate(found.overall)}"
    parts = (f"{block.heading}, {len(block.lines)} groups, {block.remark}" for block in blocks)
    return ". ".join([title, whole, *parts]) + "."


def _caption(measure: Measure, found: Subgroups, adjustment: Adjustment) -> list[str]:
    view = current_view()
    sentences = [
        f"{view.cohort.describe()}. Dots with 95 % intervals; the line is the cohort as a whole.",
        f"p tests whether the groups of a breakdown differ at all; {_tested(found, adjustment)}",
        *_untested(found),
        f"Grey: fewer than {formatting.units(FEWEST, measure.grain.noun)} with a value (a rule of"
        " display, ours), or not known; not tested.",
    ]
    left_open = [part.by.label for part in found.parts if chosen_groups(part.by, view.cohort)]
    if left_open:
        sentences.append(
            f"The filter on {' and '.join(left_open)} is left open there: chosen groups are solid."
        )
    if any(part.by.by_mask for part in found.parts):
        sentences.append(
            "Levels of one procedure in several groups are taken as independent by the test."
            if measure.grain == "treated_level"
            else "A procedure counts in each group in which it has a treated level."
        )
    return sentences


def _about(measure: Measure, found: Subgroups, keys: tuple[str, ...]) -> list[str]:
    """Return what to know of some breakdowns, and of all."""
    shown = {part.by.key for part in found.parts}
    sentences = [AFTERWARDS]
    if is_change(measure) and BASELINE.key in shown:
        sentences.append(
            "By VAS before, a change differs already because high values fall and low ones rise by"
            " chance (regression to the mean)."
        )
    if LEAK_ASSESSMENT.key in keys and LEAK_ASSESSMENT.key not in shown:
        sentences.append("How leakage was looked for splits measures per treated level only.")
    return sentences


def _tested(found: Subgroups, adjustment: Adjustment) -> str:
    if not found.tested:
        return "none could be tested."
    tests = formatting.units(found.tested, "breakdowns")
    return f"{tests} tested, adjusted by {ADJUSTMENT_METHODS[adjustment]}."


def _untested(found: Subgroups) -> list[str]:
    """Return a sentence for each reason why something is not tested."""
    reasons: dict[str, list[str]] = {}
    for part in found.parts:
        if part.test.p is None:
            reasons.setdefault(part.test.note, []).append(part.by.label)
    return [f"Not tested: {', '.join(names)} ({reason})." for reason, names in reasons.items()]
