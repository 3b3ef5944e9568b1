"""These run on every refresh; the best of several runs, so that a busy machine does not matter."""

from timeit import repeat

import numpy as np

from vertebroplasty.statistics.means import mean
from vertebroplasty.statistics.paired import hodges_lehmann, wilcoxon
from vertebroplasty.statistics.proportions import wilson
from vertebroplasty.tallies import JointTally, Moments


def best(run, number):
    return min(repeat(run, number=number, repeat=7)) / number


def test_wilcoxon_and_hodges_lehmann_of_ten_million_pairs_take_under_20_ms():
    counts = np.random.default_rng(1).multinomial(10_000_000, np.full(101 * 101, 1 / 101**2))
    tally = JointTally(
        tuple((place // 101, place % 101, int(n)) for place, n in enumerate(counts) if n)
    )
    assert tally.n == 10_000_000
    rows = tally.rows

    def refresh():
        change = JointTally(rows).change
        wilcoxon(change)
        hodges_lehmann(change)

    assert best(refresh, 1) < 0.020


def test_wilson_takes_under_20_microseconds():
    assert best(lambda: wilson(29, 30), 1000) < 20e-6


def test_mean_takes_under_50_microseconds():
    assert best(lambda: mean(Moments(30, 2673, 247_773), "procedures"), 1000) < 50e-6
