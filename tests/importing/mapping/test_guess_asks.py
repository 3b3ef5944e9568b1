"""A guess leaves nobody stuck: it proposes or asks wherever a sheet is about patients.

The authority is the sheet as it is written out here: whoever reads it sees what each column means,
or that it does not show.
"""

import pytest

from tests.importing.mapping.previews import preview_of
from vertebroplasty.importing.mapping.checking import problems_of
from vertebroplasty.importing.mapping.guess import Guess, guess
from vertebroplasty.importing.mapping.headings import read_heading
from vertebroplasty.importing.mapping.questions import Question, answered


def guessed(text: str) -> Guess:
    return guess([preview_of(text)], "clinic")


def targets(found: Guess) -> dict[str, str]:
    (sheet,) = found.mapping.sheets
    return {heading: ", ".join(map(str, fields)) for heading, fields in sheet.columns.items()}


def asked(found: Guess, subject: str) -> Question:
    (question,) = [question for question in found.questions if question.subject == subject]
    return question


def after(found: Guess, subject: str, label: str) -> dict[str, str]:
    """What the columns mean after an answer."""
    question = asked(found, subject)
    (option,) = [option for option in question.options if option.label == label]
    (sheet,) = answered(found.mapping, question, option).sheets
    return {heading: ", ".join(map(str, fields)) for heading, fields in sheet.columns.items()}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        *((one, "patient_id") for one in ("Hosp. No", "Hospital number", "MRN", "Study ID")),
        *((one, "patient_id") for one in ("Patient code", "N° patient", "Pat.-Nr.", "Patient(en)")),
        *((one, "procedure.site") for one in ("Hospital", "Centre")),
        *((one, "treated_level.level") for one in ("Level(s)", "Levels", "level treated")),
        *((one, "treated_level.level") for one in ("Etage(n)", "Vertebra(e)", "Treated level(s)")),
        *((one, "leak.level") for one in ("Austritt Höhe", "Ort der Leckage (Höhe)", "Leak at")),
        *((one, "leak.level") for one in ("Leck Höhe", "Leakage level", "level of leak")),
        *((one, "procedure.age") for one in ("Age (yrs)", "Alter [J]", "Alter (Jahre)")),
        *((one, "treated_level.cement_ml") for one in ("Cement (ml)", "Zement [ml]", "Cement cc")),
        *((one, "visit.pain_raw") for one in ("VAS pre (mm)", "VAS [0-100] pre", "NRS (0-10) pre")),
    ],
)
def test_a_heading_that_says_one_thing_says_no_more(heading: str, field: str) -> None:
    assert (read_heading(heading).field, read_heading(heading).rest) == (field, "")


ROWS = "Sex|Age|Level|VAS pre\n{}|F|70|L1|81\n{}|M|71|L2|72\n{}|M|72|L3|63\n"


def sheet(heading: str, *values: str) -> str:
    return f"{heading}|{ROWS.format(*values)}"


@pytest.mark.parametrize("heading", ["Case no", "Fall-Nr.", "Aufnahmenummer"])
def test_the_number_of_a_case_may_be_the_patients_or_the_procedures(heading: str) -> None:
    found = guessed(sheet(heading, "17", "18", "19"))
    assert heading not in targets(found)
    assert asked(found, heading).text == f"Does '{heading}' tell the patients apart?"
    assert after(found, heading, "yes")[heading] == "patient_id"
    both = after(found, heading, "yes, and each has one procedure")
    assert both[heading] == "patient_id, procedure_id"
    assert after(found, heading, "no: the procedures")[heading] == "procedure_id"
    assert heading not in after(found, heading, "no: not read")


def test_the_number_of_a_case_beside_the_patients_is_the_procedures() -> None:
    found = guessed("Pat.-Nr.|Fall-Nr.|Level\nP1|17|L1\nP2|18|L2\n")
    assert targets(found)["Fall-Nr."] == "procedure_id"


@pytest.mark.parametrize(
    ("values", "is_asked"),
    [
        (("V-001", "V-002", "V-003"), True),
        (("12", "15", "12"), False),  # 2 texts in 3 rows tell nobody apart
        (("Smith", "Jones", "Brown"), False),
        (("12", "15", ""), False),
    ],
)
def test_codes_of_its_own_in_nearly_every_row_may_be_the_key(
    values: tuple[str, str, str], is_asked: bool
) -> None:
    found = guessed(sheet("Ref", *values))
    assert any(question.subject == "Ref" for question in found.questions) == is_asked
    assert targets(found)["Level"] == "treated_level.level"
    assert any("patient_id" in problem for problem in problems_of(found.mapping))
    if is_asked:
        assert after(found, "Ref", "yes")["Ref"] == "patient_id"


def test_a_sheet_without_a_key_is_proposed_and_its_key_missed() -> None:
    found = guessed("Who|Sex|Level\nA B|F|L1\nC D|M|L2\n")
    assert targets(found) == {"Sex": "patient.sex", "Level": "treated_level.level"}
    assert "sheet 1: no column is patient_id" in problems_of(found.mapping)[0]


def test_a_sheet_that_is_no_table_of_patients_is_not_proposed() -> None:
    found = guessed("Level|What it is\nL1|first lumbar\nL2|second lumbar\n")
    assert found.mapping.sheets == ()
    assert "it is not read" in found.reasons[0, ""]


LEAKS = "Pat.-Nr.|Level|{}\nP1|T12|{}\nP2|L1|{}\nP3|L2|\n"


def test_where_it_leaked_is_told_from_where_was_treated() -> None:
    assert targets(guessed(LEAKS.format("Ort der Leckage", "T12", "BWK 12")))[
        "Ort der Leckage"
    ] == ("leak.level")
    assert targets(guessed(LEAKS.format("Ort der Leckage", "epidural", "disc")))[
        "Ort der Leckage"
    ] == ("leak.site")
    found = guessed(LEAKS.format("Leak level", "Y", "N"))
    assert after(found, "Leak level", "yes")["Leak level"] == "treated_level.leak"


def test_levels_under_a_heading_of_something_else_are_asked_about() -> None:
    found = guessed("Pat.-Nr.|Diagnosis\nP1|T12\nP2|L1\n")
    assert "Diagnosis" not in targets(found)
    assert after(found, "Diagnosis", "yes")["Diagnosis"] == "treated_level.level"


def test_a_mark_within_a_list_means_not_known() -> None:
    """4.2 / ? is one value for each of two levels, the second not known."""
    found = guessed("Pat.-Nr.|Level|Cement\nP1|T12, L1|4.2 / ?\nP2|L1, L2|3,5 / 4\nP3|L2|k.A.\n")
    assert targets(found)["Cement"] == "treated_level.cement_ml"
    assert found.mapping.sheets[0].missing == ("?", "k.A.")
    assert asked(found, "decimal").text == "Numbers are written with comma and with point."


def test_sex_that_is_unknown_stays_so_where_the_word_also_means_missing() -> None:
    """Unknown is a category of sex (CODEBOOK.md), but no age."""
    found = guessed("Pat.-Nr.|Sex|Age|Level\nP1|unknown|70|L1\nP2|F|unknown|L2\n")
    (one,) = found.mapping.sheets
    assert one.codes["Sex"] == {"unknown": "unknown", "F": "female"}
    assert one.missing == ("unknown",)


@pytest.mark.parametrize("codes", [("8", "19", "20"), ("1", "25", "08")])
def test_levels_in_numbers_are_asked_about(codes: tuple[str, ...]) -> None:
    """C1 is 1, T1 is 8, T12 is 19, L1 is 20, S1 is 25: seven cervical, twelve thoracic, five."""
    names = {"8": "T1", "19": "T12", "20": "L1", "1": "C1", "25": "S1", "08": "T1"}
    rows = "".join(f"P{n}|{code}|70\n" for n, code in enumerate(codes))
    found = guessed(f"Pat.-Nr.|Level|Age\n{rows}")
    question = asked(found, "Level")
    assert question.text == "Are the numbers under 'Level' places C1=1 … L5=24, S1=25?"
    (one,) = answered(found.mapping, question, question.options[0]).sheets
    assert {code: one.codes["Level"][code] for code in codes} == {c: names[c] for c in codes}
    assert after(found, "Level", "no: not read").get("Level") is None


def test_numbers_that_can_be_no_places_are_not_read_as_levels() -> None:
    found = guessed("Pat.-Nr.|Level|Age\nP1|8|70\nP2|26|71\n")
    assert "Level" not in targets(found)
    assert [question.subject for question in found.questions if question.subject == "Level"] == []


def test_it_says_when_it_saw_only_part_of_the_values() -> None:
    """41 different ages, of which a preview shows 40."""
    rows = "".join(f"P{n % 3}|F|{n}\n" for n in range(30, 71))
    found = guessed(f"Pat.-Nr.|Sex|Age\n{rows}")
    seen = "only the 40 most frequent of 41 texts were looked at"
    assert seen in found.reasons[0, "Age"]
    assert seen not in found.reasons[0, "Sex"]
