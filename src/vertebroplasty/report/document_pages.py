"""The report on paper: what stands in the margins of its pages, and what room they leave.

A browser that knows page margin boxes (Chromium from 131 on) prints them on every page; any other
prints the same words once, below each heading.
"""

import math

from vertebroplasty.report.document_table import WIDE
from vertebroplasty.report.exhibits import SEPARATOR, Basket, Exhibit

A4_HEIGHT = 297.0
_TOP, _BOTTOM = 18.0, 15.0
"""Millimetres of margin, the lines of the footer aside."""
_LINE, _SIGNS_IN_LINE = 3.4, 105
"""Height of a line of the margin in millimetres, and how many signs it surely takes."""
_MOST_SIGNS = 900
"""Of the cohorts of a whole report in the margin; where it has more, its front lists them."""
_MOST_IN_MARGIN = 2_500
"""Signs of one exhibit's footer in the margin; its cohorts stand whole below its heading."""
_PIXELS = 96 / 25.4
_HEADING_LINE, _HEADING_SIGNS, _COHORT_LINE, _COHORT_SIGNS = 28, 62, 22, 95
_AROUND = 80
"""Pixels of the tag that says synthetic, and of what parts words and figure."""


def page_rules(basket: Basket) -> str:
    """Return the rules of the pages: their size, their number, and whom they cover.

    Parameters
    ----------
    basket : Basket
        Whose exhibits each get pages of their own, in the order of `exhibit_html`.

    Returns
    -------
    str
        CSS; no text in it can end a rule or the sheet.
    """
    head = f"@top-left {{ content: {_quoted(basket.title[:_SIGNS_IN_LINE])}; }}"
    front = f"@page {{ size: A4; {_margins(_of_all(basket))} {head} }}"
    pages = (
        f"@page page-{number} {{ {_size(one)} {_margins(_footer(one))} }}\n"
        f".page-{number} {{ page: page-{number}; }}"
        for number, one in enumerate(basket.exhibits, 1)
    )
    return "\n".join((front, *pages))


def room_for_figure(exhibit: Exhibit) -> int:
    """Return how many pixels a page has for the figure, below the words that stand above it."""
    page = (A4_HEIGHT - _TOP - _bottom(_footer(exhibit))) * _PIXELS
    heading = _HEADING_LINE * _lines(exhibit.title, _HEADING_SIGNS)
    cohorts = sum(_COHORT_LINE * _lines(text, _COHORT_SIGNS) for text in exhibit.cohorts)
    return math.floor(max(page - heading - cohorts - _AROUND, page / 2))


def _size(exhibit: Exhibit) -> str:
    """Return how the paper lies: a wide table that stands alone gets it across."""
    across = exhibit.figure is None and len(exhibit.read.columns) > WIDE
    return "size: A4 landscape;" if across else "size: A4;"


def _footer(exhibit: Exhibit) -> str:
    footer = exhibit.footer
    if len(footer) <= _MOST_IN_MARGIN:
        return footer
    end = SEPARATOR.join((exhibit.dataset[:_SIGNS_IN_LINE], exhibit.warning[:_SIGNS_IN_LINE]))
    return f"{footer[: _MOST_IN_MARGIN - len(end)]}\N{HORIZONTAL ELLIPSIS} {end}"


def _margins(footer: str) -> str:
    margin = f"margin: {_TOP:.1f}mm 15mm {_bottom(footer):.1f}mm;"
    return f"{margin} @bottom-left {{ content: {_quoted(footer)}; }}"


def _bottom(footer: str) -> float:
    return _BOTTOM + _LINE * _lines(footer, _SIGNS_IN_LINE)


def _lines(text: str, signs: int) -> int:
    return max(1, math.ceil(len(text) / signs))


def _of_all(basket: Basket) -> str:
    """Return whom the report covers: each cohort where there is room, else how many."""
    footers = list(dict.fromkeys(_footer(one) for one in basket.exhibits))
    if len(footers) < 2:
        return "".join(footers)
    exhibits = basket.exhibits
    cohorts = list(dict.fromkeys(text for one in exhibits for text in one.cohorts))
    if len(SEPARATOR.join(cohorts)) > _MOST_SIGNS:
        cohorts = [f"{len(cohorts)} cohorts, listed on the first page"]
    origins = dict.fromkeys(text for one in exhibits for text in (one.dataset, one.warning))
    return SEPARATOR.join(text for text in (*cohorts, *origins) if text)[:_MOST_IN_MARGIN]


def _quoted(text: str) -> str:
    """Return a text as a string of CSS; what could end it or the sheet is written as its number."""
    line = " ".join(text.split())
    return f'"{"".join(_sign(one) for one in line)}"'


def _sign(one: str) -> str:
    return one if one.isalnum() or one in " .,:;()-" else f"\\{ord(one):x} "
