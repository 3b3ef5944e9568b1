"""Breakdowns by key, also those whose groups the dataset names: operators, sites, periods."""

from functools import lru_cache

from vertebroplasty.breakdown import BREAKDOWNS, NOT_RECORDED, Breakdown, Group
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.errors import CohortError

_STATIC = {by.key: by for by in BREAKDOWNS}
_NAMED = {"operator": "operators", "site": "sites"}
_PERIODS = {"quarter": 3, "year": 12}
"""Months in a period."""
BREAKDOWN_KEYS = (*_STATIC, *_NAMED, *_PERIODS)


@lru_cache(64)
def breakdown(dataset: Dataset, key: str) -> Breakdown:
    """Return a breakdown with its groups.

    Parameters
    ----------
    dataset : Dataset
        Whose operators, sites and periods are the groups, where these are asked for.
    key : str
        One of `BREAKDOWN_KEYS`.

    Returns
    -------
    Breakdown
        Operators and sites in the order of their names; periods from the first month of the
        dataset to its last, also those in which nobody was treated.

    Raises
    ------
    CohortError
        If there is no such breakdown.
    """
    if key in _STATIC:
        return _STATIC[key]
    if key in _NAMED:
        return _by_name(dataset, key)
    if key in _PERIODS:
        return _by_period(dataset, key)
    raise CohortError(f"{key!r} is no breakdown; {', '.join(BREAKDOWN_KEYS)} would do")


def names(dataset: Dataset, key: str) -> tuple[str, ...]:
    """Return the dataset's operators or sites, in the order of their names."""
    return tuple(group.label for group in breakdown(dataset, key).groups if group.code)


def _by_name(dataset: Dataset, key: str) -> Breakdown:
    rows = dataset.engine.texts(f"SELECT {key}_no::VARCHAR, name FROM {key}_name ORDER BY {key}_no")
    groups = tuple(Group(int(code), name) for code, name in rows)
    return Breakdown(key, key, _NAMED[key], (*groups, NOT_RECORDED), f"coalesce({key}_no, 0)")


def _by_period(dataset: Dataset, key: str) -> Breakdown:
    size = _PERIODS[key]
    ((first, last),) = dataset.engine.rows("SELECT min(period), max(period) FROM procedure")
    numbers = range(_number(first, size), _number(last, size) + 1) if first and last else ()
    groups = tuple(_period(number, size) for number in numbers)
    per_year = 12 // size
    within = f" * {per_year} + (period % 100 - 1) // {size}" if per_year > 1 else ""
    expression = f"coalesce(period // 100{within}, 0)"
    label = {"quarter": "quarter", "year": "year of treatment"}[key]
    return Breakdown(key, label, "months", (*groups, NOT_RECORDED), expression)


def _number(month: int, size: int) -> int:
    """Return the periods of so many months since the year 0."""
    return month // 100 * (12 // size) + (month % 100 - 1) // size


def _period(number: int, size: int) -> Group:
    year, place = divmod(number, 12 // size)
    first = year * 100 + place * size + 1
    label = str(year) if size == 12 else f"{year} Q{place + 1}"
    return Group(number, label, months=(first, first + size - 1))
