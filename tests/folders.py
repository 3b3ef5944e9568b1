"""A small valid source folder, and ways to spoil it."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

Row = dict[str, str]
Content = str | bytes | Sequence[Row] | None

VALID: dict[str, list[Row]] = {
    "patient": [
        {"patient_id": "P1", "sex": "female", "bmd_t_score": "-2.5", "vital_status": "dead"}
        | {"death_day": "400"},
        {"patient_id": "P2", "sex": "unknown", "bmd_t_score": "", "vital_status": "alive"}
        | {"death_day": ""},
    ],
    "procedure": [
        {"procedure_id": "A", "patient_id": "P1", "age": "78", "procedure_date": "2021-03-04"}
        | {"operator": "O1", "site": "north", "guidance": "biplane", "anaesthesia": "local"}
        | {"etiology": "osteoporotic", "symptom_weeks": "6", "postprocedure_ct": "yes"},
        {"procedure_id": "B", "patient_id": "P2", "age": "66", "procedure_date": "2022-12-31"}
        | {"operator": "O2", "site": "south, old wing", "guidance": "CT", "anaesthesia": ""}
        | {"etiology": "traumatic", "symptom_weeks": "", "postprocedure_ct": "no"},
    ],
    "treated_level": [
        {"procedure_id": "A", "level": "T12", "approach": "bipedicular", "cement_ml": "4.5"}
        | {"viscosity": "high", "genant_grade": "2", "cleft": "yes", "technical_success": "yes"}
        | {"leak_assessment": "CT"},
        {"procedure_id": "A", "level": "L1", "approach": "unipedicular", "cement_ml": "3"}
        | {"viscosity": "high", "genant_grade": "1", "cleft": "no", "technical_success": "yes"}
        | {"leak_assessment": "not looked for"},
        {"procedure_id": "B", "level": "Th 7", "approach": "", "cement_ml": "", "viscosity": ""}
        | {"genant_grade": "", "cleft": "", "technical_success": "no"}
        | {"leak_assessment": "fluoroscopy"},
    ],
    "leak": [
        {"procedure_id": "A", "level": "d12", "route": "B", "site": "epidural", "detection": "CT"}
        | {"symptomatic": "no", "intervention": "no"},
    ],
    "visit": [
        {"procedure_id": "A", "timepoint": "baseline", "days_since": "-1"}
        | {"pain_scale": "VAS 0-10", "pain_raw": "8.5", "vas": "8.5", "odi": "61.5", "rdq": "18"}
        | {"ambulation": "walker", "reported_relief": "", "status": "completed"},
        {"procedure_id": "A", "timepoint": "24 h", "days_since": "1"}
        | {"pain_scale": "VAS 0-10", "pain_raw": "3", "vas": "", "odi": "", "rdq": ""}
        | {"ambulation": "cane", "reported_relief": "yes", "status": "completed"},
        {"procedure_id": "A", "timepoint": "12 months", "days_since": "360"}
        | {"pain_scale": "VAS 0-100", "pain_raw": "17", "vas": "1.7", "odi": "", "rdq": ""}
        | {"ambulation": "unaided", "reported_relief": "yes", "status": "completed"},
        {"procedure_id": "B", "timepoint": "baseline", "days_since": "0"}
        | {"pain_scale": "NRS 0-10", "pain_raw": "7", "vas": "7.0", "odi": "", "rdq": ""}
        | {"ambulation": "", "reported_relief": "", "status": "completed"},
        {"procedure_id": "B", "timepoint": "1 month", "days_since": ""}
        | {"pain_scale": "", "pain_raw": "", "vas": "", "odi": "", "rdq": ""}
        | {"ambulation": "", "reported_relief": "", "status": "missed"},
    ],
    "complication": [
        {"procedure_id": "A", "level": "T12", "type": "infection", "onset_day": "3"}
        | {"cirse_grade": "2", "cirse_version": "2017", "symptomatic": "yes"},
    ],
    "new_fracture": [{"patient_id": "P1", "level": "T11", "day": "200"}],
}
"""Two patients, two procedures, three levels, every file; the header is line 1."""

DATASET = """name = "small"
title = "A small dataset"
nature = "synthetic"
note = "Made up for tests; no patients."
"""


def write_folder(path: Path, **overrides: Content) -> Path:
    """Write a valid source folder, but for what is overridden.

    Keywords are file names without their ending, ``dataset`` for ``dataset.toml``. Their values are
    rows, text or bytes to write instead, or None to leave the file out.
    """
    path.mkdir(parents=True, exist_ok=True)
    for name, content in ({"dataset": DATASET} | VALID | overrides).items():
        ending = "toml" if name == "dataset" else "csv"
        if content is not None:
            (path / f"{name}.{ending}").write_bytes(as_bytes(content))
    return path


def as_bytes(content: str | bytes | Sequence[Row]) -> bytes:
    """Return the content of a file."""
    if isinstance(content, bytes):
        return content
    return (content if isinstance(content, str) else csv_text(content)).encode()


def csv_text(rows: Sequence[Row]) -> str:
    """Return rows as CSV text; the first one gives the header."""
    text = io.StringIO()
    table = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


def changed(file: str, line: int, **cells: str) -> list[Row]:
    """Return the valid rows of a file with other cells on one line (2 is the first row)."""
    rows = [dict(row) for row in VALID[file]]
    rows[line - 2] |= cells
    return rows


def added(file: str, line: int, **cells: str) -> list[Row]:
    """Return the valid rows of a file, then the row of a line once more with other cells."""
    return [*VALID[file], VALID[file][line - 2] | cells]


def without_column(file: str, column: str) -> list[Row]:
    """Return the valid rows of a file without a column."""
    return [{name: cell for name, cell in row.items() if name != column} for row in VALID[file]]


def edited(file: str, old: str, new: str) -> str:
    """Return the valid text of a file with one piece replaced."""
    text = csv_text(VALID[file])
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}.csv"
    return text.replace(old, new)
