"""Complications and new fractures."""

import numpy as np
import registry_truth as truth
from registry_draws import DAYS_PER_YEAR, Columns, drawn, weighted_keys
from registry_patients import CUT_OFF


def complications(
    rng: np.random.Generator, procedure: Columns, level_matrix: np.ndarray
) -> Columns:
    """Columns of ``record.complication``: at most one row a procedure, none after death."""
    rows = np.flatnonzero(rng.random(len(level_matrix)) < truth.COMPLICATION)
    onset = rng.integers(0, truth.COMPLICATION_LAST_DAY, len(rows), endpoint=True)
    alive = (procedure["death"] - procedure["day"])[rows]
    level = np.argmax(weighted_keys(rng, level_matrix[rows]), axis=1)
    at_level = rng.random(len(rows)) < truth.COMPLICATION_AT_LEVEL
    return {
        "procedure_no": procedure["procedure_no"][rows],
        "level": np.where(at_level, level, -1).astype(np.int8),
        "type": drawn(rng, truth.COMPLICATION_TYPES.values(), len(rows)),
        "onset_day": np.minimum(onset, alive).astype(np.int32),
        "cirse_grade": drawn(rng, truth.COMPLICATION_GRADES, len(rows)).astype(np.int16) + 1,
        "symptomatic": (rng.random(len(rows)) < truth.COMPLICATION_SYMPTOMATIC).astype(np.int8),
    }


def new_fractures(
    rng: np.random.Generator, procedure: Columns, level_matrix: np.ndarray
) -> Columns:
    """Columns of ``record.new_fracture``: days from the first procedure, at untreated levels."""
    first = np.flatnonzero(procedure["first"])
    days = rng.exponential(DAYS_PER_YEAR / truth.YEARLY_NEW_FRACTURES, len(first)).astype(np.int32)
    known_to = np.minimum(procedure["death"], CUT_OFF)[first] - procedure["day"][first]
    happened = days <= known_to
    rows, days = first[happened], days[happened]
    before = level_matrix[rows]
    beside = np.zeros_like(before)
    beside[:, 1:] |= before[:, :-1]
    beside[:, :-1] |= before[:, 1:]
    adjacent = rng.random(len(rows)) < truth.NEW_FRACTURE_ADJACENT
    admitted = ~before & (beside | ~adjacent[:, None])
    return {
        "patient_no": procedure["patient_no"][rows],
        "level": np.argmax(weighted_keys(rng, admitted), axis=1).astype(np.int8),
        "day": days,
    }
