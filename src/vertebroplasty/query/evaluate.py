"""The one way from a measure and a cohort to a result."""

from collections.abc import Sequence

from vertebroplasty.breakdown import Breakdown, Group
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures.base import Measure
from vertebroplasty.preaggregate import has_tallies
from vertebroplasty.query.sums import summations
from vertebroplasty.results import Result

Estimates = dict[str, Result]


def evaluate(dataset: Dataset, measures: Sequence[Measure], cohort: Cohort) -> Estimates:
    """Return the result of each measure for a cohort.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    measures : sequence of Measure
        What to estimate; one query serves all measures of procedures.
    cohort : Cohort
        Whom to count.

    Returns
    -------
    dict of str to Result
        Result by measure key.
    """
    return _estimates(dataset, measures, cohort, None)[0]


def evaluate_by(
    dataset: Dataset, measures: Sequence[Measure], cohort: Cohort, by: Breakdown
) -> tuple[tuple[Group, Estimates], ...]:
    """Return the result of each measure in each group, the cohort's filter on the group left open.

    Parameters
    ----------
    dataset, measures, cohort
        As for `evaluate`.
    by : Breakdown
        The groups.

    Returns
    -------
    tuple of (Group, dict of str to Result)
        The groups that have any unit, in the breakdown's order.

    Raises
    ------
    GrainError
        If the breakdown exists for levels only and a measure is of procedures.
    """
    whom = cohort.ignoring(by.ignores)
    found = _estimates(dataset, measures, whom, by)
    return tuple((group, found[group.code]) for group in by.groups if group.code in found)


def _estimates(
    dataset: Dataset, measures: Sequence[Measure], cohort: Cohort, by: Breakdown | None
) -> dict[int, Estimates]:
    found: dict[int, Estimates] = {} if by else {0: {}}
    for summation in summations(measures, cohort, by, tallied=has_tallies(dataset)):
        rows = dataset.engine.rows(*summation.query)
        if not rows and by is None:
            rows = [(0,) * (2 + len(summation.names))]
        for code, units, *sums in rows:
            named = {name: n or 0 for name, n in zip(summation.names, sums, strict=True)}
            for measure in summation.measures:
                result = measure.estimate(units or 0, named)
                found.setdefault(code or 0, {})[measure.key] = result
    return found
