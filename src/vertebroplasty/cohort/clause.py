"""A condition as SQL text with placeholders, and the values to bind to them."""

from typing import NamedTuple

Value = int | str


class Clause(NamedTuple):
    """SQL text and what is bound to its placeholders, in order."""

    sql: str
    values: tuple[Value, ...] = ()
