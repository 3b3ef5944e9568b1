"""Critical values and tail probabilities, without the cost of generic distribution objects."""

import sys
from typing import Literal

from scipy import special

Alternative = Literal["two-sided", "less", "greater"]
"""The side on which the alternative hypothesis lies."""


def z_value(confidence: float) -> float:
    """Two-sided critical value of the standard normal distribution.

    Parameters
    ----------
    confidence : float
        Such as 0.95, which gives 1.96.

    Returns
    -------
    float
        The critical value.

    Raises
    ------
    ValueError
        If the confidence is not between 0 and 1.
    """
    return float(special.ndtri(upper_tail(confidence)))


def t_value(confidence: float, df: float) -> float:
    """Two-sided critical value of Student's t distribution.

    Parameters
    ----------
    confidence : float
        Between 0 and 1.
    df : float
        Degrees of freedom, positive.

    Returns
    -------
    float
        The critical value.
    """
    return float(special.stdtrit(df, upper_tail(confidence)))


def upper_tail(confidence: float) -> float:
    """Probability up to the upper limit of an equal-tailed interval, such as 0.975.

    Parameters
    ----------
    confidence : float
        Between 0 and 1, such as 0.95.

    Returns
    -------
    float
        Half of 1 + confidence.

    Raises
    ------
    ValueError
        If the confidence is not between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence = {confidence!r}: a number between 0 and 1 would do")
    return (1 + confidence) / 2


def percent(confidence: float) -> str:
    """Return a confidence level in words, such as ``95 %``."""
    return f"{100 * confidence:g} %"


def reportable(p: float) -> float:
    """Return a p value that is never 0, also where the true one underflows.

    Parameters
    ----------
    p : float
        A computed probability, which may be off 0 to 1 by rounding.

    Returns
    -------
    float
        From the smallest positive normal double to 1.
    """
    return min(1.0, max(float(p), sys.float_info.min))


def two_sided_t(t: float, df: float) -> float:
    """Two-sided p value of a t statistic.

    Parameters
    ----------
    t : float
        The statistic, finite.
    df : float
        Degrees of freedom, positive.

    Returns
    -------
    float
        Above 0, at most 1.
    """
    return reportable(2 * float(special.stdtr(df, -abs(t))))
