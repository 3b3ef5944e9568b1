"""A measure compares two groups with its own noun and its own words for what is missing."""

import pytest

from tests.reference.clustered_levels import tally
from vertebroplasty.measures import MEASURES
from vertebroplasty.measures.base import Kind
from vertebroplasty.tallies import Count, Moments, SharedLevels
from vertebroplasty.vocabulary import Grain


def tallies_of(measure):
    if measure.grain is Grain.TREATED_LEVEL:
        return tally([(2, 1), (1, 0)] * 9), tally([(2, 0), (1, 1)] * 7)
    if measure.kind is Kind.PROPORTION:
        return Count(3, 9, 2), Count(5, 8)
    return Moments(3, 60, 1400, 1), Moments(4, 50, 900)


@pytest.mark.parametrize("measure", MEASURES, ids=[measure.key for measure in MEASURES])
def test_each_side_is_what_the_measure_says_of_it_alone(measure):
    a, b = tallies_of(measure)
    found = measure.compare(a, b)
    for side, alone in ((found.a, measure.result(a)), (found.b, measure.result(b))):
        assert side == alone
        assert (side.noun, side.absent) == (alone.noun, measure.absent)
    assert (found.ratio is None) == (measure.kind is Kind.MEAN)
    assert found.test.p


def test_shared_procedures_reach_the_statistics():
    measure = next(m for m in MEASURES if m.grain is Grain.TREATED_LEVEL)
    a, b = tallies_of(measure)
    apart, together = measure.compare(a, b), measure.compare(a, b, SharedLevels(9, 3, 4, 3))
    assert apart.difference.interval != together.difference.interval
