"""The headings of a sheet: cleaned, unique, and where they stand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from vertebroplasty.importing.report import Severity
from vertebroplasty.importing.sources.limits import HEADING_LENGTH


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a sheet.

    Attributes
    ----------
    cells : tuple of str
        The header row, blanks trimmed, runs of them as one.
    """

    cells: tuple[str, ...]

    @classmethod
    def of(cls, cells: Sequence[str]) -> "Headings":
        """Return the headings in the cells of a row."""
        return cls(tuple(" ".join(cell.split()) for cell in cells))

    @property
    def names(self) -> tuple[str, ...]:
        """The headings, each once; an empty one is none."""
        return tuple(dict.fromkeys(name for name in self.cells if name))

    @property
    def columns(self) -> tuple[str, ...]:
        """Name of every staged column: ``c1``, ``c2``, ... under a heading, ``x<n>`` elsewhere."""
        named = {self.cells.index(name): f"c{n}" for n, name in enumerate(self.names, 1)}
        return tuple(named.get(place, f"x{place + 1}") for place in range(len(self.cells)))

    def problems(self, read: Collection[str]) -> list[tuple[str, str, str, Severity]]:
        """Return what is wrong with the headings: value, what is allowed, rule, severity.

        Parameters
        ----------
        read : collection of str
            Headings whose columns are read, in which no doubt may remain.
        """
        found = []
        for name in self.names:
            if self.cells.count(name) > 1:
                severity = Severity.ERROR if name in read else Severity.WARNING
                allowed = "a heading that stands there once; its first column is read"
                if severity is Severity.ERROR:
                    allowed = "a heading that stands there once, as it is mapped"
                found.append((name, allowed, "header.repeated", severity))
            if len(name) > HEADING_LENGTH:
                allowed = f"at most {HEADING_LENGTH:,} characters"
                found.append((name, allowed, "header.length", Severity.ERROR))
        return found


def looks_like_headings(cells: Sequence[str]) -> bool:
    """Return whether a row could be the headings: two or more texts, none of them a number."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) >= 2 and not any(_is_value(cell) for cell in filled)


def _is_value(cell: str) -> bool:
    """Whether a cell holds a number or a date rather than a word."""
    return not any(character.isalpha() for character in cell) and any(c.isdigit() for c in cell)


def header_place(rows: Sequence[Sequence[str]]) -> int:
    """Return which of the first rows of a sheet holds the headings, from 0.

    The first that could be headings and fills at least half as many cells as the fullest row: a
    title above a table fills fewer. Where there is none, the first row that is not blank.
    """
    filled = [sum(bool(cell.strip()) for cell in cells) for cells in rows]
    widest = max(filled, default=0)
    for place, cells in enumerate(rows):
        if 2 * filled[place] >= widest and looks_like_headings(cells):
            return place
    return next((place for place, n in enumerate(filled) if n), 0)
