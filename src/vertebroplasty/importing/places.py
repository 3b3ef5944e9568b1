"""Where a staged row of the data dictionary comes from, packed into its ``line``.

A row of a hospital's sheet becomes several rows of the dictionary's tables: levels, visits. Rules
see one unique, increasing ``line`` a row all the same: sheet, line in the sheet, and slot (place
of a level, a timepoint or a checkbox within the row). In a folder of the dictionary's own files
sheet and slot are 0: ``line`` is the line.
"""

from typing import NamedTuple

_SLOT_BITS = 10
_LINE_BITS = 32
SLOTS = 1 << _SLOT_BITS
"""Rows of one dictionary table that a row of a sheet can make."""


class Place(NamedTuple):
    """Sheet number (0: none), line in it, and slot within the line."""

    sheet: int
    line: int
    slot: int


def pack(sheet: int, line: str, slot: str) -> str:
    """Return the SQL of a packed place.

    Parameters
    ----------
    sheet : int
        Number of the sheet, from 1.
    line, slot : str
        SQL expressions of whole numbers.

    Returns
    -------
    str
        An expression of type BIGINT.
    """
    base = sheet << (_LINE_BITS + _SLOT_BITS)
    return f"({base} + (({line})::BIGINT << {_SLOT_BITS}) + ({slot}))"


def unpack(packed: int) -> Place:
    """Return the place that was packed; a plain line number is a place in no sheet."""
    sheet = packed >> (_LINE_BITS + _SLOT_BITS)
    if not sheet:
        return Place(0, packed, 0)
    line = (packed >> _SLOT_BITS) & ((1 << _LINE_BITS) - 1)
    return Place(sheet, line, packed & (SLOTS - 1))


def sheet_of(packed: str) -> str:
    """Return the SQL of the sheet number of a packed place."""
    return f"({packed} >> {_LINE_BITS + _SLOT_BITS})"


def source_line(packed: str) -> str:
    """Return the SQL of the line in its sheet of a packed place."""
    return f"(({packed} >> {_SLOT_BITS}) & {(1 << _LINE_BITS) - 1})"


def slot_of(packed: str) -> str:
    """Return the SQL of the slot of a packed place."""
    return f"({packed} & {SLOTS - 1})"
