"""Which mappings can be carried out. Authorities: the data dictionary (what is required, which
terms there are), ADR 0002 (how leakage was looked for), the provenance rules of dataset.toml.
"""

import pytest

from vertebroplasty.errors import MappingError
from vertebroplasty.importing.dictionary import SOURCE_FILES
from vertebroplasty.importing.mapping.checking import problems_of, require_sound
from vertebroplasty.importing.mapping.model import KEYS, Mapping, SheetMapping, Target
from vertebroplasty.importing.mapping.text import from_yaml

SOUND = """
version: 1
dataset: {name: our-clinic, nature: clinical}
sheets:
- rows: procedure
  columns:
    ID: patient_id
    OP: procedure.procedure_date
    Age: procedure.age
    Sex: patient.sex
    Level: treated_level.level
    Leak Y/N: treated_level.leak
    VAS pre: visit.pain_raw @ baseline
    VAS last: visit.pain_raw @ last
    Disc: leak.site = disc
  codes:
    Sex: {w: female, m: male, "?": unknown, 9: ""}
    Leak Y/N: {ja: yes, L1: L1-L2}
    Disc: {x: yes}
  constants:
    treated_level.leak_assessment: CT
    visit.pain_scale: VAS 0-10
  only: {Type: [PV]}
  ignored: [Notes]
"""


def problems(*changes: tuple[str, str]) -> str:
    text = SOUND
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return "\n".join(problems_of(from_yaml(text)))


def test_a_sound_mapping_has_no_problem() -> None:
    assert not problems()
    require_sound(from_yaml(SOUND))


def test_the_dictionarys_own_tables_are_a_sound_mapping() -> None:
    """Authority: dictionary.py, every column mapped to itself."""
    sheets = tuple(
        SheetMapping(
            source.name,
            {
                name: (Target(name if name in KEYS else f"{source.name}.{name}"),)
                for name in source.column_names
                if name != "vas"
            },
        )
        for source in SOURCE_FILES
    )
    assert problems_of(Mapping("own", "", "clinical", "", sheets)) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("our-clinic", "Our Clinic", "dataset: name is 'Our Clinic'"),
        ("nature: clinical", "nature: real", "nature is 'real', but must be one of clinical"),
        ("nature: clinical", "nature: synthetic", "dataset: note is empty"),
        ("nature: clinical", "nature: reconstruction, note: ' '", "dataset: note is empty"),
        ("rows: procedure", "rows: person", "sheet 1: rows is 'person', but must be one of: pat"),
        ("- rows: procedure", "- rows: procedure\n  decimal: ;", "decimal is ';'"),
        ("- rows: procedure", "- rows: procedure\n  dates: DYM", "must be one of: YMD, DMY, MDY"),
        ("- rows: procedure", "- rows: procedure\n  empty_visits: x", "empty_visits is 'x'"),
        ("- rows: procedure", "- rows: procedure\n  encoding: utf-7", "encoding is 'utf-7'"),
        ("- rows: procedure", "- rows: procedure\n  delimiter: x", "must be one of: ,, ;, tab, |"),
        ("- rows: procedure", "- rows: procedure\n  sheet: A", ""),
        ("ID: patient_id", "ID: []", "column 'ID' is mapped to no field"),
        ("[Notes]", "[Notes, Age]", "column 'Age' is both mapped and ignored"),
        ("  codes:", "  codes:\n    Seks: {f: female}", "codes are given for 'Seks'"),
        ("[PV]", "[]", "only: no text is given for 'Type'"),
        ("Age: procedure.age", "Age: patient.sex", "patient.sex is filled by 2 columns"),
        ("Age: procedure.age", "Age: leak.site", "filled by a column and by tick boxes"),
        ("Age: procedure.age", "Age: leak.site = knee", "must be one of epidural, foraminal"),
        ("Age: procedure.age", "Age: patient_id = x", "must be left out for this field"),
        ("Age: procedure.age", "Age: procedure_id", ""),
        ("ID: patient_id", "ID: patient_id\n    ID2: patient_id", ""),
        ("w: female", "w: woman", "'Sex': 'w' stands for 'woman', but patient.sex must be one of"),
        ("L1: L1-L2", "L1: maybe", "must be yes, no, or the levels that leaked"),
        ("x: yes", "x: disc", "stands for 'disc'; of a tick box it must be yes or no"),
        ("assessment: CT", "assessment: MRI", "is 'MRI', but must be one of not looked for"),
        ("    treated_level.leak_assessment: CT\n", "", "how leakage was looked for"),
        ("  constants:", "  constants:\n    patient_id: x", "patient_id cannot be the same for"),
        ("  constants:", "  constants:\n    procedure.site: ' '", "' ', but must be filled in"),
        ("    visit.pain_scale: VAS 0-10\n", "", "visit.pain_raw @ last needs its scale"),
        ("visit.pain_scale:", "visit.pain_scale @ last:", "raw @ baseline needs its scale"),
        ("ID: patient_id", "ID: procedure_id", "no column is patient_id, which rows of patient, "),
        ("ID: patient_id", "ID: procedure_id", "no sheet says whose procedure it is"),
        ("Sex: patient.sex", "Sex: procedure.etiology", "no sheet fills patient.sex; map it, or"),
        ("Level: treated_level", "Level: leak", "no sheet fills treated_level.level"),
        ("Age: procedure.age", "Age: visit.odi", "visit.odi: of which visit? Map visit.timepoint"),
        ("Age: procedure.age", "Age: procedure.birth_date", ""),
        ("Age: procedure", "DOB: procedure.birth_date\n    Age: procedure", "the age is enough"),
        (
            "Age: procedure.age",
            "Age: complication.symptomatic",
            "no column fills complication.type",
        ),
        ("Age: procedure.age", "Age: new_fracture.level", "no column fills new_fracture.day"),
        (
            "procedure.procedure_date",
            "visit.date @ last",
            "no sheet fills procedure.procedure_date",
        ),
        ("procedure.age", "visit.timepoint @ last", "contradicts itself"),
        ("  constants:", "  constants:\n    complication.type: other", "no column fills complic"),
    ],
)
def test_what_cannot_be_carried_out_is_said(old: str, new: str, said: str) -> None:
    found = problems((old, new))
    assert said in found
    assert bool(found) == bool(said)


def test_a_date_and_the_days_of_one_visit_are_too_much() -> None:
    both = "A: visit.date @ last\n    B: visit.days_since @ last"
    assert "say the same" in problems(("Age: procedure.age", both))


def test_a_row_of_visit_needs_its_timepoint() -> None:
    sheet = "- rows: visit\n  columns: {ID: patient_id, OP: procedure.procedure_date}\n"
    assert "sheet 2: a row of visit: of which visit?" in problems(("[Notes]\n", f"[]\n{sheet}"))


def test_sheets_tell_procedures_apart_in_the_same_way() -> None:
    sheet = "- rows: visit\n  columns: {ID: patient_id, Visit: visit.timepoint, O: visit.odi}\n"
    said = problems(("[Notes]\n", f"[]\n{sheet}"))
    assert "told apart by patient_id here, by patient_id + procedure.procedure_date there" in said


def test_without_any_sheet_all_that_is_missing_is_said() -> None:
    said = "\n".join(problems_of(Mapping("a", "", "clinical", "", ())))
    for part in ("patient.sex", "treated_level.level", "any outcome of a visit", "whose procedure"):
        assert part in said


def test_a_target_made_by_hand_is_checked_too() -> None:
    sheet = SheetMapping(
        "procedure", {"A": (Target("patient.name"), Target("patient.sex", "last"))}
    )
    said = "\n".join(problems_of(Mapping("a", "", "clinical", "", (sheet,))))
    assert "'patient.name' names no field" in said
    assert "'patient.sex @ last': @ stands between" in said


def test_a_refusal_names_every_problem() -> None:
    broken = from_yaml(SOUND.replace("our-clinic", "X").replace("CT", "MRI"))
    with pytest.raises(MappingError) as refused:
        require_sound(broken)
    assert all(problem in str(refused.value) for problem in problems_of(broken))
    assert len(problems_of(broken)) == 2
