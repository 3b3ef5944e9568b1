"""The one way from a measure and a cohort to a result."""

from collections import Counter
from collections.abc import Sequence

from vertebroplasty.breakdown import Breakdown, Group
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures.base import Measure
from vertebroplasty.preaggregate import has_tallies
from vertebroplasty.query.sums import summations
from vertebroplasty.results import Result
from vertebroplasty.tallies import Tally

Tallies = dict[str, Tally]
Estimates = dict[str, Result]


def tallies(dataset: Dataset, measures: Sequence[Measure], cohort: Cohort) -> Tallies:
    """Return what was counted for each measure in a cohort, by measure key.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    measures : sequence of Measure
        What to count; one query serves all measures of procedures.
    cohort : Cohort
        Whom to count.

    Returns
    -------
    dict of str to Count, Moments or ClusterCount
        Tally by measure key.
    """
    return _tallies(dataset, measures, cohort, None)[0]


def tallies_by(
    dataset: Dataset, measures: Sequence[Measure], cohort: Cohort, by: Breakdown
) -> tuple[tuple[Group, Tallies], ...]:
    """Return what was counted in each group, the cohort's filter on the group left open.

    Parameters
    ----------
    dataset, measures, cohort
        As for `tallies`.
    by : Breakdown
        The groups.

    Returns
    -------
    tuple of (Group, dict of str to Tally)
        The groups that have any unit of either grain, in the breakdown's order. In a complement a
        group may have levels and no procedure.

    Raises
    ------
    GrainError
        If the breakdown exists for levels only and a measure is of procedures.
    """
    found = _tallies(dataset, measures, cohort.ignoring(by.ignores), by)
    nothing = {measure.key: measure.tally(0, Counter()) for measure in measures}
    return tuple((group, nothing | found[group.code]) for group in by.groups if group.code in found)


def evaluate(dataset: Dataset, measures: Sequence[Measure], cohort: Cohort) -> Estimates:
    """Return the result of each measure for a cohort; parameters as for `tallies`."""
    return _explained(measures, tallies(dataset, measures, cohort))


def evaluate_by(
    dataset: Dataset, measures: Sequence[Measure], cohort: Cohort, by: Breakdown
) -> tuple[tuple[Group, Estimates], ...]:
    """Return the result of each measure in each group.

    Parameters
    ----------
    dataset, measures, cohort, by
        As for `tallies_by`.

    Returns
    -------
    tuple of (Group, dict of str to Result)
        The groups that have any unit, in the breakdown's order.
    """
    groups = tallies_by(dataset, measures, cohort, by)
    return tuple((group, _explained(measures, counted)) for group, counted in groups)


def _explained(measures: Sequence[Measure], counted: Tallies) -> Estimates:
    return {measure.key: measure.result(counted[measure.key]) for measure in measures}


def _tallies(
    dataset: Dataset, measures: Sequence[Measure], cohort: Cohort, by: Breakdown | None
) -> dict[int, Tallies]:
    found: dict[int, Tallies] = {} if by else {0: {}}
    for summation in summations(measures, cohort, by, tallied=has_tallies(dataset)):
        rows = dataset.engine.rows(*summation.query)
        if not rows and by is None:
            rows = [(0,) * (2 + len(summation.names))]
        for code, units, *sums in rows:
            named = {name: n or 0 for name, n in zip(summation.names, sums, strict=True)}
            for measure in summation.measures:
                tally = measure.tally(units or 0, named)
                found.setdefault(code or 0, {})[measure.key] = tally
    return found
