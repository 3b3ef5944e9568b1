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
    half = z * z / (2 * effective_n)
    root = z * math.sqrt((estimate * (n - events) / n + half / 2) / effective_n)
    # The low root in the form p² / (..) loses no digits where p is small, and is 0 where p is 0.
    low = estimate * (estimate / (estimate + half + root))
    high = (estimate + half + root) / (1 + 2 * half)
    return low, min(max(high, estimate), 1.0)
