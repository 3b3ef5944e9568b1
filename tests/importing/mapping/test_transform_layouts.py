"""The same content in three layouts of a clinic's sheet gives the same tables.

Authority: the oracle, which writes the dictionary's rows by hand from the same content, in plain
Python, and shares nothing with the SQL.
"""

import random
from datetime import date, timedelta

import pytest

from tests.importing.mapping.carried_out import CarriedOut, Row, carry_out, part

LEVELS = [*(f"T{n}" for n in range(5, 13)), *(f"L{n}" for n in range(1, 6))]
TABLES = ("patient", "procedure", "treated_level", "leak", "visit")
VISITS = {"baseline": "pre", "24 h": "24h", "1 month": "1m"}
APPROACH = {"uni": "unipedicular", "bi": "bipedicular"}
SITES = ("epidural", "disc", "paravertebral vein")


def comma(tenths: int) -> str:
    return f"{tenths // 10},{tenths % 10}"


def point(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)


class Content:
    """Procedures as a clinic knows them, drawn with a seed."""

    def __init__(self, seed: int, n_patients: int = 220) -> None:
        self.draw = random.Random(seed)
        self.procedures = [
            procedure for number in range(n_patients) for procedure in self.patient(number)
        ]

    def patient(self, number: int) -> list[dict]:
        draw = self.draw
        about = {"patient": f"P{number:04d}", "sex": draw.choice(["W", "M"])}
        first = date(2019, 1, 1) + timedelta(draw.randrange(1500))
        dates = [first + timedelta(200 * again) for again in range(draw.choice([1, 1, 1, 2]))]
        return [self.procedure(about, day) for day in dates]

    def procedure(self, about: dict, day: date) -> dict:
        draw = self.draw
        levels = draw.sample(LEVELS, draw.choice([1, 1, 2, 3]))
        visits = {
            timepoint: (draw.choice([None, draw.randrange(101)]), draw.choice([None, "j", "n"]))
            for timepoint in VISITS
        }
        return {
            **about,
            "day": day,
            "age": draw.choice([None, draw.randrange(50, 95)]),
            "levels": [
                {
                    "level": level,
                    "cement": draw.choice([None, draw.randrange(10, 80)]),
                    "approach": draw.choice([None, "uni", "BI"]),
                    "leak": draw.choice([None, "j", "n", "n"]),
                    "site": draw.choice(SITES),
                }
                for level in levels
            ],
            "visits": visits,
        }


def oracle(content: Content) -> dict[str, set]:
    """Write the dictionary's rows by hand."""
    tables: dict[str, list] = {table: [] for table in TABLES}
    for one in content.procedures:
        key = f"{one['patient']} {one['day'].isoformat()}"
        sex = {"W": "female", "M": "male"}[one["sex"]]
        tables["patient"].append((one["patient"], sex))
        age = str(one["age"]) if one["age"] else None
        tables["procedure"].append((key, one["patient"], age, one["day"].isoformat()))
        for at in one["levels"]:
            cement = point(at["cement"]) if at["cement"] else None
            approach = APPROACH[at["approach"].lower()] if at["approach"] else None
            looked = "CT" if at["leak"] else None
            tables["treated_level"].append(
                (key, at["level"], approach, cement, looked, at["level"])
            )
            if at["leak"] == "j":
                tables["leak"].append((key, at["level"], at["site"], at["level"]))
        for timepoint, (pain, relief) in one["visits"].items():
            if pain is not None or relief:
                scale = "VAS 0-10" if pain is not None else None
                written = point(pain) if pain is not None else None
                said = {"j": "yes", "n": "no", None: None}[relief]
                tables["visit"].append((key, timepoint, scale, written, said, "completed"))
    return {table: sorted(set(rows), key=str) for table, rows in tables.items()}


COLUMNS = {
    "patient": ("patient_id", "sex"),
    "procedure": ("procedure_id", "patient_id", "age", "procedure_date"),
    "treated_level": (
        *("procedure_id", "level", "approach", "cement_ml", "leak_assessment", "level_name"),
    ),
    "leak": ("procedure_id", "level", "site", "level_name"),
    "visit": ("procedure_id", "timepoint", "pain_scale", "pain_raw", "reported_relief", "status"),
}

OF_PROCEDURE = {
    "Pat.-Nr.": "patient_id",
    "Geschlecht": "patient.sex",
    "Alter": "procedure.age",
    "OP-Datum": "procedure.procedure_date",
}
OF_LEVEL = {
    "Zement (ml)": "treated_level.cement_ml",
    "Zugang": "treated_level.approach",
    "Austritt": "treated_level.leak",
    "Ort": "leak.site",
}
OF_VISITS = {
    **{f"VAS {short}": f"visit.pain_raw @ {timepoint}" for timepoint, short in VISITS.items()},
    **{f"besser {short}": f"visit.reported_relief @ {t}" for t, short in VISITS.items()},
}
YES_NO = {"J": "yes", "N": "no"}
COMMON = {
    "decimal": ",",
    "dates": "DMY",
    "missing": ("k.A.",),
    "constants": {"treated_level.leak_assessment": "CT", "visit.pain_scale": "VAS 0-10"},
}
CODES = {
    "Geschlecht": {"w": "female", "m": "male"},
    "Zugang": {"uni": "unipedicular", "bi": "bipedicular"},
    "Austritt": YES_NO,
    **{f"besser {short}": YES_NO for short in VISITS.values()},
}


def of_procedure(one: dict) -> dict[str, str | None]:
    return {
        "Pat.-Nr.": one["patient"],
        "Geschlecht": one["sex"],
        "Alter": str(one["age"] or "k.A."),
        "OP-Datum": f"{one['day'].day}.{one['day'].month}.{one['day'].year}",
    }


def of_level(at: dict, *others: dict) -> dict[str, str | None]:
    """Cells of one level, or of several in one row: values parted by a slash, one for each."""
    several = [at, *others]

    def joined(texts: list[str | None]) -> str | None:
        return " / ".join(text or "k.A." for text in texts) if any(texts) else None

    return {
        "Zement (ml)": joined([comma(one["cement"]) if one["cement"] else None for one in several]),
        "Zugang": joined([one["approach"] for one in several]),
        "Austritt": joined([one["leak"] for one in several]),
        "Ort": joined([one["site"] for one in several if one["leak"] == "j"]),
    }


def of_visits(one: dict) -> dict[str, str | None]:
    cells: dict[str, str | None] = {}
    for timepoint, (pain, relief) in one["visits"].items():
        cells[f"VAS {VISITS[timepoint]}"] = comma(pain) if pain is not None else "K.A."
        cells[f"besser {VISITS[timepoint]}"] = relief
    return cells


def by_procedure(content: Content) -> CarriedOut:
    rows: list[Row] = [
        {
            **of_procedure(one),
            "Höhen": ", ".join(at["level"].replace("T", "Th") for at in one["levels"]),
            **of_level(*one["levels"]),
            **of_visits(one),
        }
        for one in content.procedures
    ]
    texts = {**OF_PROCEDURE, "Höhen": "treated_level.level", **OF_LEVEL, **OF_VISITS}
    return carry_out([rows], part("procedure", texts, codes=CODES, **COMMON))


def by_level(content: Content) -> CarriedOut:
    rows: list[Row] = [
        {
            **of_procedure(one),
            "Höhe": at["level"].replace("T", "D"),
            **of_level(at),
            **of_visits(one),
        }
        for one in content.procedures
        for at in one["levels"]
    ]
    texts = {**OF_PROCEDURE, "Höhe": "treated_level.level", **OF_LEVEL, **OF_VISITS}
    return carry_out([rows], part("treated_level", texts, codes=CODES, **COMMON))


def by_visit(content: Content) -> CarriedOut:
    rows: list[Row] = [
        {
            **of_procedure(one),
            "Höhen": " + ".join(at["level"] for at in one["levels"]),
            **of_level(*one["levels"]),
            "Termin": {"baseline": "vor OP", "24 h": "24 H", "1 month": "1 Mon"}[timepoint],
            "VAS": comma(pain) if pain is not None else None,
            "besser": relief,
        }
        for one in content.procedures
        for timepoint, (pain, relief) in one["visits"].items()
    ]
    texts = {
        **OF_PROCEDURE,
        "Höhen": "treated_level.level",
        **OF_LEVEL,
        "Termin": "visit.timepoint",
        "VAS": "visit.pain_raw",
        "besser": "visit.reported_relief",
    }
    codes = {
        **{heading: CODES[heading] for heading in ("Geschlecht", "Zugang", "Austritt")},
        "besser": YES_NO,
        "Termin": {"vor op": "baseline", "1 MON": "1 month"},
    }
    return carry_out([rows], part("visit", texts, codes=codes, **COMMON))


@pytest.mark.parametrize("layout", [by_procedure, by_level, by_visit])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_layout_gives_the_rows_that_the_oracle_writes_by_hand(layout, seed: int) -> None:
    content = Content(seed)
    assert len(content.procedures) >= 200
    carried = layout(content)
    expected = oracle(content)
    for table, listed in COLUMNS.items():
        assert sorted(carried.rows(table, *listed), key=str) == expected[table], table
    assert [row for row in carried.findings() if row[0] != "row.unused"] == []
    carried.check()
    errors = "SELECT DISTINCT rule FROM finding WHERE severity = 'error' ORDER BY ALL"
    # A level whose leak has no level of its own cannot occur; what may be missing is the age only.
    assert carried.staging.execute(errors).fetchall() == []


@pytest.mark.parametrize("layout", [by_procedure, by_level, by_visit])
def test_every_row_has_a_place_of_its_own_in_the_order_of_the_sheet(layout) -> None:
    """Contract of `places`: unique in its table."""
    carried = layout(Content(3, 60))
    for table in TABLES:
        counts = f"SELECT count(*), count(DISTINCT line) FROM {table}"
        ((rows, places),) = carried.staging.execute(counts).fetchall()
        assert rows == places > 0
