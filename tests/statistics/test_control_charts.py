"""Control and run charts; factors and limits against tables stand in ``tests/reference``."""

import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vertebroplasty.statistics.control_charts import (
    FEWEST_PERIODS,
    a3,
    b3_b4,
    p_chart,
    xbar_s_chart,
)
from vertebroplasty.statistics.run_chart import FEWEST_USEFUL, run_chart
from vertebroplasty.tallies import Count, Moments

VALUES = [[-60, -50, -70], [-40, -55], [-80, -20, -35, -50], [-61, -61], [-10, -45]] * 2


def moments(values, missing=0):
    return Moments(len(values), sum(values), sum(v * v for v in values), missing)


def named(parts):
    return [(f"q{place}", part) for place, part in enumerate(parts)]


def test_means_and_spreads_are_weighted_as_in_montgomery():
    """Authority: statistics.fmean and variance of the values, the formulas of Montgomery."""
    means, spreads = xbar_s_chart(named(map(moments, VALUES)))
    every = [value / 10 for some in VALUES for value in some]
    df = sum(len(some) - 1 for some in VALUES)
    squares = sum((len(some) - 1) * statistics.variance(some) / 100 for some in VALUES)
    s_bar = (squares / df) ** 0.5
    assert means.centre == pytest.approx(statistics.fmean(every))
    assert spreads.centre == pytest.approx(s_bar)
    for some, mean, spread in zip(VALUES, means.points, spreads.points, strict=True):
        n = len(some)
        assert mean.value == pytest.approx(statistics.fmean(some) / 10)
        assert (mean.low + mean.high) / 2 == pytest.approx(means.centre)
        assert mean.high - means.centre == pytest.approx(a3(n) * s_bar)
        assert spread.value == pytest.approx(statistics.stdev(some) / 10)
        assert (spread.low, spread.high) == pytest.approx([f * s_bar for f in b3_b4(n)])
    assert "provisional" in means.note


def test_a_period_of_one_has_a_mean_and_no_limits():
    means, spreads = xbar_s_chart(named(map(moments, [*VALUES, [-100], []])))
    assert means.points[-2].value == -10
    assert [means.points[-1].value, spreads.points[-2].value] == [None, None]
    assert [p.low for p in (*means.points[-2:], *spreads.points[-2:])] == [None] * 4


@pytest.mark.parametrize(
    ("periods", "reason"),
    [([[-50, -50]] * 9, "do not vary"), ([[-50, -40]] * 7, "withheld"), ([[-50]] * 9, "withheld")],
)
def test_limits_are_withheld_with_the_reason(periods, reason):
    for chart in xbar_s_chart(named(map(moments, periods))):
        assert not chart.has_limits
        assert reason in chart.note


@pytest.mark.parametrize("periods", [0, FEWEST_PERIODS - 1, FEWEST_PERIODS])
def test_a_p_chart_needs_some_periods(periods):
    chart = p_chart(named([Count(1, 10)] * periods))
    assert chart.has_limits == (periods >= FEWEST_PERIODS)
    assert chart.centre == (0.1 if periods else None)
    assert ("withheld" in chart.note) != chart.has_limits


@pytest.mark.parametrize("events", [0, 10])
def test_a_p_chart_of_procedures_all_alike_has_no_limits(events):
    chart = p_chart(named([Count(events, 10)] * 20))
    assert not chart.has_limits
    assert "alike" in chart.note


def test_the_period_that_stands_out_is_named():
    """By hand: 9 of 10 beside 1 of 10 in twenty other quarters."""
    chart = p_chart(named([Count(1, 10)] * 20 + [Count(9, 10), Count(0, 0, 3)]))
    assert [point.label for point in chart.outside] == ["q20"]
    assert chart.points[-1].value is None


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=30))
def test_limits_enclose_the_centre_and_stay_rates(pairs):
    chart = p_chart(named([Count(events, events + more) for events, more in pairs]))
    for point in chart.points:
        if point.low is not None:
            assert 0 <= point.low <= chart.centre <= point.high <= 1


def series(*means):
    return named([Moments(1, mean, mean * mean) for mean in means])


def test_runs_and_crossings_by_hand():
    """Twelve below, then twelve above: one crossing, runs of 12; usual are up to 8, from 8."""
    chart = run_chart(series(*[-60] * 12, *[-50] * 12))
    assert (chart.median, chart.useful) == (-5.5, 24)
    assert (chart.longest, chart.crossings) == (12, 1)
    assert (chart.longest_limit, chart.crossings_limit) == (8, 8)
    assert chart.is_unusual
    assert not run_chart(series(*[-60, -60, -50, -50] * 6)).is_unusual


def test_points_on_the_median_belong_to_no_side():
    """By hand: 3, 1, 2, 2, 2, 3, 1 has the median 2 and four points off it."""
    chart = run_chart(series(3, 1, 2, 2, 2, 3, 1))
    assert (chart.median, chart.useful) == (0.2, 4)
    assert chart.note
    assert not chart.is_unusual


@pytest.mark.parametrize("points", [0, 1, FEWEST_USEFUL - 2, FEWEST_USEFUL])
def test_few_points_are_not_judged(points):
    chart = run_chart(series(*[1, 2] * (points // 2), *[1] * (points % 2)))
    assert (chart.longest is None) == (points < FEWEST_USEFUL) == bool(chart.note)
    assert (chart.median is None) == (points == 0)
