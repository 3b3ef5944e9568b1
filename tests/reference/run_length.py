"""Run lengths of a Bernoulli CUSUM by simulation, one outcome of chance at a time.

``PYTHONPATH=src:. python -m tests.reference.run_length`` prints 100,000 runs of each setting; the
rows of ``monitoring_rows`` take fewer unless SOAK is set, as in ``make soak``.
"""

import math
import os
from typing import NamedTuple

import numpy as np

from vertebroplasty.statistics.cusum_limit import cusum_limit

IS_FULL = bool(os.environ.get("SOAK"))
RUNS = 100_000 if IS_FULL else 4_000
SEED = 20_001


class Setting(NamedTuple):
    """Acceptable rate, odds ratio to detect, stated run length."""

    p0: float
    odds_ratio: float
    run_length: float

    @property
    def p1(self):
        odds = self.odds_ratio * self.p0 / (1 - self.p0)
        return odds / (1 + odds)


SETTINGS = [
    Setting(p0, odds_ratio, run_length)
    for p0 in (0.05, 0.10, 0.20)
    for odds_ratio in (2.0, 1.5)
    for run_length in (500.0, 2000.0)
]
FEW = [SETTINGS[0], SETTINGS[5], SETTINGS[8], SETTINGS[11]]


class Simulated(NamedTuple):
    mean: float
    error: float


def simulate(p0, p1, q, h, runs=RUNS, seed=SEED):
    """Procedures until a CUSUM with the exact log-likelihood ratios reaches h, at event rate q.

    The gaps between events are geometric, so a run needs a step for each event only.
    """
    rise, fall = math.log(p1 / p0), math.log((1 - p0) / (1 - p1))
    chance = np.random.default_rng(seed)
    score, length = np.zeros(runs), np.zeros(runs)
    finished = []
    while score.size:
        gap = chance.geometric(q, score.size)  # the event itself counts
        length += gap
        score = np.maximum(0.0, score - fall * (gap - 1)) + rise
        done = score >= h
        finished.append(length[done])
        score, length = score[~done], length[~done]
    lengths = np.concatenate(finished)
    return Simulated(lengths.mean(), lengths.std(ddof=1) / math.sqrt(runs))


def compared(setting, q=None, runs=RUNS):
    """Return the limit and the simulation at p0, or at another rate.

    The limit is a lattice point that rounded weights reach exactly; the exact ones reach it within
    half a lattice step.
    """
    limit = cusum_limit(setting.p0, setting.p1, setting.run_length)
    h = limit.h - limit.scores.unit / 2
    return limit, simulate(setting.p0, setting.p1, q or setting.p0, h, runs)


def main():
    print("p0    OR   stated  h       at p0: chain  simulated  apart    at p1: chain  simulated")
    for setting in SETTINGS:
        limit, at_p0 = compared(setting, runs=100_000)
        _, at_p1 = compared(setting, setting.p1, runs=100_000)
        apart = limit.run_length / at_p0.mean - 1
        print(
            f"{setting.p0:.2f}  {setting.odds_ratio:.1f}  {setting.run_length:6.0f}  {limit.h:.4f}"
            f"  {limit.run_length:11.1f}  {at_p0.mean:9.1f}  {apart:+.2%}"
            f"  {limit.detection:11.1f}  {at_p1.mean:9.1f} "
            f" ({limit.detection / at_p1.mean - 1:+.2%})"
        )


if __name__ == "__main__":
    main()
