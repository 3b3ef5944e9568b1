"""The statistics of a change in pain, in the order in which they are read."""

from typing import NamedTuple

from vertebroplasty import formatting
from vertebroplasty.results import Effect
from vertebroplasty.statistics.distribution import quartiles
from vertebroplasty.statistics.means import mean
from vertebroplasty.statistics.paired import (
    hodges_lehmann,
    paired_t,
    standardised_response_mean,
    wilcoxon,
)
from vertebroplasty.tallies import JointTally


class Line(NamedTuple):
    """A method in words and its result as printed."""

    method: str
    shown: str


PainTests = tuple[Line, ...]


def pain_tests(tally: JointTally) -> PainTests:
    """Return the change in VAS with its tests, from pairs in tenths.

    Parameters
    ----------
    tally : JointTally
        VAS before and after.

    Returns
    -------
    tuple of Line
        Mean change, t test, Wilcoxon, Hodges-Lehmann, SRM and quartiles; a result that is not
        defined says why.
    """
    change = tally.change
    average = mean(change.moments, "procedures")
    tests = [paired_t(change.moments), wilcoxon(change)]
    effects = [hodges_lehmann(change), standardised_response_mean(change.moments)]
    limits = average.interval
    method = f"Mean change, points; {limits.method}" if limits else "Mean change, points"
    shown = formatting.mean_and_sd(average)
    lines = [
        Line(method, f"{shown} ({formatting.span(limits)})" if limits else shown),
        *(Line(test.method, formatting.test_line(test)) for test in tests),
        *(Line(_effect_method(effect), formatting.effect(effect)) for effect in effects),
    ]
    lines = [Line(f"{method[0].upper()}{method[1:]}", shown) for method, shown in lines]
    return (*lines, Line("Quartiles of the change, points (type 7)", _quartiles(tally)))


def _effect_method(effect: Effect) -> str:
    """Return the method with that of its interval, or with why it has none."""
    if effect.estimate is None:
        return effect.method
    about = effect.interval.method if effect.interval else effect.note
    return f"{effect.method}; {about}"


def _quartiles(tally: JointTally) -> str:
    found = quartiles(tally.change)
    if found is None:
        return formatting.NOT_RECORDED
    return " / ".join(formatting.number(value / 10) for value in found)
