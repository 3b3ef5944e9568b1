"""Findings name the clinic's own sheet, line, heading and cell.

Authority: the sheet as it is written here; the rules of the dictionary run unchanged.
"""

import pytest

from tests.importing.mapping.carried_out import CarriedOut, carry_out, part

TEXTS = {
    "Nr": "patient_id",
    "Zentrum": "patient_id",
    "Op": "procedure.procedure_date",
    "Alter": "procedure.age",
    "W/M": "patient.sex",
    "Höhen": "treated_level.level",
    "Zement": "treated_level.cement_ml",
    "VAS vor": "visit.pain_raw @ baseline",
    "VAS 1M": "visit.pain_raw @ 1 month",
}
SOUND = {
    "Nr": "1",
    "Zentrum": "K",
    "Op": "5.3.2024",
    "Alter": "71",
    "W/M": "w",
    "Höhen": "Th12/L1",
    "Zement": "3,5/4",
    "VAS vor": "8,5",
    "VAS 1M": "3",
}


def checked(**cells: str) -> CarriedOut:
    """Check a sheet whose third row differs from a sound one."""
    rows = [{**SOUND, "Nr": str(number)} for number in (1, 2)]
    rows.append({**SOUND, "Nr": "3", **cells})
    options = {
        "decimal": ",",
        "dates": "DMY",
        "codes": {"W/M": {"w": "female"}},
        "constants": {"visit.pain_scale": "VAS 0-10", "treated_level.viscosity": "high"},
    }
    carried = carry_out([rows], part("procedure", TEXTS, **options))
    carried.check()
    return carried


def test_a_sound_sheet_has_no_finding() -> None:
    assert checked().findings() == []


@pytest.mark.parametrize(
    ("heading", "cell", "rules"),
    [
        ("Alter", "17", ["procedure.age.whole"]),
        ("Alter", "about 70", ["procedure.age.whole"]),
        ("W/M", "Frau", ["patient.sex.term"]),
        ("W/M", "", ["patient.sex.required"]),
        ("VAS 1M", "11", ["visit.pain_raw.pain"]),
        ("VAS vor", "<3", ["visit.pain_raw.pain"]),
        ("Zement", "3,5/40", ["treated_level.cement_ml.decimal"]),
        ("Höhen", "Th13", ["treated_level.level.level"]),
        ("Op", "31.02.2024", ["procedure.procedure_date.date"]),
    ],
)
def test_the_cell_as_it_stands_in_the_sheet(heading: str, cell: str, rules: list[str]) -> None:
    cells = {"Höhen": "T12", "Zement": "3"} if heading not in ("Höhen", "Zement") else {}
    if heading == "Höhen":
        cells = {"Zement": "3"}
    carried = checked(**{**cells, heading: cell})
    found = [one for one in carried.findings() if not str(one[0]).startswith("visit.timepoint")]
    assert [one[0] for one in found] == rules
    assert {one[1:] for one in found} == {(4, heading, cell)}
    places = carried.staging.execute("SELECT DISTINCT file, sheet FROM finding").fetchall()
    assert places == [("file1.xlsx", "Tab 1")]


def test_a_joined_key_a_constant_and_what_is_not_in_the_sheet() -> None:
    texts = {key: TEXTS[key] for key in ("Nr", "Zentrum", "Höhen")}
    row = {key: SOUND[key] for key in texts}
    constants = {"treated_level.viscosity": "thick"}
    rows = [{**row, "Höhen": "L1"}, {**row, "Höhen": "L1"}]
    carried = carry_out([rows], part("procedure", texts, constants=constants))
    carried.check()
    found = carried.findings()
    assert ("procedure.procedure_id.unique", 3, "Nr + Zentrum", "1 + K") in found
    fixed = "(declared for the whole sheet) viscosity"
    assert ("treated_level.viscosity.term", 2, fixed, "thick") in found
    assert ("patient.sex.required", 2, "(not in the sheet) sex", "") in found


def test_a_cell_that_another_row_filled_in_is_named_where_it_stands() -> None:
    texts = {"Nr": "patient_id", "Höhe": "treated_level.level", "Alter": "procedure.age"}
    rows = [
        {"Nr": "1", "Höhe": "T12", "Alter": ""},
        {"Nr": "1", "Höhe": "L1", "Alter": "170"},
        {"Nr": "1", "Höhe": "L2", "Alter": "170"},
    ]
    carried = carry_out([rows], part("treated_level", texts))
    carried.check()
    assert ("procedure.age.whole", 3, "Alter", "170") in carried.findings()


def test_a_part_of_the_sheet_is_told_from_another_by_its_slot() -> None:
    """Two parts read the same rows: each finding has the heading of its own part."""
    rows = [{"Nr": "1", "first": "infection", "one": "9", "second": "bleeding", "two": "8"}]
    parts = [
        part(
            "procedure",
            {"Nr": "patient_id", name: "complication.type", grade: "complication.cirse_grade"},
        )
        for name, grade in (("first", "one"), ("second", "two"))
    ]
    carried = carry_out([rows], *parts)
    carried.check()
    found = carried.findings()
    assert ("complication.cirse_grade.whole", 2, "one", "9") in found
    assert ("complication.cirse_grade.whole", 2, "two", "8") in found


def test_a_long_cell_is_cut() -> None:
    """`report.LONGEST_VALUE` characters are shown, and one more says that there are others."""
    ((*_, value),) = [one for one in checked(Alter="x" * 500).findings() if one[2] == "Alter"]
    assert value == "x" * 61
