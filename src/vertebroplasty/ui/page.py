"""What every page begins and ends with: title, cohort sentence, and how its figures are counted."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from vertebroplasty.measures.base import Measure
from vertebroplasty.ui.boxes import is_open, opened_box
from vertebroplasty.ui.copy_link import copy_button
from vertebroplasty.ui.datasets import change_told
from vertebroplasty.ui.filters import clear_all, dropped_parameters
from vertebroplasty.ui.frozen import is_frozen
from vertebroplasty.ui.looks import note_looks
from vertebroplasty.ui.piece.gathering import show, show_below, show_gathered
from vertebroplasty.ui.piece.parts import Markup, box_button
from vertebroplasty.ui.said import problem_html
from vertebroplasty.ui.view import View, current_view, set_view
from vertebroplasty.vocabulary import Nature

LEVEL_FILTER_NOTE = (
    "With a filter on levels or cement, figures per procedure count each procedure that has at"
    " least one selected level, once; figures per level count the selected levels only."
)
METHOD, METHOD_BOX = "How these figures are counted", "method"
HONESTY_NOTE = (
    "A fall in VAS without a control group is not a treatment effect: cohorts report falls of 6 to"
    " 7 points, pooled controlled studies 3.9 to 4.6; a sham-controlled trial saw 2.6 against 1.9"
    " with sham (Buchbinder 2009, PMID 19657121), and VERTOS IV no difference from sham at 12"
    " months (10.1136/bmj.k1551)."
)


def begin_page(title: str, measures: tuple[Measure, ...] = (), *, counts: bool = True) -> View:
    """Show the title and the cohort; end the run with a sentence when nobody is in the cohort.

    Parameters
    ----------
    title : str
        Name of the page.
    measures : tuple of Measure
        What the page shows, counted together.
    counts : bool
        Whether the page counts the cohort, and so has nothing to show when nobody is in it.

    Returns
    -------
    View
        The dataset and the cohort.
    """
    view = replace(current_view(), measures=measures)
    set_view(view)
    note_looks(view.dataset.name, view.cohort, (measure.key for measure in measures))
    problems = "".join(
        problem_html(f"Ignored from the link: {problem}") for problem in dropped_parameters()
    )
    # In one piece: the browser draws each element of a page by itself.
    heading = f"<h1 class='vo-title'>{escape(title)}</h1>"
    show(Markup(f"{heading}{problems}{change_told(view.dataset)}{_banner(view)}"))
    if counts and view.size.procedures == 0:
        _nobody()
    return view


def honesty_note() -> None:
    """Say beside every change in pain what it is not."""
    st.html(f"<p class='vo vo-detail'>{HONESTY_NOTE}</p>")


def choose(label: str, measures: Sequence[Measure], key: str) -> Measure:
    """Let the reader choose a measure; the choice is kept in the URL.

    Parameters
    ----------
    label : str
        What the choice is of.
    measures : sequence of Measure
        Options, the first one chosen at first.
    key : str
        URL parameter.

    Returns
    -------
    Measure
        The chosen one.
    """
    labels = {measure.label: measure for measure in measures}
    return labels[st.selectbox(label, list(labels), key=key, bind="query-params")]


def end_page() -> None:
    """Show where the data come from and how the page's figures are counted."""
    note = current_view().dataset.meta.note
    if note:
        show(Markup(f"<p class='vo vo-detail'><b>About this dataset.</b> {escape(note)}</p>"))
    show(box_button(METHOD, METHOD_BOX))
    if is_open(METHOD_BOX):
        show_below(_definitions)


def _banner(view: View) -> str:
    filtered = view.cohort.is_filtered
    note = LEVEL_FILTER_NOTE if view.cohort.levels or view.cohort.viscosities else ""
    lines = [
        f"<div class='vo-cohort'>{escape(view.cohort.describe())}</div>",
        f"<div class='vo-size'>{escape(view.describe_size())}</div>",
        f"<div class='vo-note'>{note}</div>" if note else "",
        f"<div class='vo-share'>{_nature(view)}{copy_button(view.dataset)}</div>",
        f"<div class='vo-note vo-on-paper'>Dataset {escape(_generation(view))}</div>",
    ]
    label = "Filtered cohort" if filtered else "Cohort"
    state = "filtered" if filtered else "everyone"
    return f"<section class='vo vo-banner {state}' aria-label='{label}'>{''.join(lines)}</section>"


def _nature(view: View) -> str:
    nature = view.dataset.meta.nature
    return f"<span class='vo-nature'>{nature.warning}</span>" * (nature is not Nature.CLINICAL)


def _generation(view: View) -> str:
    """Return what the sidebar says on a screen: paper has none."""
    number = view.dataset.number
    return f"{view.dataset.name}, generation {number}{', frozen' * is_frozen(number)}"


def _nobody() -> None:
    show_gathered()
    st.info("Nobody in this dataset matches all filters together, so there is nothing to count.")
    st.button("Clear all filters", on_click=clear_all, key="clear_nobody")
    st.stop()


def _definitions() -> None:
    if box := opened_box(METHOD, METHOD_BOX):
        box.html("".join(_definition(measure) for measure in current_view().measures))


def _definition(measure: Measure) -> str:
    return (
        f"<p class='vo-detail'><b>{escape(measure.label)}.</b> {escape(measure.definition)}"
        f" Source: {escape(measure.source)}.</p>"
    )
