"""What the stage shows: a case conference of six screens, or the reader's own report."""

from functools import partial
from html import escape

from vertebroplasty import formatting
from vertebroplasty.breakdown import LEAK_ASSESSMENT, LEVEL
from vertebroplasty.figures.projector import projected
from vertebroplasty.figures.theme import LIGHT, Figure
from vertebroplasty.measures import (
    IMPROVEMENT_LAST,
    LEAK_LEVEL,
    OVERVIEW,
    RELIEF_24H,
    VAS_CHANGE_LAST,
    VAS_LAST,
)
from vertebroplasty.query.pain import Horizon
from vertebroplasty.report.card_tables import cards_table
from vertebroplasty.report.exhibits import Basket, Exhibit
from vertebroplasty.report.methods import methods_of, versions
from vertebroplasty.report.sources import Source
from vertebroplasty.report.tables import LIMITS, Table
from vertebroplasty.results import Result
from vertebroplasty.ui.cards import Card, before_after_card, measure_card, printed_cards
from vertebroplasty.ui.charts import Chart, charts_of
from vertebroplasty.ui.choices import HORIZONS, RELIEF_AT_LAST
from vertebroplasty.ui.comparison import definitions
from vertebroplasty.ui.frozen import frozen_words
from vertebroplasty.ui.pain import distribution
from vertebroplasty.ui.stage.component import Slide
from vertebroplasty.ui.style import current_palette
from vertebroplasty.ui.taking import Shown, exhibit_of
from vertebroplasty.ui.view import current_view

MEASURES = (*OVERVIEW, *RELIEF_AT_LAST)
"""Of the case conference."""
SHOWN_COLUMNS = ("Estimate", *LIMITS, "n")
MOST_ROWS, MOST_COLUMNS = 10, 4
"""Of a table: as many as a screen holds in large letters."""
LAST_HORIZON: Horizon = next(one for one in HORIZONS.values() if one.column == VAS_LAST.key)


def case_conference() -> list[Slide]:
    """Return the six screens of the current cohort, and how they were computed."""
    return [_numbers(), *map(_of_chart, conference_charts()), _methods()]


def conference_charts() -> list[Chart]:
    """Return the charts of the case conference, of the current cohort."""
    change, leaks = charts_of((VAS_CHANGE_LAST, LEAK_LEVEL), LEVEL)
    (looked,) = charts_of((LEAK_LEVEL,), LEAK_ASSESSMENT)
    return [
        distribution(LAST_HORIZON),
        definitions("Relief at last follow-up, all definitions", RELIEF_AT_LAST),
        *(change, leaks, looked),
    ]


def conference_exhibits() -> tuple[Exhibit, ...]:
    """Return the key figures and the charts of the case conference; none of an empty cohort."""
    view = current_view()
    if not view.size.procedures:
        return ()
    source = Source(cards_table, (view.cohort, tuple(measure.key for measure in OVERVIEW)))
    printed = partial(printed_cards, _cards())
    cards = Shown("conference_cards", "Key figures", None, "", "", source, printed)
    return tuple(map(exhibit_of, (cards, *conference_charts())))


def of_report(report: Basket) -> list[Slide]:
    """Return a screen for each figure of a report, as it stood, and their methods."""
    methods = "".join(
        f"<li><b>{escape(one.title)}.</b> {escape(one.methods)}</li>" for one in report.exhibits
    )
    last = Slide("How these figures were computed", "", words=f"<ul>{methods}</ul>")
    return [*map(_of_exhibit, report.exhibits), last]


def _numbers() -> Slide:
    words = f"<div class='numbers'>{''.join(map(_large, _cards()))}</div>"
    return Slide(current_view().dataset.meta.title, _footer(), words=words)


def _cards() -> list[Card]:
    view = current_view()
    return [
        measure_card(view, RELIEF_24H),
        measure_card(view, IMPROVEMENT_LAST),
        before_after_card(view),
        measure_card(view, LEAK_LEVEL),
    ]


def _large(card: Card) -> str:
    rest = next((line for line in card.details if line), "")
    harm = " harm" if card.harm else ""
    return (
        f"<section><h2>{escape(card.label)}</h2>"
        f"<div class='value{harm}'>{escape(card.value)}</div>"
        f"<div>{escape(card.interval)}</div><div class='rest'>{escape(rest)}</div></section>"
    )


def _of_chart(chart: Chart) -> Slide:
    return Slide(chart.title, _footer(), projected(chart.figure, current_palette()), chart.alt)


def _of_exhibit(exhibit: Exhibit) -> Slide:
    footer = escape(exhibit.footer)
    if exhibit.figure is None:
        return Slide(exhibit.title, footer, words=_rows(exhibit))
    figure = Figure(exhibit.figure["data"], exhibit.figure["layout"])
    return Slide(exhibit.title, footer, projected(figure, LIGHT), exhibit.alt)


def _rows(exhibit: Exhibit) -> str:
    """Return the first rows of a table, names and estimates, as large as the figures."""
    table = exhibit.read
    places = [*range(len(table.columns))][:MOST_COLUMNS]
    if not exhibit.printed:
        places = [i for i, name in enumerate(table.columns) if i == 0 or name in SHOWN_COLUMNS]
    rows = [[table.columns[i] for i in places]]
    rows += [[_cell(row[i]) for i in places] for row in table.rows[:MOST_ROWS]]
    if (more := len(table.rows) - MOST_ROWS) > 0:
        rows.append([f"and {formatting.whole(more)} more"])
    return (
        "<table>"
        + "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
        + "</table>"
    )


def _cell(value: object) -> str:
    if isinstance(value, float):
        return formatting.number(value, 2)
    return "" if value is None else str(value).partition("\n")[0]


def _footer() -> str:
    view = current_view()
    nature = view.dataset.meta.nature.warning
    whom = f"<b>{escape(view.cohort.describe())}</b> {escape(view.describe_size())}"
    frozen = frozen_words(view.dataset.name, view.dataset.number)
    said = (f"<b>{escape(words)}</b>" for words in (frozen, nature) if words)
    return " \N{MIDDLE DOT} ".join((whom, *said))


def _method(result: Result) -> str:
    return result.interval.method if result.interval else ""


def _methods() -> Slide:
    view = current_view()
    methods = tuple((_method(view.estimate(measure)),) for measure in MEASURES)
    facts = [
        *methods_of(Table(("Method",), methods)),
        f"Dataset {view.dataset.name}, generation {view.dataset.number}",
        f"Content SHA-256 {view.dataset.meta.content_hash}",
        f"Counted and computed with {', '.join(versions())}",
    ]
    items = "".join(f"<li>{escape(fact)}</li>" for fact in facts)
    return Slide("How these figures were computed", _footer(), words=f"<ul>{items}</ul>")
