"""Many readers at once on one dataset: no answer belongs to another cohort."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.oracle.counted import cohort_of
from tests.oracle.product import sample_of_cohorts
from tests.soak.sizes import size
from vertebroplasty.breakdown import LEVEL
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import LEAK_LEVEL, RELIEF_24H, SYMPTOMATIC_LEAK_LEVEL, VAS_CHANGE_LAST
from vertebroplasty.query.counts import cohort_size, procedures_by
from vertebroplasty.query.evaluate import evaluate
from vertebroplasty.query.pain import AT_LAST, vas_joint_tally

THREADS, COHORTS = 20, size(20, 50)
MEASURES = (RELIEF_24H, VAS_CHANGE_LAST, LEAK_LEVEL, SYMPTOMATIC_LEAK_LEVEL)
"""One for each kind of query."""


def answers(dataset: Dataset, cohort: Cohort) -> tuple[object, ...]:
    return (
        cohort_size(dataset, cohort),
        evaluate(dataset, MEASURES, cohort),
        vas_joint_tally(dataset, cohort, AT_LAST),
        procedures_by(dataset, cohort, LEVEL),
    )


def test_20_threads_never_mix(registry: Dataset, capsys: pytest.CaptureFixture[str]) -> None:
    """Every thread asks for every cohort, each in its own order, all starting together."""
    cohorts = [cohort_of(choice) for choice in sample_of_cohorts(COHORTS)]
    alone = {cohort: answers(registry, cohort) for cohort in cohorts}
    assert len({str(answer) for answer in alone.values()}) > COHORTS * 0.8
    start = Barrier(THREADS)

    def ask(seed: int) -> int:
        order = random.Random(seed).sample(cohorts, len(cohorts))
        start.wait()
        return sum(answers(registry, cohort) != alone[cohort] for cohort in order)

    with ThreadPoolExecutor(THREADS) as pool:
        wrong = list(pool.map(ask, range(THREADS)))
    with capsys.disabled():
        print(f"\n{THREADS} threads x {COHORTS} cohorts: {sum(wrong)} answers of another cohort")
    assert wrong == [0] * THREADS
