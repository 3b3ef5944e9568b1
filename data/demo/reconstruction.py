"""Search for whole numbers with a given total, range and standard deviation."""

import numpy as np

SD_TOLERANCE = 0.02


def searched(
    rng: np.random.Generator,
    start: np.ndarray,
    total: int,
    bounds: tuple[np.ndarray | int, np.ndarray | int],
    sd: float | None = None,
    beside: np.ndarray | None = None,
) -> np.ndarray:
    """Move whole numbers by single steps until their total and sample SD are as wanted.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of the steps.
    start : ndarray of int
        Values to begin with.
    total : int
        Their total at the end.
    bounds : tuple
        Lowest and highest value admitted, both included; one for all or one each.
    sd : float, optional
        SD at the end, together with ``beside``, to within ``SD_TOLERANCE``.
    beside : ndarray of int, optional
        Further values, left as they are, that count for the SD.

    Returns
    -------
    ndarray of int
        As many values as ``start``.
    """
    values = np.clip(start, *bounds)
    rest = np.array([], dtype=int) if beside is None else beside

    def distance(trial: np.ndarray) -> tuple[int, float]:
        spread = 0.0 if sd is None else abs(np.concatenate([trial, rest]).std(ddof=1) - sd)
        return abs(int(trial.sum()) - total), max(spread - SD_TOLERANCE, 0.0)

    while distance(values) != (0, 0.0):
        trial = values.copy()
        up, down = rng.integers(len(values), size=2)
        trial[up] += int(values.sum() <= total)
        trial[down] -= int(values.sum() >= total)
        trial = np.clip(trial, *bounds)
        if distance(trial) <= distance(values):
            values = trial
    return values
