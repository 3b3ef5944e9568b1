"""Answers are remembered until the data change: one of them keeps its generation's file open.

The least recently used are let go. Callers only read: answers are frozen and all sessions share
them.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

from vertebroplasty.query.groups import breakdown

REMEMBERED = 256
REMEMBERED_TALLIES = 32

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_forgetting: list[Callable[[], None]] = [breakdown.cache_clear]


def remembered(
    function: Callable[Asked, Answer], most: int = REMEMBERED
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
