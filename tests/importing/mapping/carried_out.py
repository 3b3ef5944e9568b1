"""Stage a sheet of texts, carry a mapping out on it, and read back what came of it."""

from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

import vertebroplasty.importing
from vertebroplasty.importing.cross_checks import RULES
from vertebroplasty.importing.findings import add_findings_of
from vertebroplasty.importing.mapping.locate import locate, rows_used
from vertebroplasty.importing.mapping.model import Mapping, SheetMapping, Target
from vertebroplasty.importing.mapping.transform import transform
from vertebroplasty.importing.sources.sheet import Sheet
from vertebroplasty.importing.staging import create_tables

Row = Map[str, str | None]


@dataclass
class CarriedOut:
    """A staging database in which a mapping was carried out."""

    staging: duckdb.DuckDBPyConnection
    sheets: tuple[Sheet, ...]
    mapping: Mapping

    def rows(self, table: str, *columns: str) -> list[tuple[str | None, ...]]:
        """Return a table's rows in order of their place."""
        listed = ", ".join(columns) or "* EXCLUDE (line)"
        return self.staging.execute(f"SELECT {listed} FROM {table} ORDER BY line").fetchall()

    def findings(self) -> list[tuple[object, ...]]:
        """Return rule, line, heading and cell of what was found."""
        locate(self.staging, self.sheets, self.mapping)
        return self.staging.execute(
            "SELECT rule, line, column_name, coalesce(value, '') FROM finding ORDER BY ALL"
        ).fetchall()

    def check(self) -> None:
        """Run the rules of the data dictionary."""
        pain = Path(vertebroplasty.importing.__file__).parents[1] / "sql" / "pain.sql"
        self.staging.execute(pain.read_text(encoding="utf-8"))
        self.staging.execute("SET VARIABLE today = DATE '2030-01-01'")
        for rule in RULES:
            add_findings_of(self.staging, rule)

    def used(self, number: int = 1) -> int:
        """Return how many rows of a sheet were used."""
        return rows_used(self.staging, self.sheets[number - 1])


def columns(texts: Map[str, str]) -> dict[str, tuple[Target, ...]]:
    """Read headings and targets; several targets are parted by ``&``."""
    return {
        heading: tuple(Target.parse(one) for one in text.split("&"))
        for heading, text in texts.items()
    }


def part(rows: str, texts: Map[str, str], **others: object) -> SheetMapping:
    """Return a part of a mapping; `constants` are given with their targets as text."""
    constants = {Target.parse(key): text for key, text in others.pop("constants", {}).items()}
    return SheetMapping(rows=rows, columns=columns(texts), constants=constants, **others)


def stage(staging: duckdb.DuckDBPyConnection, number: int, rows: Sequence[Row]) -> Sheet:
    """Stage rows as a sheet: line 2 is the first."""
    header = tuple(rows[0])
    listed = ", ".join(f"c{place} VARCHAR" for place in range(1, len(header) + 1))
    staging.execute(f"CREATE TABLE sheet_{number} (line BIGINT, {listed})")
    cells = [[row[heading] or None for row in rows] for heading in header]
    texts = ", ".join("unnest(?::VARCHAR[])" for _ in header)
    lines = f"unnest(range(2, {len(rows) + 2}))"
    staging.execute(f"INSERT INTO sheet_{number} SELECT {lines}, {texts}", cells)
    return Sheet(number, f"file{number}.xlsx", f"Tab {number}", "", header, len(rows), True)


def carry_out(sheets: Sequence[Sequence[Row]], *parts: SheetMapping) -> CarriedOut:
    """Carry out a mapping of these parts on these sheets."""
    staging = duckdb.connect()
    create_tables(staging)
    staged = tuple(stage(staging, number, rows) for number, rows in enumerate(sheets, 1))
    mapping = Mapping("clinic", "", "synthetic", "", parts)
    transform(staging, staged, mapping, lambda _what, _part: None)
    return CarriedOut(staging, staged, mapping)
