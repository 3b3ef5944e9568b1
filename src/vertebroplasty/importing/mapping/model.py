"""A mapping: how the columns of a hospital's own sheets become the tables of the data dictionary.

It is data, kept as a small YAML file (`mapping.text`), made by a guess that a person confirmed
(`mapping.guess`), and carried out in SQL (`mapping.transform`).
"""

from collections.abc import Mapping as Map
from dataclasses import dataclass, field

from vertebroplasty.errors import MappingError
from vertebroplasty.importing.dictionary import SOURCE_FILES
from vertebroplasty.importing.sources.sheet import Dialect
from vertebroplasty.vocabulary import Timepoint

ROW_UNITS = tuple(source.name for source in SOURCE_FILES)
"""What one row of a sheet may be."""

DATE_ORDERS = ("YMD", "DMY", "MDY")
DECIMAL_MARKS = (".", ",")
EMPTY_VISITS = ("not recorded", "missed")

KEYS = ("patient_id", "procedure_id")
"""Targets that belong to every table which has the column; several columns are joined by ``-``."""

EXTRA_FIELDS = {
    "procedure.birth_date": "date of birth; becomes the age at the procedure, is never stored",
    "visit.date": "date of the visit; becomes days since the procedure",
    "treated_level.leak": "whether cement leaked: yes/no, or the levels that leaked",
}
"""Fields that a sheet may hold besides the dictionary's, and what they become."""

FIELDS = (
    *KEYS,
    *(
        f"{source.name}.{column.name}"
        for source in SOURCE_FILES
        for column in source.columns
        if column.name not in KEYS and (source.name, column.name) != ("visit", "vas")
    ),
    *EXTRA_FIELDS,
)
"""Every field that a column may be mapped to."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a column, or a constant, of a sheet means.

    Written ``field``, ``visit.field @ timepoint`` (one visit of a row that holds several) or
    ``field = term`` (a checkbox: when it is ticked, the field holds the term).

    Attributes
    ----------
    field : str
        One of `FIELDS`.
    timepoint : str
        A term of `Timepoint`; empty where the row's own ``visit.timepoint`` says it, or none.
    term : str
        The term that a ticked checkbox stands for; empty otherwise.
    """

    field: str
    timepoint: str = ""
    term: str = ""

    @classmethod
    def parse(cls, text: str) -> "Target":
        """Read a target.

        Parameters
        ----------
        text : str
            Such as ``procedure.age``, ``visit.pain_raw @ 1 month`` or ``leak.site = disc``.

        Returns
        -------
        Target
            What it means.

        Raises
        ------
        MappingError
            If there is no such field or timepoint.
        """
        place, _, term = (part.strip() for part in text.partition("="))
        name, _, timepoint = (part.strip() for part in place.partition("@"))
        if name not in FIELDS:
            raise MappingError(f"{text!r} names no field; one of {', '.join(FIELDS)} would do")
        if timepoint and (timepoint not in tuple(Timepoint) or not name.startswith("visit.")):
            raise MappingError(
                f"{text!r}: @ stands between a field of visit and one of {', '.join(Timepoint)}"
            )
        return cls(name, timepoint, term)

    def __str__(self) -> str:
        """Return the target as it is written in a mapping file."""
        at = f" @ {self.timepoint}" if self.timepoint else ""
        return f"{self.field}{at}{f' = {self.term}' if self.term else ''}"

    @property
    def table(self) -> str:
        """The dictionary's table; empty for a key."""
        return self.field.rpartition(".")[0]

    @property
    def column(self) -> str:
        """The column's name in its table."""
        return self.field.rpartition(".")[2]


@dataclass(frozen=True)
class SheetMapping:
    """How one sheet, or some rows of it, is read.

    Attributes
    ----------
    rows : str
        What one row is, one of `ROW_UNITS`. Tables above it (a patient's on a
        row for each visit) may repeat from row to row, and must then agree.
    columns : mapping of str to tuple of Target
        By heading. Headings that are not named here are not read.
    sheet : str
        Name of the workbook's sheet; empty: any sheet or file that has the columns.
    ignored : tuple of str
        Headings left out on purpose; any other unknown heading is warned about.
    only : mapping of str to tuple of str
        Keep the rows whose cell under the heading is one of the texts (the empty text for an empty
        cell); all conditions together.
    constants : mapping of Target to str
        What holds for every row although no column says it.
    codes : mapping of str to (mapping of str to str)
        By heading: what a cell's text stands for. Texts are compared without regard to case.
    missing : tuple of str
        Texts that mean "not known" in any column; compared without regard to case.
    decimal : str
        Decimal mark of numbers, one of `DECIMAL_MARKS`.
    dates : str
        Order of day, month and year, one of `DATE_ORDERS`; never guessed when ambiguous.
    empty_visits : str
        What a visit without any value means: ``not recorded`` leaves it out, ``missed`` stores it
        as missed.
    dialect : Dialect
        Of a delimited file.
    header_line : int
        Line of the headings, from 1.
    """

    rows: str
    columns: Map[str, tuple[Target, ...]]
    sheet: str = ""
    ignored: tuple[str, ...] = ()
    only: Map[str, tuple[str, ...]] = field(default_factory=dict)
    constants: Map[Target, str] = field(default_factory=dict)
    codes: Map[str, Map[str, str]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    decimal: str = "."
    dates: str = "YMD"
    empty_visits: str = "not recorded"
    dialect: Dialect = field(default_factory=Dialect)
    header_line: int = 1

    @property
    def targets(self) -> tuple[Target, ...]:
        """Everything that a column or a constant of the sheet fills."""
        return (
            *(target for several in self.columns.values() for target in several),
            *self.constants,
        )


@dataclass(frozen=True)
class Mapping:
    """How a hospital's files become one dataset.

    Attributes
    ----------
    name, title, nature, note : str
        As in ``dataset.toml``; see `Provenance`.
    sheets : tuple of SheetMapping
        Several may read different rows of one sheet, and one may read several sheets.
    """

    name: str
    title: str
    nature: str
    note: str
    sheets: tuple[SheetMapping, ...]
