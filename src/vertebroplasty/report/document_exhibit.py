"""An exhibit as a part of the report: its picture, its words and its numbers."""

import json
from html import escape

from vertebroplasty.errors import BasketError
from vertebroplasty.figures.standalone import height_of, without_title
from vertebroplasty.figures.theme import Part
from vertebroplasty.report.document_pages import room_for_figure
from vertebroplasty.report.document_spine import spine_svg
from vertebroplasty.report.document_table import parts_of, table_html
from vertebroplasty.report.exhibits import Exhibit
from vertebroplasty.report.tables import Table

MOST_PRINTED_ROWS = 40
"""A table beside a figure that has more is left to the screen and the workbook."""
_NO_MARKUP = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def exhibit_html(number: int, exhibit: Exhibit) -> str:
    """Return an exhibit as an HTML article.

    Parameters
    ----------
    number : int
        Its place in the report, from 1.
    exhibit : Exhibit
        What to show.

    Returns
    -------
    str
        Every text of it is escaped.

    Raises
    ------
    BasketError
        If its figure holds a number that is none.
    """
    heading = f"exhibit-{number}-title"
    parts = (
        f'<article id="exhibit-{number}" class="page-{number}" aria-labelledby="{heading}">',
        f'<h2 id="{heading}">{number}. {escape(exhibit.title)}</h2>',
        *(f'<p class="cohort">{escape(sentence)}</p>' for sentence in exhibit.cohorts),
        _paragraph("tag", exhibit.warning),
        _figure(number, exhibit),
        _note(exhibit.note),
        _numbers(exhibit),
        _methods(exhibit.methods),
        f'<footer>{escape(exhibit.footer)}<span class="link"> {_shown_at(exhibit)}</span></footer>',
        "</article>",
    )
    return "\n".join(part for part in parts if part)


def figure_json(figure: Part, title: str) -> str:
    """Return a figure as JSON that may stand within HTML.

    Parameters
    ----------
    figure : dict
        Plotly's own JSON.
    title : str
        Of its exhibit.

    Returns
    -------
    str
        No sign in it begins a tag, a reference or a line.

    Raises
    ------
    BasketError
        If it holds a number that is none.
    """
    try:
        text = json.dumps(figure, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    except ValueError as error:
        raise BasketError(
            f"The figure of {title!r} holds a number that is none ({error}); null in its place"
            " would do"
        ) from error
    return text.translate(_NO_MARKUP)


def _figure(number: int, exhibit: Exhibit) -> str:
    caption = f"<figcaption>{escape(exhibit.caption)}</figcaption>" if exhibit.caption else ""
    if exhibit.figure is None:
        return spine_svg(exhibit) + _paragraph("caption", exhibit.caption)
    figure = without_title(exhibit.figure, exhibit.title)
    height = height_of(figure)
    return (
        f'<figure><div class="chart" id="figure-{number}" role="figure"'
        f' aria-label="{escape(exhibit.alt or exhibit.title)}" data-height="{height:.0f}"'
        f' data-room="{room_for_figure(exhibit)}" style="height: {height:.0f}px"></div>'
        f'<script type="application/json">{figure_json(figure, exhibit.title)}</script>'
        f"{caption}</figure>"
    )


def _note(note: str) -> str:
    return f'<section class="note"><h3>Note</h3>{_lines(note)}</section>' if note.strip() else ""


def _methods(methods: str) -> str:
    if not methods.strip():
        return ""
    return f'<section class="methods"><h3>Methods</h3>{_lines(methods)}</section>'


def _lines(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def _paragraph(kind: str, text: str) -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if text else ""


def _numbers(exhibit: Exhibit) -> str:
    table = exhibit.table
    if not table.columns or not (table.rows or exhibit.figure is None):
        return ""
    shown = table_html(table, f"Numbers of: {exhibit.title}")
    if exhibit.printed:
        return f"{table_html(exhibit.printed, exhibit.title)}{_closed(table, shown, 'long')}"
    if exhibit.figure is None:
        return shown
    is_short = len(table.rows) * parts_of(table) <= MOST_PRINTED_ROWS
    return _closed(table, shown, "short" if is_short else "long")


def _closed(table: Table, shown: str, kind: str) -> str:
    """Return numbers in a box that paper opens only where they are short."""
    rows = f"{len(table.rows):,} row{'s' if len(table.rows) != 1 else ''}"
    return f'<details class="{kind}"><summary>Numbers: {rows}</summary>{shown}</details>'


def _shown_at(exhibit: Exhibit) -> str:
    return escape(f"Page {exhibit.page} of the dashboard: {exhibit.link}") if exhibit.link else ""
