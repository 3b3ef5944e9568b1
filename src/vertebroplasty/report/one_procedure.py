"""The course of one procedure, moment by moment, with the cohort's quartiles beside it."""

from dataclasses import dataclass

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.figures.slope import Ghost, Moment
from vertebroplasty.query.one_in_cohort import VasCourse, is_in_cohort, vas_course
from vertebroplasty.query.one_procedure import OneProcedure, VisitOfOne, one_procedure
from vertebroplasty.report.tables import Table
from vertebroplasty.statistics.distribution import quartiles
from vertebroplasty.tallies import Histogram
from vertebroplasty.vocabulary import Timepoint

LAST = "last follow-up"
NO_FOLLOW_UP = "no completed visit"
NO_VISIT = "no visit recorded"
COLUMNS = (
    "Moment",
    "Day",
    "VAS",
    "Cohort, lower quartile",
    "Cohort, median",
    "Cohort, upper quartile",
    "Cohort, n",
    "Cohort, missing",
)


@dataclass(frozen=True, slots=True)
class Course:
    """A procedure in its cohort.

    Attributes
    ----------
    procedure : OneProcedure
        As recorded.
    in_cohort : bool
        Whether it is one of the cohort.
    moments : tuple of Moment
        Before, 24 h, every other visit with a VAS, last follow-up.
    """

    procedure: OneProcedure
    in_cohort: bool
    moments: tuple[Moment, ...]


def read_course(dataset: Dataset, cohort: Cohort, procedure_id: str) -> Course | None:
    """Return a procedure and what it is set against.

    Parameters
    ----------
    dataset : Dataset
        Where to look.
    cohort : Cohort
        What stands behind it.
    procedure_id : str
        Pseudonym, matched exactly.

    Returns
    -------
    Course or None
        None when there is no such procedure.
    """
    procedure = one_procedure(dataset, procedure_id)
    if procedure is None:
        return None
    moments = _moments(procedure, vas_course(dataset, cohort))
    return Course(procedure, is_in_cohort(dataset, cohort, procedure_id), moments)


def course_table(dataset: Dataset, cohort: Cohort, procedure_id: str) -> Table:
    """Return the VAS of a procedure, with the cohort's quartiles where it has such a moment.

    Parameters
    ----------
    dataset, cohort, procedure_id
        As for `read_course`.

    Returns
    -------
    Table
        A row a moment; none when there is no such procedure.
    """
    course = read_course(dataset, cohort, procedure_id)
    rows = []
    for moment in course.moments if course else ():
        ghost = moment.ghost
        behind = (ghost.low, ghost.median, ghost.high) if ghost else (None, None, None)
        counts = (ghost.n, ghost.n_missing) if ghost else (None, None)
        rows.append((moment.label, moment.day, moment.vas, *behind, *counts))
    return Table(COLUMNS, tuple(rows))


def _moments(procedure: OneProcedure, course: VasCourse) -> tuple[Moment, ...]:
    visits = {visit.timepoint: visit for visit in procedure.visits}
    ghosts = {
        Timepoint.BASELINE: _ghost(course.before),
        Timepoint.DAY_1: _ghost(course.at_24h),
        procedure.last: _ghost(course.last),
    }
    wanted = [
        timepoint
        for timepoint in Timepoint
        if timepoint in ghosts or (timepoint in visits and visits[timepoint].vas is not None)
    ]
    moments = [
        _moment(_label(timepoint, procedure.last), visits.get(timepoint), ghosts.get(timepoint))
        for timepoint in wanted
    ]
    if procedure.last is None:
        moments.append(Moment(LAST, None, None, NO_FOLLOW_UP, _ghost(course.last)))
    return tuple(moments)


def _moment(label: str, visit: VisitOfOne | None, ghost: Ghost | None) -> Moment:
    if visit is None:
        return Moment(label, None, None, NO_VISIT, ghost)
    why = "" if visit.vas is not None else f"{visit.status}, no VAS"
    return Moment(label, visit.day, None if visit.vas is None else visit.vas / 10, why, ghost)


def _label(timepoint: Timepoint, last: Timepoint | None) -> str:
    if timepoint is Timepoint.BASELINE:
        return "before"
    if timepoint is not last:
        return timepoint.value
    return LAST if timepoint is Timepoint.LAST else f"{timepoint.value}, {LAST}"


def _ghost(tenths: Histogram) -> Ghost | None:
    found = quartiles(tenths)
    if found is None:
        return None
    low, median, high = (value / 10 for value in found)
    return Ghost(low, median, high, tenths.n, tenths.n_missing)
