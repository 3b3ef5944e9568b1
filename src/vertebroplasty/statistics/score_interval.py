"""The limits of the Wilson score interval, for a denominator that need not be whole."""

import math


def wilson_limits(events: int, n: int, effective_n: float, z: float) -> tuple[float, float]:
    """Wilson limits of events / n as if it had been seen in an effective number of units.

    Parameters
    ----------
    events, n : int
        Numerator and denominator of the estimate, n positive.
    effective_n : float
        Number of independent units that the estimate is worth, positive.
    z : float
        Critical value.

    Returns
    -------
    tuple of float
        Low and high as fractions; exactly 0 without events, exactly 1 without non-events.
    """
    estimate = events / n
    low = _wilson_low(estimate, effective_n, z)
    high = 1.0 - _wilson_low((n - events) / n, effective_n, z)
    return min(low, estimate), max(high, estimate)


def _wilson_low(estimate: float, n: float, z: float) -> float:
    # The root in the form p² / (..) loses no digits where p is small, and is 0 where p is 0.
    half = z * z / (2 * n)
    root = z * math.sqrt((estimate * (1 - estimate) + half / 2) / n)
    return estimate * estimate / (estimate + half + root)
