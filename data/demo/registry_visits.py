"""Visits: when they fall, what became of them, and what they recorded."""

import numpy as np
import registry_truth as truth
from registry_draws import (
    DAYS_PER_YEAR,
    MISSING,
    STATUSES,
    STEPS,
    TERMS,
    Columns,
    blanked,
    chance,
    drawn,
)
from registry_patients import CUT_OFF
from scipy.special import ndtr

COMPLETED, MISSED, NOT_DUE, DIED, WITHDRAWN = range(len(STATUSES))
NEOPLASTIC = TERMS["etiology"].index("neoplastic")
NRS = TERMS["pain_scale"].index("NRS 0-10")


def visits(rng: np.random.Generator, procedure: Columns, timepoints: tuple[str, ...]) -> Columns:
    """Columns of ``record.visit``: one row per procedure and timepoint, baseline first."""
    days = np.stack(
        [
            rng.integers(*truth.VISIT_DAYS[at], len(procedure["day"]), endpoint=True)
            for at in timepoints
        ],
        axis=1,
    )
    status = _status(rng, procedure, timepoints, days)
    done = status == COMPLETED
    scale = drawn(rng, truth.PAIN_SCALE.values(), len(days))
    vas = _vas(rng, procedure, timepoints)
    vas_tenths = np.rint(np.where(scale[:, None] == NRS, np.rint(vas) * 10, vas * 10))
    asked = done & np.isin(timepoints, _function_timepoints())
    after = done & (np.array(timepoints) != "baseline")
    relief = rng.random(vas.shape) < chance(_relief_log_odds(vas))

    def numbers(values: np.ndarray, name: str, known: np.ndarray) -> np.ndarray:
        return np.where(known, blanked(rng, values.astype(np.int16), name), MISSING)

    def terms(values: np.ndarray, name: str, known: np.ndarray) -> np.ndarray:
        return np.where(known, blanked(rng, values.astype(np.int8), name), np.int8(-1))

    pain = numbers(vas_tenths, "pain", done)
    columns = {
        "procedure_no": np.broadcast_to(procedure["procedure_no"][:, None], days.shape),
        "timepoint": np.broadcast_to(_codes(timepoints), days.shape),
        "days_since": np.where(done, days, MISSING).astype(np.int32),
        "pain_scale": np.where(pain != MISSING, scale[:, None], np.int8(-1)),
        "vas_tenths": pain,
        "odi": numbers(_odi(rng, vas), "odi", asked),
        "rdq": numbers(_rdq(rng, vas), "rdq", asked),
        "ambulation": terms(_ambulation(rng, procedure, vas), "ambulation", done),
        "reported_relief": terms(relief, "reported_relief", after),
        "status": status.astype(np.int8),
    }
    return {name: values.ravel() for name, values in columns.items()}


def _codes(timepoints: tuple[str, ...]) -> np.ndarray:
    return np.array([TERMS["timepoint"].index(at) for at in timepoints], dtype=np.int8)


def _function_timepoints() -> tuple[str, ...]:
    order = TERMS["timepoint"]
    return ("baseline", *order[order.index(truth.FUNCTION_FROM) :])


def _decades(procedure: Columns) -> np.ndarray:
    """Tens of years above the mean age, as a column."""
    return ((procedure["age"] - truth.AGE_MEAN) / 10)[:, None]


def _status(
    rng: np.random.Generator, procedure: Columns, timepoints: tuple[str, ...], days: np.ndarray
) -> np.ndarray:
    """What became of each visit: died before not due, before withdrawn, before missed."""
    dates = procedure["day"][:, None] + days
    dead = dates >= procedure["death"][:, None]
    missed = np.array([truth.MISSED[at] for at in timepoints])
    with np.errstate(divide="ignore"):
        log_odds = np.log(missed / (1 - missed))
    log_odds = log_odds + truth.MISSED_LOG_ODDS_PER_DECADE * _decades(procedure)
    withdrawal = rng.exponential(DAYS_PER_YEAR / truth.YEARLY_WITHDRAWALS, len(days))
    status = np.where(rng.random(days.shape) < chance(log_odds), MISSED, COMPLETED)
    status[dead] = MISSED
    status[days > withdrawal[:, None]] = WITHDRAWN
    status[dates > CUT_OFF] = NOT_DUE
    status[dead & procedure["death_known"][:, None]] = DIED
    return status


def _vas(rng: np.random.Generator, procedure: Columns, timepoints: tuple[str, ...]) -> np.ndarray:
    """True VAS in points, skewed to the left before and to the right after the procedure."""
    before, shared = rng.normal(size=(2, len(procedure["day"]), 1))
    weights = -truth.VAS_BEFORE_WEIGHT, truth.VAS_PROCEDURE_WEIGHT
    rest = np.sqrt(1 - weights[0] ** 2 - weights[1] ** 2)
    latent = rest * rng.normal(size=(len(before), len(timepoints)))
    latent += weights[0] * before + weights[1] * shared
    latent += truth.VAS_AFTER_AGE_SHIFT * _decades(procedure)
    latent += truth.VAS_AFTER_NEOPLASTIC_SHIFT * (procedure["etiology"] == NEOPLASTIC)[:, None]
    powers = np.array([truth.VAS_AFTER_POWER.get(at, 1.0) for at in timepoints])
    vas = 10 * ndtr(latent) ** powers
    fall = truth.VAS_BEFORE_RANGE * ndtr(before[:, 0]) ** truth.VAS_BEFORE_POWER
    vas[:, 0] = truth.VAS_BEFORE_WORST - fall
    return vas


def _relief_log_odds(vas: np.ndarray) -> np.ndarray:
    """Log-odds of reported relief, by the fall as a fraction of baseline."""
    fall = 1 - vas / vas[:, :1]
    return truth.RELIEF_LOG_ODDS + truth.RELIEF_LOG_ODDS_FALL * fall


def _odi(rng: np.random.Generator, vas: np.ndarray) -> np.ndarray:
    odi = rng.normal(truth.ODI_BASE + truth.ODI_PER_VAS * vas, truth.ODI_SD)
    return (2 * np.rint(odi / 2)).clip(0, 100)


def _rdq(rng: np.random.Generator, vas: np.ndarray) -> np.ndarray:
    rdq = rng.normal(truth.RDQ_BASE + truth.RDQ_PER_VAS * vas, truth.RDQ_SD)
    return np.rint(rdq).clip(0, 24)


def _ambulation(rng: np.random.Generator, procedure: Columns, vas: np.ndarray) -> np.ndarray:
    step = truth.AMBULATION_BASE + truth.AMBULATION_PER_VAS * vas
    step += truth.AMBULATION_PER_DECADE * _decades(procedure)
    step += rng.normal(0, truth.AMBULATION_PROCEDURE_SD, (len(vas), 1))
    step += rng.normal(0, truth.AMBULATION_VISIT_SD, vas.shape)
    return np.rint(step).clip(0, len(STEPS) - 1)
