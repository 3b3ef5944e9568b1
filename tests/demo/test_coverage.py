"""Over many registries drawn anew, 95 % intervals cover the truth about 95 times in 100.

The authority is the generator itself: the truth of a measure is its value in all registries taken
together, and each registry is an independent draw of 1,500 procedures with the parameters of
CODEBOOK.md. ``make coverage`` draws 1,000 of them; the usual run draws a few.
"""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from scipy import stats

from tests.demo.folders import DEMO  # noqa: F401 - puts the demo scripts on the path
from vertebroplasty.breakdown import Breakdown, Group
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset, open_dataset
from vertebroplasty.importing.publishing import new_generation
from vertebroplasty.measures import MEASURES
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.evaluate import evaluate, evaluate_by
from vertebroplasty.results import Interval, Proportion, Result

REGISTRIES = int(os.environ.get("REGISTRIES", "30"))
PROCEDURES = 1_500
CHANCE = 1e-4
"""Of a red test although an interval covers 95 %, for each measure."""
FEW_EVENTS = 10
"""Expected events below which no interval of a share can cover close to 95 %: its few possible
values decide (Brown, Cai & DasGupta 2001, Stat Sci 16:101-33)."""

REGISTRY = Breakdown(
    "registry",
    "registry",
    "",
    tuple(Group(number, str(number)) for number in range(1, REGISTRIES + 1)),
    f"(procedure_no - 1) // {PROCEDURES} + 1",
)


class Coverage(NamedTuple):
    """How often intervals held the truth."""

    measure: Measure
    truth: float
    events: float
    covered: int
    naive: int | None
    registries: int

    def __str__(self) -> str:
        naive = "" if self.naive is None else f"{100 * self.naive / self.registries:6.1f} %"
        return (
            f"{self.measure.key:34}{self.truth:9.4f}{self.events:10.1f}"
            f"{100 * self.covered / self.registries:8.1f} %{naive:>10}"
        )


@pytest.fixture(scope="module")
def registries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    from bulk import fill  # noqa: PLC0415 - found through the path that conftest sets

    name, procedures = "registries", REGISTRIES * PROCEDURES
    root = tmp_path_factory.mktemp("root")
    filled = partial(fill, name=name, procedures=procedures, chunk=PROCEDURES)
    dataset = open_dataset(new_generation(root, name, filled))
    yield dataset
    dataset.engine.close()
    _remove(root)


@pytest.fixture(scope="module")
def coverages(registries: Dataset) -> list[Coverage]:
    truths = evaluate(registries, MEASURES, Cohort())
    groups = evaluate_by(registries, MEASURES, Cohort(), REGISTRY)
    assert len(groups) == REGISTRIES
    found = [
        _coverage(measure, truths[measure.key], [results[measure.key] for _, results in groups])
        for measure in MEASURES
    ]
    print(f"\n{'measure':34}{'truth':>9}{'events':>10}{'covered':>10}{'naive':>10}")
    print(*found, f"{REGISTRIES:,} registries of {PROCEDURES:,} procedures", sep="\n")
    return found


def _coverage(measure: Measure, truth: Result, results: list[Result]) -> Coverage:
    true = truth.estimate
    assert true is not None
    naive = [r.naive for r in results if isinstance(r, Proportion) and r.naive]
    events = truth.events / REGISTRIES if isinstance(truth, Proportion) else float("inf")
    return Coverage(
        measure,
        true,
        min(events, truth.n / REGISTRIES - events) if isinstance(truth, Proportion) else events,
        sum(_holds(result.interval, true) for result in results),
        sum(_holds(interval, true) for interval in naive) if naive else None,
        len(results),
    )


def _holds(interval: Interval | None, true: float) -> bool:
    return interval is not None and interval.low <= true <= interval.high


def _remove(root: Path) -> None:
    for path in sorted(root.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.key)
def test_intervals_cover_the_truth(measure: Measure, coverages: list[Coverage]) -> None:
    """93-97 % over 1,000 registries; fewer registries allow for their own chance."""
    (found,) = [c for c in coverages if c.measure == measure]
    low, high = (stats.binom.ppf(p, found.registries, 0.95) for p in (CHANCE, 1 - CHANCE))
    low = min(low, 0.93 * found.registries)
    high = max(high, 0.97 * found.registries)
    if found.events < FEW_EVENTS:
        high = found.registries
    assert low <= found.covered <= high, str(found)
