"""The data dictionary of the source format: files, columns, and what a cell may hold.

Bounds are hard (an error beyond) or usual (a warning beyond). They are the data dictionary's own;
those without a clinical meaning only catch typing errors and missing codes, and say so here.
"""

from dataclasses import dataclass
from enum import StrEnum

from vertebroplasty.vocabulary import (
    AGE_MAX,
    AGE_MIN,
    Ambulation,
    LeakAssessment,
    LeakRoute,
    LeakSite,
    PainScale,
    Sex,
    Timepoint,
    VisitStatus,
)


class Kind(StrEnum):
    """How the text of a cell is read."""

    TEXT = "text"
    TERM = "term"
    LEVEL = "level"
    WHOLE = "whole"
    DECIMAL = "decimal"
    DATE = "date"
    PAIN = "pain"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a source file.

    Attributes
    ----------
    name : str
        Its name in the header row.
    kind : Kind
        How its cells are read; ``PAIN`` depends on the pain scale of the same row.
    required : bool
        Whether the column must be there and every cell filled.
    terms : tuple of str
        Of a ``TERM``: the words it may hold.
    bounds : tuple of (float, float)
        Of a number: the hard bounds, both included.
    usual : tuple of (float, float), optional
        Of a number: bounds beyond which a value is accepted with a warning.
    """

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    terms: tuple[str, ...] = ()
    bounds: tuple[float, float] = (0, 0)
    usual: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the source folder: ``<name>.csv``."""

    name: str
    required: bool
    columns: tuple[Column, ...]

    @property
    def file_name(self) -> str:
        """The file's name in the folder."""
        return f"{self.name}.csv"

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns, in the data dictionary's order."""
        return tuple(column.name for column in self.columns)


# Nobody is observed for longer than a century: only catches dates and codes in a day column.
_DAYS_MAX = 36_500

_YES_NO = ("no", "yes")


def _required(name: str, kind: Kind = Kind.TEXT, terms: tuple[str, ...] = ()) -> Column:
    return Column(name, kind, required=True, terms=terms)


def _term(name: str, *terms: str) -> Column:
    return Column(name, Kind.TERM, terms=terms)


def _whole(name: str, low: int, high: int, usual: tuple[float, float] | None = None) -> Column:
    return Column(name, Kind.WHOLE, bounds=(low, high), usual=usual)


def _decimal(
    name: str, low: float, high: float, usual: tuple[float, float] | None = None
) -> Column:
    return Column(name, Kind.DECIMAL, bounds=(low, high), usual=usual)


PATIENT = SourceFile(
    "patient",
    True,
    (
        _required("patient_id"),
        _required("sex", Kind.TERM, tuple(Sex)),
        _decimal("bmd_t_score", -7, 4),
        _term("vital_status", "alive", "dead", "unknown"),
        # Days from the patient's first procedure.
        _whole("death_day", 0, _DAYS_MAX),
    ),
)
PROCEDURE = SourceFile(
    "procedure",
    True,
    (
        _required("procedure_id"),
        _required("patient_id"),
        _whole("age", AGE_MIN, AGE_MAX, usual=(50, 100)),
        Column("procedure_date", Kind.DATE),
        Column("operator"),
        Column("site"),
        _term("guidance", "fluoroscopy", "CT", "CT-fluoroscopy", "biplane"),
        _term("anaesthesia", "local", "sedation", "general"),
        _term("etiology", "osteoporotic", "neoplastic", "traumatic", "other"),
        _whole("symptom_weeks", 0, 520),
        _term("postprocedure_ct", *_YES_NO),
    ),
)
TREATED_LEVEL = SourceFile(
    "treated_level",
    True,
    (
        _required("procedure_id"),
        _required("level", Kind.LEVEL),
        _term("approach", "unipedicular", "bipedicular", "extrapedicular"),
        _decimal("cement_ml", 0.1, 15, usual=(1, 8)),
        _term("viscosity", "low", "high"),
        _whole("genant_grade", 0, 3),
        _term("cleft", *_YES_NO),
        _term("technical_success", *_YES_NO),
        # An extension of the dictionary: the most sensitive way in which leakage was looked for.
        _term("leak_assessment", *LeakAssessment),
    ),
)
LEAK = SourceFile(
    "leak",
    False,
    (
        _required("procedure_id"),
        _required("level", Kind.LEVEL),
        _term("route", *LeakRoute),
        _term("site", *LeakSite),
        _term("detection", *tuple(LeakAssessment)[1:]),
        _term("symptomatic", *_YES_NO),
        _term("intervention", *_YES_NO),
    ),
)
VISIT = SourceFile(
    "visit",
    True,
    (
        _required("procedure_id"),
        _required("timepoint", Kind.TERM, tuple(Timepoint)),
        _whole("days_since", -_DAYS_MAX, _DAYS_MAX),
        _term("pain_scale", *PainScale),
        Column("pain_raw", Kind.PAIN),
        _decimal("vas", 0, 10),
        _decimal("odi", 0, 100),
        _whole("rdq", 0, 24),
        _term("ambulation", *Ambulation),
        _term("reported_relief", *_YES_NO),
        _required("status", Kind.TERM, tuple(VisitStatus)),
    ),
)
COMPLICATION = SourceFile(
    "complication",
    False,
    (
        _required("procedure_id"),
        Column("level", Kind.LEVEL),
        _required("type"),
        _whole("onset_day", 0, _DAYS_MAX),
        _whole("cirse_grade", 1, 6),
        Column("cirse_version"),
        _term("symptomatic", *_YES_NO),
    ),
)
NEW_FRACTURE = SourceFile(
    "new_fracture",
    False,
    (
        _required("patient_id"),
        _required("level", Kind.LEVEL),
        Column("day", Kind.WHOLE, required=True, bounds=(0, _DAYS_MAX)),
    ),
)

SOURCE_FILES = (PATIENT, PROCEDURE, TREATED_LEVEL, LEAK, VISIT, COMPLICATION, NEW_FRACTURE)
FILE_NAMES = tuple(source.file_name for source in SOURCE_FILES)
