"""What a reader takes along: figures and tables as they were shown, whole and self-contained.

An exhibit holds its numbers, its picture, its cohort and where they come from. Slides, report and
workbook are made of exhibits alone: they show the same numbers later, whatever the data became.
"""

from typing import Any

import msgspec

from vertebroplasty.errors import BasketError
from vertebroplasty.report.tables import Cell, Table

FORMAT = 1
MOST_EXHIBITS = 60
"""In a basket: more than a talk, and about two megabytes."""
SEPARATOR = " \N{MIDDLE DOT} "
HASH_LENGTH = 12
"""Characters of the content hash that are printed; the whole stands in the workbook."""


class Exhibit(msgspec.Struct, frozen=True, kw_only=True):
    """A figure or a table as it was shown.

    Attributes
    ----------
    key : str
        Identity on its page.
    page : str
        Title of the page.
    link : str
        Path and query of the page with the filters that were set.
    title : str
        The finding's unit and n.
    caption, alt : str
        What to know when reading it, and the picture in words.
    figure : dict or None
        Plotly's own JSON in light colours; None where the table is all there is.
    columns, rows : tuple
        The table of every number in it; cells as in `Table`.
    cohorts : tuple of str
        Each cohort in a sentence, with its size.
    dataset : str
        Name and generation.
    content_hash : str
        Of the dataset, whole.
    warning : str
        That the data are synthetic or reconstructed; empty for patients.
    methods : str
        The sentences for a methods section.
    taken_on : str
        Day when it was taken along, as ``2026-11-27``.
    note : str
        The reader's own words.
    printed : Table or None
        What the page printed of the table, cell by cell as text; None where the numbers are shown
        as they are.
    """

    key: str
    page: str
    link: str
    title: str
    caption: str
    alt: str
    figure: dict[str, Any] | None
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    cohorts: tuple[str, ...]
    dataset: str
    content_hash: str
    warning: str
    methods: str
    taken_on: str
    note: str = ""
    printed: Table | None = None

    @property
    def table(self) -> Table:
        """The numbers."""
        return Table(self.columns, self.rows)

    @property
    def read(self) -> Table:
        """The table for a reader: as it was printed, where it was."""
        return self.printed or self.table

    @property
    def footer(self) -> str:
        """Whom it covers, how many, of which data, when, and that they are synthetic where so."""
        parts = (*self.cohorts, self.dataset, f"content {self.content_hash[:HASH_LENGTH]}")
        return SEPARATOR.join(part for part in (*parts, self.taken_on, self.warning) if part)


class Basket(msgspec.Struct, frozen=True, kw_only=True):
    """Exhibits in the order in which they are told.

    Attributes
    ----------
    title : str
        Of the slides and the report.
    exhibits : tuple of Exhibit
        At most `MOST_EXHIBITS`.
    format : int
        Of the file.
    """

    title: str = "Vertebroplasty outcomes"
    exhibits: tuple[Exhibit, ...] = ()
    format: int = FORMAT


def to_file(basket: Basket) -> bytes:
    """Return a basket as a file: JSON that `from_file` reads; the same basket, the same bytes."""
    return msgspec.json.format(msgspec.json.encode(basket), indent=1)


def from_file(content: bytes) -> Basket:
    """Read a basket.

    Parameters
    ----------
    content : bytes
        What `to_file` made.

    Returns
    -------
    Basket
        As it was kept.

    Raises
    ------
    BasketError
        If it is no basket, is of a later version, or holds too much.
    """
    try:
        basket = msgspec.json.decode(content, type=Basket)
    except msgspec.DecodeError as error:
        raise BasketError(
            f"This file is no basket of this dashboard ({error}); a file that the page Report saved"
            " would do"
        ) from error
    if basket.format > FORMAT:
        raise BasketError(
            f"This basket has format {basket.format}, a later one than {FORMAT}; the version of the"
            " dashboard that saved it would do"
        )
    if len(basket.exhibits) > MOST_EXHIBITS:
        raise BasketError(
            f"This basket holds {len(basket.exhibits)} exhibits; at most {MOST_EXHIBITS} would do"
        )
    if ragged := [one.title for one in basket.exhibits if _is_ragged(one)]:
        raise BasketError(
            f"The table of {ragged[0]!r} has rows of another length than its headings; the file as"
            " it was saved would do"
        )
    return basket


def _is_ragged(exhibit: Exhibit) -> bool:
    tables = (exhibit.table, exhibit.read)
    return any(len(row) != len(table.columns) for table in tables for row in table.rows)
