"""Cards: a label, a big number, its interval, what it rests on, and the whole dataset beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

import streamlit as st

from vertebroplasty import formatting
from vertebroplasty.measures import VAS_BASELINE, VAS_CHANGE_LAST, VAS_LAST
from vertebroplasty.measures.base import Measure
from vertebroplasty.report.card_tables import cards_table
from vertebroplasty.report.sources import Source
from vertebroplasty.report.tables import Table
from vertebroplasty.results import Proportion, Result
from vertebroplasty.ui.piece.gathering import one_piece, show, show_below
from vertebroplasty.ui.piece.parts import Markup
from vertebroplasty.ui.table_buttons import show_buttons
from vertebroplasty.ui.view import View, current_view

QUALITY_PAGE = "pages/data/quality_page.py"
DATA_LABEL = "Data behind these figures"
QUALITY_LABEL = "Data quality of these figures: flagged rows and gaps"
HARM_KEYS = ("leak", "symptomatic_leak")


@dataclass(frozen=True, slots=True)
class Card:
    """One figure as a card.

    Attributes
    ----------
    label, value : str
        What it is, and the big number.
    interval : str
        95 % interval in words; may be empty.
    details : tuple of str
        Lines below: events over denominator, missing, reference; empty ones are left out.
    harm : bool
        Whether the number counts harm.
    known : bool
        False when the dataset has no value at all.
    keys : tuple of str
        Of its figures, as `cards_table` knows them.
    """

    label: str
    value: str
    interval: str
    details: tuple[str, ...]
    harm: bool = False
    known: bool = True
    keys: tuple[str, ...] = ()


def measure_card(
    view: View, measure: Measure, extra: str = "", also: Measure | None = None
) -> Card:
    """Return the card of a measure.

    Parameters
    ----------
    view : View
        Dataset and cohort.
    measure : Measure
        What to show.
    extra : str
        A further line.
    also : Measure, optional
        Another measure, in one line.

    Returns
    -------
    Card
        With the whole dataset's value as reference where the cohort is filtered.
    """
    result = view.estimate(measure)
    return Card(
        measure.label,
        formatting.estimate(result, signed=measure.key.startswith("vas_change")),
        interval_words(result),
        (
            rests_on(result),
            reference_words(view, measure),
            extra,
            _in_one_line(view, also) if also else "",
        ),
        harm=measure.key.startswith(HARM_KEYS),
        known=result.n > 0,
        keys=(measure.key, *([also.key] if also else [])),
    )


def before_after_card(view: View) -> Card:
    """Return the card of VAS before and at last follow-up, with the change in pairs."""
    measures = (VAS_BASELINE, VAS_LAST, VAS_CHANGE_LAST)
    before, after, change = (view.estimate(measure) for measure in measures)
    shown = [formatting.estimate(result) for result in (before, after)]
    if not before.n and not after.n:
        shown, spread = shown[:1], ""
    else:
        spread = f"Before {formatting.mean_and_sd(before)}, after {formatting.mean_and_sd(after)}"
    everyone = [formatting.estimate(view.reference(measure)) for measure in measures]
    return Card(
        "VAS before \N{RIGHTWARDS ARROW} last follow-up",
        " \N{RIGHTWARDS ARROW} ".join(shown),
        f"Change {formatting.estimate(change)}" if change.n else "",
        (
            interval_words(change),
            spread,
            f"Before: {rests_on(before)}",
            f"Both values: {rests_on(change)}",
            f"All: {everyone[0]} \N{RIGHTWARDS ARROW} {everyone[1]}, change {everyone[2]}"
            if view.cohort.is_filtered
            else "",
        ),
        known=before.n > 0 and after.n > 0,
        keys=tuple(measure.key for measure in measures),
    )


def _in_one_line(view: View, measure: Measure) -> str:
    """Return a measure in one line, such as ``Per procedure: 3 % (1 of 30 procedures)``."""
    result = view.estimate(measure)
    if not result.n:
        return f"{measure.label}: {result.absent}"
    limits = f", {interval_words(result)}" if result.interval else ""
    return f"{measure.label}: {formatting.estimate(result)} ({rests_on(result)}{limits})"


def naive_line(view: View, measure: Measure) -> str:
    """Return the interval that ignores clustering, to stand beside the one that does not."""
    result = view.estimate(measure)
    if not isinstance(result, Proportion) or result.naive is None:
        return ""
    decimals = 0 if result.n < formatting.WHOLE_PERCENT_BELOW else 1
    limits = formatting.span(result.naive, decimals, scale=100)
    return f"Ignoring that levels of a procedure are alike: {limits}{formatting.NO_BREAK_SPACE}%"


def interval_words(result: Result) -> str:
    """Return the interval with its name; empty when there is none."""
    text = formatting.interval(result)
    return f"95 % CI {text}" if text else ""


def rests_on(result: Result) -> str:
    """Return the denominator and what is missing from it."""
    parts = [formatting.denominator(result) if result.n else "", formatting.missing(result)]
    return " \N{MIDDLE DOT} ".join(part for part in parts if part)


def reference_words(view: View, measure: Measure) -> str:
    """Return the whole dataset's value, when the cohort is not the whole dataset."""
    if not view.cohort.is_filtered:
        return ""
    result = view.reference(measure)
    around = f" ({formatting.denominator(result)})" if result.n else ""
    return f"All: {formatting.estimate(result)}{around}"


def show_cards(cards: list[Card], *, note: str = "", quality_link: bool = True) -> None:
    """Show cards side by side, as many in a row as fit whole.

    Parameters
    ----------
    cards : list of Card
        From the left.
    note : str
        What to know when reading them, as plain text.
    quality_link : bool
        Whether to link to what their figures rest on.
    """
    shown = "".join(_html(card) for card in cards)
    below = f"<p class='vo vo-detail'>{escape(note)}</p>" if note else ""
    head = "<h2 class='vo-hidden'>Key figures</h2>"
    keys = tuple(dict.fromkeys(key for card in cards for key in card.keys))
    with one_piece():
        show(Markup(f"{head}<div class='vo vo-cards'>{shown}</div>{below}"))
        if keys:
            source = Source(cards_table, (current_view().cohort, keys))
            title, printed = f"Key figures, {current_view().page}", partial(printed_cards, cards)
            key = f"cards_{keys[0]}"
            show_buttons(key, title, source, printed, caption=note, label=DATA_LABEL)
        if quality_link:
            show_below(partial(st.page_link, QUALITY_PAGE, label=QUALITY_LABEL))


def printed_cards(cards: Sequence[Card]) -> Table:
    """Return cards as rows of a table."""
    rows = [(card.label, card.value, card.interval, _lines(card)) for card in cards]
    return Table(("Figure", "Value", "Interval", "Rests on"), tuple(rows))


def _lines(card: Card) -> str:
    return "\n".join(line for line in card.details if line)


def _html(card: Card) -> str:
    details = "".join(
        f"<div class='vo-detail'>{escape(line)}</div>" for line in card.details if line
    )
    return (
        f"<section class='vo-card{' harm' if card.harm else ''}'><h3>{escape(card.label)}</h3>"
        f"<div class='vo-value{'' if card.known else ' none'}'>{escape(card.value)}</div>"
        f"<div class='vo-interval'>{escape(card.interval)}</div>{details}</section>"
    )
