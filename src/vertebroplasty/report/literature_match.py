"""The cohort among published ones: what is matched with what, and why a row is not comparable."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from vertebroplasty import formatting
from vertebroplasty.breakdown import LEAK_ASSESSMENT
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.figures.literature import Entry
from vertebroplasty.figures.marks import extent
from vertebroplasty.formatting import EN_DASH
from vertebroplasty.measures import (
    ACCEPTABLE_LAST,
    LEAK_LEVEL,
    LEAK_PROCEDURE,
    RELIEF_24H,
    RESPONDER_30_LAST,
    VAS_BASELINE,
    VAS_CHANGE_LAST,
    VAS_LAST,
)
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.evaluate import evaluate, evaluate_by
from vertebroplasty.query.visits import follow_up
from vertebroplasty.report.follow_up import DAYS_A_MONTH
from vertebroplasty.report.literature import Study, studies
from vertebroplasty.report.literature_values import (
    Reported,
    leak,
    mean_after,
    mean_before,
    mean_change,
    relief,
)
from vertebroplasty.report.published_study import STUDY
from vertebroplasty.report.tables import DECIMALS, Cell, Table
from vertebroplasty.results import Result
from vertebroplasty.statistics.distribution import quantile
from vertebroplasty.vocabulary import LeakAssessment

SEED = "seed_srinagar_2007"
SEEN = {"CT": LeakAssessment.CT, "chest CT": LeakAssessment.CHEST_CT}
"""How leakage was looked for, where a study's words are those of the data dictionary."""
FACTOR = 2
"""A follow-up is taken as alike from half to twice the cohort's median: a convention of ours."""
RULE = (
    "Follow-up is taken as comparable from half to twice the cohort's median time: a convention of"
    " this dashboard."
)


class Outcome(NamedTuple):
    """What is compared.

    Attributes
    ----------
    key, label : str
        Identifier, and what a reader chooses.
    scale, unit : str
        The axis: ``vas``, ``change`` or ``percent``, and its name.
    measures : tuple of Measure
        The cohort's own values.
    reported : callable
        What a study says of it.
    column : str
        Holds why a study's value is not comparable with that of any cohort.
    time : str
        Column of the months of the value; empty where time plays no part.
    """

    key: str
    label: str
    scale: str
    unit: str
    measures: tuple[Measure, ...]
    reported: Callable[[Study], Reported | None]
    column: str
    time: str = ""


_VAS = f"mean VAS 0{EN_DASH}10"
_CHANGE = "mean change of VAS, points"
_RELIEF = (RELIEF_24H, RESPONDER_30_LAST, ACCEPTABLE_LAST)
_LEAKS = (LEAK_LEVEL, LEAK_PROCEDURE)
OUTCOMES = (
    Outcome("before", "VAS before", "vas", _VAS, (VAS_BASELINE,), mean_before, "pain_differs"),
    Outcome(
        "after", "VAS after", "vas", _VAS, (VAS_LAST,), mean_after, "pain_differs", "fu_months"
    ),
    Outcome(
        "change",
        "VAS change",
        "change",
        _CHANGE,
        (VAS_CHANGE_LAST,),
        mean_change,
        "pain_differs",
        "fu_months",
    ),
    Outcome("relief", "Relief", "percent", "%", _RELIEF, relief, "relief_differs", "relief_months"),
    Outcome("leak", "Leakage", "percent", "%", _LEAKS, leak, "leak_differs"),
)


class Row(NamedTuple):
    """A row of the forest, with what stands behind it."""

    entry: Entry
    source: Study | Result
    reported: Reported | None


class _Cohort(NamedTuple):
    """What the cohort has to be compared with."""

    results: tuple[tuple[str, Result], ...]
    looked: dict[int, Result]
    median_months: float | None
    is_seed: bool


def outcome_of(key: str) -> Outcome:
    """Return the outcome of a key."""
    return next(outcome for outcome in OUTCOMES if outcome.key == key)


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
        Published rows by design and year. Nothing is pooled or adjusted.
    """
    outcome = outcome_of(key)
    mine = _count(dataset, cohort, outcome)
    own = [Row(_own(name, result), result, None) for name, result in mine.results]
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
    columns = (
        *("Row", "Citation", "Design", "Value as printed", "Estimate", "95 % low", "95 % high"),
        *("n", "Patients and levels", "Follow-up", "Comparable", "Notes"),
    )
    return Table(columns, tuple(_cells(row) for row in forest(dataset, cohort, key)))


def _count(dataset: Dataset, cohort: Cohort, outcome: Outcome) -> _Cohort:
    found = evaluate(dataset, outcome.measures, cohort)
    results = [(measure.label, found[measure.key]) for measure in outcome.measures]
    looked: dict[int, Result] = {}
    if LEAK_LEVEL in outcome.measures:
        groups = evaluate_by(dataset, (LEAK_LEVEL,), cohort, LEAK_ASSESSMENT)
        looked = {group.code: by_key[LEAK_LEVEL.key] for group, by_key in groups}
        seen = looked.get(LeakAssessment.CT.code)
        if seen is not None and sum(bool(result.n) for result in looked.values()) > 1:
            results.insert(1, (f"{LEAK_LEVEL.label}, seen on CT", seen))
    days = quantile(follow_up(dataset, cohort).days, 0.5)
    months = None if days is None else days / DAYS_A_MONTH
    return _Cohort(tuple(results), looked, months, dataset.name == STUDY)


def _own(name: str, result: Result) -> Entry:
    limits = formatting.interval(result)
    shown = formatting.estimate(result) + (f" ({limits})" if limits else "")
    notes = (formatting.denominator(result), formatting.missing(result))
    known = tuple(note for note in notes if note)
    return Entry(f"This cohort: {name}", shown, tuple(extent(result)), known)


def _published(outcome: Outcome, mine: _Cohort) -> Iterator[Row]:
    for study in studies():
        reported = outcome.reported(study)
        if reported is None:
            continue
        limits = reported.interval
        around = (limits.low, limits.high) if limits else ()
        time = (f"time: {study.cells['fu_time']}",) if outcome.time == "fu_months" else ()
        entry = Entry(
            study.name,
            reported.shown,
            (reported.value, *around),
            (*time, *reported.notes, *_remarks(study, outcome)),
            study.design,
            "; ".join(_reasons(study, outcome, mine)),
            reported.rough,
        )
        yield Row(entry, study, reported)


def _remarks(study: Study, outcome: Outcome) -> Iterator[str]:
    if study.cells["coincides_with"] and outcome.key != "leak":
        twin = next(s for s in studies() if s.cells["study_key"] == study.cells["coincides_with"])
        yield f"headline figures coincide with {twin.name}: one source, not two"
    if study.cells["remark"]:
        yield study.cells["remark"]


def _reasons(study: Study, outcome: Outcome, mine: _Cohort) -> Iterator[str]:
    """Yield why a study's value is not comparable with the cohort's; nothing where it is."""
    if mine.is_seed and study.cells["study_key"] == SEED:
        yield "this dataset is a reconstruction of this very study"
    if mine.is_seed and study.cells["coincides_with"] == SEED:
        yield "coincides with the study that this dataset reconstructs"
    if study.cells[outcome.column]:
        yield study.cells[outcome.column]
    if outcome.time and not (outcome.key == "relief" and not study.cells[outcome.time]):
        yield from _other_time(study, outcome, mine)
    if outcome.key == "leak":
        yield from _other_look(study, mine)


def _other_time(study: Study, outcome: Outcome, mine: _Cohort) -> Iterator[str]:
    months, median = study.number(outcome.time), mine.median_months
    if months is None:
        yield "time not read"
    elif median is None:
        yield "the cohort's time of follow-up is not recorded"
    elif not median / FACTOR <= months <= median * FACTOR:
        cohort = f"cohort's last follow-up: median {formatting.number(median, 1)} months"
        yield f"time {study.cells['fu_time']}; {cohort}"


def _other_look(study: Study, mine: _Cohort) -> Iterator[str]:
    unit, how = study.cells["leak_unit"], study.cells["leak_how"]
    if unit not in ("level", "patient"):
        yield "unit not stated"
    if how in ("", "not stated"):
        yield f"how leakage was looked for: {how or 'not read'}"
    elif unit == "level" and not _is_seen(how, mine):
        yield f"seen on {how}; no level of this cohort was looked at so"


def _is_seen(how: str, mine: _Cohort) -> bool:
    found = mine.looked.get(SEEN[how].code) if how in SEEN else None
    return found is not None and found.n > 0


def _cells(row: Row) -> tuple[Cell, ...]:
    entry, study = row.entry, row.source
    values = [round(value, DECIMALS) for value in entry.values]
    numbers = (*values, *[None] * (3 - len(values)))
    notes = "; ".join(entry.notes)
    if not isinstance(study, Study):
        return (entry.name, None, None, entry.shown, *numbers, study.n, None, None, None, notes)
    return (
        *(entry.name, study.citation, study.cells["design"], entry.shown, *numbers),
        *(row.reported.n if row.reported else None, study.size, study.cells["fu_time"]),
        *(f"no: {entry.differs}" if entry.differs else "yes, unadjusted", notes),
    )
