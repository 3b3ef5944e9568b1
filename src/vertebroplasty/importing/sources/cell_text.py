"""The text of a workbook's cell, as the rules read it."""

import datetime as dt
import math
import re

from vertebroplasty.importing.sources.limits import CELL_CHARACTERS

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

_BREAKS = re.compile(r"[\t\r\n\v\f\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_WHOLE = 2**53
"""Whole numbers below are kept exactly by a workbook's floating-point cells."""


class CellError(ValueError):
    """A cell cannot be taken as it stands.

    Parameters
    ----------
    allowed, rule : str
        As in `Problem`.
    """

    def __init__(self, allowed: str, rule: str) -> None:
        super().__init__(allowed)
        self.allowed, self.rule = allowed, rule


def text_of(cell: Cell) -> str:
    """Return the text of a cell.

    A whole number has no decimal point (7.0 is ``7``), another one at most 15 digits (Excel shows
    no more: 0.30000000000000004 is ``0.3``). A date is ``2024-03-01``, a truth value ``TRUE``; line
    breaks and tabs inside a text become one blank.

    Parameters
    ----------
    cell : int, float, str, bool, date, datetime, time or timedelta
        The cell, as the parser gives it.

    Returns
    -------
    str
        Its text; empty for an empty cell.

    Raises
    ------
    CellError
        If it holds control characters, more text than a cell can, or no finite or exact number.
    """
    if isinstance(cell, str):
        return cell if cell.isprintable() and len(cell) <= CELL_CHARACTERS else _cleaned(cell)
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, (int, float)):
        return _number(cell)
    if isinstance(cell, dt.datetime):
        is_day = cell.time() == dt.time.min
        return cell.date().isoformat() if is_day else cell.isoformat(" ", "seconds")
    return str(cell)


def _cleaned(text: str) -> str:
    text = _BREAKS.sub(" ", text)
    if _CONTROL.search(text):
        raise CellError("text without control characters", "cell.control")
    if len(text) > CELL_CHARACTERS:
        raise CellError(f"a text of at most {CELL_CHARACTERS:,} characters", "cell.length")
    return text


def _number(number: float) -> str:
    if not math.isfinite(number):
        raise CellError("a finite number", "cell.number")
    if number != int(number):
        return f"{number:.15g}"
    if abs(number) >= _WHOLE:
        allowed = "a number of at most 15 digits; a longer one kept as text would do"
        raise CellError(allowed, "cell.number")
    return str(int(number))
