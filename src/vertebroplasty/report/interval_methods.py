"""The same estimate with several intervals, and what baseline has to do with change."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import MEASURE_BY_KEY
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.absent import histogram_of
from vertebroplasty.query.by_patient import patient_clusters
from vertebroplasty.query.evaluate import evaluate, tallies
from vertebroplasty.query.pain import HORIZON_BY_COLUMN, vas_joint_tally
from vertebroplasty.report.tables import LIMITS, Cell, Table, rounded
from vertebroplasty.results import Effect, Interval, Mean, Proportion, Result
from vertebroplasty.statistics.clusters import (
    clustered_mean,
    clustered_proportion,
    design_effect,
)
from vertebroplasty.statistics.means import within
from vertebroplasty.statistics.proportions import clopper_pearson, wilson
from vertebroplasty.statistics.regression_to_mean import oldham_correlation, slope_on_baseline
from vertebroplasty.statistics.sensitivity import (
    agresti_coull,
    bootstrap_mean,
    jeffreys,
    normal_mean,
)
from vertebroplasty.tallies import ClusterCount, JointTally
from vertebroplasty.vocabulary import Grain

NO_INTERVAL = "no interval: fewer than two values, or values all equal"
Coupling = tuple[Effect, Effect]
"""Slope of change on baseline, and the correlation that is free of coupling."""


class Alternative(NamedTuple):
    """An estimate with the interval of one method.

    Attributes
    ----------
    name : str
        The method in short.
    result : Proportion or Mean
        With this method's interval.
    method : str
        The method in full, or why there is no interval.
    """

    name: str
    result: Result
    method: str


def alternatives(dataset: Dataset, cohort: Cohort, measure_key: str) -> tuple[Alternative, ...]:
    """Return a measure's estimate with the interval of each method, this dashboard's own first.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    cohort : Cohort
        Whom to count.
    measure_key : str
        Which measure.

    Returns
    -------
    tuple of Alternative
        Five for a share, four for a mean; of procedures the last takes patients as clusters.
    """
    measure = MEASURE_BY_KEY[measure_key]
    result = evaluate(dataset, (measure,), cohort)[measure_key]
    if isinstance(result, Proportion):
        return (*_of_share(result), *_by_patient(dataset, cohort, measure, result))
    return tuple(_of_mean(dataset, cohort, measure))


def sensitivity_table(dataset: Dataset, cohort: Cohort, measure_key: str) -> Table:
    """Return the estimate with each interval as a table; parameters as for `alternatives`."""
    columns = (
        *("Interval", "Estimate", *LIMITS, "Width"),
        *("Events", "n", "In procedures", "Missing", "Unit", "Method"),
    )
    found = alternatives(dataset, cohort, measure_key)
    return Table(columns, tuple(_cells(alternative) for alternative in found))


def design_effect_of(dataset: Dataset, cohort: Cohort, measure_key: str) -> float | None:
    """Return the design effect of a level measure; None for others and where not defined."""
    measure = MEASURE_BY_KEY[measure_key]
    if measure.grain is Grain.PROCEDURE:
        return None
    counted = tallies(dataset, (measure,), cohort)[measure_key]
    return design_effect(counted) if isinstance(counted, ClusterCount) else None


def coupling(dataset: Dataset, cohort: Cohort, horizon_column: str) -> Coupling:
    """Return the slope of change on baseline, and the correlation that is free of coupling.

    Parameters
    ----------
    dataset, cohort
        As for `alternatives`.
    horizon_column : str
        When VAS is compared with before: the column of a `Horizon`.

    Returns
    -------
    tuple of Effect
        As description: neither says what would have happened without treatment.
    """
    return coupling_of(vas_joint_tally(dataset, cohort, HORIZON_BY_COLUMN[horizon_column]))


def coupling_of(tally: JointTally) -> Coupling:
    """Return the slope and the correlation of pairs that were counted."""
    return slope_on_baseline(tally), oldham_correlation(tally)


def coupling_table(dataset: Dataset, cohort: Cohort, horizon_column: str) -> Table:
    """Return change against baseline as a table; parameters as for `coupling`."""
    rows: list[tuple[Cell, ...]] = []
    for effect in coupling(dataset, cohort, horizon_column):
        limits = effect.interval
        low, high = (limits.low, limits.high) if limits else (None, None)
        method = f"{effect.method}; {limits.method if limits else effect.note}"
        numbers = (rounded(value) for value in (effect.estimate, low, high))
        rows.append((*numbers, effect.n, method))
    return Table(("Estimate", *LIMITS, "n", "Method"), tuple(rows))


def _of_share(result: Proportion) -> Iterator[Alternative]:
    clustered = result.clusters is not None
    if clustered:
        yield _alternative("Clustered (used here)", result, result.interval)
    methods = {
        "Wilson": wilson,
        "Clopper-Pearson": clopper_pearson,
        "Agresti-Coull": agresti_coull,
        "Jeffreys": jeffreys,
    }
    for name, interval in methods.items():
        used = " (used here)" * (interval is wilson and not clustered)
        limits = interval(result.events, result.n)
        if limits and clustered:
            limits = replace(limits, method=f"{limits.method}, clustering ignored")
        yield _alternative(f"{'Naive ' * clustered}{name}{used}", result, limits)


def _by_patient(
    dataset: Dataset, cohort: Cohort, measure: Measure, result: Proportion
) -> Iterator[Alternative]:
    """Allow for patients with several procedures; levels are clustered in procedures already."""
    if measure.grain is Grain.PROCEDURE:
        tally = patient_clusters(dataset, measure, cohort)
        clusters = clustered_proportion(tally, result.noun, "patient")
        yield _alternative("Wilson, patients as clusters", result, clusters.interval)


def _of_mean(dataset: Dataset, cohort: Cohort, measure: Measure) -> Iterator[Alternative]:
    values = histogram_of(dataset, cohort, measure)
    student = measure.result(values.moments)
    yield _alternative("t (used here)", student, student.interval)
    drawn = bootstrap_mean(values)
    why = f"no interval: {drawn.note}" if drawn.note else NO_INTERVAL
    yield _alternative("BCa bootstrap", student, drawn.interval, why)
    normal = normal_mean(values.moments)
    yield _alternative("normal", student, within(normal, measure.ends) if normal else None)
    by_patient = clustered_mean(patient_clusters(dataset, measure, cohort), measure.grain.noun)
    yield _alternative("t, patients as clusters", student, by_patient.interval)


def _alternative(
    name: str, result: Result, interval: Interval | None, why: str = NO_INTERVAL
) -> Alternative:
    method = interval.method if interval else why
    return Alternative(name, replace(result, interval=interval), method)


def _cells(alternative: Alternative) -> tuple[Cell, ...]:
    result = alternative.result
    scale = 1 if isinstance(result, Mean) else 100
    limits = result.interval
    ends = (limits.low, limits.high, limits.high - limits.low) if limits else (None, None, None)
    numbers = (rounded(value, scale) for value in (result.estimate, *ends))
    unit = "points" if isinstance(result, Mean) else f"% of {result.noun}"
    events, clusters = None, None
    if isinstance(result, Proportion):
        events, clusters = result.events, result.clusters
    rests_on = (events, result.n, clusters, result.n_missing)
    return (alternative.name, *numbers, *rests_on, unit, alternative.method)
