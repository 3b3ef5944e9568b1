"""Slides of a basket: a title, a slide for each exhibit, and the methods at the end."""

from datetime import datetime
from itertools import product

import msgspec
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideLayout

from vertebroplasty.report.exhibits import SEPARATOR, Basket, Exhibit
from vertebroplasty.report.slides.areas import Frame, frame
from vertebroplasty.report.slides.exhibit_slide import (
    add_footer,
    fill_slide,
    footer_height,
    parts_of_table,
    rows_height,
)
from vertebroplasty.report.slides.markup import Run, cut, in_one_line
from vertebroplasty.report.slides.methods_slides import methods_pages
from vertebroplasty.report.slides.opening import (
    SUBTITLE,
    content_layout,
    opened,
    saved,
    title_layout,
)
from vertebroplasty.report.slides.row_pages import pages
from vertebroplasty.report.slides.titles import headed, set_title
from vertebroplasty.report.slides.words import TAG_HEIGHT, Look, add_tag, add_words, fill

COVER, LETTERS, SMALL, MOST_LINES = 36.0, 20.0, 14.0, 6
AUTHOR = "Vertebroplasty Outcomes"
OLDEST = "1980-01-01"
NOTHING = "There is no exhibit in this basket yet."


def slides(basket: Basket, template: bytes | None = None) -> bytes:
    """Return exhibits as slides whose charts are native and hold their numbers.

    Parameters
    ----------
    basket : Basket
        What to show, in its order.
    template : bytes, optional
        A hospital's own presentation or template; its slides are left out, its looks are kept.

    Returns
    -------
    bytes
        A .pptx; the same basket and template give the same bytes.

    Raises
    ------
    BasketError
        If the template cannot be read, or has no layout with a title.
    """
    deck = opened(template)
    _add_cover(deck, basket)
    for exhibit in basket.exhibits:
        _add_exhibit(deck, exhibit)
    _add_methods(deck, basket)
    _date(deck, basket)
    return saved(deck)


def _add_cover(deck: Deck, basket: Basket) -> None:
    layout = title_layout(deck)
    places = frame(deck, layout, TAG_HEIGHT)
    slide = deck.slides.add_slide(layout)
    title = cut(in_one_line(basket.title), COVER, places.footer.width, 3)
    fill(slide.shapes.title.text_frame, [(Run(title),)], Look(COVER, bold=True))
    texts = [*_data(basket), *_warnings(basket)] or [NOTHING]
    lines = [(Run(text),) for text in texts[:MOST_LINES]]
    below = [p for p in slide.placeholders if p.placeholder_format.type == SUBTITLE]
    if below:
        fill(below[0].text_frame, lines, Look(LETTERS))
    else:
        add_words(slide, places.content, "Data", lines, Look(LETTERS))
    if warning := SEPARATOR.join(_warnings(basket)):
        add_tag(slide, places.footer, warning)
    _without_empty(slide)


def _add_exhibit(deck: Deck, exhibit: Exhibit) -> None:
    layout = content_layout(deck)
    places = _frame(deck, layout, exhibit.footer)
    title, rest = headed(exhibit.title, places.title.width)
    figures = pages(exhibit.figure, rows_height(places)) if exhibit.figure else [None]
    shown = list(product(figures, parts_of_table(exhibit, places) or (None,)))
    for number, (figure, table) in enumerate(shown, 1):
        slide = deck.slides.add_slide(layout)
        set_title(slide, places.title, title)
        which = f"Part {number} of {len(shown)}" if len(shown) > 1 else ""
        parts = (which, rest, "; ".join(exhibit.cohorts))
        subtitle = SEPARATOR.join(part for part in parts if part)
        fill_slide(slide, msgspec.structs.replace(exhibit, figure=figure), places, subtitle, table)
        _without_empty(slide)


def _add_methods(deck: Deck, basket: Basket) -> None:
    layout, footer = content_layout(deck), SEPARATOR.join((*_data(basket), *_warnings(basket)))
    places = _frame(deck, layout, footer)
    warning, area = SEPARATOR.join(_warnings(basket)), places.content
    taken = TAG_HEIGHT + 4 if warning else 0
    area = area._replace(top=area.top + taken, height=area.height - taken)
    for page in methods_pages(basket.exhibits, area):
        slide = deck.slides.add_slide(layout)
        set_title(slide, places.title, "Methods")
        if warning:
            add_tag(slide, places.content._replace(height=TAG_HEIGHT), warning)
        add_words(slide, area, "Methods", page, Look(SMALL))
        add_footer(slide, places.footer, footer)
        _without_empty(slide)


def _frame(deck: Deck, layout: SlideLayout, footer: str) -> Frame:
    across = frame(deck, layout, 0).footer.width
    return frame(deck, layout, footer_height(footer, across))


def _data(basket: Basket) -> list[str]:
    """Return each dataset once, with its content and the day."""
    said = (
        SEPARATOR.join((one.dataset, f"content {one.content_hash[:12]}", one.taken_on))
        for one in basket.exhibits
    )
    return [in_one_line(text) for text in dict.fromkeys(said)]


def _warnings(basket: Basket) -> list[str]:
    return [w for w in dict.fromkeys(in_one_line(one.warning) for one in basket.exhibits) if w]


def _without_empty(slide: Slide) -> None:
    """Remove the places of a layout that nothing was written into."""
    for place in list(slide.placeholders):
        if place.has_text_frame and not place.text_frame.text:
            place.element.getparent().remove(place.element)


def _date(deck: Deck, basket: Basket) -> None:
    """Set what the file says of itself: the latest day in it, nobody's name, never today."""
    days = sorted(one.taken_on for one in basket.exhibits)
    try:
        day = datetime.fromisoformat(days[-1] if days else OLDEST)
    except ValueError:
        day = datetime.fromisoformat(OLDEST)
    kept = deck.core_properties
    kept.author = kept.last_modified_by = AUTHOR
    kept.title = cut(in_one_line(basket.title), 1, 120, 1)
    kept.created = kept.modified = day
    kept.revision = 1
