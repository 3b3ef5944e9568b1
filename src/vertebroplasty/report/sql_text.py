"""Queries as text that a database's own command line runs: bound values stand there as literals."""

import re
from collections.abc import Iterable, Iterator, Sequence

from vertebroplasty.engine.recording import Query

_TOKEN = re.compile(
    r"""('(?:[^']|'')*'|"(?:[^"]|"")*"|\?|\s+(?=(?:FROM|WHERE|GROUP BY|ORDER BY|JOIN)\b))"""
)


def literal(value: int | str) -> str:
    """Return a bound value as SQL: a whole number, or text in quotes."""
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return f"({int(value)})" if value < 0 else str(int(value))


def statement(query: Query) -> str:
    """Return a query with its values in the places of its placeholders, ended by a semicolon.

    Quoted text stays as it is, a question mark in it too; elsewhere the long line is broken.
    """
    values = iter(query.values)
    text = "".join(_written(part, values) for part in _TOKEN.split(query.sql.strip()))
    if any(True for _ in values):
        raise ValueError(f"more values than placeholders in: {query.sql}")
    return f"{text};"


def _written(part: str, values: Iterator[int | str]) -> str:
    if part == "?":
        return literal(next(values))
    return "\n" if part.isspace() else part


def sql_text(queries: Iterable[Query], about: Sequence[str]) -> str:
    """Return queries below each other, under comments that say what they are.

    Parameters
    ----------
    queries : iterable of Query
        As they ran.
    about : sequence of str
        What they are: a line of comment each.

    Returns
    -------
    str
        Ends with a line feed.
    """
    comments = "\n".join(f"-- {' '.join(fact.split())}" for fact in about)
    return "\n\n".join([comments, *map(statement, queries)]) + "\n"
