"""What was flagged at import, which figures rest on it, and patients who stand there repeatedly."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures.base import Measure
from vertebroplasty.results import Proportion
from vertebroplasty.tallies import Histogram
from vertebroplasty.vocabulary import Grain

EXAMPLES = 5
"""Places that are named of each rule, and of procedures that look alike."""


class Place(NamedTuple):
    """Where a flagged value stands in its source."""

    file: str
    line: int
    column: str
    value: str


class FlaggedRule(NamedTuple):
    """A rule that warned at import.

    How often, what is usual instead, and the first places.
    """

    rule: str
    n: int
    usual: str
    examples: tuple[Place, ...]


class Flagged(NamedTuple):
    """Of procedures, and of the denominators of some measures, the share with a flagged row."""

    procedures: Proportion
    by_measure: dict[str, Proportion]


class Repeats(NamedTuple):
    """Patients who stand in a dataset more than once.

    Attributes
    ----------
    procedures : Histogram
        Patients by their number of procedures.
    same_day : tuple of str
        Identifiers of the procedures of one patient on one day; the first `EXAMPLES` of these
        patients and days.
    n_same_day : int
        How many such patients and days there are.
    undated : int
        Procedures that cannot be compared, for they have no date.
    """

    procedures: Histogram
    same_day: tuple[str, ...]
    n_same_day: int
    undated: int


def flagged_rules(dataset: Dataset) -> tuple[FlaggedRule, ...]:
    """Return the warnings that were stored with a dataset, the most frequent rule first.

    Parameters
    ----------
    dataset : Dataset
        Whose import.

    Returns
    -------
    tuple of FlaggedRule
        Empty when nothing was flagged.
    """
    numbered = (
        "SELECT rule, message, file, line, column_name, value,"
        " count(*) OVER (PARTITION BY rule) AS found,"
        " row_number() OVER (PARTITION BY rule ORDER BY file, line) AS place FROM import_warning"
    )
    rows = dataset.engine.texts(
        "SELECT rule, CAST(found AS VARCHAR), message, file, CAST(line AS VARCHAR),"
        f" column_name, coalesce(value, '') FROM ({numbered}) AS numbered WHERE place <= {EXAMPLES}"
        " ORDER BY found DESC, rule, place"
    )
    return tuple(_rule(list(some)) for _, some in groupby(rows, key=lambda row: row[0]))


def _rule(rows: list[tuple[str, ...]]) -> FlaggedRule:
    rule, count, message = rows[0][:3]
    places = (Place(file, int(line), column, value) for *_, file, line, column, value in rows)
    return FlaggedRule(rule, int(count), message, tuple(places))


def flagged(dataset: Dataset, measures: Sequence[Measure], cohort: Cohort) -> Flagged:
    """Count how much of each measure's denominator comes from procedures with a flagged row.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    measures : sequence of Measure
        Whose denominators; one query for those of each grain.
    cohort : Cohort
        Whom to count.

    Returns
    -------
    Flagged
        Without intervals: nothing is estimated.
    """
    found: dict[str, Proportion] = {}
    everybody = Proportion(0, 0, 0, Grain.PROCEDURE.noun, None)
    for grain in Grain:
        some = [measure for measure in measures if measure.grain is grain]
        (rows, marked), *counts = _flagged_at(dataset, grain, some, cohort)
        if grain is Grain.PROCEDURE:
            everybody = Proportion(marked, rows, 0, grain.noun, None)
        for measure, (n, events) in zip(some, counts, strict=True):
            found[measure.key] = Proportion(events, n, 0, grain.noun, None)
    return Flagged(everybody, found)


def _flagged_at(
    dataset: Dataset, grain: Grain, measures: Sequence[Measure], cohort: Cohort
) -> list[tuple[int, int]]:
    """Return units and flagged units: of the cohort, then of each measure's denominator."""
    known = [f"({measure.value}) IS NOT NULL" for measure in measures]
    sums = ", ".join(
        f"sum(CASE WHEN {condition} THEN 1 ELSE 0 END),"
        f" sum(CASE WHEN {condition} THEN flagged ELSE 0 END)"
        for condition in ("TRUE", *known)
    )
    units = (
        f"SELECT {grain.value}.*, CASE WHEN procedure_no IN"
        " (SELECT procedure_no FROM flagged_procedure) THEN 1 ELSE 0 END AS flagged"
        f" FROM {grain.value}"
    )
    where = cohort.where()
    sql = f"SELECT {sums} FROM ({units}) AS units WHERE {where.sql}"
    cells = [cell or 0 for cell in dataset.engine.rows(sql, where.values)[0]]
    return list(zip(cells[::2], cells[1::2], strict=True))


def repeats(dataset: Dataset) -> Repeats:
    """Count the patients with several procedures, and those with several on one day.

    Parameters
    ----------
    dataset : Dataset
        Counted as a whole: the other procedures of a patient may lie outside a cohort.

    Returns
    -------
    Repeats
        What a person may want to look at again.
    """
    by_patient = "SELECT patient_no, count(*) AS n FROM procedure GROUP BY patient_no"
    counted = f"SELECT n, count(*) FROM ({by_patient}) AS by_patient GROUP BY n"
    same_day = (
        "SELECT string_agg(procedure_id, ', ' ORDER BY procedure_id) AS ids FROM procedure"
        " WHERE procedure_date IS NOT NULL GROUP BY patient_no, procedure_date HAVING count(*) > 1"
    )
    ((n_same_day, undated),) = dataset.engine.rows(
        f"SELECT (SELECT count(*) FROM ({same_day}) AS alike),"
        " (SELECT count(*) FROM procedure WHERE procedure_date IS NULL)"
    )
    examples = dataset.engine.texts(f"{same_day} ORDER BY ids LIMIT {EXAMPLES}")
    return Repeats(
        Histogram.of_rows(dataset.engine.rows(counted)),
        tuple(ids for (ids,) in examples),
        n_same_day or 0,
        undated or 0,
    )
