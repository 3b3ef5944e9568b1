"""One procedure of a dataset: the only question about rows, asked by pseudonym and bounded."""

from dataclasses import dataclass
from typing import NamedTuple

from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.vocabulary import (
    Ambulation,
    LeakAssessment,
    Sex,
    Timepoint,
    VertebralLevel,
    VisitStatus,
)


class LevelOfOne(NamedTuple):
    """A treated level; None is not recorded, also of a leak that was not looked for."""

    level: VertebralLevel
    cement_tenths: int | None
    technical_success: bool | None
    leak_assessment: LeakAssessment | None
    leak: bool | None
    symptomatic_leak: bool | None


class VisitOfOne(NamedTuple):
    """A visit; VAS in tenths of a point."""

    timepoint: Timepoint
    day: int | None
    vas: int | None
    ambulation: Ambulation | None
    status: VisitStatus


@dataclass(frozen=True, slots=True)
class OneProcedure:
    """A procedure as recorded.

    Attributes
    ----------
    number : int
        Its place in the order of pseudonyms, counted from 1.
    age : int or None
        Years at the procedure.
    sex : Sex
        Of the patient.
    of_patient : int
        How many procedures the patient has.
    leak : bool or None
        Whether any level leaked; None unless every level is known not to.
    last : Timepoint or None
        The visit that counts as last follow-up.
    levels : tuple of LevelOfOne
        Cranial first.
    visits : tuple of VisitOfOne
        In the order of their timepoints.
    """

    number: int
    age: int | None
    sex: Sex
    of_patient: int
    leak: bool | None
    last: Timepoint | None
    levels: tuple[LevelOfOne, ...]
    visits: tuple[VisitOfOne, ...]


def one_procedure(dataset: Dataset, procedure_id: str) -> OneProcedure | None:
    """Return a procedure by its pseudonym, matched exactly.

    Parameters
    ----------
    dataset : Dataset
        Where to look.
    procedure_id : str
        Pseudonym; it is bound, never part of the SQL.

    Returns
    -------
    OneProcedure or None
        None when there is no such procedure.
    """
    found = dataset.engine.rows(
        "SELECT procedure_no, age, sex, leak, (SELECT count(*) FROM procedure AS other"
        " WHERE other.patient_no = one.patient_no) FROM procedure AS one"
        " WHERE procedure_id = ? LIMIT 1",
        (procedure_id,),
    )
    if not found:
        return None
    number, age, sex, leak, of_patient = found[0]
    visits = _visits(dataset, procedure_id)
    return OneProcedure(
        number or 0,
        age,
        Sex.from_code(sex or Sex.UNKNOWN.code),
        of_patient or 1,
        _yes_no(leak),
        _last(visits),
        _levels(dataset, number or 0),
        visits,
    )


def _levels(dataset: Dataset, number: int) -> tuple[LevelOfOne, ...]:
    rows = dataset.engine.rows(
        "SELECT level, cement_tenths, technical_success, leak_assessment, leak, symptomatic_leak"
        f" FROM treated_level WHERE procedure_no = ? ORDER BY level LIMIT {len(VertebralLevel)}",
        (number,),
    )
    return tuple(
        LevelOfOne(
            VertebralLevel.from_code(level or 1),
            cement,
            _yes_no(success),
            LeakAssessment.from_code(looked) if looked else None,
            _yes_no(leak),
            _yes_no(symptomatic),
        )
        for level, cement, success, looked, leak, symptomatic in rows
    )


def _visits(dataset: Dataset, procedure_id: str) -> tuple[VisitOfOne, ...]:
    rows = dataset.engine.rows(
        "SELECT enum_code(timepoint) + 1, days_since, vas_tenths, enum_code(ambulation) + 1,"
        " enum_code(status) + 1 FROM record.visit WHERE procedure_id = ?"
        f" ORDER BY timepoint LIMIT {len(Timepoint)}",
        (procedure_id,),
    )
    return tuple(
        VisitOfOne(
            Timepoint.from_code(timepoint or 1),
            day,
            vas,
            Ambulation.from_code(walks) if walks else None,
            VisitStatus.from_code(status or 1),
        )
        for timepoint, day, vas, walks, status in rows
    )


def _last(visits: tuple[VisitOfOne, ...]) -> Timepoint | None:
    """Return the visit that the grain views call last follow-up: see sql/grain_views.sql."""
    later = [
        visit.timepoint
        for visit in visits
        if visit.status is VisitStatus.COMPLETED and visit.timepoint.code > Timepoint.DAY_1.code
    ]
    return later[-1] if later else None


def _yes_no(value: int | None) -> bool | None:
    return None if value is None else bool(value)
