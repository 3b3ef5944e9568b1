"""The cohort among published ones, row by row. Nothing is pooled, nothing adjusted."""

from collections.abc import Iterator
from typing import NamedTuple

from vertebroplasty import formatting
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.figures.literature_marks import Entry
from vertebroplasty.figures.marks import extent
from vertebroplasty.report.literature import Study, studies
from vertebroplasty.report.literature_match import (
    Outcome,
    Standing,
    outcome_of,
    reasons,
    standing,
)
from vertebroplasty.report.literature_values import Reported
from vertebroplasty.report.tables import Cell, Table, rounded
from vertebroplasty.results import Result

COLUMNS = (
    *("Row", "Citation", "Design", "As printed", "Estimate", "Low", "High", "n", "Method"),
    *("Patients and levels", "Follow-up", "Comparable", "Notes"),
)
THIS_COHORT = "This cohort"


class Row(NamedTuple):
    """A row of the forest, with what stands behind it.

    Attributes
    ----------
    entry : Entry
        What is drawn.
    behind : Reported or Result
        What the study says, or the cohort's own result.
    study : Study or None
        None for the cohort.
    """

    entry: Entry
    behind: Reported | Result
    study: Study | None = None


def forest(dataset: Dataset, cohort: Cohort, key: str) -> tuple[Row, ...]:
    """Return the cohort's values of an outcome, then every published one that was read.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    cohort : Cohort
        Whom to count.
    key : str
        Of one of `OUTCOMES`.

    Returns
    -------
    tuple of Row
        Published rows by design and year.
    """
    outcome = outcome_of(key)
    mine = standing(dataset, cohort, outcome)
    own = [Row(_own(name, result), result) for name, result in mine.results]
    return (*own, *_published(outcome, mine))


def without_value(key: str) -> tuple[Study, ...]:
    """Return the studies of which no value of an outcome was read."""
    return tuple(study for study in studies() if outcome_of(key).reported(study) is None)


def literature_table(dataset: Dataset, cohort: Cohort, key: str) -> Table:
    """Return the forest as a table, with every source's citation.

    Parameters
    ----------
    dataset, cohort, key
        As for `forest`.

    Returns
    -------
    Table
        In percent or points; empty where nothing was read or computed.
    """
    return Table(COLUMNS, tuple(_cells(row) for row in forest(dataset, cohort, key)))


def _own(name: str, result: Result) -> Entry:
    limits = formatting.interval(result)
    shown = formatting.estimate(result) + (f" ({limits})" if limits else "")
    notes = (name, formatting.denominator(result), formatting.missing(result))
    return Entry(THIS_COHORT, shown, tuple(extent(result)), tuple(note for note in notes if note))


def _published(outcome: Outcome, mine: Standing) -> Iterator[Row]:
    for study in studies():
        reported = outcome.reported(study)
        if reported is None:
            continue
        limits = reported.interval
        differs = "; ".join(reasons(study, outcome, mine))
        entry = Entry(
            study.name,
            reported.shown,
            (reported.value, limits.low, limits.high) if limits else (reported.value,),
            (*_time(study, outcome, differs), *reported.notes, *_remarks(study, outcome)),
            study.design,
            differs,
            reported.rough,
        )
        yield Row(entry, reported, study)


def _time(study: Study, outcome: Outcome, differs: str) -> Iterator[str]:
    time = study.cells["fu_time"]
    if outcome.time and study.cells[outcome.time] and time not in differs:
        yield f"follow-up {time}"


def _remarks(study: Study, outcome: Outcome) -> Iterator[str]:
    if study.cells["coincides_with"] and outcome.key != "leak":
        twin = next(s for s in studies() if s.cells["study_key"] == study.cells["coincides_with"])
        yield f"headline figures coincide with {twin.name}: one source, not two"
    if study.cells["remark"]:
        yield study.cells["remark"]


def _cells(row: Row) -> tuple[Cell, ...]:
    entry, behind, study = row
    values = [rounded(value) for value in entry.values]
    method = behind.interval.method if behind.interval else None
    numbers = (*values, *[None] * (3 - len(values)), behind.n, method)
    notes = "; ".join(entry.notes)
    if study is None:
        name = f"{entry.name}: {entry.notes[0]}"
        return (name, None, None, entry.shown, *numbers, None, None, None, notes)
    comparable = f"no: {entry.differs}" if entry.differs else "yes, unadjusted"
    return (
        *(entry.name, study.citation, study.cells["design"], entry.shown, *numbers),
        *(study.size, study.cells["fu_time"], comparable, notes),
    )
