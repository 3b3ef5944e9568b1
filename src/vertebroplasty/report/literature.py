"""The published studies of ``data/literature.csv``, as they were read.

An empty cell there means "not read": it is never filled in, here or on screen. The columns from
``short_name`` on only classify what the others say.
"""

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from vertebroplasty.figures.literature_marks import Design

FILE = Path(__file__).resolve().parents[3] / "data" / "literature.csv"
ABOUT = "~"
"""What a number begins with that its source gives only roughly."""


class Study(NamedTuple):
    """A source.

    Attributes
    ----------
    name : str
        How it is called here, such as ``McGraw 2002``.
    design : Design
        Cohort series, trial without or with sham, or review.
    cells : mapping of str to str
        Every column as it stands; empty where not read.
    """

    name: str
    design: Design
    cells: Mapping[str, str]

    @property
    def citation(self) -> str:
        """Journal, year and identifiers, as far as they were read."""
        cells = self.cells
        names = {"PMID ": "pmid", "doi ": "doi", "": "pmcid"}
        parts = [cells["journal"], cells["year"]]
        parts += [f"{prefix}{cells[column]}" for prefix, column in names.items() if cells[column]]
        return ", ".join(part for part in parts if part)

    @property
    def size(self) -> str:
        """Patients and levels of the study, as far as they were read."""
        counts = [(self.cells["n_patients"], "patients"), (self.cells["n_levels"], "levels")]
        return ", ".join(f"{count} {noun}" for count, noun in counts if count)

    def number(self, column: str) -> float | None:
        """Return the number of a column, also where it is only about that; None where empty."""
        text = self.cells[column].removeprefix(ABOUT)
        return float(text) if text else None

    def whole(self, column: str) -> int | None:
        """Return the whole number of a column; None where empty."""
        text = self.cells[column]
        return int(text) if text else None

    def is_about(self, column: str) -> bool:
        """Whether the number of a column is given only roughly."""
        return self.cells[column].startswith(ABOUT)


@lru_cache(1)
def studies() -> tuple[Study, ...]:
    """Return every source, by design and year; one whose year was not read stands last."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = [MappingProxyType(row) for row in csv.DictReader(lines)]
    found = [Study(row["short_name"], Design[row["design_group"].upper()], row) for row in rows]
    order = list(Design)
    return tuple(sorted(found, key=lambda s: (order.index(s.design), s.cells["year"] or "9999")))
