"""The clinic's sheets, guessed and answered, become what the same clinic is in the dictionary."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from tests.importing.clinic.sheets import english, german, redcap
from tests.importing.clinic.truth import Case, cases, treated_once, write_twin
from vertebroplasty.importing.content import content_hash
from vertebroplasty.importing.job import ImportJob
from vertebroplasty.importing.load import import_folder
from vertebroplasty.importing.mapping.checking import problems_of
from vertebroplasty.importing.mapping.guess import guess
from vertebroplasty.importing.mapping.questions import answered
from vertebroplasty.preaggregate import TALLY_SQL

OWNER = {
    "What are the rows?": "Synthetic data, not patients",
    "How was leakage looked for": "fluoroscopy",
    "What does '1' under 'sex'": "female",
    "What does '2' under 'sex'": "male",
    "Does '-99' under 'vas'": "yes: not known",
    "Which visit is the event 'phone_call_arm_1'?": "none of them: its visits are not read",
    "Are the numbers under 'tl_level' places": "yes",
    "Are the numbers under 'leak_level' places": "yes",
    "What does '1' under 'tl_looked'": "fluoroscopy",
    "What does a tick under 'leak_site___1'": "epidural",
    "What does a tick under 'leak_site___3'": "disc",
    "What does a tick under 'leak_site___5'": "paravertebral vein",
    "Is 'Schmerz gebessert 1. Tag' the field": "yes",
}
"""What the owner of the sheets knows, by the beginning of the question."""


def hash_of_answered(path: Path, root: Path) -> str:
    """Hash of what is loaded by the guess, with the owner's answers and nothing by hand."""
    with path.open("rb") as file:
        job = ImportJob.inspect([(path.name, file)], root)
    assert job.wait(120)
    assert job.inspection
    found = guess(job.inspection.sheets, path.stem)
    mapping = found.mapping
    for question in found.questions:
        (label,) = [OWNER[start] for start in OWNER if question.text.startswith(start)]
        (option,) = [option for option in question.options if option.label == label]
        mapping = answered(mapping, question, option)
    assert problems_of(mapping) == (
        "dataset: note is empty; data that are not clinical need a sentence on their origin",
    )
    job.prepare(replace(mapping, note="Made up."), TALLY_SQL)
    assert job.wait(120)
    assert job.prepared is not None, job.state
    job.cancel()
    return job.prepared.content_hash


def hash_of_twin(folder: Path) -> str:
    _, generation = import_folder(folder, folder.parent / "twins", tally_sql=TALLY_SQL)
    with duckdb.connect(generation.path, read_only=True) as connection:
        return content_hash(connection)


@pytest.fixture(scope="module")
def clinic() -> list[Case]:
    return cases()


def test_an_english_workbook(clinic: list[Case], tmp_path: Path) -> None:
    """Authority: the twin in the dictionary's format, written from the same rows."""
    twin = write_twin(clinic, tmp_path / "clinic", "VAS 0-100", sites=False, relief=False)
    sheet = english(clinic, tmp_path / "sheet.xlsx")
    assert hash_of_answered(sheet, tmp_path / "root") == hash_of_twin(twin)


def test_a_german_workbook(clinic: list[Case], tmp_path: Path) -> None:
    """Authority: the twin in the dictionary's format, written from the same rows."""
    twin = write_twin(clinic, tmp_path / "klinik", "VAS 0-10", sites=False, relief=True)
    sheet = german(clinic, tmp_path / "klinik.xlsx")
    assert hash_of_answered(sheet, tmp_path / "root") == hash_of_twin(twin)


def test_a_redcap_export_of_raw_codes(clinic: list[Case], tmp_path: Path) -> None:
    """Authority: the twin in the dictionary's format, written from the same rows."""
    once = treated_once(clinic)
    twin = write_twin(once, tmp_path / "redcap", "VAS 0-10", sites=True, relief=True)
    sheet = redcap(once, tmp_path / "export.csv")
    assert hash_of_answered(sheet, tmp_path / "root") == hash_of_twin(twin)
