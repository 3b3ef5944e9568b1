"""CUSUM limit, control charts, run chart and funnel against their authorities."""

import math
from fractions import Fraction

import numpy as np
from scipy import stats

from tests.reference.row import Row
from tests.reference.run_length import FEW, IS_FULL, RUNS, SETTINGS, compared
from vertebroplasty.statistics.control_charts import THREE_SIGMA, a3, b3_b4, c4, p_chart
from vertebroplasty.statistics.cusum_limit import cusum_limit, mean_run_length
from vertebroplasty.statistics.funnel_limits import binomial_limit, dispersion, limits_for
from vertebroplasty.statistics.run_chart import run_limits
from vertebroplasty.tallies import Count

MONTGOMERY = {
    2: (0.7979, 2.659, 0.0, 3.267),
    3: (0.8862, 1.954, 0.0, 2.568),
    4: (0.9213, 1.628, 0.0, 2.266),
    5: (0.9400, 1.427, 0.0, 2.089),
    10: (0.9727, 0.975, 0.284, 1.716),
    25: (0.9896, 0.606, 0.565, 1.435),
}
"""c4, A3, B3 and B4 of the appendix "Factors for constructing variables control charts"."""

TAILS = ("0.001", "0.025", "0.975", "0.999")

TENTHS = [30, 45, 48, 50, 50, 50, 52, 55, 58, 62]
"""Events among 100 in ten units: rate .5; z = -4 -1 -.4 0 0 0 .4 1 1.6 2.4."""


def rows():
    return [*run_lengths(), *chain(), *constants(), *rates(), *funnel(), *phi(), *runs()]


def run_lengths():
    """The mean run length of the limit by simulation with the exact log-likelihood ratios."""
    for setting in SETTINGS if IS_FULL else FEW:
        for name, rate in (("at p0", setting.p0), ("at p1", setting.p1)):
            limit, simulated = compared(setting, rate)
            found = limit.run_length if rate == setting.p0 else limit.detection
            within = 0.02 * simulated.mean if IS_FULL else 4 * simulated.error
            yield Row(
                "CUSUM run length",
                f"p0 {setting.p0:g}, OR {setting.odds_ratio:g}, {setting.run_length:g}, {name}",
                f"simulation of {RUNS:,} runs, exact log-likelihood ratios",
                simulated.mean,
                found,
                within,
            )


def chain():
    """The chain of the limit that is found, and of one step less, solved densely."""
    limit = cusum_limit(0.1, 0.2, 300.0)
    for steps in (limit.steps - 1, limit.steps):
        expected = dense_run_length(limit.scores, steps, 0.1)
        found = mean_run_length(limit.scores, steps, 0.1)
        case = f"p0 .1, p1 .2, limit of {steps} scores"
        authority = "Brook & Evans 1972: (I - Q)⁻¹ 1, dense"
        yield Row("CUSUM run length", case, authority, expected, found, 1e-6)
    first = mean_run_length(limit.scores, 1, 0.1)
    authority = "closed form 1 / p0: the first event signals"
    yield Row("CUSUM run length", "limit of one score", authority, 10.0, first, 1e-9)


def dense_run_length(scores, steps, q):
    moves = np.zeros((steps, steps))
    for state in range(steps):
        if state + scores.up < steps:
            moves[state, state + scores.up] += q
        moves[state, max(0, state - scores.down)] += 1 - q
    return float(np.linalg.solve(np.eye(steps) - moves, np.ones(steps))[0])


def constants():
    authority = "Montgomery, appendix of control chart factors"
    for n, published in MONTGOMERY.items():
        found = (c4(n), a3(n), *b3_b4(n))
        for name, expected, ours in zip(("c4", "A3", "B3", "B4"), published, found, strict=True):
            digits = 4 if name == "c4" else 3
            yield Row(
                "control chart factor",
                f"{name}({n})",
                authority,
                expected,
                ours,
                0.51 * 10**-digits,
            )
    closed = math.sqrt(2 / 59) * math.exp(math.lgamma(30) - math.lgamma(29.5))
    yield Row("control chart factor", "c4(60)", "closed form, log gamma", closed, c4(60), 1e-12)


def exact_limit(target, n, p):
    """The interpolated quantile in whole-number arithmetic: no rounding until the end."""
    target, p = Fraction(target), Fraction(p)
    below, r = Fraction(0), 0
    while True:
        mass = math.comb(n, r) * target**r * (1 - target) ** (n - r)
        if below + mass >= p:
            share = (below + mass - p) / mass
            return float(min(max((r - share) / n, Fraction(0)), Fraction(1)))
        below, r = below + mass, r + 1


def exact_count(target, n, p):
    """The smallest count whose distribution function reaches p, in exact fractions."""
    reached, r = Fraction(0), -1
    while reached < Fraction(p):
        r += 1
        reached += math.comb(n, r) * Fraction(target) ** r * (1 - Fraction(target)) ** (n - r)
    return r


def rates():
    counts = [(f"q{i}", Count(events, n)) for i, (events, n) in enumerate([(3, 40), (1, 25)] * 5)]
    chart = p_chart(counts)
    tails = (("low", 1 - THREE_SIGMA), ("high", THREE_SIGMA))
    for point in chart.points[:2]:
        for (name, p), found in zip(tails, (point.low, point.high), strict=True):
            expected = exact_count(Fraction(20, 325), point.n, p) / point.n
            case = f"20/325, n {point.n}, {name}"
            authority = "binomial quantile in exact fractions"
            yield Row("p-chart limit", case, authority, expected, found, 1e-12)
    beyond = float(stats.norm.sf(3))
    authority = "scipy.stats.norm.sf(3)"
    yield Row("p-chart limit", "tail", authority, beyond, 1 - THREE_SIGMA, 1e-12)
    single = p_chart([(f"q{i}", Count(i % 2, 1)) for i in range(10)])
    authority = "closed form: one event of one procedure at 1/2 is no surprise"
    yield Row("p-chart limit", "quarters of one procedure", authority, 0, len(single.outside), 0)


def funnel():
    by_hand = (8 - (1013 / 1024 - 0.975) / (45 / 1024)) / 10
    found = float(binomial_limit(0.5, 10, 0.975))
    authority = "by hand: F(8) = 1013/1024, mass at 8 = 45/1024"
    yield Row("funnel limit", "target .5, n 10, 97.5 %", authority, by_hand, found, 1e-12)
    authority = "binomial in exact fractions, interpolated as Spiegelhalter 2005 A.1.1"
    for target, n in (("0.02", 30), ("0.02", 400), ("0.45", 306), ("0.9", 50)):
        (drawn,) = limits_for(float(target), [n], interpolated=True)
        (judging,) = limits_for(float(target), [n])
        for p, curve, count in zip(TAILS, drawn[1:], judging[1:], strict=True):
            case = f"target {target}, n {n}, {100 * float(p):g} %"
            yield Row("funnel limit", case, authority, exact_limit(target, n, p), curve, 1e-9)
            quantile = stats.binom.ppf(float(p), n, float(target)) / n
            yield Row(
                "funnel limit", f"{case}, judged", "scipy.stats.binom.ppf", quantile, count, 0
            )


def phi():
    counts = [Count(events, 100) for events in TENTHS]
    found = dispersion(counts, 0.5, declared=False)
    by_hand = (1 + 1 + 0.16 + 0.16 + 1 + 2.56 + 2.56) / 10
    authority = "by hand: z Winsorised to -1 and 1.6"
    yield Row("overdispersion", "phi of ten units", authority, by_hand, found.phi, 1e-12)
    yield Row(
        "overdispersion",
        "factor, 10 phi = 8.44 < 16.9",
        "chi-squared table, 9 df",
        1,
        found.factor,
        0,
    )
    wide = dispersion([Count(35, 100), Count(65, 100)] * 5, 0.5, declared=False)
    yield Row("overdispersion", "factor, every z is 3 or -3", "by hand: √9", 3, wide.factor, 1e-12)


def runs():
    for useful in (12, 16, 24, 40):
        cumulative, fewest = 0, -1
        while cumulative * 20 < 2 ** (useful - 1):
            fewest += 1
            cumulative += math.comb(useful - 1, fewest)
        longest, crossings = run_limits(useful)
        authority = "Anhøj & Olesen 2014: round(log2 n + 3), binomial by math.comb"
        expected = math.floor(math.log2(useful) + 3.5)
        yield Row("run chart", f"longest run, {useful} points", authority, expected, longest, 0)
        yield Row(
            "run chart", f"fewest crossings, {useful} points", authority, fewest, crossings, 0
        )
