"""The widths of a table's columns on a slide, and the lines that a cell takes in one."""

from collections.abc import Sequence

from vertebroplasty.report.slides.markup import BOLD, width

PADDING, NARROWEST, LONGEST_WORD = 16.0, 50.0, 180.0
STEPS = 16
"""In which room that is left is shared out."""


def widths(texts: Sequence[Sequence[str]], room: float, letters: float) -> list[float]:
    """Return the widths of the columns that fit, from the left.

    Parameters
    ----------
    texts : sequence of sequence of str
        Headings, then rows.
    room : float
        Points for all of them.
    letters : float
        Points of the letters.

    Returns
    -------
    list of float
        As wide as the columns want to be; where there is less, it goes to those whose cells make
        the rows high.
    """
    columns = list(zip(*texts, strict=True))
    wanted = [max(NARROWEST, _wanted(column, letters)) for column in columns]
    if sum(wanted) <= room:
        return wanted
    pairs = zip(columns, wanted, strict=True)
    wide = [min(room, most, _least(column, letters)) for column, most in pairs]
    while len(wide) > 1 and sum(wide) > room:
        wide.pop()
    return _shared_out(wide, columns, room, letters)


def lines_of_cell(text: str, size: float, across: float) -> int:
    """Return how many lines a text takes in a column: it breaks between words."""
    room, space = across - PADDING + 0.01, width(" ", size)
    count = 0
    for line in text.split("\n"):
        used, count = 0.0, count + 1
        for word in line.split(" "):
            long = width(word, size)
            if used and used + long > room:
                used, count = 0.0, count + 1
            count += int(long // (room + size))
            used += long + space
    return count


def _shared_out(
    wide: list[float], columns: Sequence[Sequence[str]], room: float, letters: float
) -> list[float]:
    step = (room - sum(wide)) / STEPS
    lines = [_lines(column, letters, across) for column, across in zip(columns, wide, strict=False)]
    for _ in range(STEPS):
        tallest = [max(row) for row in zip(*lines, strict=True)]
        at = max(range(len(wide)), key=lambda n: _makes_high(lines[n], tallest))
        wide[at] += step
        lines[at] = _lines(columns[at], letters, wide[at])
    return wide


def _makes_high(lines: Sequence[int], tallest: Sequence[int]) -> int:
    return sum(one for one, most in zip(lines, tallest, strict=True) if one == most > 1)


def _lines(column: Sequence[str], letters: float, across: float) -> list[int]:
    return [lines_of_cell(text, letters, across) for text in column]


def _wanted(column: Sequence[str], letters: float) -> float:
    head, *cells = column
    return max(width(head, letters * BOLD), *(width(cell, letters) for cell in cells), 0) + PADDING


def _least(column: Sequence[str], letters: float) -> float:
    words = (width(word, letters * BOLD) for text in column for word in text.split())
    return max(NARROWEST, min(LONGEST_WORD, max(words, default=0)) + PADDING)
