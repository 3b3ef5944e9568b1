"""Every rule of the table is broken once, and no rule complains about what is right."""

from pathlib import Path

import pytest

from tests.folders import VALID, Content, Row, added, changed, write_folder
from vertebroplasty.importing.checking import check_folder
from vertebroplasty.importing.cross_checks import RULES
from vertebroplasty.importing.dictionary import SOURCE_FILES
from vertebroplasty.importing.report import Report, Severity
from vertebroplasty.importing.rules import COLUMN_RULES, Rule

# What breaks the rules that a column has by its kind; the first row of its file is changed.
_WRONG = {
    "required": "",
    "example": "example-delete-me",
    "text": " x",
    "term": "perhaps",
    "level": "L6",
    "whole": "1.5",
    "decimal": "1.25",
    "date": "2021-02-30",
    "pain": "8.55",
}
_UNUSUAL = {
    "procedure.age.usual": "45",
    "procedure.procedure_date.usual": "1970-01-01",
    "treated_level.cement_ml.usual": "9",
}
_OF_OTHERS: dict[str, dict[str, Content]] = {
    "patient.patient_id.unique": {"patient": added("patient", 2)},
    "patient.death_day.alive": {"patient": changed("patient", 2, vital_status="unknown")},
    "patient.patient_id.untreated": {"patient": added("patient", 2, patient_id="P3")},
    "procedure.procedure_id.unique": {"procedure": added("procedure", 3)},
    "procedure.patient_id.known": {"procedure": changed("procedure", 2, patient_id="P9")},
    "procedure.procedure_id.levels": {"treated_level": VALID["treated_level"][:2]},
    "procedure.procedure_id.baseline": {"visit": VALID["visit"][:3]},
    "treated_level.procedure_id.known": {
        "treated_level": added("treated_level", 2, procedure_id="Z")
    },
    "treated_level.level.unique": {"treated_level": added("treated_level", 4, level="T7")},
    "treated_level.level.usual": {"treated_level": changed("treated_level", 4, level="T4")},
    "leak.procedure_id.known": {"leak": changed("leak", 2, procedure_id="Z")},
    "leak.level.treated": {"leak": changed("leak", 2, level="T11")},
    "leak.level.assessed": {"leak": changed("leak", 2, level="L1")},
    "leak.detection.assessed": {"leak": changed("leak", 2, detection="chest CT")},
    "leak.level.repeated": {"leak": added("leak", 2)},
    "visit.procedure_id.known": {"visit": added("visit", 6, procedure_id="Z")},
    "visit.timepoint.unique": {"visit": added("visit", 6)},
    "visit.days_since.baseline": {"visit": changed("visit", 5, days_since="1")},
    "visit.days_since.day_1": {"visit": changed("visit", 3, days_since="3")},
    "visit.days_since.followup": {"visit": changed("visit", 6, days_since="0")},
    "visit.days_since.order": {
        "visit": added("visit", 4, timepoint="last", days_since="359", vas="")
    },
    "visit.pain_scale.given": {"visit": changed("visit", 3, pain_scale="")},
    "visit.vas.derived": {"visit": changed("visit", 5, vas="0.7")},
    "visit.status.values": {"visit": changed("visit", 4, status="not due")},
    "visit.status.alive": {"visit": changed("visit", 6, status="died")},
    "visit.status.after_death": {
        "visit": [*VALID["visit"], VALID["visit"][4] | {"procedure_id": "A", "status": "died"}],
    },
    "visit.days_since.after_death": {"visit": changed("visit", 4, days_since="401")},
    "complication.procedure_id.known": {
        "complication": changed("complication", 2, procedure_id="Z")
    },
    "complication.level.treated": {"complication": changed("complication", 2, level="T10")},
    "complication.cirse_version.given": {
        "complication": changed("complication", 2, cirse_version="")
    },
    "new_fracture.patient_id.known": {"new_fracture": changed("new_fracture", 2, patient_id="P9")},
    "new_fracture.level.unique": {"new_fracture": added("new_fracture", 2)},
}


def _broken(rule: Rule) -> dict[str, Content]:
    if rule.code in _OF_OTHERS:
        return _OF_OTHERS[rule.code]
    wrong = _UNUSUAL.get(rule.code) or _WRONG[rule.code.rpartition(".")[2]]
    return {rule.file: changed(rule.file, 2, **{rule.column: wrong})}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_reports_the_row_that_breaks_it(rule: Rule, tmp_path: Path) -> None:
    """Each folder is the valid one with one thing wrong."""
    report = check_folder(write_folder(tmp_path / "small", **_broken(rule)))
    found = [problem for problem in report.problems if problem.rule == rule.code]
    assert [(p.file, p.column, p.severity) for p in found] == [
        (f"{rule.file}.csv", rule.column, rule.severity)
    ]
    assert report.ok is not any(p.severity is Severity.ERROR for p in report.problems)


def test_every_rule_has_a_case() -> None:
    """A new rule needs a folder that breaks it; codes are unique."""
    others = {rule.code for rule in RULES} - {rule.code for rule in COLUMN_RULES}
    assert others == set(_OF_OTHERS)
    assert set(_UNUSUAL) <= {rule.code for rule in COLUMN_RULES}
    assert len({rule.code for rule in RULES}) == len(RULES)


def test_valid_folder_has_no_problem(tmp_path: Path) -> None:
    """The base of every case above breaks no rule and raises no warning."""
    report = check_folder(write_folder(tmp_path / "small"))
    assert report.problems == ()
    assert report.not_checked == ()


# Hard bounds as domain.md prints them; the step is the precision of the column.
_BOUNDS = (
    ("patient", "bmd_t_score", "-7", "4", "-7.1", "4.1"),
    ("procedure", "age", "18", "110", "17", "111"),
    ("procedure", "symptom_weeks", "0", "520", "-1", "521"),
    ("treated_level", "cement_ml", "0.1", "15", "0.0", "15.1"),
    ("treated_level", "genant_grade", "0", "3", "-1", "4"),
    ("visit", "odi", "0", "100", "-0.1", "100.1"),
    ("visit", "rdq", "0", "24", "-1", "25"),
    ("complication", "cirse_grade", "1", "6", "0", "7"),
    ("complication", "onset_day", "0", "36500", "-1", "36501"),
    ("new_fracture", "day", "0", "36500", "-1", "36501"),
)


def _with_bounds(which: int, tmp_path: Path) -> Report:
    rows: dict[str, list[Row]] = {name: [dict(row) for row in VALID[name]] for name in VALID}
    for file, column, *values in _BOUNDS:
        rows[file][0][column] = values[which]
    return check_folder(write_folder(tmp_path / "small", **rows))


@pytest.mark.parametrize("which", [0, 1], ids=["lowest", "highest"])
def test_hard_bounds_of_the_data_dictionary_are_accepted(which: int, tmp_path: Path) -> None:
    """domain.md, data dictionary: both ends are included."""
    assert _with_bounds(which, tmp_path).ok


@pytest.mark.parametrize("which", [2, 3], ids=["below", "above"])
def test_beyond_a_hard_bound_is_an_error(which: int, tmp_path: Path) -> None:
    """domain.md, data dictionary: one step further is refused."""
    report = _with_bounds(which, tmp_path)
    errors = {(p.file, p.column) for p in report.problems if p.severity is Severity.ERROR}
    assert errors == {(f"{file}.csv", column) for file, column, *_ in _BOUNDS}


@pytest.mark.parametrize(
    ("scale", "raw", "ok"),
    [
        *(("VAS 0-10", "0", True), ("VAS 0-10", "10", True), ("VAS 0-10", "10.0", True)),
        *(("VAS 0-10", "10.1", False), ("VAS 0-10", "-1", False), ("VAS 0-10", ".5", False)),
        *(("VAS 0-100", "0", True), ("VAS 0-100", "100", True), ("VAS 0-100", "101", False)),
        *(("NRS 0-10", "0", True), ("NRS 0-10", "10", True), ("NRS 0-10", "11", False)),
    ],
)
def test_pain_is_read_on_its_scale(scale: str, raw: str, ok: bool, tmp_path: Path) -> None:
    """domain.md, VAS: 0-10 with one decimal, 0-100 mm, NRS 0-10 integers."""
    visit = changed("visit", 3, pain_scale=scale, pain_raw=raw)
    assert check_folder(write_folder(tmp_path / "small", visit=visit)).ok is ok


def test_every_column_of_the_dictionary_is_in_the_valid_folder() -> None:
    """So that every column's rules meet a value that is right."""
    for source in SOURCE_FILES:
        assert tuple(VALID[source.name][0]) == source.column_names
