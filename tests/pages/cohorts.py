"""Odd cohorts, each written as a source folder and imported like any other dataset."""

from dataclasses import dataclass
from pathlib import Path

from tests.folders import Row, csv_text, write_folder

NOT_LOOKED_FOR = "not looked for"
FIVE = ("T7", "T11", "T12", "L1", "L4")


@dataclass(frozen=True)
class Treated:
    """A procedure with its patient, levels and visits; an empty text is a cell left empty.

    VAS of None: no such visit. ``leaks`` is ``none``, ``all`` levels or ``not looked for``. The
    site is named like the operator.
    """

    before: str | None = "8"
    day_1: str | None = "4"
    last: str | None = "2"
    patient: str = ""
    age: str = "74"
    sex: str = "female"
    levels: tuple[str, ...] = ("L1",)
    leaks: str = "none"
    relief: str = "yes"
    success: str = "yes"
    ambulation: tuple[str, str] = ("walker", "cane")
    missed: str = ""
    date: str = "2021-05-15"
    operator: str = "O1"

    def change(self, horizon: str) -> int | None:
        """Tenths of a point from before to a horizon of the pain page, where both are recorded."""
        after = self.day_1 if horizon == "24 hours" else self.last
        if not self.before or not after:
            return None
        return round(10 * float(after)) - round(10 * float(self.before))


def several(*pairs: tuple[str, str], **same: str) -> tuple[Treated, ...]:
    """Return a patient for each pair of VAS before and at last follow-up, one each quarter."""
    quarters = (f"{2020 + n // 4}-{1 + 3 * (n % 4):02}-15" for n in range(len(pairs)))
    return tuple(
        Treated(before=before, last=last, **({"date": date} | same))
        for (before, last), date in zip(pairs, quarters, strict=True)
    )


NOWHEN = {"date": "", "operator": ""}
VARIED = (("9", "2"), ("8.5", "3"), ("7", "1"), ("10", "2.5"), ("6", "4"), ("9.5", "0.5"))

ODD: dict[str, tuple[Treated, ...]] = {
    "one-patient": (Treated(),),
    "two-patients": several(("8", "2"), ("9", "4.5")),
    "three-patients": several(("8", "2"), ("9", "4.5"), ("7", "7")),
    "all-vas-missing": (Treated(before="", day_1="", last=""),) * 5,
    "nothing-recorded": (
        Treated(
            *("", "", ""),
            **{"sex": "unknown", "age": "", "relief": "", "success": ""} | NOWHEN,
            ambulation=("", ""),
        ),
    )
    * 4,
    "all-vas-equal": several(*(("8", "2"),) * 6),
    "constant-change": several(("9", "3"), ("8", "2"), ("7", "1"), ("6.5", "0.5")),
    "no-change": several(("9", "9"), ("8", "8"), ("3", "3"), ("6.5", "6.5")),
    "all-leak": several(*VARIED, leaks="all"),
    "no-leak": several(*VARIED),
    "leak-not-looked-for": several(*VARIED, leaks=NOT_LOOKED_FOR),
    "only-men": several(*VARIED, sex="male"),
    "only-l1": several(*VARIED),
    "one-level-once": (*several(*VARIED), Treated("9", "5", "3", levels=("T7",))),
    "half-missing": tuple(
        Treated(before, "", last, age=age, relief=relief, leaks=leaks, ambulation=("cane", ""))
        for before, last, age, relief, leaks in (
            ("8", "", "70", "", "none"),
            ("", "2", "", "yes", NOT_LOOKED_FOR),
            ("9", "3", "81", "no", "all"),
            ("", "", "", "", NOT_LOOKED_FOR),
        )
    ),
    "extremes": (
        Treated("0", "10", "10", age="18", levels=("C1", "S1"), relief="no"),
        Treated("10", "0", "0", age="110", levels=("T1",), sex="other"),
        Treated("0", "0", "0", age="110", sex="unknown"),
    ),
    "all-worse": several(("0", "10"), ("0", "9.5"), ("1", "10"), relief="no"),
    "baseline-zero": several(("0", "0"), ("0", "3"), ("0", "5")),
    "five-levels": (Treated(levels=FIVE, leaks="all"),),
    "three-procedures": tuple(
        Treated(before, "4", last, patient="P1", age=age, levels=(level,))
        for before, last, age, level in (
            ("9", "3", "70", "T12"),
            ("8", "2", "72", "L1"),
            ("7", "4", "75", "L2"),
        )
    ),
    "no-visit": (Treated(None, None, None), Treated(None, None, None, missed="missed")),
    "nobody-due": (
        Treated("8", "3", None, missed="not due"),
        Treated("9", "4", None, missed="died", patient="P9"),
    ),
    "only-last": tuple(Treated(None, None, last) for _, last in VARIED),
    "unknown-sex-and-age": several(*VARIED, sex="unknown", age="", **NOWHEN),
}
"""By dataset name. Nobody at all cannot be imported: that cohort comes from a filter."""


def write_cohort(folder: Path, name: str) -> Path:
    """Write an odd cohort as a source folder."""
    tables: dict[str, list[Row]] = {
        table: [] for table in ("patient", "procedure", "treated_level", "leak", "visit")
    }
    for number, treated in enumerate(ODD[name], start=1):
        _add(tables, f"A{number}", treated.patient or f"P{number}", treated)
    dataset = f'name = "{name}"\ntitle = "{name}"\nnature = "synthetic"\nnote = "For tests."\n'
    files = {table: csv_text(rows) if rows else None for table, rows in tables.items()}
    return write_folder(folder, dataset=dataset, complication=None, new_fracture=None, **files)


def _add(tables: dict[str, list[Row]], procedure: str, patient: str, treated: Treated) -> None:
    if not any(row["patient_id"] == patient for row in tables["patient"]):
        tables["patient"].append({"patient_id": patient, "sex": treated.sex})
    when = {"procedure_date": treated.date, "operator": treated.operator, "site": treated.operator}
    tables["procedure"].append(
        {"procedure_id": procedure, "patient_id": patient, "age": treated.age} | when
    )
    looked = NOT_LOOKED_FOR if treated.leaks == NOT_LOOKED_FOR else "fluoroscopy"
    for level in treated.levels:
        row = {"procedure_id": procedure, "level": level}
        success = {"technical_success": treated.success, "leak_assessment": looked}
        tables["treated_level"].append(row | success)
        if treated.leaks == "all":
            found = {"route": "B", "site": "epidural", "symptomatic": "yes", "intervention": "no"}
            tables["leak"].append(row | found)
    tables["visit"] += _visits(procedure, treated)


def _visits(procedure: str, treated: Treated) -> list[Row]:
    before, after = treated.ambulation
    seen = (
        ("baseline", "0", treated.before, before, ""),
        ("24 h", "1", treated.day_1, "", treated.relief),
        ("last", "365", treated.last, after, treated.relief),
    )
    visits = [
        {"procedure_id": procedure, "timepoint": timepoint, "days_since": day}
        | {"pain_scale": "VAS 0-10" if vas else "", "pain_raw": vas, "ambulation": walks}
        | {"reported_relief": relief, "status": "completed"}
        for timepoint, day, vas, walks, relief in seen
        if vas is not None
    ]
    if treated.missed:
        empty = dict.fromkeys(("days_since", "pain_scale", "pain_raw", "ambulation"), "")
        row = {"procedure_id": procedure, "timepoint": "3 months", **empty, "reported_relief": ""}
        visits.append(row | {"status": treated.missed})
    return visits
