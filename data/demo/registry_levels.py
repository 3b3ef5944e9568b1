"""Treated levels and their leaks: the true values, and what of them is recorded."""

import numpy as np
import registry_truth as truth
from registry_draws import (
    ASSESSMENTS,
    DAYS_PER_YEAR,
    LEVELS,
    SITES,
    TERMS,
    Columns,
    blanked,
    by_term,
    chance,
    day_number,
    drawn,
    weighted_keys,
)

NOT_LOOKED_FOR, FLUOROSCOPY, RADIOGRAPH, CT, CHEST_CT = range(len(ASSESSMENTS))


def treated(rng: np.random.Generator, procedures: int) -> np.ndarray:
    """Draw which levels each procedure treats.

    Returns
    -------
    ndarray of bool, shape (procedures, levels)
        True where a level is treated; one to five a row.
    """
    counts = drawn(rng, truth.LEVELS_PER_PROCEDURE, procedures) + 1
    adjoining = (counts == 1) | (rng.random(procedures) < truth.ADJOINING_SHARE)
    anchor = drawn(rng, truth.LEVEL_WEIGHTS.values(), procedures).astype(np.int64)
    first = np.clip(anchor - rng.integers(0, counts), 0, len(LEVELS) - counts)
    place = np.arange(len(LEVELS))
    chosen = (place >= first[:, None]) & (place < (first + counts)[:, None])
    apart = np.flatnonzero(~adjoining)
    keys = weighted_keys(rng, np.ones((len(apart), len(LEVELS)), dtype=bool))
    rank = np.argsort(np.argsort(-keys, axis=1), axis=1)
    chosen[apart] = rank < counts[apart, None]
    return chosen


def treated_levels(
    rng: np.random.Generator, procedure: Columns, level_matrix: np.ndarray
) -> Columns:
    """Draw the true values of every treated level, cranial first within its procedure."""
    which, level = np.nonzero(level_matrix)
    low_viscosity = (
        rng.random(len(procedure["day"])) < by_term("site", truth.LOW_VISCOSITY)[procedure["site"]]
    )
    values = {
        "procedure_no": which,
        "level": level.astype(np.int8),
        "low_viscosity": low_viscosity[which],
        "cleft": (rng.random(len(which)) < truth.CLEFT).astype(np.int8),
        "assessment": _assessment(rng, procedure["postprocedure_ct"][which]),
    }
    values["recorded_assessment"] = blanked(rng, values["assessment"], "leak_assessment")
    values["leak"] = rng.random(len(which)) < chance(_leak_log_odds(rng, procedure, values))
    return values


def _assessment(rng: np.random.Generator, ct: np.ndarray) -> np.ndarray:
    """How leakage was looked for, by whether CT followed."""
    with_ct = np.array([CT, CHEST_CT])[drawn(rng, truth.ASSESSMENT_WITH_CT.values(), len(ct))]
    without = drawn(rng, truth.ASSESSMENT_WITHOUT_CT.values(), len(ct))
    looked = np.where(ct == 1, with_ct, np.array([FLUOROSCOPY, RADIOGRAPH])[without])
    not_looked = rng.random(len(ct)) < truth.NOT_LOOKED_FOR
    return np.where(not_looked, NOT_LOOKED_FOR, looked).astype(np.int8)


def _leak_log_odds(rng: np.random.Generator, procedure: Columns, level: Columns) -> np.ndarray:
    """Log-odds of a leak that is found; those not looked for are never found."""
    by_assessment = np.array(
        [truth.LEAK_LOG_ODDS_ASSESSMENT.get(term, -np.inf) for term in ASSESSMENTS]
    )
    years = (procedure["day"] - day_number(truth.DRIFT_FROM)).clip(0) / DAYS_PER_YEAR
    drifting = procedure["operator"] == TERMS["operator"].index(truth.DRIFT_OPERATOR)
    shared = rng.normal(0, truth.LEAK_PROCEDURE_SD, len(years))
    shared += truth.DRIFT_LOG_ODDS_PER_YEAR * years * drifting
    return (
        truth.LEAK_LOG_ODDS
        + truth.LEAK_LOG_ODDS_LOW_VISCOSITY * level["low_viscosity"]
        + truth.LEAK_LOG_ODDS_CLEFT * level["cleft"]
        + by_assessment[level["assessment"]]
        + shared[level["procedure_no"]]
    )


def recorded_levels(rng: np.random.Generator, level: Columns) -> Columns:
    """Columns of ``record.treated_level``."""
    size = len(level["level"])
    lumbar = level["level"] >= LEVELS.index("L1")
    mean = np.where(lumbar, truth.CEMENT_ML_LUMBAR, truth.CEMENT_ML_THORACIC)
    cement = np.rint(rng.normal(mean, truth.CEMENT_ML_SD).clip(0.5, 9) * 10).astype(np.int16)
    success = (rng.random(size) < truth.TECHNICAL_SUCCESS).astype(np.int8)
    high = (~level["low_viscosity"]).astype(np.int8)
    grade = drawn(rng, truth.GENANT_GRADE, size).astype(np.int16)
    return {
        "procedure_no": level["procedure_no"],
        "level": level["level"],
        "approach": blanked(rng, drawn(rng, truth.APPROACH.values(), size), "approach"),
        "cement_tenths": blanked(rng, cement, "cement_ml"),
        "viscosity": blanked(rng, high, "viscosity"),
        "genant_grade": blanked(rng, grade, "genant_grade"),
        "cleft": blanked(rng, level["cleft"], "cleft"),
        "technical_success": blanked(rng, success, "technical_success"),
        "leak_assessment": level["recorded_assessment"],
    }


def leaks(rng: np.random.Generator, level: Columns) -> Columns:
    """Columns of ``record.leak``: one or two rows for a leaking level with assessment recorded."""
    leaking = np.flatnonzero(level["leak"] & (level["recorded_assessment"] > NOT_LOOKED_FOR))
    rows = np.repeat(leaking, 1 + (rng.random(len(leaking)) < truth.SECOND_LEAK))
    route = drawn(rng, truth.LEAK_ROUTE.values(), len(rows))
    early = rng.random(len(rows)) < truth.LEAK_SEEN_BY_FLUOROSCOPY
    symptomatic = rng.random(len(rows)) < truth.LEAK_SYMPTOMATIC
    intervention = symptomatic & (rng.random(len(rows)) < truth.LEAK_INTERVENTION)
    return {
        "procedure_no": level["procedure_no"][rows],
        "level": level["level"][rows],
        "route": blanked(rng, route, "route"),
        "leak_site": blanked(rng, _site(rng, route), "leak_site"),
        "detection": np.where(early, np.int8(FLUOROSCOPY), level["assessment"][rows]),
        "symptomatic": blanked(rng, symptomatic.astype(np.int8), "symptomatic"),
        "intervention": blanked(rng, intervention.astype(np.int8), "intervention"),
    }


def _site(rng: np.random.Generator, route: np.ndarray) -> np.ndarray:
    """Where leaked cement lies, by route."""
    site = np.empty(len(route), dtype=np.int8)
    for place, shares in enumerate(truth.LEAK_SITE.values()):
        rows = np.flatnonzero(route == place)
        codes = np.array([SITES.index(term) for term in shares])
        site[rows] = codes[drawn(rng, shares.values(), len(rows))]
    return site
