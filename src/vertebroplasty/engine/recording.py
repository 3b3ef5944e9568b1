"""An engine that keeps what it was asked, so that the queries behind a figure can be shown."""

from collections.abc import Sequence
from typing import NamedTuple

from vertebroplasty.engine.base import Cell, Engine


class Query(NamedTuple):
    """SQL text as it ran, and the values that were bound to its placeholders."""

    sql: str
    values: tuple[int | str, ...] = ()


class RecordingEngine:
    """Hands every query on to another engine, and keeps it.

    Parameters
    ----------
    engine : Engine
        What answers.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._asked: dict[Query, None] = {}

    @property
    def queries(self) -> tuple[Query, ...]:
        """The queries in the order in which they were first asked, each once."""
        return tuple(self._asked)

    def rows(self, sql: str, values: Sequence[int | str] = ()) -> list[tuple[Cell, ...]]:
        """Return the rows of a query; see `Engine.rows`."""
        self._asked.setdefault(Query(sql, tuple(values)))
        return self._engine.rows(sql, values)

    def texts(self, sql: str) -> list[tuple[str, ...]]:
        """Return the rows of a query about the dataset itself; see `Engine.texts`."""
        self._asked.setdefault(Query(sql))
        return self._engine.texts(sql)

    def close(self) -> None:
        """Close the engine that answers."""
        self._engine.close()
