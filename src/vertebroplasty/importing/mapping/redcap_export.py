"""A REDCap export while it is guessed, and which of its columns a repeating instrument holds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vertebroplasty.importing.mapping.column_guess import ColumnGuess
from vertebroplasty.importing.mapping.headings import read_heading
from vertebroplasty.importing.report import shown
from vertebroplasty.importing.sources.preview import ColumnPreview, SheetPreview

_BY_UNIT = (
    ("treated_level.level", "treated_level"),
    *((f"{table}.", table) for table in ("leak", "complication", "new_fracture", "visit")),
)


@dataclass(frozen=True)
class Export:
    """An export: its columns' guesses, and where event and instrument stand."""

    preview: SheetPreview
    sheet: str
    guesses: dict[str, ColumnGuess]
    event: str
    instrument: str

    @property
    def key(self) -> str:
        """Heading of the record's identifier."""
        return self.preview.columns[0].heading

    def column(self, heading: str) -> ColumnPreview:
        """Return a column by its heading."""
        return next(column for column in self.preview.columns if column.heading == heading)

    def filled(self, heading: str, where: str, text: str) -> int:
        """Number of sample rows with a text in one column and something in another."""
        header = self.preview.header
        here, there = header.index(heading), header.index(where)
        return sum(bool(row[here]) and row[there] == text for row in self.preview.sample)

    def is_seen(self, heading: str) -> bool:
        """Whether any sample row has something in a column."""
        here = self.preview.header.index(heading)
        return any(row[here] for row in self.preview.sample)


def instruments(export: Export) -> dict[str, list[ColumnGuess]]:
    """Return the columns of each repeating instrument that says something we can read."""
    if not export.instrument:
        return {}
    counts = dict(export.column(export.instrument).values)
    mine: dict[str, list[ColumnGuess]] = {text: [] for text in counts}
    for heading, guess in export.guesses.items():
        if text := _instrument_of(export, guess, counts) if guess.fields else "":
            export.guesses[heading] = _with_reason(export, guess, text)
            mine[text].append(guess)
    return {text: guesses for text, guesses in mine.items() if unit_of(guesses)}


def _with_reason(export: Export, guess: ColumnGuess, instrument: str) -> ColumnGuess:
    if export.is_seen(guess.heading):
        return guess
    how = f"taken by its name for one of {shown(instrument)!r}, in none of the rows looked at"
    return replace(guess, reason=f"{guess.reason}; {how}")


def unit_of(guesses: Sequence[ColumnGuess]) -> str:
    """Return what one row is that has some columns; the empty text when they do not tell."""
    fields = {field for guess in guesses for field in guess.fields}
    units = (unit for start, unit in _BY_UNIT if any(f.startswith(start) for f in fields))
    return next(units, "")


def _instrument_of(export: Export, guess: ColumnGuess, counts: dict[str, int]) -> str:
    """Return the instrument that holds a column: by its rows, or by its name where none shows."""
    heading = guess.heading
    often = [t for t, n in counts.items() if export.column(heading).filled <= n]
    if export.is_seen(heading):
        if export.filled(heading, export.instrument, ""):
            return ""
        return next((t for t in often if export.filled(heading, export.instrument, t)), "")
    tables = {field.rpartition(".")[0] for field in guess.fields}
    if "leak" in tables and not any(_unit_named(text) == "leak" for text in counts):
        tables.add("treated_level")
    return next((text for text in often if _unit_named(text) in tables), "")


def _unit_named(instrument: str) -> str:
    field = read_heading(instrument).field
    return "leak" if field == "treated_level.leak" else field.rpartition(".")[0]
