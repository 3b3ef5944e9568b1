"""Why values are not there, against a recount of the procedures one by one in plain Python."""

import pytest

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import (
    ACCEPTABLE_24H,
    ACCEPTABLE_LAST,
    RESPONDER_30_24H,
    RESPONDER_30_LAST,
    VAS_CHANGE_24H,
    VAS_CHANGE_LAST,
    VAS_LAST,
)
from vertebroplasty.query.absent import absent, change_gaps, histogram_of
from vertebroplasty.query.evaluate import evaluate
from vertebroplasty.query.pain import AT_24H, AT_LAST
from vertebroplasty.statistics.missing_bounds import Absent, Gaps
from vertebroplasty.vocabulary import Sex

COHORTS = [Cohort(), Cohort(70, 79, sexes=(Sex.MALE,)), Cohort(18, 18)]
NOT_DUE, DIED = 3, 4
"""Places of the two in the data dictionary's list of visit statuses."""


def procedures(dataset: Dataset, cohort: Cohort) -> list[tuple[int | None, ...]]:
    """VAS before and after, and what became of the visit, a procedure each."""
    where = cohort.where()
    columns = "vas_baseline, vas_24h, status_24h, vas_last, followup"
    return dataset.engine.rows(f"SELECT {columns} FROM procedure WHERE {where.sql}", where.values)


@pytest.mark.parametrize("cohort", COHORTS, ids=Cohort.describe)
@pytest.mark.parametrize("horizon", [AT_24H, AT_LAST])
def test_absent_values_equal_a_recount(registry: Dataset, cohort: Cohort, horizon) -> None:
    at_24h = horizon is AT_24H
    responder, change, state = (
        (RESPONDER_30_24H, VAS_CHANGE_24H, ACCEPTABLE_24H)
        if at_24h
        else (RESPONDER_30_LAST, VAS_CHANGE_LAST, ACCEPTABLE_LAST)
    )
    expected = {m.key: [0, 0, 0, 0] for m in (responder, change, state)}
    gaps = [0, 0, 0, 0, 0]
    for before, *visits in procedures(registry, cohort):
        after, status = visits[:2] if at_24h else visits[2:]
        why = {NOT_DUE: 1, DIED: 2}.get(status or 0, 0)
        if before == 0:
            expected[responder.key][3] += 1
        elif before is None or after is None:
            expected[responder.key][why] += 1
        if before is None or after is None:
            expected[change.key][why] += 1
            if not why:
                known = [(before is not None, before or 0), (after is not None, after or 0)]
                gaps = [a + b for a, b in zip(gaps, [1, *known[0], *known[1]], strict=True)]
        if after is None:
            expected[state.key][why] += 1
    found = absent(registry, cohort, (responder, change, state))
    assert found == {key: Absent(*counts) for key, counts in expected.items()}
    assert change_gaps(registry, cohort, horizon) == Gaps(*gaps)
    for key, result in evaluate(registry, (responder, change, state), cohort).items():
        assert sum(found[key]) == result.n_missing


def test_the_recount_is_of_something(registry: Dataset) -> None:
    """Every reason occurs in ``registry-demo`` or is known not to."""
    found = absent(registry, Cohort(), (RESPONDER_30_LAST,))[RESPONDER_30_LAST.key]
    assert found.due > 20
    assert found.died > 0


def test_a_histogram_is_that_of_the_values(registry: Dataset) -> None:
    values = [row[3] for row in procedures(registry, Cohort())]
    found = histogram_of(registry, Cohort(), VAS_LAST)
    known = [value for value in values if value is not None]
    assert dict(found.counts) == {value: known.count(value) for value in set(known)}
    assert found.n_missing == values.count(None)
