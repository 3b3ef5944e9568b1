"""Write the synthetic registry ``registry-demo``: about 1,500 procedures over six years.

Run as ``python data/demo/registry_demo.py OUTPUT_FOLDER``.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import registry_truth as truth
from csv_folder import write_folder
from registry import registry
from registry_draws import CIRSE_VERSION, MISSING, TERMS, Columns

DECIMALS = {"bmd_t_score_tenths": "bmd_t_score", "cement_tenths": "cement_ml"}
RENAMED = {"patient_no": "patient_id", "procedure_no": "procedure_id", "leak_site": "site"}
ABOUT = {
    "name": "registry-demo",
    "title": "Registry demo: synthetic, 1,500 procedures at two sites, 2018-2023",
    "nature": "synthetic",
    "note": (
        "Synthetic registry, drawn at random with the parameters printed in data/CODEBOOK.md; no "
        "such patient, operator or site exists."
    ),
}


def as_text(columns: Columns) -> pd.DataFrame:
    """Turn coded columns into the text of the data dictionary; not recorded is empty.

    Parameters
    ----------
    columns : dict of ndarray
        Columns of one record table as ``registry`` makes them.

    Returns
    -------
    DataFrame
        The same rows as text, under the names of the source format.
    """
    written = {
        RENAMED.get(name, DECIMALS.get(name, name)): _text(name, values)
        for name, values in columns.items()
    }
    if "vas_tenths" in columns:
        written["pain_raw"] = _pain(columns["vas_tenths"], columns["pain_scale"])
    if "cirse_grade" in columns:
        written["cirse_version"] = np.full(len(columns["cirse_grade"]), CIRSE_VERSION)
    return pd.DataFrame(written)


def _text(name: str, values: np.ndarray) -> np.ndarray:
    if name in TERMS:
        return np.array([*TERMS[name], ""], dtype=object)[values]
    if name in ("patient_no", "procedure_no"):
        return np.array([f"{name[:2].upper()}{number:05d}" for number in values.tolist()])
    shown = (values / 10 if name in DECIMALS else values).astype(str)
    return np.where(values == MISSING, "", shown) if values.dtype.kind == "i" else shown


def _pain(vas_tenths: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Write pain as its scale has it: one decimal, whole millimetres or a whole number."""
    choices = (
        (vas_tenths / 10).astype(str),
        vas_tenths.astype(str),
        (vas_tenths // 10).astype(str),
    )
    order = [TERMS["pain_scale"].index(term) for term in ("VAS 0-10", "VAS 0-100", "NRS 0-10")]
    return np.select([scale == place for place in order], choices, "")


if __name__ == "__main__":
    (tables,) = registry(truth.PROCEDURES, truth.SEED)
    write_folder(Path(sys.argv[1]), {name: as_text(rows) for name, rows in tables.items()}, ABOUT)
