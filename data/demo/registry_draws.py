"""Draws that the parts of the synthetic registry share, and how its columns are coded.

A column of terms holds places in ``TERMS[column]`` counted from 0, with -1 for "not recorded"; a
column of numbers holds whole numbers with ``MISSING`` for "not recorded"; days are counted from
1970-01-01.
"""

from collections.abc import Iterable

import numpy as np
import registry_truth as truth

MISSING = -9999
DAYS_PER_YEAR = 365.25
CIRSE_VERSION = "2017"
YES_NO = ("no", "yes")
STATUSES = ("completed", "missed", "not due", "died", "withdrawn")
STEPS = ("bedbound", "wheelchair", "walker", "cane", "unaided")
ASSESSMENTS = ("not looked for", "fluoroscopy", "radiograph", "CT", "chest CT")
LEVELS = tuple(truth.LEVEL_WEIGHTS)
SITES = tuple(dict.fromkeys(site for sites in truth.LEAK_SITE.values() for site in sites))

TERMS: dict[str, tuple[str, ...]] = {
    "sex": tuple(truth.SEX),
    "vital_status": ("alive", "dead", "unknown"),
    "operator": tuple(f"operator-{place}" for place in range(1, len(truth.OPERATOR_SHARES) + 1)),
    "site": tuple(dict.fromkeys(truth.OPERATOR_SITES)),
    "guidance": tuple(truth.GUIDANCE),
    "anaesthesia": tuple(truth.ANAESTHESIA),
    "etiology": tuple(truth.ETIOLOGY),
    "level": LEVELS,
    "approach": tuple(truth.APPROACH),
    "viscosity": ("low", "high"),
    "leak_assessment": ASSESSMENTS,
    "detection": ASSESSMENTS,
    "route": tuple(truth.LEAK_ROUTE),
    "leak_site": SITES,
    "timepoint": tuple(truth.VISIT_DAYS),
    "status": STATUSES,
    "pain_scale": tuple(truth.PAIN_SCALE),
    "ambulation": STEPS,
    "type": tuple(truth.COMPLICATION_TYPES),
    **dict.fromkeys(("postprocedure_ct", "cleft", "technical_success", "symptomatic"), YES_NO),
    **dict.fromkeys(("intervention", "reported_relief"), YES_NO),
}
"""The terms of each coded column; ``leak_site`` stands for the column ``site`` of ``leak``."""

Columns = dict[str, np.ndarray]


def day_number(date: str) -> int:
    """Days from 1970-01-01 to an ISO date."""
    return int(np.datetime64(date).astype(int))


def drawn(rng: np.random.Generator, shares: Iterable[float], size: int) -> np.ndarray:
    """Draw places 0, 1, .. with the given shares."""
    steps = np.cumsum(list(shares))
    return np.searchsorted(steps[:-1], rng.random(size), side="right").astype(np.int8)


def chance(log_odds: np.ndarray) -> np.ndarray:
    """Probability of some log-odds."""
    return 1.0 / (1.0 + np.exp(-log_odds))


def blanked(rng: np.random.Generator, values: np.ndarray, name: str) -> np.ndarray:
    """Leave out the share ``truth.MISSING[name]`` of some values at random."""
    missing = -1 if values.dtype == np.int8 else MISSING
    left_out = rng.random(values.shape, dtype=np.float32) < truth.MISSING[name]
    return np.where(left_out, values.dtype.type(missing), values)


def weighted_keys(rng: np.random.Generator, admitted: np.ndarray) -> np.ndarray:
    """Random keys of levels: the k largest of a row are k weighted draws without replacement.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of the draws.
    admitted : ndarray of bool, shape (n, levels)
        Levels that may be drawn; the others get the key minus infinity.
    """
    weights = np.log(list(truth.LEVEL_WEIGHTS.values()))
    return np.where(admitted, weights + rng.gumbel(size=admitted.shape), -np.inf)


def by_term(column: str, values: dict[str, float]) -> np.ndarray:
    """Values in the order of the terms of a column."""
    return np.array([values[term] for term in TERMS[column]])
