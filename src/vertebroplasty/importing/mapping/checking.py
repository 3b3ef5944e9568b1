"""Whether a mapping can be carried out; if not, why not, and what would do."""

from collections.abc import Iterator

from vertebroplasty.errors import MappingError
from vertebroplasty.importing.generations import DATASET_NAME
from vertebroplasty.importing.mapping.model import Mapping
from vertebroplasty.importing.mapping.sheet_checks import (
    SHEET_CHECKS,
    fields_of,
    fills_procedures,
    procedure_key,
)
from vertebroplasty.importing.provenance import NATURES
from vertebroplasty.importing.report import shown

_REQUIRED = {
    "patient.sex": "map it, or give the constant unknown where no column says it",
    "treated_level.level": "map the column that names the treated levels",
}
_OUTCOMES = tuple(
    f"visit.{name}"
    for name in ("pain_raw", "odi", "rdq", "ambulation", "reported_relief", "status")
)
_ASSESSED = "treated_level.leak_assessment"
_LEAKS = ("treated_level.leak", "leak.")


def problems_of(mapping: Mapping) -> tuple[str, ...]:
    """Return what keeps a mapping from being carried out.

    Parameters
    ----------
    mapping : Mapping
        As it was guessed, edited or read from a file.

    Returns
    -------
    tuple of str
        Sentences, each with the place and what would do; none when the mapping is sound.
    """
    return (*_of_dataset(mapping), *_of_sheets(mapping), *_of_whole(mapping))


def require_sound(mapping: Mapping) -> None:
    """Refuse a mapping that cannot be carried out.

    Parameters
    ----------
    mapping : Mapping
        As for `problems_of`.

    Raises
    ------
    MappingError
        With every problem, one a line.
    """
    problems = problems_of(mapping)
    if problems:
        raise MappingError("the mapping cannot be used:\n" + "\n".join(problems))


def _of_dataset(mapping: Mapping) -> Iterator[str]:
    if not DATASET_NAME.fullmatch(mapping.name):
        allowed = "lower-case letters, digits and single hyphens, at most 64"
        yield f"dataset: name is {shown(mapping.name)!r}, but must be {allowed}"
    if mapping.nature not in NATURES:
        allowed = f"one of {', '.join(NATURES)}"
        yield f"dataset: nature is {shown(mapping.nature)!r}, but must be {allowed}"
    elif mapping.nature != "clinical" and not mapping.note.strip():
        yield "dataset: note is empty; data that are not clinical need a sentence on their origin"


def _of_sheets(mapping: Mapping) -> Iterator[str]:
    for number, sheet in enumerate(mapping.sheets, 1):
        place = f"sheet {number} ({shown(sheet.sheet)})" if sheet.sheet else f"sheet {number}"
        for check in SHEET_CHECKS:
            yield from (f"{place}: {problem}" for problem in check(sheet))


def _of_whole(mapping: Mapping) -> Iterator[str]:
    fields = {field for sheet in mapping.sheets for field in fields_of(sheet)}
    for field, remedy in _REQUIRED.items():
        if field not in fields:
            yield f"no sheet fills {field}; {remedy}"
    if not fields.intersection(_OUTCOMES):
        yield f"no sheet fills any outcome of a visit; map one of {', '.join(_OUTCOMES)}"
    yield from _procedures(mapping)
    yield from _dates(fields)
    if any(field.startswith(_LEAKS) for field in fields) and _ASSESSED not in fields:
        yield (
            f"leaks are mapped, but no sheet fills {_ASSESSED}: how leakage was looked for;"
            " map it, or give it as a constant"
        )


def _procedures(mapping: Mapping) -> Iterator[str]:
    sheets = [sheet for sheet in mapping.sheets if fills_procedures(sheet)]
    if not any("patient_id" in fields_of(sheet) for sheet in sheets):
        yield "no sheet says whose procedure it is; map patient_id where procedures are described"
    keys = sorted({" + ".join(key) for sheet in sheets if (key := procedure_key(sheet))})
    if len(keys) > 1:
        yield (
            f"procedures are told apart by {' here, by '.join(keys)} there, so that rows would not"
            " find each other; map procedure_id on every sheet (where each patient has one"
            " procedure, the patient's column will do)"
        )


def _dates(fields: set[str]) -> Iterator[str]:
    if "visit.date" in fields and "procedure.procedure_date" not in fields:
        yield "visit.date is mapped, but no sheet fills procedure.procedure_date; map that too"
    if fields.issuperset({"procedure.birth_date", "procedure.age"}):
        yield "both procedure.birth_date and procedure.age are mapped; the age is enough"
