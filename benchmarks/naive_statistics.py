"""Intervals from what the naive queries return, written out anew rather than borrowed from ours."""

import math

from scipy import special

from benchmarks.answers import Numbers

Z = float(special.ndtri(0.975))


def score(name: str, units: int, n: int, mean: float | None, sd: float | None) -> Numbers:
    """Name a mean with its t interval."""
    low = high = None
    if mean is not None and sd:
        half = float(special.stdtrit(n - 1, 0.975)) * sd / math.sqrt(n)
        low, high = mean - half, mean + half
    return _named(name, n=n, missing=units - n, estimate=mean, low=low, high=high, sd=sd)


def share(
    name: str, units: int, n: int, estimate: float | None, effective: float | None = None
) -> Numbers:
    """Name a share with its Wilson interval, for an effective number of units if there is one."""
    low = high = None
    if estimate is not None:
        size = effective or n
        centre = estimate + Z * Z / (2 * size)
        half = Z * math.sqrt((estimate * (1 - estimate) + Z * Z / (4 * size)) / size)
        scale = 1 + Z * Z / size
        low, high = (centre - half) / scale, (centre + half) / scale
    return _named(name, n=n, missing=units - n, estimate=estimate, low=low, high=high)


def effective_n(n: int, rate: float | None, clusters: int, residual: float | None) -> float | None:
    """Levels over the design effect, at least 1; as many as procedures where it is unknown."""
    if rate is None or residual is None:
        return None
    if clusters < 2 or rate in {0, 1}:
        return clusters
    clustered = clusters / (clusters - 1) * residual / n**2
    effect = clustered / (rate * (1 - rate) / (n - 1))
    factor = float(special.stdtrit(n - 1, 0.975) / special.stdtrit(clusters - 1, 0.975))
    return n / max(1, effect) * factor**2


def _named(name: str, **values: float | None) -> Numbers:
    return {f"{name} {what}": value for what, value in values.items()}
