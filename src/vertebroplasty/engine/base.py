"""What the rest of the program may ask of a database: rows of integers for a query."""

from collections.abc import Sequence
from typing import Protocol

Cell = int | None


class Engine(Protocol):
    """A database that answers counting queries."""

    def rows(self, sql: str, values: Sequence[int | str] = ()) -> list[tuple[Cell, ...]]:
        """Return the rows of a query whose columns are all whole numbers.

        Parameters
        ----------
        sql : str
            One SELECT with ``?`` placeholders.
        values : sequence of int or str
            Values bound to the placeholders, in order.

        Returns
        -------
        list of tuple of int or None
            One tuple a row.
        """
        ...

    def texts(self, sql: str) -> list[tuple[str, ...]]:
        """Return the rows of a query about the dataset itself, whose columns are all text."""
        ...

    def close(self) -> None:
        """Close the connection and let go of the file."""
        ...
