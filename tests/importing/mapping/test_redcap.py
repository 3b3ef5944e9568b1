"""Exports of REDCap, flat and longitudinal, raw and with labels.

Authority: the export's own form (event and instrument columns, ``field___code``,
``field (choice=label)``, missing-data codes), written out here.
"""

from tests.importing.mapping.previews import preview_of
from vertebroplasty.importing.mapping.checking import problems_of
from vertebroplasty.importing.mapping.guess import Guess, guess
from vertebroplasty.importing.mapping.questions import answered

FLAT = """
study_id|sex|age|level|vas_pre|vas_1m|leak|leak_site___1|leak_site___disc|leak_site___unk|procedure_complete
1|Female|79|T12|80|20|1|0|1|0|2
2|Male|77|L1|70|NASK|0|0|0|0|2
"""
LONG = """
record_id|redcap_event_name|redcap_repeat_instrument|redcap_repeat_instance|redcap_data_access_group|sex|age|procedure_date|demographics_complete|level|leak|leak_site___1|treated_level_complete|pain_vas|odi|followup_complete
1|baseline_arm_1||||1|79|2019-05-13|2|||||81|60|2
1|baseline_arm_1|treated_levels|1||||||T12|1|1|2|||
1|baseline_arm_1|treated_levels|2||||||L1|0|0|2|||
1|month_1_arm_1||||||||||||20|NI|2
1|visit_x_arm_1||||||||||||30||2
"""
LABELS = """
Record ID|Event Name|Repeat Instrument|Repeat Instance|Sex|Level|Leak site (choice=disc)|Leak site (choice=Lunge)|Cement leak|VAS|Complete?
1|Baseline|||Female|||||80|Complete
1|Baseline|Levels|1||T12|Checked|Unchecked|Yes||Complete
1|1 month||||||||20|Complete
"""  # noqa: E501
SCREENED = """
record_id|redcap_event_name|sex|procedure_date|level|vas
1|screening_arm_1|Female||||
1|procedure_arm_1||2019-05-13|L1|
1|month_3_arm_1||||30
"""


def guessed(text: str) -> Guess:
    return guess([preview_of(text)], "export")


def columns(found: Guess, sheet: int) -> dict[str, str]:
    mapped = found.mapping.sheets[sheet].columns
    return {heading: ", ".join(map(str, targets)) for heading, targets in mapped.items()}


def problems_when_answered(found: Guess) -> tuple[str, ...]:
    mapping = found.mapping
    for question in found.questions:
        mapping = answered(mapping, question, question.options[0])
    return problems_of(mapping)


def test_a_flat_export() -> None:
    found = guessed(FLAT)
    (sheet,) = found.mapping.sheets
    assert columns(found, 0) == {
        "study_id": "patient_id, procedure_id",
        "sex": "patient.sex",
        "age": "procedure.age",
        "level": "treated_level.level",
        "vas_pre": "visit.pain_raw @ baseline",
        "vas_1m": "visit.pain_raw @ 1 month",
        "leak": "treated_level.leak",
        "leak_site___disc": "leak.site = disc",
    }
    assert sheet.missing == ("NASK",)
    assert sheet.ignored == ("leak_site___unk", "procedure_complete")
    assert "leak_site___1" in [question.subject for question in found.questions]
    assert problems_when_answered(found) == ()


def test_a_longitudinal_export_has_one_part_for_each_kind_of_row() -> None:
    found = guessed(LONG)
    assert [sheet.rows for sheet in found.mapping.sheets] == ["procedure", "visit", "treated_level"]
    assert [dict(sheet.only) for sheet in found.mapping.sheets] == [
        {"redcap_event_name": ("baseline_arm_1",), "redcap_repeat_instrument": ("",)},
        {
            "redcap_event_name": ("baseline_arm_1", "month_1_arm_1"),
            "redcap_repeat_instrument": ("",),
        },
        {"redcap_repeat_instrument": ("treated_levels",)},
    ]
    assert columns(found, 0)["record_id"] == "patient_id, procedure_id"
    assert columns(found, 1) == {
        "record_id": "procedure_id",
        "pain_vas": "visit.pain_raw",
        "odi": "visit.odi",
        "redcap_event_name": "visit.timepoint",
    }
    assert found.mapping.sheets[1].codes["redcap_event_name"]["month_1_arm_1"] == "1 month"
    assert found.mapping.sheets[1].missing == ("NI",)
    assert columns(found, 2)["level"] == "treated_level.level"
    assert found.previews == (0, 0, 0)


def test_its_codes_tick_boxes_and_unknown_events_are_asked() -> None:
    found = guessed(LONG)
    subjects = [question.subject for question in found.questions]
    assert subjects == [
        *("sex", "redcap_event_name", "leak_site___1", "nature", "treated_level.leak_assessment"),
    ]
    assert problems_when_answered(found) == ()


def test_an_event_that_is_named_becomes_a_visit() -> None:
    found = guessed(LONG)
    (question,) = [q for q in found.questions if q.subject == "redcap_event_name"]
    (last,) = [option for option in question.options if option.value == "last"]
    sheet = answered(found.mapping, question, last).sheets[1]
    assert sheet.only["redcap_event_name"][-1] == "visit_x_arm_1"
    assert sheet.codes["redcap_event_name"]["visit_x_arm_1"] == "last"


def test_an_export_with_labels() -> None:
    found = guessed(LABELS)
    assert [sheet.rows for sheet in found.mapping.sheets] == ["procedure", "visit", "treated_level"]
    assert columns(found, 2) == {
        "Record ID": "procedure_id",
        "Level": "treated_level.level",
        "Leak site (choice=disc)": "leak.site = disc",
        "Leak site (choice=Lunge)": "leak.site = pulmonary",
        "Cement leak": "treated_level.leak",
    }
    assert problems_when_answered(found) == ()


def test_patients_who_are_described_in_another_event() -> None:
    found = guessed(SCREENED)
    assert [sheet.rows for sheet in found.mapping.sheets] == ["patient", "procedure", "visit"]
    assert found.mapping.sheets[0].only == {"redcap_event_name": ("screening_arm_1",)}
    assert found.mapping.sheets[1].only == {"redcap_event_name": ("procedure_arm_1",)}
    assert problems_when_answered(found) == ()


RAW_HEADER = """
record_id|redcap_event_name|redcap_repeat_instrument|redcap_repeat_instance|sex|age|tl_level|tl_looked|leak_level|leak_site___1|vas
"""


def raw_codes() -> str:
    """Twelve records and an instrument's first row after them: beyond the rows of a preview."""
    codes = ["1", "2", "UNK"]
    records = [f"{n}|baseline_arm_1|||{codes[n % 3]}|7{n % 10}|||||8{n % 10}" for n in range(12)]
    records += ["1|baseline_arm_1|treated_level|1|||19|1|||", "1|baseline_arm_1|leak|1|||||19|1|"]
    return RAW_HEADER.strip() + "\n" + "\n".join(records)


def test_instruments_that_no_sample_row_shows_are_found_by_their_names() -> None:
    """19 is T12; nothing but the names says to which instrument a column belongs."""
    found = guessed(raw_codes())
    assert [sheet.rows for sheet in found.mapping.sheets] == [
        *("procedure", "visit", "treated_level", "leak"),
    ]
    assert found.mapping.sheets[2].only == {"redcap_repeat_instrument": ("treated_level",)}
    assert found.mapping.sheets[3].only == {"redcap_repeat_instrument": ("leak",)}
    assert columns(found, 2) == {
        "record_id": "procedure_id",
        "tl_looked": "treated_level.leak_assessment",
    }
    asked = {question.subject: question.sheet for question in found.questions}
    assert (asked["tl_level"], asked["tl_looked"], asked["leak_level"]) == (2, 2, 3)
    assert asked["leak_site___1"] == 3
    assert "by its name" in found.reasons[0, "tl_level"]
    assert "by its name" not in found.reasons[0, "sex"]
    assert problems_when_answered(found) == ()


def test_a_code_for_missing_is_sex_unknown_and_the_others_are_asked() -> None:
    found = guessed(raw_codes())
    assert columns(found, 0)["sex"] == "patient.sex"
    assert found.mapping.sheets[0].codes["sex"] == {"UNK": "unknown"}
    texts = {question.text for question in found.questions if question.subject == "sex"}
    assert texts == {f"What does '{code}' under 'sex' stand for?" for code in ("1", "2")}
    assert "patient.sex" not in [question.subject for question in found.questions]
