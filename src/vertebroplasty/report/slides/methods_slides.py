"""The methods of all exhibits, page by page, at the end of the slides."""

from collections.abc import Iterator, Sequence

from vertebroplasty.report.exhibits import Exhibit
from vertebroplasty.report.slides.areas import Area
from vertebroplasty.report.slides.markup import (
    Run,
    Runs,
    in_one_line,
    lines_of,
    printable,
    words_of,
)

LETTERS, LEADING = 14.0, 1.25


def methods_pages(exhibits: Sequence[Exhibit], area: Area) -> list[list[Runs]]:
    """Return the paragraphs of each page: an exhibit's number and title, then its methods.

    Parameters
    ----------
    exhibits : sequence of Exhibit
        Those without methods are left out.
    area : Area
        Of a page.
    """
    most = max(2, int(area.height / (LETTERS * LEADING)))
    pages: list[list[Runs]] = [[]]
    used = 0
    for paragraph in _paragraphs(exhibits, area.width, most):
        lines = lines_of(words_of(paragraph), LETTERS, area.width)
        if used + lines > most:
            pages.append([])
            used = 0
        pages[-1].append(paragraph)
        used += lines
    return [page for page in pages if page]


def _paragraphs(exhibits: Sequence[Exhibit], room: float, most: int) -> Iterator[Runs]:
    for number, exhibit in enumerate(exhibits, 1):
        words = printable(exhibit.methods).split()
        lead = Run(f"{number}  {in_one_line(exhibit.title)}. ", bold=True)
        while words:
            fits = _fitting(words, lead.text, room, most)
            yield (lead, Run(" ".join(words[:fits])))
            words, lead = words[fits:], Run("")


def _fitting(words: Sequence[str], lead: str, room: float, most: int) -> int:
    """Return how many words a page holds, at least one."""
    low, high = 1, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        fits = lines_of(lead + " ".join(words[:middle]), LETTERS, room) <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    return low
