"""What a page must show after a change, counted in this process over the rows of the same file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.browser.walk import Filters
from benchmarks.peers.cards import BY_LEVEL, MEASURES, Card, cards
from benchmarks.peers.filters import SEXES
from vertebroplasty import formatting
from vertebroplasty.breakdown import LEVEL, SEX
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.figures.axes import change_axis
from vertebroplasty.figures.marks import beside
from vertebroplasty.figures.theme import LIGHT
from vertebroplasty.measures import VAS_CHANGE_LAST
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.counts import CohortSize, cohort_size, procedures_by
from vertebroplasty.query.evaluate import evaluate, evaluate_by
from vertebroplasty.report.spine import AtLevel, read_spine
from vertebroplasty.results import Mean, Proportion, Result

Point = tuple[float, float, float]
"""Estimate, low and high as drawn; without an interval all are the estimate."""


@dataclass(frozen=True)
class ExpectedChart:
    """A chart: its title, the point of each level, and what stands beside its row."""

    title: str
    points: Mapping[str, Point]
    beside: Mapping[str, str]


@dataclass(frozen=True)
class Expected:
    """What is on screen, by part; a page is asked for the parts that it has."""

    line: str
    sentence: str
    size: str
    cards: tuple[Card, ...]
    options: Mapping[str, str]
    spine: Mapping[str, tuple[str, str]]
    charts: tuple[ExpectedChart, ...]


class Authority:
    """Counts over the rows: the tallies that the app reads are not asked."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = replace(dataset, meta=replace(dataset.meta, tally_hash=""))
        self._everyone = evaluate(self._dataset, MEASURES, Cohort())
        self._everyone_size = cohort_size(self._dataset, Cohort())

    def expected(self, filters: Filters) -> Expected:
        """Return what must be seen of a cohort."""
        cohort = filters.cohort
        return Expected(
            filters.line,
            cohort.describe(),
            self._size(cohort_size(self._dataset, cohort)),
            cards(evaluate(self._dataset, MEASURES, cohort), self._everyone),
            self._options(cohort),
            self._spine(cohort),
            tuple(self._chart(cohort, measure) for measure in BY_LEVEL),
        )

    def _size(self, size: CohortSize) -> str:
        nouns = ("patients", "procedures", "levels")
        pairs = zip(size, self._everyone_size, nouns, strict=True)
        return " \u00b7 ".join(
            f"{formatting.whole(some)} of {formatting.units(every, noun)}"
            for some, every, noun in pairs
        )

    def _options(self, cohort: Cohort) -> dict[str, str]:
        counts = procedures_by(self._dataset, cohort, SEX)
        return {name: formatting.whole(counts.get(i, 0)) for i, name in enumerate(SEXES, 1)}

    def _spine(self, cohort: Cohort) -> dict[str, tuple[str, str]]:
        reading = read_spine(self._dataset, cohort.ignoring("levels"), VAS_CHANGE_LAST.key)
        return {at.level.value: _on_spine(at, cohort) for at in reading.levels}

    def _chart(self, cohort: Cohort, measure: Measure) -> ExpectedChart:
        whole = evaluate(self._dataset, (measure,), cohort.ignoring("levels"))[measure.key]
        groups = [
            (group.label, results[measure.key])
            for group, results in evaluate_by(self._dataset, (measure,), cohort, LEVEL)
        ]
        return ExpectedChart(
            f"{measure.label} by {LEVEL.label} \u00b7 {formatting.denominator(whole)}",
            _points(groups, self._everyone[measure.key]),
            {name: beside(result) for name, result in groups},
        )


def _points(groups: Sequence[tuple[str, Result]], everyone: Result) -> dict[str, Point]:
    """Return what is drawn: a whisker ends where the axis does."""
    points = {name: _point(result) for name, result in groups if result.estimate is not None}
    low, high = 0.0, 100.0
    if isinstance(everyone, Mean):
        values = [value for point in points.values() for value in point]
        low, high = change_axis(LIGHT, "", [*values, *_point(everyone)])["range"]
    return {
        name: (at, max(left, low), min(right, high)) for name, (at, left, right) in points.items()
    }


def _point(result: Result) -> Point:
    scale = 100 if isinstance(result, Proportion) else 1
    estimate = scale * (result.estimate or 0.0)
    if result.interval is None:
        return estimate, estimate, estimate
    return estimate, scale * result.interval.low, scale * result.interval.high


def _on_spine(at: AtLevel, cohort: Cohort) -> tuple[str, str]:
    """What a screen reader says of a level, and the number beside it."""
    n = formatting.whole(at.result.n)
    if at.shrunk is None:
        value = "no value"
    else:
        own, shrunk = formatting.estimate(at.result, signed=True), at.shrunk
        noun = formatting.units(at.result.n, at.result.noun)
        value = f"{own}, shrunk {formatting.number(shrunk, signed=True)}, {noun}"
    selected = ", selected" if at.level in cohort.levels else ""
    return f"{at.level}, {VAS_CHANGE_LAST.label} {value}{selected}", n
