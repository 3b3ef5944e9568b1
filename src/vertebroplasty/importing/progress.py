"""How far an import is, and where its SQL stands."""

from collections.abc import Callable
from pathlib import Path

Progress = Callable[[str, float], None]
"""Told what is being done and which part of it is done, from 0 to 1."""

SQL_FOLDER = Path(__file__).resolve().parents[1] / "sql"


def no_progress(_what: str, _part: float) -> None:
    """Tell nobody."""


def script(name: str) -> str:
    """Return the text of one of our SQL files."""
    return (SQL_FOLDER / name).read_text(encoding="utf-8")
