"""The cards of Overview as lines of text, from estimates; whoever made the estimates."""

from collections.abc import Mapping

from vertebroplasty import formatting
from vertebroplasty.measures import (
    IMPROVEMENT_LAST,
    LEAK_LEVEL,
    LEAK_PROCEDURE,
    RELIEF_24H,
    VAS_BASELINE,
    VAS_CHANGE_LAST,
    VAS_LAST,
)
from vertebroplasty.measures.base import Measure
from vertebroplasty.results import Result

MEASURES = (
    *(RELIEF_24H, IMPROVEMENT_LAST, VAS_BASELINE, VAS_LAST, VAS_CHANGE_LAST),
    *(LEAK_LEVEL, LEAK_PROCEDURE),
)
BY_LEVEL = (VAS_CHANGE_LAST, LEAK_LEVEL)
"""What is counted, and what of it also by level."""

Estimates = Mapping[str, Result]
Card = tuple[str, ...]


def cards(found: Estimates, everyone: Estimates) -> tuple[Card, ...]:
    """Return label, value and further lines of each card.

    Parameters
    ----------
    found, everyone : mapping of str to Result
        Of the cohort and of the whole dataset, by measure key.
    """
    return (
        _share(RELIEF_24H, found, everyone),
        _share(IMPROVEMENT_LAST, found, everyone),
        _before_after(found, everyone),
        (*_share(LEAK_LEVEL, found, everyone), _in_one_line(LEAK_PROCEDURE, found)),
    )


def _share(measure: Measure, found: Estimates, everyone: Estimates) -> Card:
    result, all_of_them = found[measure.key], everyone[measure.key]
    reference = f"{formatting.estimate(all_of_them)} ({formatting.denominator(all_of_them)})"
    return _without_empty(
        measure.label,
        formatting.estimate(result),
        _interval(result),
        _rests_on(result),
        f"All: {reference}",
    )


def _before_after(found: Estimates, everyone: Estimates) -> Card:
    measures = (VAS_BASELINE, VAS_LAST, VAS_CHANGE_LAST)
    before, after, change = (found[measure.key] for measure in measures)
    all_of_them = [formatting.estimate(everyone[measure.key]) for measure in measures]
    return _without_empty(
        "VAS before \u2192 last follow-up",
        f"{formatting.estimate(before)} \u2192 {formatting.estimate(after)}",
        f"Change {formatting.estimate(change)}" if change.n else "",
        _interval(change),
        f"Before {formatting.mean_and_sd(before)}, after {formatting.mean_and_sd(after)}",
        f"Before: {_rests_on(before)}",
        f"Both values: {_rests_on(change)}",
        f"All: {all_of_them[0]} \u2192 {all_of_them[1]}, change {all_of_them[2]}",
    )


def _in_one_line(measure: Measure, found: Estimates) -> str:
    result = found[measure.key]
    limits = f", {_interval(result)}" if result.interval else ""
    return f"{measure.label}: {formatting.estimate(result)} ({_rests_on(result)}{limits})"


def _interval(result: Result) -> str:
    limits = formatting.interval(result)
    return f"95 % CI {limits}" if limits else ""


def _rests_on(result: Result) -> str:
    parts = [formatting.denominator(result) if result.n else "", formatting.missing(result)]
    return " \u00b7 ".join(part for part in parts if part)


def _without_empty(*lines: str) -> Card:
    return tuple(line for line in lines if line)
