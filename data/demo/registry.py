"""A synthetic registry of any size, in chunks of columns; the same seed gives the same registry."""

from collections.abc import Iterator

import numpy as np
from registry_draws import TERMS, Columns
from registry_events import complications, new_fractures
from registry_levels import leaks, recorded_levels, treated, treated_levels
from registry_patients import patients, procedures_of, recorded_patients, recorded_procedures
from registry_visits import visits

ALL_TIMEPOINTS = TERMS["timepoint"]
CHUNK = 100_000


def registry(
    procedures: int,
    seed: int,
    chunk: int = CHUNK,
    timepoints: tuple[str, ...] = ALL_TIMEPOINTS,
) -> Iterator[dict[str, Columns]]:
    """Make the registry chunk by chunk; no patient spans two chunks.

    Parameters
    ----------
    procedures : int
        How many procedures in all.
    seed : int
        Together with the other parameters it fixes every value.
    chunk : int
        Most procedures in a chunk.
    timepoints : tuple of str
        The visits to make, in order, ``baseline`` first.

    Yields
    ------
    dict
        The columns of every record table by name, coded as described in ``registry_draws``;
        ``patient_no`` and ``procedure_no`` count from 1 over the whole registry.
    """
    patients_before = 0
    for number, before in enumerate(range(0, procedures, chunk)):
        rng = np.random.default_rng([seed, number])
        tables = _chunk(rng, min(chunk, procedures - before), timepoints)
        for columns in tables.values():
            for key, offset in (("patient_no", patients_before), ("procedure_no", before)):
                if key in columns:
                    columns[key] = columns[key].astype(np.int64) + offset + 1
        patients_before += len(tables["patient"]["patient_no"])
        yield tables


def _chunk(
    rng: np.random.Generator, procedures: int, timepoints: tuple[str, ...]
) -> dict[str, Columns]:
    patient, who = patients(rng, procedures)
    procedure = procedures_of(rng, patient, who)
    level_matrix = treated(rng, procedures)
    level = treated_levels(rng, procedure, level_matrix)
    return {
        "patient": recorded_patients(rng, patient),
        "procedure": recorded_procedures(rng, procedure),
        "treated_level": recorded_levels(rng, level),
        "leak": leaks(rng, level),
        "visit": visits(rng, procedure, timepoints),
        "complication": complications(rng, procedure, level_matrix),
        "new_fracture": new_fractures(rng, procedure, level_matrix),
    }
