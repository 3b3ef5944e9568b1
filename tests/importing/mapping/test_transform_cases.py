"""One case for each thing that a mapping does; the rows expected are written out by hand."""

import pytest

from tests.importing.mapping.carried_out import carry_out, part
from vertebroplasty.errors import MappingError

KEYS = {"id": "patient_id & procedure_id"}


def of_one(texts: dict[str, str], cells: dict[str, str], **others: object):
    """Carry out a mapping of a sheet with one procedure a row, and one row."""
    return carry_out([[{"id": "A", **cells}]], part("procedure", {**KEYS, **texts}, **others))


@pytest.mark.parametrize(
    ("mark", "written", "read"),
    [
        (".", " 71\u00a0", "71"),
        (".", "71.0", "71"),
        (".", "71,0", "71,0"),
        (".", "<71", "<71"),
        (".", "+71", "+71"),
        (".", "71.50", "71.5"),
        (",", "7,5", "7.5"),
        (",", "7.5", "7.5"),
        (",", "71,0", "71"),
        (",", "1.234", "1.234"),
        (",", "1.500", "1.500"),
        (",", "1.234,5", "1.234,5"),
        (",", "7,5,1", "7,5,1"),
        (".", "N/A", None),
        (".", "  ", None),
    ],
)
def test_numbers(mark: str, written: str, read: str | None) -> None:
    """Decimal marks as declared; what could be thousands stays as it stands."""
    carried = of_one({"Age": "procedure.age"}, {"Age": written}, decimal=mark, missing=("n/a",))
    assert carried.rows("procedure", "age") == [(read,)]


@pytest.mark.parametrize(
    ("order", "written", "read"),
    [
        ("DMY", "5.3.2024", "2024-03-05"),
        ("DMY", "05/03/2024", "2024-03-05"),
        ("MDY", "05/03/2024", "2024-05-03"),
        ("YMD", "2024/3/5", "2024-03-05"),
        ("DMY", "2024-03-05", "2024-03-05"),
        ("DMY", "2024-03-05 00:00:00", "2024-03-05"),
        ("DMY", "05.03.24", "05.03.24"),
        ("DMY", "05.03/2024", "05.03/2024"),
        ("DMY", "31.02.2024", "2024-02-31"),
        ("YMD", "05.03.2024", "05.03.2024"),
    ],
)
def test_dates(order: str, written: str, read: str) -> None:
    """The declared order, and ISO always; the rest is for the rules to refuse."""
    carried = of_one({"Op": "procedure.procedure_date"}, {"Op": written}, dates=order)
    assert carried.rows("procedure", "procedure_date") == [(read,)]


def test_terms_need_no_code_and_codes_no_case_and_the_rest_stays() -> None:
    texts = {"Sex": "patient.sex", "By": "procedure.guidance", "Why": "procedure.etiology"}
    cells = {"Sex": "F", "By": "ct", "Why": "Tumor"}
    carried = of_one(texts, cells, codes={"Sex": {"f": "Female"}})
    assert carried.rows("patient", "sex") == [("female",)]
    assert carried.rows("procedure", "guidance", "etiology") == [("CT", "Tumor")]


def test_text_of_a_user_is_never_sql() -> None:
    """Codes, missing texts, constants, ticks and conditions that would end a SQL string."""
    hostile = "'); DROP TABLE patient; --"
    carried = of_one(
        {"Sex": "patient.sex", "Box": f"complication.type = {hostile}", "S": "procedure.site"},
        {"Sex": hostile, "Box": "1", "S": hostile},
        codes={"Sex": {hostile: "female"}},
        missing=(hostile,),
        only={"S": (hostile,)},
        constants={"procedure.operator": hostile},
    )
    assert carried.rows("patient", "sex") == [("female",)]
    assert carried.rows("complication", "type") == [(hostile,)]
    assert carried.rows("procedure", "operator", "site") == [(hostile, None)]


def test_keys_are_joined_and_a_procedure_is_found_by_patient_and_date() -> None:
    texts = {"Centre": "patient_id", "No": "patient_id", "Op": "procedure.procedure_date"}
    rows = [
        {"Centre": "K", "No": "7", "Op": "2024-03-05"},
        {"Centre": "K", "No": "8", "Op": ""},
        {"Centre": "K", "No": "", "Op": "2024-03-05"},
    ]
    carried = carry_out([rows], part("procedure", texts))
    assert carried.rows("procedure", "procedure_id", "patient_id") == [
        ("K-7 2024-03-05", "K-7"),
        ("K-8", "K-8"),
        (None, None),
    ]
    assert carried.rows("patient", "patient_id") == [("K-7",), ("K-8",)]


@pytest.mark.parametrize(
    ("born", "treated", "age"),
    [
        ("1950-06-15", "2020-06-14", "69"),
        ("1950-06-15", "2020-06-15", "70"),
        ("1952-02-29", "2023-02-28", "70"),
        ("1952-02-29", "2023-03-01", "71"),
        ("1952-02-29", "2024-02-29", "72"),
    ],
)
def test_a_date_of_birth_becomes_completed_years(born: str, treated: str, age: str) -> None:
    """Birthdays counted on a calendar; 29 February is kept on 1 March in a common year."""
    texts = {"Born": "procedure.birth_date", "Op": "procedure.procedure_date"}
    carried = of_one(texts, {"Born": born, "Op": treated})
    assert carried.rows("procedure", "age") == [(age,)]


LEVELS = {"Levels": "treated_level.level"}
VALUES = {"Cement": "treated_level.cement_ml", "Way": "treated_level.approach"}


@pytest.mark.parametrize(
    ("levels", "cement", "read", "found"),
    [
        ("T12-L1", "3.5/4", [("T12", "3.5"), ("L1", "4")], []),
        ("L1, T12", "3.5 / 4", [("L1", "3.5"), ("T12", "4")], []),
        ("L1-T12", "3.5/4", [("T12", "3.5/4"), ("L1", "3.5/4")], []),
        ("T12-L1", "7.5", [("T12", None), ("L1", None)], ["mapping.shared_number"]),
        ("T12-L1", "3/4/5", [("T12", "3/4/5"), ("L1", "3/4/5")], []),
        ("T12", "3.5", [("T12", "3.5")], []),
        ("T12 or so", "3.5", [("T12 or so", "3.5")], []),
    ],
)
def test_a_number_belongs_to_one_level(levels: str, cement: str, read: list, found: list) -> None:
    """3.5/4 has one for each; 7.5 for both cannot be divided; the order must be the levels' own."""
    carried = of_one({**LEVELS, **VALUES}, {"Levels": levels, "Cement": cement, "Way": ""})
    assert carried.rows("treated_level", "level", "cement_ml") == read
    assert [row[0] for row in carried.findings()] == found


def test_a_term_holds_for_every_level_or_stands_for_each() -> None:
    rows = [
        {"id": "A", "Levels": "T12, L1", "Cement": "", "Way": "bi"},
        {"id": "B", "Levels": "T12, L1", "Cement": "", "Way": "bi; unipedicular"},
    ]
    texts = {**KEYS, **LEVELS, **VALUES}
    carried = carry_out([rows], part("procedure", texts, codes={"Way": {"bi": "bipedicular"}}))
    ways = ["bipedicular", "bipedicular", "bipedicular", "unipedicular"]
    assert [way for (way,) in carried.rows("treated_level", "approach")] == ways


def test_ticked_levels() -> None:
    texts = {f"{level}?": f"treated_level.level = {level}" for level in ("T12", "L1", "L2")}
    carried = of_one(texts, {"T12?": "Checked", "L1?": "0", "L2?": "x"})
    assert carried.rows("treated_level", "level", "level_name") == [("T12",) * 2, ("L2",) * 2]
    carried = of_one(texts, {"T12?": "1", "L1?": "perhaps", "L2?": ""})
    assert carried.findings() == [("mapping.tick", 2, "L1?", "perhaps")]


LOOKED = {"treated_level.leak_assessment": "CT"}


@pytest.mark.parametrize(
    ("levels", "leak", "leaks", "looked", "found"),
    [
        ("L1", "yes", ["L1"], ["CT"], []),
        ("L1", "No", [], ["CT"], []),
        ("L1", "", [], [None], []),
        ("T12, L1", "L1", ["L1"], ["CT", "CT"], []),
        ("T12, L1", "no / yes", ["L1"], ["CT", "CT"], []),
        ("T12, L1", "no / ", [], ["CT", None], []),
        ("T12, L1", "yes", [], [None, None], ["mapping.leak_level"]),
        ("T12, L1", "some", [], [None, None], ["mapping.leak"]),
        ("T12, L1", "L2", ["L2"], ["CT", "CT"], []),
    ],
)
def test_leaks(levels: str, leak: str, leaks: list, looked: list, found: list) -> None:
    """Not recorded is not "none": such a level must not count among those looked at."""
    texts = {**LEVELS, "Leak": "treated_level.leak"}
    carried = of_one(texts, {"Levels": levels, "Leak": leak}, constants=LOOKED)
    assert [level for (level,) in carried.rows("leak", "level")] == leaks
    assert [way for (way,) in carried.rows("treated_level", "leak_assessment")] == looked
    assert [row[0] for row in carried.findings()] == found


@pytest.mark.parametrize(
    ("leak", "at", "leaks", "looked"),
    [
        ("yes", "L1", ["L1"], ["CT", "CT"]),
        ("", "L1", ["L1"], [None, "CT"]),
    ],
)
def test_a_column_says_which_level_leaked(leak: str, at: str, leaks: list, looked: list) -> None:
    texts = {**LEVELS, "Leak": "treated_level.leak", "At": "leak.level"}
    cells = {"Levels": "T12, L1", "Leak": leak, "At": at}
    carried = of_one(texts, cells, constants=LOOKED)
    assert [level for (level,) in carried.rows("leak", "level")] == leaks
    assert [way for (way,) in carried.rows("treated_level", "leak_assessment")] == looked


def test_no_leak_but_a_site_is_a_contradiction() -> None:
    texts = {**LEVELS, "Leak": "treated_level.leak", "Site": "leak.site"}
    carried = of_one(texts, {"Levels": "L1", "Leak": "no", "Site": "disc"})
    assert carried.findings() == [("mapping.leak_contradicted", 2, "Leak", "no")]


def test_a_leak_for_each_ticked_site_and_terms_with_a_slash_are_one() -> None:
    texts = {
        **LEVELS,
        "Leak": "treated_level.leak",
        "disc?": "leak.site = disc",
        "vein?": "leak.site = azygos/IVC",
        "Route": "leak.route",
    }
    cells = {"Levels": "T12, L1", "Leak": "T12, L1", "disc?": "1", "vein?": "1", "Route": "B/S"}
    carried = of_one(texts, cells)
    assert carried.rows("leak", "level", "site", "route") == [
        ("T12", "disc", "B"),
        ("T12", "azygos/IVC", "B"),
        ("L1", "disc", "S"),
        ("L1", "azygos/IVC", "S"),
    ]
    texts = {**LEVELS, "Leak": "treated_level.leak", "Site": "leak.site"}
    carried = of_one(texts, {"Levels": "T12, L1", "Leak": "T12, L1", "Site": "Azygos/ivc"})
    assert carried.rows("leak", "site") == [("azygos/IVC",), ("azygos/IVC",)]


def test_rows_that_are_leaks_and_what_another_sheet_says_of_the_same() -> None:
    """A bare "it leaked" of the procedure's sheet adds no leak to those that are described."""
    procedures = [{"id": "A", "Levels": "T12, L1", "Leak": "T12, L1"}]
    described = [{"nr": "A", "At": "Th12", "Site": "disc"}, {"nr": "A", "At": "", "Site": "disc"}]
    carried = carry_out(
        [procedures, described],
        part("procedure", {**KEYS, **LEVELS, "Leak": "treated_level.leak"}),
        part("leak", {"nr": "procedure_id", "At": "leak.level", "Site": "leak.site"}),
    )
    leaks = sorted(carried.rows("leak", "level", "site"), key=str)
    assert leaks == [("L1", None), ("T12", "disc"), (None, "disc")]
    carried.check()
    assert ("leak.level.required", 3, "At", "") in carried.findings()


WIDE = {
    "Op": "procedure.procedure_date",
    "pre": "visit.pain_raw @ baseline",
    "1m": "visit.pain_raw @ 1 month",
    "walk": "visit.ambulation @ 1 month",
    "seen": "visit.date @ 1 month",
}
SCALES = {"visit.pain_scale": "VAS 0-10", "visit.pain_scale @ 1 month": "NRS 0-10"}


@pytest.mark.parametrize(
    ("empty", "cells", "visits"),
    [
        (
            "missed",
            {"pre": "", "1m": "", "walk": "", "seen": ""},
            [("1 month", None, None, None, "missed")],
        ),
        ("not recorded", {"pre": "", "1m": "", "walk": "", "seen": ""}, []),
        (
            "not recorded",
            {"pre": "8.5", "1m": "", "walk": "Cane", "seen": "2024-04-04"},
            [
                ("baseline", None, "VAS 0-10", "8.5", "completed"),
                ("1 month", "30", None, None, "completed"),
            ],
        ),
        (
            "missed",
            {"pre": "", "1m": "3", "walk": "", "seen": ""},
            [("1 month", None, "NRS 0-10", "3", "completed")],
        ),
    ],
)
def test_visits_in_columns(empty: str, cells: dict, visits: list) -> None:
    """A visit without any value is left out or missed, as declared; baseline is never missed."""
    carried = of_one(WIDE, {"Op": "2024-03-05", **cells}, constants=SCALES, empty_visits=empty)
    read = carried.rows("visit", "timepoint", "days_since", "pain_scale", "pain_raw", "status")
    assert read == visits


@pytest.mark.parametrize(
    ("empty", "n_visits", "unused"), [("missed", 2, 1), ("not recorded", 1, 2)]
)
def test_rows_that_are_visits(empty: str, n_visits: int, unused: int) -> None:
    """Rows in = rows used + rows reported: what makes no visit is named."""
    procedures = [{"id": "A", "Op": "2024-03-05"}]
    visits = [
        {"nr": "A", "When": "BASELINE", "VAS": "8", "On": "2024-03-04"},
        {"nr": "A", "When": "1 Month", "VAS": "", "On": ""},
        {"nr": "A", "When": "baseline", "VAS": "", "On": ""},
    ]
    texts = {
        "nr": "procedure_id",
        "When": "visit.timepoint",
        "VAS": "visit.pain_raw",
        "On": "visit.date",
    }
    carried = carry_out(
        [procedures, visits],
        part("procedure", {**KEYS, "Op": "procedure.procedure_date"}),
        part("visit", texts, empty_visits=empty),
    )
    read = carried.rows("visit", "timepoint", "days_since", "status")
    assert read[0] == ("baseline", "-1", "completed")
    assert len(read) == n_visits
    assert carried.used(2) == 3 - unused
    assert [row[0] for row in carried.findings()] == ["row.unused"] * unused


def test_rows_that_no_part_keeps_are_named_with_the_cell_that_decides() -> None:
    rows = [{"id": "A", "Event": "Baseline"}, {"id": "B", "Event": "diary"}]
    carried = carry_out([rows], part("procedure", KEYS, only={"Event": ("baseline",)}))
    assert carried.used() == 1
    assert carried.findings() == [("row.unused", 3, "Event", "diary")]


def test_the_first_filled_cell_is_taken_and_a_contradiction_named() -> None:
    texts = {**KEYS, **LEVELS, "Age": "procedure.age", "Sex": "patient.sex"}
    rows = [
        {"id": "A", "Levels": "T12", "Age": "", "Sex": "male"},
        {"id": "A", "Levels": "L1", "Age": "71", "Sex": ""},
        {"id": "A", "Levels": "L2", "Age": " 72 ", "Sex": "male"},
    ]
    carried = carry_out([rows], part("treated_level", texts))
    assert carried.rows("procedure", "age") == [("71",)]
    assert carried.rows("patient", "sex") == [("male",)]
    assert carried.findings() == [("mapping.conflict", 4, "Age", " 72 ")]
    allowed = "SELECT allowed FROM finding"
    expected = "the same on every row of this procedure (line 3 says 71)"
    assert carried.staging.execute(allowed).fetchall() == [(expected,)]


def test_another_sheet_fills_in_the_rows_of_the_first() -> None:
    procedures = [{"id": "A", "Age": "71", "Op": ""}]
    followed = [{"nr": "A", "Op": "2024-03-05", "1m": "3"}, {"nr": "A", "Op": "", "1m": ""}]
    carried = carry_out(
        [procedures, followed],
        part("procedure", {**KEYS, "Age": "procedure.age", "Op": "procedure.procedure_date"}),
        part(
            "visit",
            {"nr": "procedure_id", "Op": "procedure.procedure_date", "1m": "visit.pain_raw"},
            constants={"visit.timepoint": "1 month"},
        ),
    )
    assert carried.rows("procedure", "age", "procedure_date") == [("71", "2024-03-05")]
    assert carried.rows("visit", "timepoint", "pain_raw") == [("1 month", "3")]


def test_a_row_that_stands_twice_stays_twice() -> None:
    """The rules refuse it: a mapping merges only what other rows may repeat."""
    rows = [{"id": "A"}, {"id": "A"}]
    carried = carry_out([rows], part("procedure", KEYS))
    assert carried.rows("procedure", "procedure_id") == [("A",), ("A",)]
    carried.check()
    assert ("procedure.procedure_id.unique", 3, "id", "A") in carried.findings()


def test_two_ticked_types_are_two_complications() -> None:
    texts = {"inf": "complication.type = infection", "haem": "complication.type = haematoma"}
    carried = of_one(texts, {"inf": "yes", "haem": "yes"})
    assert carried.rows("complication", "type") == [("infection",), ("haematoma",)]


@pytest.mark.parametrize(
    ("rows", "texts", "names"),
    [
        ("procedure", {"a": "procedure.age"}, "patient_id"),
        ("procedure", {**KEYS, "a": "treated_level.cement_ml"}, "treated_level.level"),
        ("procedure", {**KEYS, "a": "procedure.birth_date"}, "procedure_date"),
        ("procedure", {**KEYS, "a": "visit.odi"}, "timepoint"),
        ("procedure", {**KEYS, "a": "procedure.age", "b": "procedure.age"}, "two columns"),
    ],
)
def test_a_mapping_that_cannot_be_carried_out_is_refused(
    rows: str, texts: dict[str, str], names: str
) -> None:
    with pytest.raises(MappingError, match=names):
        carry_out([[dict.fromkeys(texts, "1")]], part(rows, texts))


def test_a_text_for_not_known_is_no_list_of_values_for_two_levels() -> None:
    """``n/a`` parted at its slash would be two values, for two levels; the mapping calls it one."""
    carried = of_one(
        {
            "Level": "treated_level.level",
            "Leak": "treated_level.leak",
            "Way": "treated_level.viscosity",
        },
        {"Level": "T12, L1", "Leak": "n/a", "Way": "low/high"},
        missing=("n/a",),
    )
    assert carried.rows("treated_level", "level", "viscosity") == [("T12", "low"), ("L1", "high")]
    assert carried.rows("leak", "level") == []
    assert [rule for rule, *_ in carried.findings()] == []
