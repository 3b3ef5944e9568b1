"""Answers are remembered until the data change: one of them keeps its generation's file open.

The least recently used are let go. Callers only read: answers are frozen and all sessions share
them.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

from vertebroplasty.query.groups import breakdown

REMEMBERED = 256
"""Answers that every page or most readers ask for, up to 15 kB each."""
REMEMBERED_PAGES = 64
"""Answers of one page, up to 30 kB each."""
REMEMBERED_TALLIES = 16
"""Histograms of pairs, up to 0.4 MB each."""
REMEMBERED_COURSES = 4
"""Courses of a CUSUM: with a million procedures and a signal every few of them 16 MB each."""

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_forgetting: list[Callable[[], None]] = [breakdown.cache_clear]


def remembered(
    function: Callable[Asked, Answer], most: int = REMEMBERED_PAGES
) -> Callable[Asked, Answer]:
    """Return a function that asks only once for each dataset generation and cohort.

    Parameters
    ----------
    function : callable
        What to ask; its arguments can be hashed.
    most : int
        Answers that are kept.

    Returns
    -------
    callable
        The same, with a memory.
    """
    asked = lru_cache(most)(function)
    _forgetting.append(asked.cache_clear)
    return cast("Callable[Asked, Answer]", asked)


def forget_answers() -> None:
    """Forget all answers, and with them every generation that nobody looks at any more."""
    for forget in _forgetting:
        forget()
