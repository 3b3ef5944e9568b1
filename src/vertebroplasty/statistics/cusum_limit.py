"""The control limit of a Bernoulli CUSUM, computed from the false-alarm rate that is accepted.

The chart runs in whole-number scores, so that its run length is that of a finite Markov chain.
"""

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np
from scipy import linalg

from vertebroplasty.formatting import number

STATES_AT_MOST, FINEST, WORK_AT_MOST = 8000, 31, 8000
"""States that the lattice aims at; the smaller score at most; products of band widths at most.

Beyond the last two LAPACK would start threads for each of thousands of small steps, which on a
busy computer takes a hundred times as long.
"""


@dataclass(frozen=True, slots=True)
class Scores:
    """The two log-likelihood ratios as whole multiples of one unit.

    Attributes
    ----------
    up, down : int
        Added for the outcome that is more likely at p1, taken away for the other one.
    unit : float
        What one score stands for, in log-likelihood.
    event_raises : bool
        Whether the outcome that raises the chart is the event (p1 above p0) or its absence.
    """

    up: int
    down: int
    unit: float
    event_raises: bool


@dataclass(frozen=True, slots=True)
class ControlLimit:
    """A control limit with what it promises.

    Attributes
    ----------
    p0, p1 : float
        Acceptable rate and rate to detect, as fractions.
    scores : Scores
        What an event and its absence add to the chart.
    steps : int
        The limit in scores: the chart signals when it reaches it.
    run_length : float
        Procedures until a signal on average while the rate is p0: at least what was stated.
    detection : float
        Procedures until a signal on average from the start while the rate is p1.
    method : str
        How it was found.
    """

    p0: float
    p1: float
    scores: Scores
    steps: int
    run_length: float
    detection: float
    method: str

    @property
    def h(self) -> float:
        """The limit in log-likelihood."""
        return self.steps * self.scores.unit


@lru_cache(64)
def cusum_limit(p0: float, p1: float, run_length: float) -> ControlLimit:
    """Return the lowest limit whose in-control run length is at least the stated one.

    Parameters
    ----------
    p0, p1 : float
        Acceptable rate and rate to detect, between 0 and 1 and different.
    run_length : float
        Procedures until a false alarm on average, above 1.

    Returns
    -------
    ControlLimit
        The run length is a step function of the limit: what is achieved is given with it.

    Raises
    ------
    ValueError
        If the rates are not two different ones between 0 and 1, or the run length is not above 1.

    References
    ----------
    Steiner, Cook, Farewell & Treasure 2000, Biostatistics 1:441-52; Brook & Evans 1972,
    Biometrika 59:539-49.
    """
    if not (0 < p0 < 1 and 0 < p1 < 1 and p0 != p1 and 1 < run_length < math.inf):
        raise ValueError(
            f"p0 = {p0!r}, p1 = {p1!r}, run length {run_length!r}: two different rates between 0"
            " and 1 and a run length above 1 would do"
        )
    scores = score_lattice(p0, p1, run_length)
    q0, q1 = (p0, p1) if scores.event_raises else (1 - p0, 1 - p1)
    steps = _lowest(scores, q0, run_length)
    achieved, detection = (mean_run_length(scores, steps, q) for q in (q0, q1))
    method = _method(scores, steps, run_length)
    return ControlLimit(p0, p1, scores, steps, achieved, detection, method)


def score_lattice(p0: float, p1: float, run_length: float) -> Scores:
    """Return whole numbers in nearly the ratio of the two log-likelihood ratios.

    Parameters
    ----------
    p0, p1 : float
        Acceptable rate and rate to detect.
    run_length : float
        In-control run length; decides how fine the lattice can be, for the limit is at most about
        its logarithm (Lorden's bound).

    Returns
    -------
    Scores
        The best rational approximation that keeps the chain small: the smaller of the two weights
        is exact, the larger one is rounded.
    """
    event_raises = p1 > p0
    q0, q1 = (p0, p1) if event_raises else (1 - p0, 1 - p1)
    rise, fall = math.log(q1 / q0), math.log1p(-q0) - math.log1p(-q1)
    small, large = sorted((rise, fall))
    by_states = STATES_AT_MOST * small / math.log(run_length)
    by_width = math.sqrt(WORK_AT_MOST / (1 + large / small))
    finest = max(1, int(min(FINEST, by_states, by_width)))
    ratio = Fraction(large / small).limit_denominator(finest)
    many, few = ratio.numerator, ratio.denominator
    up, down = (many, few) if rise >= fall else (few, many)
    return Scores(up, down, small / few, event_raises)


def mean_run_length(scores: Scores, steps: int, q: float) -> float:
    """Return the mean number of procedures from 0 until the chart reaches the limit.

    Parameters
    ----------
    scores : Scores
        Steps upwards and downwards; the chart never goes below 0.
    steps : int
        The limit in scores, at least 1.
    q : float
        Probability of a step upwards.

    Returns
    -------
    float
        First element of the solution of (I - Q) L = 1, Q the moves among the states 0..steps - 1.
    """
    states = np.arange(steps)
    rising = states[: max(0, steps - scores.up)]
    moves = (
        (states, np.maximum(0, states - scores.down), 1 - q),
        (rising, rising + scores.up, q),
    )
    # The narrower band goes below the diagonal: elimination costs its width for each state.
    place = states if scores.down <= scores.up else states[::-1]
    below, above = (min(width, steps - 1) for width in sorted((scores.down, scores.up)))
    bands = np.zeros((below + above + 1, steps))
    bands[above] = 1.0
    for source, target, chance in moves:
        row, column = place[source], place[target]
        np.subtract.at(bands, (above + row - column, column), chance)
    lengths = linalg.solve_banded((below, above), bands, np.ones(steps), overwrite_ab=True)
    return float(lengths[place[0]])


def _lowest(scores: Scores, q0: float, run_length: float) -> int:
    """Find the lowest limit by doubling, then by halving: the run length never falls with it."""
    high = 1
    while mean_run_length(scores, high, q0) < run_length:
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        enough = mean_run_length(scores, middle, q0) >= run_length
        low, high = (low, middle) if enough else (middle, high)
    return high


def _method(scores: Scores, steps: int, run_length: float) -> str:
    event, other = scores.up * scores.unit, -scores.down * scores.unit
    if not scores.event_raises:
        event, other = other, event
    return (
        "Bernoulli CUSUM of log-likelihood ratios (Steiner et al. 2000), "
        f"{number(event, 4, signed=True)} with an event and {number(other, 4, signed=True)} without"
        f" it, never below 0; limit {steps * scores.unit:.3f}, the lowest whose mean run length at"
        f" p0 is at least {run_length:,.0f} procedures by a Markov chain of {steps} states"
        " (Brook & Evans 1972)"
    )
