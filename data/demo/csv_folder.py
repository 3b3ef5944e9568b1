"""Write a dataset folder in the data dictionary's own format: CSV files and ``dataset.toml``."""

import json
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

COLUMNS = {
    "patient": ("patient_id", "sex", "bmd_t_score", "vital_status", "death_day"),
    "procedure": (
        *("procedure_id", "patient_id", "age", "procedure_date", "operator", "site"),
        *("guidance", "anaesthesia", "etiology", "symptom_weeks", "postprocedure_ct"),
    ),
    "treated_level": (
        *("procedure_id", "level", "approach", "cement_ml", "viscosity"),
        *("genant_grade", "cleft", "technical_success", "leak_assessment"),
    ),
    "leak": (
        *("procedure_id", "level", "route", "site", "detection"),
        *("symptomatic", "intervention"),
    ),
    "visit": (
        *("procedure_id", "timepoint", "days_since", "pain_scale", "pain_raw"),
        *("odi", "rdq", "ambulation", "reported_relief", "status"),
    ),
    "complication": (
        *("procedure_id", "level", "type", "onset_day"),
        *("cirse_grade", "cirse_version", "symptomatic"),
    ),
    "new_fracture": ("patient_id", "level", "day"),
}
"""The files of a dataset folder and the columns of each, in order."""


def write_folder(
    folder: Path, tables: Mapping[str, pd.DataFrame], about: Mapping[str, str]
) -> None:
    """Write one CSV per table and ``dataset.toml``.

    Parameters
    ----------
    folder : Path
        Made when it does not exist; files of the same names are replaced.
    tables : mapping of str to DataFrame
        Columns of text, the empty text for "not recorded". A column or table that is absent was
        not recorded at all: it is written empty.
    about : mapping of str to str
        The keys of ``dataset.toml``: name, title, nature, note.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for table, columns in COLUMNS.items():
        rows = tables.get(table, pd.DataFrame()).reindex(columns=list(columns), fill_value="")
        rows.to_csv(folder / f"{table}.csv", index=False, lineterminator="\n", encoding="utf-8")
    # A JSON string is a TOML basic string.
    lines = [f"{key} = {json.dumps(text, ensure_ascii=False)}\n" for key, text in about.items()]
    (folder / "dataset.toml").write_text("".join(lines), encoding="utf-8", newline="\n")
