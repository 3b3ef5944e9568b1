"""The clinic's own sheets: an English workbook, a German one, a REDCap export."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

from tests.importing.clinic.truth import Case, Treated, pain_text, tenths_text

TIMES = ("baseline", "24 h", "1 month", "12 months")


def english(clinic: list[Case], path: Path) -> Path:
    """One row a procedure; VAS in millimetres as numbers, real dates, two lines above the table."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Vertebroplasty 2021-23"
    for row in _english_rows(clinic):
        sheet.append(row)
    book.save(path)
    return path


def english_csv(clinic: list[Case], path: Path) -> Path:
    """The same as a CSV file, for the size of a region."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(_english_rows(clinic))
    return path


def _english_rows(clinic: list[Case]) -> Iterator[list[object]]:
    yield ["Department of spine surgery (made up)"] + [None] * 13
    yield []
    yield (
        ["Hosp. No", "Surname", "Sex", "Age (yrs)", "Date of procedure", "Level(s)", "Cement ml"]
        + ["VAS pre", "VAS post 24h", "VAS post 1m", "VAS post 12m", "Leak Y/N", "Leak level"]
        + ["Remarks"]
    )
    for case in clinic:
        leaks, leak = _leaks(case), ""
        if any(treated.leak for treated in case.levels):
            leak = "Y" if leaks else "N"
        sex = {"female": "F", "male": "M", "unknown": "unknown"}[case.sex]
        # Several levels stand as a range, one as the clinic spells it.
        levels = [_th(treated.level) for treated in case.levels]
        yield (
            [case.patient, "Somebody", sex, case.age, case.date]
            + [f"{levels[0]}-{levels[-1]}" if len(levels) > 1 else levels[0]]
            + [_cement(case, " / ", ".")]
            + [case.pain.get(time, "n/a" if time == "24 h" else None) for time in TIMES]
            + [leak, ", ".join(_th(treated.level) for treated in leaks) or None]
            + ["lost to follow-up" if len(case.pain) == 1 else None]
        )


def german(clinic: list[Case], path: Path) -> Path:
    """German words, numbers as text with a comma, dates as text, day first."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tabelle1"
    sheet.append(
        ["Pat.-Nr.", "Geschlecht", "Alter", "OP-Datum", "Höhe", "Zement (ml)"]
        + ["VAS prä", "VAS 1. Tag", "VAS 1 Monat", "VAS 12 Monate"]
        + ["Zementaustritt", "Austritt Höhe", "Schmerz gebessert 1. Tag"]
    )
    for case in clinic:
        leaks, leak = _leaks(case), ""
        if any(treated.leak for treated in case.levels):
            leak = "ja" if leaks else "nein"
        sex = {"female": "w", "male": "m", "unknown": "unbekannt"}[case.sex]
        pains = [
            pain_text(case.pain[time], "VAS 0-10").replace(".", ",")
            if time in case.pain
            else "k.A."
            for time in TIMES
        ]
        sheet.append(
            [case.patient, sex, str(case.age), case.date.strftime("%d.%m.%Y")]
            + [", ".join(_bwk(treated.level) for treated in case.levels)]
            + [_cement(case, " / ", ","), *pains]
            + [leak, ", ".join(_bwk(treated.level) for treated in leaks)]
            + [{"yes": "ja", "no": "nein", "": ""}[case.relief]]
        )
    book.save(path)
    return path


REDCAP_HEADER = (
    ["record_id", "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance"]
    + ["redcap_data_access_group", "redcap_survey_identifier", "sex", "age", "procedure_date"]
    + ["demographics_complete", "tl_level", "tl_cement", "tl_looked", "treated_level_complete"]
    + ["leak_level", "leak_site___1", "leak_site___3", "leak_site___5", "leak_complete"]
    + ["vas", "relief", "remark", "visit_timestamp", "visit_complete"]
)
EVENTS = {
    "baseline": "baseline_arm_1",
    "24 h": "day_1_arm_1",
    "1 month": "month_1_arm_1",
    "12 months": "month_12_arm_1",
}
SITES = {
    "epidural": "leak_site___1",
    "disc": "leak_site___3",
    "paravertebral vein": "leak_site___5",
}


def redcap(clinic: list[Case], path: Path) -> Path:
    """A longitudinal export of raw codes; only patients with one procedure.

    Its quirks: a row for each event; two repeating instruments; checkbox columns; codes for sex,
    yes/no and levels; missing-data codes; events without data; `_complete` and `_timestamp`
    columns; access group and survey columns; byte order mark and CRLF; quoted text with commas and
    quotes; record numbers with leading zeros; an event of no interest; a text field with a decimal.
    """
    text = io.StringIO()
    rows = csv.DictWriter(text, REDCAP_HEADER, restval="", lineterminator="\r\n")
    rows.writeheader()
    for case in clinic:
        for row in _redcap_rows(case):
            rows.writerow({"record_id": case.patient, "redcap_data_access_group": "site_a"} | row)
    path.write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode())
    return path


def _redcap_rows(case: Case) -> list[dict[str, object]]:
    looked = any(treated.leak for treated in case.levels)
    rows: list[dict[str, object]] = []
    for time, event in EVENTS.items():
        row: dict[str, object] = {"redcap_event_name": event, "visit_complete": 2}
        if time == "baseline":
            sex = {"female": "1", "male": "2", "unknown": "UNK"}[case.sex]
            row |= {"sex": sex, "age": f"{case.age}.0", "procedure_date": case.date.isoformat()}
            row |= {"demographics_complete": 2, "remark": 'said "fine", mostly'}
        pain = case.pain.get(time)
        row["vas"] = "-99" if pain is None and time != "12 months" else pain_text(pain or 0, "")
        if pain is None and time == "12 months":
            row["vas"] = ""
        if time == "24 h":
            row["relief"] = {"yes": "1", "no": "0", "": "NI"}[case.relief]
        rows.append(row)
    for number, treated in enumerate(case.levels, 1):
        rows.append(_repeated("treated_level", number, _redcap_level(treated, looked)))
    for number, treated in enumerate(_leaks(case), 1):
        ticks = {column: int(treated.leak == site) for site, column in SITES.items()}
        code = _level_code(treated.level)
        rows.append(_repeated("leak", number, {"leak_level": code, "leak_complete": 2} | ticks))
    rows.append({"redcap_event_name": "phone_call_arm_1", "remark": "did not answer"})
    return rows


def _redcap_level(treated: Treated, looked: bool) -> dict[str, object]:
    return {
        "tl_level": _level_code(treated.level),
        "tl_cement": tenths_text(treated.cement_tenths) or "UNK",
        "tl_looked": "1" if looked else "",
        "treated_level_complete": 2,
    }


def _repeated(instrument: str, number: int, values: dict[str, object]) -> dict[str, object]:
    return {
        "redcap_event_name": "baseline_arm_1",
        "redcap_repeat_instrument": instrument,
        "redcap_repeat_instance": number,
    } | values


def _level_code(level: str) -> int:
    return int(level[1:]) + (7 if level[0] == "T" else 19)


def _leaks(case: Case) -> list[Treated]:
    return [treated for treated in case.levels if treated.leak not in ("", "no")]


def _cement(case: Case, between: str, mark: str) -> str | None:
    texts = [tenths_text(treated.cement_tenths).replace(".", mark) for treated in case.levels]
    if not any(texts):
        return None
    return between.join(text or "?" for text in texts)


def _th(level: str) -> str:
    return level.replace("T", "Th")


def _bwk(level: str) -> str:
    return f"BWK {level[1:]}" if level[0] == "T" else f"LWK {level[1:]}"
