"""Months of treatment as whole numbers, such as 202107 for July 2021."""

import calendar
import re

MONTH_MIN, MONTH_MAX = 190001, 299912
"""Months that a cohort may name; these two leave the period open."""

_WRITTEN = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def is_month(month: int) -> bool:
    """Whether a whole number is a month within the bounds."""
    return MONTH_MIN <= month <= MONTH_MAX and 1 <= month % 100 <= 12


def month_name(month: int) -> str:
    """Return a month in words, such as ``July 2021``."""
    return f"{calendar.month_name[month % 100]} {month // 100}"


def month_text(month: int) -> str:
    """Return a month as links write it, such as ``2021-07``."""
    return f"{month // 100:04}-{month % 100:02}"


def month_of(text: str) -> int | None:
    """Read a month as links write it; None where it is none."""
    match = _WRITTEN.fullmatch(text)
    month = int(match[1]) * 100 + int(match[2]) if match else 0
    return month if is_month(month) else None


def month_before(month: int) -> int:
    """Return the month before a month."""
    return month - 1 if month % 100 > 1 else month - 89
