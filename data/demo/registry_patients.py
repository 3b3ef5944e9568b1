"""Patients and their procedures: the true values, and what of them is recorded."""

import numpy as np
import registry_truth as truth
from registry_draws import (
    DAYS_PER_YEAR,
    MISSING,
    TERMS,
    Columns,
    blanked,
    by_term,
    day_number,
    drawn,
)

FIRST, LAST = day_number(truth.FIRST_DATE), day_number(truth.LAST_DATE)
CUT_OFF = day_number(truth.CUT_OFF)
ALIVE, DEAD, UNKNOWN = range(3)


def patients(rng: np.random.Generator, procedures: int) -> tuple[Columns, np.ndarray]:
    """Draw patients until they have as many procedures as wanted.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of the draws.
    procedures : int
        Procedures in all; the last patient's are cut to fit.

    Returns
    -------
    dict of ndarray
        True values of each patient.
    ndarray of int
        Patient (from 0) of each procedure, in order.
    """
    counts = drawn(rng, truth.PROCEDURES_PER_PATIENT, procedures) + 1
    who = np.repeat(np.arange(procedures), counts)[:procedures]
    counts = np.bincount(who)
    size = len(counts)
    etiology = drawn(rng, truth.ETIOLOGY.values(), size)
    mean = truth.AGE_MEAN + np.array(list(truth.AGE_SHIFT.values()))[etiology]
    room = LAST - FIRST - (counts - 1) * truth.DAYS_BETWEEN_PROCEDURES[1]
    patient = {
        "procedure_count": counts,
        "sex": drawn(rng, truth.SEX.values(), size),
        "etiology": etiology,
        "age": np.clip(rng.normal(mean, truth.AGE_SD), *truth.AGE_RANGE),
        "operator": drawn(rng, truth.OPERATOR_SHARES, size),
        "first_day": FIRST + rng.integers(0, room + 1),
        "t_score": rng.normal(truth.BMD_T_SCORE_MEAN, truth.BMD_T_SCORE_SD, size),
        "years_to_death": rng.exponential(size=size) / _hazards(etiology),
    }
    return patient, who


def _hazards(etiology: np.ndarray) -> np.ndarray:
    return np.array(list(truth.YEARLY_DEATHS.values()))[etiology]


def procedures_of(rng: np.random.Generator, patient: Columns, who: np.ndarray) -> Columns:
    """Date the procedures and settle which deaths are known, here and in ``patient``.

    A death is known when it lies before the cut-off and the vital status is recorded; an unknown
    death shows as missed visits.
    """
    gaps = rng.integers(*truth.DAYS_BETWEEN_PROCEDURES, size=len(who), endpoint=True)
    first = np.concatenate([[True], who[1:] != who[:-1]])
    gaps[first] = 0
    since = np.cumsum(gaps)
    since -= since[np.flatnonzero(first)][who]
    day = patient["first_day"][who] + since
    last_day = day[np.append(first[1:], True)]
    death = last_day + np.ceil(patient["years_to_death"] * DAYS_PER_YEAR).astype(np.int64)
    _settle_death(rng, patient, death)
    operator = patient["operator"][who]
    site = np.array([TERMS["site"].index(name) for name in truth.OPERATOR_SITES], dtype=np.int8)
    site = site[operator]
    ct = rng.random(len(who)) < by_term("site", truth.POSTPROCEDURE_CT)[site]
    return {
        "procedure_no": np.arange(len(who)),
        "patient_no": who,
        "first": first,
        "since_first": since,
        "day": day,
        "age": patient["age"][who] + since / DAYS_PER_YEAR,
        "etiology": patient["etiology"][who],
        "operator": operator,
        "site": site,
        "postprocedure_ct": ct.astype(np.int8),
        "death": death[who],
        "death_known": (patient["vital_status"] == DEAD)[who],
    }


def _settle_death(rng: np.random.Generator, patient: Columns, death: np.ndarray) -> None:
    unknown, empty = truth.VITAL_STATUS_UNKNOWN, truth.VITAL_STATUS_EMPTY
    recorded = drawn(rng, (1 - unknown - empty, unknown, empty), len(death))
    dead = np.where(death <= CUT_OFF, DEAD, ALIVE)
    status = np.choose(recorded, (dead, UNKNOWN, -1)).astype(np.int8)
    patient["vital_status"] = status
    patient["death_day"] = np.where(status == DEAD, death - patient["first_day"], MISSING)


def recorded_patients(rng: np.random.Generator, patient: Columns) -> Columns:
    """Columns of ``record.patient``."""
    t_score = np.clip(np.rint(patient["t_score"] * 10), -70, 40).astype(np.int16)
    return {
        "patient_no": np.arange(len(t_score)),
        "sex": patient["sex"],
        "bmd_t_score_tenths": blanked(rng, t_score, "bmd_t_score"),
        "vital_status": patient["vital_status"],
        "death_day": patient["death_day"].astype(np.int32),
    }


def recorded_procedures(rng: np.random.Generator, procedure: Columns) -> Columns:
    """Columns of ``record.procedure``."""
    size = len(procedure["day"])
    weeks = rng.lognormal(
        np.log(truth.SYMPTOM_WEEKS_MEDIAN), truth.SYMPTOM_WEEKS_LOG_SD, size
    ).clip(0, 520)
    return {
        "procedure_no": procedure["procedure_no"],
        "patient_no": procedure["patient_no"],
        "age": blanked(rng, procedure["age"].astype(np.int16), "age"),
        "procedure_date": procedure["day"].astype("datetime64[D]"),
        "operator": blanked(rng, procedure["operator"], "operator"),
        "site": procedure["site"],
        "guidance": blanked(rng, drawn(rng, truth.GUIDANCE.values(), size), "guidance"),
        "anaesthesia": blanked(rng, drawn(rng, truth.ANAESTHESIA.values(), size), "anaesthesia"),
        "etiology": blanked(rng, procedure["etiology"], "etiology"),
        "symptom_weeks": blanked(rng, weeks.astype(np.int16), "symptom_weeks"),
        "postprocedure_ct": blanked(rng, procedure["postprocedure_ct"], "postprocedure_ct"),
    }
