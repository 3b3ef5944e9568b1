"""What a page has to show of a cohort, counted in this process and not by the server.

The authority is `query.evaluate` on the same file, and `formatting` for how a number is printed.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from benchmarks.load.reading import Card, Reading
from vertebroplasty import formatting
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import (
    ACCEPTABLE_LAST,
    FOLLOWUP_COMPLETENESS,
    IMPROVEMENT_LAST,
    LEAK_LEVEL,
    LEAK_PROCEDURE,
    RELIEF_24H,
    RESPONDER_30_LAST,
    SYMPTOMATIC_LEAK_LEVEL,
    SYMPTOMATIC_LEAK_PROCEDURE,
    TECHNICAL_SUCCESS,
    VAS_BASELINE,
    VAS_CHANGE_LAST,
    VAS_LAST,
)
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.counts import CohortSize, cohort_size
from vertebroplasty.query.evaluate import Estimates, evaluate

CARDS: dict[str, tuple[Measure, ...]] = {
    "": (RELIEF_24H, IMPROVEMENT_LAST, LEAK_LEVEL),
    "pain": (VAS_BASELINE, VAS_LAST, VAS_CHANGE_LAST),
    "relief": (RELIEF_24H, IMPROVEMENT_LAST, RESPONDER_30_LAST, ACCEPTABLE_LAST),
    "leaks": (LEAK_LEVEL, LEAK_PROCEDURE, SYMPTOMATIC_LEAK_LEVEL, SYMPTOMATIC_LEAK_PROCEDURE),
    "cohort": (FOLLOWUP_COMPLETENESS, TECHNICAL_SUCCESS),
}
"""Measures that are a card of their own, by the page's address."""

_IN_ONE_CARD = (VAS_BASELINE, VAS_LAST, VAS_CHANGE_LAST)
_NOUNS = ("patients", "procedures", "levels")
_ARROW = " \N{RIGHTWARDS ARROW} "


class Expected(NamedTuple):
    """The cohort's sentence, its size, and every card that is checked, by its label.

    Of a card's lines below only the denominator is given.
    """

    cohort: str
    size: str
    cards: Mapping[str, Card]

    def disagreement(self, found: Reading) -> str:
        """Return in words how what a whole run showed differs; empty when it does not."""
        missing = self.cards.keys() - {card.label for card in found.cards}
        if missing:
            return f"{found.cohort!r} without {', '.join(sorted(missing))}"
        return self.contradiction(found)

    def contradiction(self, found: Reading) -> str:
        """Return in words what a run showed that is not so; it may have been cut short."""
        if (found.cohort, found.size) != (self.cohort, self.size):
            return f"{found.cohort!r}, {found.size!r} instead of {self.cohort!r}, {self.size!r}"
        for card in found.cards:
            due = self.cards.get(card.label)
            if due and not (card[:3] == due[:3] and due.details in card.details):
                return f"{self.cohort}: {card} instead of {due}"
        return ""


class Authority:
    """Counts what pages have to show of cohorts, each once.

    Parameters
    ----------
    dataset : Dataset
        The file that the server serves, opened by this process.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._everyone = cohort_size(dataset, Cohort())
        self._known: dict[tuple[str, Cohort], Expected] = {}

    def count(self, asked: Iterable[tuple[str, Cohort]]) -> None:
        """Count beforehand, so that nothing is counted while the server is measured."""
        for page, cohort in asked:
            self.of(page, cohort)

    def of(self, page: str, cohort: Cohort) -> Expected:
        """Return what a page has to show of a cohort; cards are known of those in `CARDS`."""
        if (page, cohort) not in self._known:
            self._known[page, cohort] = self._counted(page, cohort)
        return self._known[page, cohort]

    def _counted(self, page: str, cohort: Cohort) -> Expected:
        size = cohort_size(self._dataset, cohort)
        measures = CARDS.get(page, ())
        asked = measures if page else (*measures, *_IN_ONE_CARD)
        found = evaluate(self._dataset, asked, cohort)
        cards = [_card(measure, found) for measure in measures]
        cards += [] if page else [_before_and_after(found)]
        by_label = {card.label: card for card in cards} if size.procedures else {}
        return Expected(cohort.describe(), self._size(size, cohort), by_label)

    def _size(self, size: CohortSize, cohort: Cohort) -> str:
        whole = [formatting.units(n, noun) for n, noun in zip(self._everyone, _NOUNS, strict=True)]
        if cohort.is_filtered:
            some = map(formatting.whole, size)
            whole = [f"{part} of {every}" for part, every in zip(some, whole, strict=True)]
        return " \N{MIDDLE DOT} ".join(whole)


def _card(measure: Measure, found: Estimates) -> Card:
    result = found[measure.key]
    interval = formatting.interval(result)
    return Card(
        measure.label,
        formatting.estimate(result, signed=measure is VAS_CHANGE_LAST),
        f"95 % CI {interval}" if interval else "",
        f">{formatting.denominator(result)}" if result.n else "",
    )


def _before_and_after(found: Estimates) -> Card:
    before, after, change = (found[measure.key] for measure in _IN_ONE_CARD)
    values = [formatting.estimate(result) for result in (before, after)]
    return Card(
        f"VAS before{_ARROW}last follow-up",
        _ARROW.join(values if before.n or after.n else values[:1]),
        f"Change {formatting.estimate(change)}" if change.n else "",
        f">Both values: {formatting.denominator(change)}" if change.n else "",
    )
