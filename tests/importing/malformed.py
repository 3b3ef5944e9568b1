"""Sixty-odd ways in which a hospital's export goes wrong, and what the report must say of each."""

from dataclasses import dataclass, field

from tests.folders import VALID, Content, added, as_bytes, changed, edited, without_column


@dataclass(frozen=True)
class Malformed:
    """A spoilt folder and the one error that names it (`errors`: how many there are in all)."""

    name: str
    spoilt: dict[str, Content] = field(hash=False)
    file: str
    line: int
    column: str
    value: str
    allowed: str
    errors: int = 1


def _spoilt(name: str, file: str, content: Content, *told: str | int) -> Malformed:
    """Spoil one file that is told of itself: line, column, value, allowed and number of errors."""
    ending = "toml" if file == "dataset" else "csv"
    return Malformed(name, {file: content}, f"{file}.{ending}", *told)


def _cell(name: str, file: str, line: int, column: str, *told: str | int) -> Malformed:
    """Spoil one cell: value, allowed and number of errors."""
    return _spoilt(name, file, changed(file, line, **{column: told[0]}), line, column, *told)


def _text(file: str) -> str:
    return as_bytes(VALID[file]).decode()


_FIRST_PATIENT = "P1,female,-2.5,dead,400"
_UTF8 = "UTF-8 text"
_CONTROL = "without tabs, lone carriage returns or other control characters"
_QUOTES = "double quotes are closed on the same line"
_COMMAS = "column names separated by commas"
_YES_NO = "one of no, yes"
_DATE = "a calendar date as YYYY-MM-DD, not later than today"
_AGE = "a whole number from 18 to 110"
_VAS_10 = "0 to 10 with at most one decimal on VAS 0-10"

ENCODINGS = (
    _spoilt(
        *("latin-1 operator", "procedure"),
        edited("procedure", "O2", "Müller").encode("latin-1"),
        *(3, "operator", r"M\xfcller"),
        _UTF8,
    ),
    _spoilt(
        *("UTF-16 file", "leak", _text("leak").encode("utf-16")),
        *(1, "header", r"\xff\xfep", _UTF8),
    ),
    _spoilt(
        *("UTF-16 without byte order mark", "leak", _text("leak").encode("utf-16-le")),
        *(1, "header", "p\0r\0o\0c", _CONTROL),
    ),
    _spoilt(
        *("truncated UTF-8 character", "complication"),
        as_bytes(VALID["complication"]).replace(b"infection", b"infecci\xc3,"[:-1]),
        *(2, "type", r"infecci\xc3", _UTF8),
    ),
    _spoilt(
        *("NUL byte", "patient", edited("patient", "P2,unknown", "P2,unk\0nown")),
        *(3, "sex", "unk\0nown", _CONTROL),
    ),
    _spoilt(
        *("tab inside a cell", "procedure", edited("procedure", "north", "north\twing")),
        *(2, "site", "north\twing", _CONTROL),
    ),
    _spoilt(
        *("lone carriage return inside a line", "patient"),
        edited("patient", "400\n", "400\r"),
        *(2, "death_day", "400\rP2", _CONTROL),
    ),
    _spoilt(
        *("carriage returns only", "new_fracture", _text("new_fracture").replace("\n", "\r")),
        *(1, "header", "day\rP1", _CONTROL),
    ),
)

DELIMITERS = (
    _spoilt(
        *("semicolons", "leak", _text("leak").replace(",", ";")),
        *(1, "header", "procedure_id;level;route;site;detection", _COMMAS),
    ),
    _spoilt(
        *("tabs", "leak", _text("leak").replace(",", "\t")),
        *(1, "header", "procedure_id\tlevel\troute\tsite", _COMMAS),
    ),
    _spoilt(
        *("bars", "leak", _text("leak").replace(",", "|")),
        *(1, "header", "procedure_id|level|route|site", _COMMAS),
    ),
    _spoilt(
        *("one cell too many", "patient", edited("patient", "dead,400", "dead,400,")),
        *(2, "columns", "6", "5, as in the header"),
    ),
    _spoilt(
        *("one cell too few", "patient", edited("patient", "dead,400", "dead")),
        *(2, "columns", "4", "5, as in the header"),
    ),
    _spoilt(
        *("semicolons in one row", "patient", edited("patient", _FIRST_PATIENT, "P1;female;;;")),
        *(2, "columns", "1", "5, as in the header"),
    ),
    _spoilt(
        *("decimal comma unquoted", "patient", edited("patient", "-2.5", "-2,5")),
        *(2, "columns", "6", "5, as in the header"),
    ),
    _spoilt(
        *("quote never closed", "procedure", edited("procedure", "north", '"north')),
        *(2, "site", '"north,biplane', _QUOTES),
    ),
    _spoilt(
        *("quote closed on the next line", "patient"),
        edited("patient", "female", '"fe\nmale"'),
        *(2, "sex", '"fe', _QUOTES, 2),
    ),
    _spoilt(
        *("text after a closing quote", "patient", edited("patient", "female", '"female"x')),
        *(2, "sex", '"female"x,-2.5', _QUOTES),
    ),
    _spoilt(
        *("quote swallowing a row", "patient"),
        edited(
            "patient", f"{_FIRST_PATIENT}\nP2,unknown,,alive,\n", 'P1,female,,,"\nP2,male,,,"\n'
        ),
        *(2, "death_day", '"', _QUOTES, 2),
    ),
    _spoilt(
        *("line of commas", "patient", _text("patient") + ",,,,\n"),
        *(4, "patient_id", "", "filled in", 2),
    ),
)

HEADERS = (
    _spoilt(
        *("empty file", "leak", ""),
        *(1, "header", "", "a header row with columns among procedure_id, level, route"),
    ),
    _spoilt(
        *("header missing", "new_fracture", "P1,T11,200\n"),
        *(1, "header", "T11", "one of patient_id, level, day", 6),
    ),
    _spoilt(
        *("unknown column", "patient", edited("patient", "patient_id,sex", "patient_id,gender")),
        *(1, "header", "gender", "one of patient_id, sex, bmd_t_score", 2),
    ),
    _spoilt(
        *("required column missing", "visit", without_column("visit", "status")),
        *(1, "header", "procedure_id,timepoint,days_since", "the column status"),
    ),
    _spoilt(
        *("column twice", "leak", edited("leak", "detection", "site")),
        *(1, "header", "site", "a name that stands there once"),
    ),
    _spoilt(
        *("capitals in a name", "patient", edited("patient", "bmd_t_score", "BMD_T_score")),
        *(1, "header", "BMD_T_score", "one of patient_id, sex, bmd_t_score"),
    ),
    _spoilt(
        *("blank in a name", "patient", edited("patient", "vital_status", " vital_status")),
        *(1, "header", " vital_status", "one of patient_id, sex", 2),
    ),
    _spoilt(
        *("nameless last column", "patient"),
        edited("patient", "death_day\n", "death_day,\n")
        .replace("400\n", "400,\n")
        .replace("alive,\n", "alive,,\n"),
        *(1, "header", "", "one of patient_id, sex"),
    ),
    _spoilt(
        *("derived column given", "new_fracture"),
        [row | {"adjacent": "yes"} for row in VALID["new_fracture"]],
        *(1, "header", "adjacent", "one of patient_id, level, day"),
    ),
    _spoilt(
        *("date of birth given", "patient"),
        [row | {"birth_date": "1950-01-01"} for row in VALID["patient"]],
        *(1, "header", "birth_date", "one of patient_id, sex"),
    ),
)

FILES = (
    _spoilt("required file missing", "visit", None, 0, "file", "missing", "in the folder"),
    _spoilt("misspelt file", "leaks", _text("leak"), 0, "file", "unknown", "one of patient.csv"),
    _spoilt(
        *("no rows", "treated_level", _text("treated_level").partition("\n")[0]),
        *(0, "file", "no rows", "at least one row", 4),
    ),
    _spoilt("not TOML", "dataset", "name = small", 0, "file", "Invalid value", "TOML in UTF-8"),
    _spoilt(
        *("nature unknown", "dataset", 'name = "small"\nnature = "real"\n'),
        *(2, "nature", "real", "one of clinical, synthetic, reconstruction"),
    ),
    _spoilt(
        *("provenance missing", "dataset", 'name = "small"\nnature = "synthetic"\n'),
        *(0, "note", "", "where data that are not clinical come from"),
    ),
    _spoilt(
        *("unknown key", "dataset", 'nature = "clinical"\nauthor = "x"\n'),
        *(2, "author", "x", "one of the keys name, title, nature, note"),
    ),
)

TYPES = (
    _cell("age in words", "procedure", 2, "age", "seventy", _AGE),
    _cell("age with decimals", "procedure", 2, "age", "78.0", _AGE),
    _cell("age NaN", "procedure", 2, "age", "NaN", _AGE),
    _cell("age infinite", "procedure", 2, "age", "inf", _AGE),
    _cell("age in Arabic digits", "procedure", 2, "age", "٧٨", _AGE),
    _cell("number with exponent", "treated_level", 2, "cement_ml", "4e0", "from 0.1 to 15"),
    _cell("decimal comma quoted", "treated_level", 2, "cement_ml", "4,5", "from 0.1 to 15"),
    _cell("two decimals", "treated_level", 2, "cement_ml", "4.55", "at most one decimal"),
    _cell("unit in the cell", "treated_level", 2, "cement_ml", "4.5 ml", "from 0.1 to 15"),
    _cell("cement NaN", "treated_level", 2, "cement_ml", "nan", "from 0.1 to 15"),
    _cell("term in capitals", "patient", 2, "sex", "Female", "one of female, male, other, unknown"),
    _cell("blank after a term", "patient", 2, "sex", "female ", "one of female, male"),
    _cell("yes as 1", "treated_level", 2, "cleft", "1", _YES_NO),
    _cell("no such level", "treated_level", 2, "level", "L6", "C1-C7, T1-T12, L1-L5 or S1", 2),
    _cell("range of levels", "treated_level", 2, "level", "T12-L1", "a vertebral level", 2),
    _cell("blank after an identifier", "procedure", 2, "operator", "O1 ", "without a blank"),
    _cell("formula as a name", "visit", 2, "timepoint", "=1+1", "one of baseline, 24 h", 1),
)

RANGES = (
    _cell("child", "procedure", 2, "age", "17", _AGE),
    _cell("age 999", "procedure", 3, "age", "999", _AGE),
    _cell("cement 0", "treated_level", 2, "cement_ml", "0", "from 0.1 to 15"),
    _cell("VAS 11", "visit", 3, "pain_raw", "11", _VAS_10),
    _cell("VAS on the wrong scale", "visit", 3, "pain_raw", "30", _VAS_10),
    _cell("NRS with a decimal", "visit", 5, "pain_raw", "7.5", "0 to 10 on NRS 0-10"),
    _cell("millimetres with a decimal", "visit", 4, "pain_raw", "17.5", "0 to 100 on VAS 0-100"),
    _cell("ODI 101", "visit", 2, "odi", "101", "a number from 0 to 100"),
    _cell("RDQ 25", "visit", 2, "rdq", "25", "a whole number from 0 to 24"),
    _cell("Genant grade 4", "treated_level", 2, "genant_grade", "4", "from 0 to 3"),
)

DATES = (
    _cell("day first", "procedure", 2, "procedure_date", "03/04/2021", _DATE),
    _cell("30 February", "procedure", 2, "procedure_date", "2021-02-30", _DATE),
    _cell("two-digit year", "procedure", 2, "procedure_date", "21-03-04", _DATE),
    _cell("date with a time", "procedure", 2, "procedure_date", "2021-03-04 10:00", _DATE),
    _cell("in the future", "procedure", 2, "procedure_date", "2999-01-01", _DATE),
    _cell("spreadsheet day number", "procedure", 2, "procedure_date", "44259", _DATE),
    _cell("date for a day", "visit", 3, "days_since", "2021-03-05", "a whole number"),
)

MISSING_CODES = (
    _cell("NA", "procedure", 2, "age", "NA", _AGE),
    _cell("-9", "procedure", 2, "symptom_weeks", "-9", "a whole number from 0 to 520"),
    _cell("999 for pain", "visit", 3, "pain_raw", "999", _VAS_10),
    _cell("NULL", "visit", 2, "rdq", "NULL", "a whole number from 0 to 24"),
    _cell("full stop", "visit", 2, "odi", ".", "a number from 0 to 100"),
    _cell("sex empty", "patient", 2, "sex", "", "filled in"),
    _cell("level empty", "treated_level", 2, "level", "", "filled in", 2),
)

DUPLICATES = (
    _spoilt(
        *("patient twice", "patient", added("patient", 2, sex="male")),
        *(4, "patient_id", "P1", "stands on no earlier line"),
    ),
    _spoilt(
        *("procedure twice", "procedure", added("procedure", 2)),
        *(4, "procedure_id", "A", "stands on no earlier line"),
    ),
    _spoilt(
        *("level twice in two spellings", "treated_level", added("treated_level", 2, level="D 12")),
        *(5, "level", "D 12", "no earlier line of the same procedure"),
    ),
    _spoilt(
        *("visit twice", "visit", added("visit", 3, pain_raw="4")),
        *(7, "timepoint", "24 h", "no earlier line of the same procedure"),
    ),
)

CONTRADICTIONS = (
    _cell("unknown patient", "procedure", 2, "patient_id", "P9", "patient_id of patient.csv"),
    _cell("unknown procedure", "visit", 6, "procedure_id", "Z", "procedure_id of procedure.csv"),
    Malformed(
        "procedure without a level",
        {"treated_level": VALID["treated_level"][:2]},
        *("procedure.csv", 3, "procedure_id", "B", "at least one row in treated_level.csv"),
    ),
    _cell("leak without its level", "leak", 2, "level", "T9", "a level of this procedure"),
    _cell("leak where nobody looked", "leak", 2, "level", "L1", "says how leakage was looked for"),
    Malformed(
        "leak where the assessment is empty",
        {"treated_level": changed("treated_level", 2, leak_assessment="")},
        *("leak.csv", 2, "level", "d12", "says how leakage was looked for"),
    ),
    _cell("baseline after the procedure", "visit", 2, "days_since", "3", "0 or less", 2),
    _cell("24 h on day 5", "visit", 3, "days_since", "5", "from 0 to 2 at 24 h"),
    _cell("follow-up before the procedure", "visit", 4, "days_since", "-30", "greater than 0", 2),
    _cell("pain without a scale", "visit", 3, "pain_scale", "", "filled in where pain_raw is"),
    _cell("VAS against raw pain", "visit", 4, "vas", "7.1", "the value of pain_raw"),
    _cell("values at a missed visit", "visit", 3, "status", "missed", "completed where pain"),
    _spoilt(
        *("day of death of the living", "patient", changed("patient", 2, vital_status="alive")),
        *(2, "death_day", "400", "empty unless vital_status is dead"),
    ),
    _cell(
        "visit after death", "visit", 4, "days_since", "401", "no later than the patient's death"
    ),
)

MALFORMED = (
    *(*ENCODINGS, *DELIMITERS, *HEADERS, *FILES, *TYPES, *RANGES, *DATES, *MISSING_CODES),
    *(*DUPLICATES, *CONTRADICTIONS),
)
