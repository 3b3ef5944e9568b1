"""A dataset that is hard to write as CSV, and what imports and exports of it have in common."""

from pathlib import Path

import duckdb

from tests.folders import VALID, Row, write_folder
from vertebroplasty.importing.content import content_hash
from vertebroplasty.importing.escaping import escaped
from vertebroplasty.importing.generations import Generation
from vertebroplasty.importing.load import import_folder

NASTY_IDS = (
    "=1+1",
    "'=1+1",
    "''quoted''",
    'a "b", c;=d',
    "-2+3+cmd|' /C calc'!A0",
    "-2.5",
    "Grüße, Ångström 日本",
    "x" * 100,
    "=" + "y" * 99,
    "# comment",
    "NULL",
    "0007",
)


def nasty_folder(path: Path, ids: tuple[str, ...] = NASTY_IDS) -> Path:
    """A folder with a patient, a procedure, a level and a visit for each identifier."""
    given = [escaped(text) for text in ids]
    scales = (("VAS 0-10", "7"), ("VAS 0-100", "75"), ("NRS 0-10", "7"), ("VAS 0-10", "10.0"))
    visits = (
        {"procedure_id": text, "timepoint": "baseline", "pain_scale": scale, "pain_raw": raw}
        | {"status": "completed", "odi": "61.5", "rdq": "0"}
        for text, (scale, raw) in zip(given, scales * len(given), strict=False)
    )
    empty = dict.fromkeys(VALID["visit"][0], "")
    return write_folder(
        path,
        patient=[VALID["patient"][1] | {"patient_id": text} for text in given],
        procedure=[
            VALID["procedure"][1]
            | {"procedure_id": text, "patient_id": text, "operator": text, "site": ""}
            for text in given
        ],
        treated_level=[VALID["treated_level"][2] | {"procedure_id": text} for text in given],
        visit=[empty | visit for visit in visits],
        leak=None,
        complication=_complications(given),
        new_fracture=None,
    )


def _complications(given: list[str]) -> list[Row]:
    alike = [VALID["complication"][0] | {"procedure_id": given[0], "level": "", "type": "x, y"}] * 2
    return [*alike, *(row | {"type": text} for row in alike[:1] for text in given)]


def loaded(folder: Path, root: Path) -> Generation:
    return import_folder(folder, root)[1]


def hash_of(generation: Generation) -> str:
    with duckdb.connect(generation.path, read_only=True) as connection:
        return content_hash(connection)
